"""Every page as the shell runs it, without a browser: what it says is what the knowledge base holds."""

import html
import re
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from kb import labels
from kb.effects.panel import interval
from kb.effects.words import estimate as shown_in_words
from kb.records import Effect, Guideline, Intervention, Recommendation, Reference, Topic
from kb.selection import Selection
from ui import block, compare, filters, portion, records, sources
from ui.routes import ROUTES
from ui.served import library

ROOT = Path(__file__).parent.parent.parent
SHELL = ROOT / "ui" / "shell.py"
PAGES = ROOT / "pages"
VOID = {"input", "br", "img", "hr", "meta", "link", "wbr"}
TITLES = {
    "overview": "What five countries recommend",
    "recommendations": "Recommendations",
    "compare": "Compare guidelines",
    "evidence": "What trials show",
    "graph": "Walk the graph",
    "sources": "Sources",
    "record": "No such record",
}


@dataclass(frozen=True)
class Shown:
    """What one run of a page put on the screen: one block of markup."""

    markup: str

    def text(self, pattern: str) -> str:
        """Return the words of the first place that matches, without tags, white space as one space."""
        place = re.search(pattern, self.markup, re.DOTALL)
        assert place, pattern
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", place[1])).split())

    @property
    def footer(self) -> str:
        """The footer."""
        return self.markup.rsplit("<footer>", 1)[1]

    @property
    def title(self) -> str:
        """The heading of the page."""
        return self.text(r"<h1[^>]*>(.*?)</h1>")

    @property
    def count(self) -> str:
        """The sentence that says how much is shown."""
        return self.text(r"<\w+ data-announce[^>]*>(.*?)</(?:strong|h2)>")


@pytest.fixture(scope="module")
def session() -> AppTest:
    """One visitor's session, with every page known to it."""
    return AppTest.from_file(str(SHELL), default_timeout=30).run()


@pytest.fixture(autouse=True)
def nothing_kept():
    """Make every page anew: a test may change how many of something a page shows."""
    block._kept.cache.clear()


@pytest.fixture
def shown(session):
    """A function that runs a page with a query and returns what it shows; nothing may be raised."""

    def run(page: str, /, **query) -> Shown:
        session.switch_page(f"../pages/{page}.py")
        session.query_params.clear()
        for name, value in query.items():
            session.query_params[name] = value
        session.run()
        assert not session.exception, session.exception
        (block,) = session.get("bidi_component")
        return Shown(block.proto.bytes.decode())

    return run


class Balance(HTMLParser):
    """Notes every tag that is closed without having been opened, or never closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")


def unbalanced(markup: str) -> list[str]:
    """Return the tags of `markup` that do not pair."""
    parser = Balance()
    parser.feed(markup)
    parser.close()
    return [*parser.wrong, *parser.open]


def cards(page: Shown) -> list[str]:
    """Return the ids on the cards of the recommendations page, in their order."""
    return re.findall(r'<a data-go href="/record\?id=([^"]+)">everything about this', page.markup)


# --- every page ---------------------------------------------------------------------------------------------------


def test_no_page_goes_untested():
    assert {page.stem for page in PAGES.glob("*.py")} == set(TITLES)


@pytest.mark.parametrize("page", TITLES)
def test_a_page_has_its_title_and_the_footer(page, shown, base):
    seen = shown(page)
    assert seen.title.startswith(TITLES[page])
    assert len(re.findall("<h1", seen.markup)) == 1
    assert base.version in seen.footer
    assert "Not advice for any one patient" in seen.footer


@pytest.mark.parametrize("page", TITLES)
def test_the_markup_of_a_page_is_balanced_and_its_ids_are_unique(page, shown):
    seen = shown(page)
    assert unbalanced(seen.markup) == []
    ids = Counter(re.findall(r'\sid="([^"]+)"', seen.markup))
    assert [name for name, times in ids.items() if times > 1] == []


@pytest.mark.parametrize("page", TITLES)
def test_no_heading_skips_a_level(page, shown):
    levels = [int(level) for level in re.findall(r"<h([1-6])", shown(page).markup)]
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


@pytest.mark.parametrize("page", TITLES)
def test_no_page_prints_what_is_absent_as_if_it_were_a_value(page, shown):
    words = re.sub(r"<[^>]+>", " ", shown(page).markup)
    assert re.findall(r"\b(?:None (?:people|to|mg|%)|nan|NaN|undefined|Undefined|null)\b", words) == []


def addresses(markup: str) -> set[str]:
    """Return every address inside the app that the markup links to."""
    return {html.unescape(address) for address in re.findall(r'(?:href|action)="(/[^"]*)"', markup)}


@pytest.mark.parametrize("page", TITLES)
def test_every_link_leads_to_a_page_and_to_a_record_that_exists(page, shown, base):
    known = {"", *(page.stem for page in PAGES.glob("*.py")), *(route.path.strip("/") for route in ROUTES)}
    for address in addresses(shown(page).markup):
        path, _, query = address.partition("?")
        assert path.strip("/") in known
        for record in re.findall(r"(?:^|&)id=([^&#]+)", query):
            assert record in base.records


@pytest.mark.parametrize("page", TITLES)
def test_every_download_that_a_page_offers_is_there(page, shown):
    client = TestClient(Starlette(routes=list(ROUTES)))
    for address in addresses(shown(page, **({"country": "DE"} if page == "recommendations" else {})).markup):
        if address.startswith("/download/"):
            answer = client.get(address)
            assert (answer.status_code, "attachment" in answer.headers["content-disposition"]) == (200, True)


# --- what each page counts ----------------------------------------------------------------------------------------


def test_the_overview_counts_what_there_is(shown, base):
    lead = shown("overview").text(r'<p class="lead">(.*?)</p>')
    effects = base.of(Effect)
    in_table = sum(effect.where.table is not None for effect in effects)
    assert f"{len(base.of(Recommendation))} recommendations" in lead
    assert f"{len(effects)} statements" in lead
    assert f"{in_table} of them" in lead


def test_the_overview_marks_every_recommendation_once_for_each_of_its_topics(shown, base):
    marks = "".join(re.findall(r'<span class="marks"[^>]*>(.*?)</span>', shown("overview").markup))
    expected = Counter(
        labels.STRENGTH_MARK[base.strength(rec)] for rec in base.of(Recommendation) for _ in {x.to for x in rec.about}
    )
    assert Counter(marks) == expected


@pytest.mark.parametrize("country", ["AU", "CA", "DE", "GB", "US"])
def test_the_recommendations_of_a_country_are_all_there_in_the_order_of_the_source(country, shown, base):
    seen = shown("recommendations", country=country)
    expected = [r.id for r in base.of(Recommendation) if base.get(Guideline, r.guideline).country == country]
    assert cards(seen) == expected
    assert seen.count == f"{len(expected)} of {len(base.of(Recommendation))} recommendations"


def test_every_card_shows_statement_strength_and_caveats(shown, base):
    seen = html.unescape(shown("recommendations").markup)
    for card in re.findall(r'<li class="card">(.*?)</li>\n', seen, re.DOTALL):
        rec = base.get(Recommendation, re.search(r"/record\?id=([^\"]+)\">everything", card)[1])
        for words in (rec.statement, labels.STRENGTH[base.strength(rec)], labels.VERB[rec.verb], *rec.caveats):
            assert words in card


@pytest.mark.parametrize("topic", ["safety", "abrupt-stopping", "withdrawal"])
def test_a_topic_counts_the_narrower_topics_too(topic, shown, base):
    inside = {topic, *(t.id for t in base.of(Topic) if t.broader == topic)}
    expected = [r.id for r in base.of(Recommendation) if inside & {link.to for link in r.about}]
    assert cards(shown("recommendations", topic=topic)) == expected


@pytest.mark.parametrize("countries", [["AU", "CA"], ["DE", "GB", "US"]])
def test_the_comparison_counts_the_chosen_guidelines(countries, shown):
    assert shown("compare", country=countries).count.endswith(f"{len(countries)} guidelines")


@pytest.mark.parametrize("outcome", [None, "dose-reduction", "discontinuation", "opioid-use"])
def test_the_evidence_page_draws_and_words_every_statement(outcome, shown, base):
    seen = shown("evidence", **({"outcome": outcome} if outcome else {}))
    effects = [e for e in base.of(Effect) if outcome in (None, e.outcome)]
    drawn = {e.id for e in effects if interval(e)}
    assert seen.count == (
        f"{len(effects)} statements of effect: {len(drawn)} drawn, {len(effects) - len(drawn)} in words"
    )
    for size in ("narrow", "broad"):
        written = [text for plot in plots(seen, size) for text in re.findall(r"<text[^>]*>([^<]+)</text>", plot)]
        assert sorted(text for text in set(written) if "◀" not in text and re.match("[−0-9].* ?[(±]", text)) == sorted(
            {shown_in_words(base.get(Effect, e)) for e in drawn}
        )


def plots(page: Shown, size: str) -> list[str]:
    """Return the pictures for a page of one size."""
    return re.findall(rf'<div class="plot {size}".*?</svg>', page.markup, re.DOTALL)


def test_a_table_stands_before_each_plot(shown):
    seen = shown("evidence")
    parts = re.findall(r"<h2|</table>|<div class=\"plot broad\"", seen.markup)
    places = [place for place, part in enumerate(parts) if "plot" in part]
    assert len(places) == len(plots(seen, "narrow")) > 1
    assert {parts[place - 1] for place in places} == {"</table>"}


@pytest.mark.parametrize("part", sources.PARTS)
def test_a_part_of_the_sources_lists_each_of_its_records(part, shown, base):
    seen = shown("sources", show=part)
    expected = sources.records(base, part)
    assert seen.count == f"{sources.PARTS[part]} ({len(expected)})"
    linked = set(re.findall(r'/record\?id=([^"]+)"', seen.markup))
    assert {record.id for record in expected} <= linked


def test_the_reference_list_is_complete(shown, base):
    markup = html.unescape(shown("sources", show="references").markup)
    assert [r.number for r in base.of(Reference) if r.citation not in markup] == []


@pytest.mark.parametrize(
    "record", ["ca-how-6", "t3-acupuncture-dose", "de-2020", "ref-41", "withdrawal", "daily-dose", "lin-langford-2025"]
)
def test_a_record_has_a_page_of_its_own_with_links_to_its_neighbours(record, shown, base):
    seen = shown("record", id=record)
    assert f"<code>{record}</code>" in seen.markup
    linked = set(re.findall(r'/record\?id=([^"]+)"', seen.markup))
    assert {*base.graph.successors(record), *base.graph.predecessors(record)} <= linked


def test_an_unknown_record_gets_a_message_and_ways_on(shown, base):
    seen = shown("record", id="ca-how-666")
    assert "ca-how-666" in seen.text(r'role="alert">(.*?)</div>')
    linked = set(re.findall(r'/record\?id=([^"]+)"', seen.markup))
    assert {g.id for g in base.by_country} | {i.id for i in base.of(Intervention)} <= linked


# --- what an address may do to a page -----------------------------------------------------------------------------

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "image": '"><img src=x onerror=alert(1)>',
    "template": "{{ base.records }}",
    "NUL": "a\0b",
    "emoji": "😀" * 50,
    "right to left": "\u202egnp.exe",
    "huge": "x" * 20_000,
    "path": "../../etc/passwd",
}
FACETS = {
    "recommendations": "country",
    "compare": "topic",
    "evidence": "outcome",
    "sources": "show",
    "record": "id",
    "graph": "id",
}


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("page", FACETS)
def test_a_hostile_value_gets_a_message_and_a_working_page(page, value, shown, base):
    seen = shown(page, **{FACETS[page]: value})
    if (page, value) != ("graph", ""):  # the graph without an id is where one starts
        assert 'role="alert"' in seen.markup
    assert not re.search(r"<script|<img|onerror=[^)]*\)>", seen.markup)
    assert len(seen.markup) < 200_000
    assert base.version in seen.footer


@pytest.mark.parametrize("page", FACETS)
def test_an_empty_value_harms_nothing(page, shown, base):
    seen = shown(page, **{FACETS[page]: ""})
    assert seen.title.startswith(TITLES[page])
    assert base.version in seen.footer


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_are_only_searched_for(value, shown):
    seen = shown("recommendations", q=value)
    assert not re.search(r"<script|<img", seen.markup)
    assert re.match(r"\d+ of \d+ recommendations", seen.count)


@pytest.mark.parametrize("page", FACETS)
def test_a_hostile_name_is_left_out(page, shown, base):
    seen = shown(page, **{"<script>alert(1)</script>": ["1", "2"]})
    assert "<script" not in seen.markup
    assert base.version in seen.footer


def test_unknown_values_leave_the_known_ones_standing(shown):
    both = shown("recommendations", country=["XX", "AU", "AU", "YY"])
    assert cards(both) == cards(shown("recommendations", country="AU"))
    assert "“XX” is not known under country" in html.unescape(both.markup)


# --- a page of results at a time ----------------------------------------------------------------------------------


@pytest.fixture
def ten_a_page(monkeypatch):
    """Pages of ten results, so that the curated recommendations need six of them."""
    monkeypatch.setattr(portion, "A_PAGE", 10)


def test_page_by_page_every_recommendation_is_shown_once_in_its_order(shown, ten_a_page, base):
    pages = [shown("recommendations", page=str(number)) for number in range(1, 7)]
    assert [card for page in pages for card in cards(page)] == [rec.id for rec in base.of(Recommendation)]
    assert pages[5].count == "55 of 55 recommendations, 51 to 55 shown"


def test_the_ways_to_the_pages_before_and_after_keep_the_filters(shown, ten_a_page):
    seen = shown("recommendations", phase="how", page="2")
    ways = {name: html.unescape(re.search(rf'id="{name}-above" href="([^"]+)"', seen.markup)[1]) for name in ("previous", "next")}  # fmt: skip
    assert ways == {
        "previous": "/recommendations?phase=how&page=1#page-1",
        "next": "/recommendations?phase=how&page=3#page-3",
    }


def test_changing_a_filter_goes_back_to_the_first_page(shown, ten_a_page):
    seen = shown("recommendations", phase="how", page="2")
    filters = re.findall(r'<a data-go id="(?:country|topic|strength)-[^"]+" href="([^"]+)"', seen.markup)
    assert filters
    assert not [address for address in filters if "page=" in address]


def test_a_file_takes_every_page(shown, ten_a_page):
    seen = shown("recommendations", phase="how", page="2", more="topic")
    assert 'href="/download/recommendations.csv?phase=how"' in seen.markup


def test_a_page_that_is_not_there_is_said(shown, ten_a_page):
    seen = shown("recommendations", page="7")
    assert "There is no page 7, so page 6 is shown" in seen.text(r'role="alert">(.*?)</div>')
    assert seen.count.endswith("51 to 55 shown")
    assert "is no number of a page" in shown("recommendations", page="first").markup


def test_all_on_one_page_are_all(shown, ten_a_page):
    assert len(cards(shown("recommendations", page="all"))) == 55


def test_one_page_needs_no_way_to_others(shown):
    assert "turning" not in shown("recommendations").markup


def test_of_many_options_those_that_leave_the_most_are_listed_and_the_rest_on_request(shown, monkeypatch, lib):
    monkeypatch.setattr(filters, "MOST", 5)
    counts = lib.facets.counts(Selection())["topic"]
    listed = re.findall(r'id="topic-([^"]+)"', shown("recommendations", topic="care-setting").markup)
    best = sorted(counts, key=lambda topic: (topic != "care-setting", -counts[topic]))[:5]
    assert sorted(listed) == sorted(best)
    assert f"{len(counts) - 5} more with fewer results" in shown("recommendations").markup
    every = shown("recommendations", more="topic").markup
    assert re.findall(r'id="topic-([^"]+)"', every) == [topic.id for topic, _ in lib.base.outline]


def test_a_hub_lists_some_of_its_links_and_counts_the_rest(shown, monkeypatch, base):
    monkeypatch.setattr(records, "MOST", 4)
    seen = shown("record", id="ca-2017")
    said = len([rec for rec in base.of(Recommendation) if rec.guideline == "ca-2017"])
    assert f"4 of {said} are listed." in seen.markup
    assert len(re.findall(r'<li><a data-go href="/record\?id=ca-(?:when|how)', seen.markup)) == 4


def test_of_many_guidelines_the_first_are_compared_and_the_page_says_so(shown, monkeypatch, base):
    monkeypatch.setattr(compare, "MOST", 3)
    seen = shown("compare")
    assert "Of 5 guidelines the first 3 are compared" in seen.text(r'role="alert">(.*?)</div>')
    assert seen.count.endswith("3 guidelines")
    chosen = shown("compare", country=["GB", "US"])
    assert chosen.count.endswith("2 guidelines")
    assert 'role="alert"' not in chosen.markup


def test_compared_topics_come_in_pages_too(shown, monkeypatch, base):
    monkeypatch.setattr(compare, "A_PAGE", 10)
    rows = [
        re.findall(r'id="row-([^"]+)"', shown("compare", sort="topic", page=str(page)).markup) for page in (1, 2, 3)
    ]
    assert [len(page) for page in rows] == [10, 10, 8]
    spoken = {link.to for rec in base.of(Recommendation) for link in rec.about}
    assert [topic for page in rows for topic in page] == [topic.id for topic, _ in base.outline if topic.id in spoken]
    assert "There is no page 4, so page 3 is shown" in shown("compare", page="4").markup


def test_a_full_cell_leads_to_the_rest_of_it(shown, monkeypatch):
    base = library().base
    monkeypatch.setitem(vars(base), "worked_out", {})
    many = base.said("gradual-reduction", "us-2022") * 7
    monkeypatch.setitem(base._said, ("gradual-reduction", "us-2022"), many)
    seen = shown("compare", view="side", topic="gradual-reduction", country=["US", "CA"])
    assert f"All {len(many)} of United States" in seen.markup
