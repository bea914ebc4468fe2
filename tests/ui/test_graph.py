"""The graph page: drawing and table hold the same, every hop says who answers for it, nothing becomes markup."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from types import MappingProxyType

import pytest

from kb import labels
from kb.records import KINDS, Recommendation, kind_of
from kb.walk.neighbourhood import MOST
from ui import graph
from ui.markup import environment, render
from ui.naming import name_of

HOSTILE = '"><img src=x onerror="alert(1)"><script>alert(2)</script>{{ 7*7 }}'
RECORDS = ("ca-2017", "us-2022", "abrupt-stopping", "ca-how-2", "ref-41", "daily-dose", "lin-langford-2025")


class Markup(HTMLParser):
    """Links and ids of a page, each with the outermost part that it stands in."""

    def __init__(self):
        super().__init__()
        self.open, self.links, self.ids = [], [], []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in ("svg", "table", "form"):
            self.open.append(tag)
        if "id" in attrs:
            self.ids.append(attrs["id"])
        if tag == "a":
            self.links.append((self.open[0] if self.open else "", attrs))

    def handle_endtag(self, tag):
        if self.open and tag == self.open[-1]:
            self.open.pop()

    def leading_from(self, part):
        return {a["href"].removeprefix("/graph?id=") for p, a in self.links if p == part and "/graph?id=" in a["href"]}


@pytest.fixture
def page(lib, monkeypatch):
    """A function that gives what the page shows for a query, and its markup."""

    def show(library=lib, **query):
        view = graph.view(library, tuple(query.items()))
        template = "graph.html" if isinstance(view, graph.View) else "graph_start.html"
        return view, render(template, base=library.base, view=view)

    return show


def read(markup):
    parsed = Markup()
    parsed.feed(markup)
    return parsed


def escaped(text):
    return environment().from_string("{{ t }}").render(t=text)


def test_drawing_and_table_hold_the_same_neighbours_for_every_record(base, page):
    for record in base.records:
        view, markup = page(id=record)
        parsed = read(markup)
        shown = {one.id for one in view.around.neighbours}
        assert parsed.leading_from("svg") == parsed.leading_from("table") == shown, record
        assert len(shown) <= MOST


@pytest.mark.parametrize("record", RECORDS)
def test_every_neighbour_is_a_link_with_name_kind_and_number_of_links(base, page, record):
    view, markup = page(id=record)
    named = {a["href"]: a["aria-label"] for part, a in read(markup).links if part == "svg"}
    for one in view.around.neighbours:
        neighbour = base.records[one.id]
        kind = labels.KIND[kind_of(neighbour)].lower()
        links = "1 link" if one.links == 1 else f"{one.links} links"
        assert named[f"/graph?id={one.id}"] == f"{name_of(base, neighbour)}, {kind}, {links}"


@pytest.mark.parametrize("record", RECORDS)
def test_the_table_tells_relation_basis_and_reason(page, record):
    view, markup = page(id=record)
    table = markup[markup.index("<tbody>") : markup.index("</tbody>")]
    rows = table.split("<tr>")[1:]
    for row, one in zip(rows, view.around.neighbours, strict=True):
        assert row.count('class="basis') == len(one.steps)
        for step in one.steps:
            assert f"<strong>{step.said}</strong> it" in row
            assert labels.BASIS[step.basis] in row
            assert escaped(step.reason) in row


@pytest.mark.parametrize("record", RECORDS)
def test_the_drawing_has_a_name_a_text_and_words_for_every_group(page, record):
    view, markup = page(id=record)
    assert re.search(r'<svg role="group" aria-labelledby="drawing-title" aria-describedby="drawing-text"', markup)
    assert 'id="drawing-title"' in markup
    assert 'id="drawing-text"' in markup
    assert markup.index("<table") < markup.index('<svg role="group"')
    for group in view.around.groups:
        if group.neighbours:
            assert f">{group.said}</text>" in markup


def test_every_kind_has_a_mark_of_its_own():
    marks = environment().get_template("graph_parts.html").module.marks
    assert set(marks) == set(KINDS)
    assert len(set(marks.values())) == len(KINDS)


@pytest.mark.parametrize("query", [{}, {"id": "us-2022"}, {"id": "ca-2017", "to": "de-2020"}, {"id": "ca-how-2", "q": "dose"}])  # fmt: skip
def test_ids_are_unique_on_the_page(page, query):
    _, markup = page(**query)
    ids = read(markup).ids
    assert len(ids) == len(set(ids))


def test_what_is_left_out_is_counted(page):
    view, markup = page(id="us-2022")
    assert view.around.left_out > 0
    assert f"{MOST} of {view.around.total} neighbours are shown, {view.around.left_out} are left out" in markup


def test_a_kind_of_link_shows_its_own_part_by_part(page):
    view, markup = page(id="lin-langford-2025", via="read_in.from.finding", part="2")
    (group,) = [group for group in view.around.groups if group.neighbours]
    assert f"{MOST} of {group.total} findings are shown, part 2 of {group.parts}" in markup
    assert read(markup).leading_from("svg") == {one.id for one in group.neighbours}


@pytest.mark.parametrize(("start", "end"), [("ca-how-2", "opioid-replacement-therapy"), ("ca-2017", "de-2020"), ("def-strong", "ref-41"), ("au-when-1", "safety")])  # fmt: skip
def test_every_hop_is_a_link_and_says_who_answers_for_it(base, page, start, end):
    view, markup = page(id=start, to=end)
    sentence = re.search(r'<p class="path">.*?</p>', markup, re.DOTALL)[0]
    assert re.findall(r'href="/graph\?id=([^"]+)"', sentence) == [start, *(step.end for step in view.path)]
    assert re.findall(r'class="basis (\w+)"', sentence) == [step.basis for step in view.path]
    words = re.sub(r"\s+", " ", re.sub(r"<span.*?</span>|<[^>]+>", "", sentence)).strip()
    for step in view.path:
        assert f"{step.said} {escaped(name_of(base, base.records[step.end]))}" in words
    assert words.endswith(".")
    table = markup[markup.index("The way, link by link</caption>") :].split("</table>")[0]
    assert table.count('class="basis') == len(view.path)


def test_a_way_that_only_a_source_makes_is_said_to_be_one(page):
    _, markup = page(id="def-strong", to="ca-how-2")
    assert "Little joins the two" in markup


def test_the_same_record_at_both_ends_is_told(page):
    _, markup = page(id="ca-how-2", to="ca-how-2")
    assert "Both ends are the same record" in markup


def test_two_guidelines_are_set_beside_each_other(base, page):
    view, markup = page(id="ca-2017", to="de-2020")
    for overlap in (view.similarity.topics, view.similarity.triggers):
        assert f"<strong>{labels.number(overlap.jaccard)}</strong>" in markup
        assert f"{len(overlap.both)} of {overlap.either}" in markup
        for one in (*overlap.both, *overlap.only_first, *overlap.only_second):
            assert f'<li><a data-go href="/graph?id={one}">{escaped(base.records[one].label)}</a></li>' in markup
    assert "derived by us" in markup
    assert 'href="/compare?view=side&amp;country=CA&amp;country=DE"' in markup


@pytest.mark.parametrize("query", [{"id": "ca-2017", "to": "ca-2017"}, {"id": "ca-2017", "to": "safety"}])
def test_anything_else_is_not(page, query):
    view, markup = page(**query)
    assert view.similarity is None
    assert "How alike" not in markup


def test_without_an_id_there_are_places_to_start(base, page):
    view, markup = page()
    offered = {record.id for _, listed in view.starts for record in listed}
    assert {g.id for g in base.by_country} <= offered
    assert read(markup).leading_from("") == offered


def test_an_unknown_id_gets_a_message_and_a_way_on(page):
    view, markup = page(id=HOSTILE)
    assert "No record has the id" in markup
    assert "<img" not in markup
    assert view.starts


def test_an_unknown_end_gets_a_message_and_the_record_still_shows(page):
    view, markup = page(id="ca-how-2", to=HOSTILE)
    assert "so no way is shown" in markup
    assert "<img" not in markup
    assert view.around.neighbours


@pytest.mark.parametrize("query", [{"via": "nope"}, {"part": "2"}, {"via": "about.to.topic", "part": "99"}, {"via": "about.to.topic", "part": "-1"}, {"colour": "red"}])  # fmt: skip
def test_what_means_nothing_here_is_left_out_with_a_message(page, query):
    view, markup = page(id="ca-how-2", **query)
    assert "so it was left out" in markup
    assert view.around.neighbours


def test_words_offer_records_to_go_to_and_an_id_goes_there_at_once(page):
    view, markup = page(id="ca-how-2", q="dose threshold")
    offered = {one for found in view.matches for one in found.ids}
    assert offered
    for one in offered:
        assert f'href="/graph?id=ca-how-2&amp;to={one}"' in markup
    assert page(id="ca-how-2", q="DE-2020")[0].to == "de-2020"
    assert page(q="de-2020")[0].id == "de-2020"


def test_words_without_a_record_offer_records_to_start_from(page):
    view, markup = page(q="naloxone")
    assert {one for found in view.matches for one in found.ids} <= read(markup).leading_from("")


def test_words_that_find_nothing_are_told_so_and_stay_text(page):
    _, markup = page(id="ca-how-2", q=HOSTILE)
    assert "<img" not in markup
    assert "<script" not in markup
    _, markup = page(q="zzzzqqqq")
    assert "Nothing matches “zzzzqqqq”" in markup


def test_names_in_drawing_table_and_sentence_stay_text(lib, page):
    hostile = lib.base.get(Recommendation, "ca-how-2").model_copy(update={"action": HOSTILE})
    base = replace(lib.base, records=MappingProxyType({**lib.base.records, "ca-how-2": hostile}), fingerprint="hostile")
    for query in ({"id": "ca-how-2"}, {"id": "gradual-reduction"}, {"id": "ca-2017", "to": "gradual-reduction"}, {"id": "ca-how-2", "to": "safety"}):  # fmt: skip
        _, markup = page(replace(lib, base=base), **query)
        assert "<img" not in markup
        assert "<script" not in markup
    assert "&lt;img" in markup


def test_labels_keep_to_their_box(base, page):
    for record in base.records:
        view, _ = page(id=record)
        for one in view.around.neighbours:
            lines = view.label(one.id)
            assert 1 <= len(lines) <= graph.SIDE_LINES
            assert max(len(line) for line in lines) <= graph.SIDE_LETTERS
        assert max(len(line) for line in view.middle_label) <= graph.MIDDLE_LETTERS


def test_the_page_of_a_record_leads_here(base):
    from ui import records

    markup = render("record.html", base=base, view=records.view(base, "ca-how-2"))
    assert 'href="/graph?id=ca-how-2"' in markup
