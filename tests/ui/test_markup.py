"""Markup is made in one place, escaped, and every page's numbers come from the records."""

import re
from html.parser import HTMLParser

import pytest

from kb.records import Recommendation
from kb.selection import Selection
from kb.vocabulary import Strength
from ui import compare, filters, records
from ui.markup import environment, render
from ui.portion import portion

HOSTILE = '<img src=x onerror="alert(1)">{{ 7*7 }}<script>alert(2)</script>'


def recommendations_page(lib, selection, found):
    sections = filters.sections(lib.base, lib.facets.counts(selection), selection)
    return render(
        "recommendations.html", base=lib.base, selection=selection, taken=selection, ignored=(), sections=sections,
        chosen=filters.chosen(sections), found=len(found), portion=portion("", len(found))[0], recommendations=found,
        total=55, any_word=False, nearest=[],
    )  # fmt: skip


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.ids, self.tags = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.ids += [value for name, value in attrs if name == "id"]


def parse(markup):
    parser = Links()
    parser.feed(markup)
    return parser


def test_a_word_in_the_url_stays_text(lib):
    markup = recommendations_page(lib, Selection({}, HOSTILE), ())
    assert "<img" not in markup
    assert "<script" not in markup
    assert "&lt;img" in markup
    assert "{{ 7*7 }}" in markup


def test_markup_in_the_data_stays_text(lib):
    # With an id of its own: what a recommendation looks like is kept by its id.
    changed = {"id": "hostile", "statement": HOSTILE, "note": HOSTILE}
    rec = lib.base.get(Recommendation, "ca-how-2").model_copy(update=changed)
    markup = recommendations_page(lib, Selection(), (rec,))
    assert markup.count("&lt;img") == 2
    assert "<img" not in markup
    assert "<script" not in markup


def test_every_card_shows_strength_verb_caveats_and_place(lib):
    for rec in lib.base.of(Recommendation):
        markup = recommendations_page(lib, Selection(), (rec,))
        assert f'class="strength {lib.base.strength(rec)}"' in markup
        assert f"Table {rec.where.table}, " in markup
        for caveat in rec.caveats:
            assert environment().from_string("{{ t }}").render(t=caveat) in markup, rec.id


def test_ids_are_unique_on_the_page(lib):
    found = parse(recommendations_page(lib, Selection({"country": ("CA",)}), lib.recommendations(Selection()))).ids
    assert len(found) == len(set(found))


def compare_page(base, country, **chosen):
    selection = Selection({"country": (country,), **{name: (value,) for name, value in chosen.items()}})
    guidelines = tuple(g for g in base.by_country if g.country == country)
    view = compare.View(base, selection, (), (), guidelines)
    return render("compare.html", base=base, view=view, views=compare.VIEWS, orders=compare.ORDERS)


def test_an_empty_cell_says_not_in_the_summary_tables_and_never_not_reported(base):
    body = compare_page(base, "AU", view="side", topic="patient-request", rows="all").split("<tbody>")[1]
    assert "Not in the summary tables" in body
    assert "not reported" not in body.lower()


def test_a_cell_without_a_printed_strength_says_so(base):
    body = compare_page(base, "GB", view="side", topic="patient-request").split("<tbody>")[1]
    assert "Strength not reported" in body
    assert "Not in the summary tables" not in body


@pytest.mark.parametrize("strength", Strength)
def test_strength_is_said_by_word_and_mark_not_only_colour(base, strength):
    rec = next(r for r in base.of(Recommendation) if base.strength(r) is strength)
    cell = re.search(r'<span class="strength.*?</span></span>|<span class="strength.*?</span>[^<]*</span>', render("record.html", base=base, view=records.view(base, rec.id)))[0]  # fmt: skip
    words = re.sub(r"<[^>]+>", "", cell).split(maxsplit=1)
    assert len(words) == 2
    assert words[0] in "■◧◆▨"


def test_every_record_has_a_page(base):
    for record in base.records:
        markup = render("record.html", base=base, view=records.view(base, record))
        assert f"<code>{record}</code>" in markup


def test_a_link_of_a_record_says_who_answers_for_it(base):
    markup = render("record.html", base=base, view=records.view(base, "ca-how-2"))
    assert "decided by a curator" in markup
    assert "stated by the source" in markup


def counted(markup):
    return [int(n) for n in re.findall(r"data-announce>(\d+)", markup)]


@pytest.mark.parametrize("country", ["AU", "CA", "DE", "GB", "US"])
def test_the_count_of_topics_is_the_number_of_rows(base, country):
    markup = compare_page(base, country)
    assert counted(markup) == [markup.count('<th scope="row">')]


def test_every_verdict_shows_its_inputs_and_its_rule(base):
    markup = compare_page(base, "CA")
    assert markup.count("Show the inputs") == markup.count('<th scope="row">')
    assert "One guideline alone takes a side on this topic." in markup


def test_with_labels_as_printed_no_common_value_is_left(base):
    body = compare_page(base, "US", view="side", scale="printed").split("<tbody>")[1]
    assert 'class="strength printed"' in body
    assert not re.search(r'class="strength (strong|weak|consensus|not-reported)', body)
    assert "No label printed" in body
    assert "own grade:" in body


@pytest.mark.parametrize("view", compare.VIEWS)
def test_every_view_works_with_every_switch(base, view):
    for scale in ((), ("printed",)):
        for practice in ((), ("shown",)):
            chosen = Selection({"view": (view,), "scale": scale, "practice": practice, "only": ("differences",)})
            shown = compare.View(base, chosen, (), (), base.by_country)
            assert "<h1>" in render("compare.html", base=base, view=shown, views=compare.VIEWS, orders=compare.ORDERS)


@pytest.mark.parametrize("view", ["matrix", "side", "conditions", "numbers"])
def test_what_is_compared_can_be_taken_away_from_where_it_stands(base, view):
    markup = compare_page(base, "CA", view=view)
    for form in ("docx", "xlsx", "csv"):
        assert f"/download/comparison.{form}?country=CA&amp;view={view}" in markup
