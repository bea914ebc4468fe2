"""What readers do, in a real browser: arrive, filter, search, go back, take something away, and send us nonsense."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from kb import labels
from kb.effects.panel import interval
from kb.records import Effect, Guideline, Recommendation, Topic
from kb.vocabulary import EffectStatus, Strength
from ui import compare, evidence, sources

pytestmark = pytest.mark.browser

# --- what is on the screen, and what the knowledge base says should be -------------------------------------------


def count(page: Page) -> Locator:
    """Return the sentence that says how much is shown."""
    return page.locator("[data-announce]")


def ids_shown(page: Page) -> list[str]:
    """Return the ids of the recommendations on the cards, in the order of the cards."""
    links = page.locator(".cards > li").get_by_role("link", name="everything about this")
    return links.evaluate_all("links => links.map(a => new URL(a.href).searchParams.get('id'))")


def recommendations(base, country=(), phase=(), strength=(), topic=()) -> list[str]:
    """Return the ids of the recommendations that are all of this, found by looking at each."""
    return [
        rec.id
        for rec in base.of(Recommendation)
        if (not country or base.get(Guideline, rec.guideline).country in country)
        and (not phase or rec.phase in phase)
        and (not strength or base.strength(rec) in strength)
        and (not topic or any(link.to in base.narrower(t) for link in rec.about for t in topic))
    ]


def found(base, some: list[str]) -> str:
    """Return the sentence that must stand above `some` recommendations."""
    return f"{len(some)} of {len(base.of(Recommendation))} recommendations"


def search(page: Page, words: str) -> None:
    """Type words into the search box of the recommendations, press Enter, and wait for the answer."""
    page.locator("#q").fill(words)
    page.locator("#q").press("Enter")
    expect(page.locator(".chip").first).to_contain_text(f"“{words}”")


def unfold(page: Page, fold: str) -> None:
    """Open a fold that may be closed."""
    if page.locator(fold).get_attribute("open") is None:
        page.locator(f"{fold} > summary").click()


def pairs(page: Page) -> list[tuple[str, str]]:
    """Return the names and values in the address of the page."""
    return parse_qsl(urlsplit(page.url).query)


# --- arriving -----------------------------------------------------------------------------------------------------

ARRIVALS = {
    "/?from=a-lecture": "What five countries recommend",
    "/recommendations?country=DE&phase=how": "4 of 55 recommendations",
    "/compare?country=AU&country=CA&topic=safety": "2 guidelines",
    "/evidence?intervention=acupuncture": "1 statement of effect: 1 drawn, 0 in words",
    "/sources?show=references": "References (50)",
    "/record?id=ca-how-6": "buprenorphine",
}


@pytest.mark.parametrize("address", ARRIVALS)
def test_a_deep_link_works_as_the_very_first_visit_to_a_fresh_server(address, start, new_visitor, visit):
    visitor = new_visitor()
    with start() as fresh:
        visit(visitor.page, fresh + address)
        expect(visitor.page.locator("main")).to_contain_text(ARRIVALS[address])
        assert visitor.page.url == fresh + address
        visitor.page.context.close()
    assert visitor.faults() == []


# --- filtering ----------------------------------------------------------------------------------------------------


def test_choosing_a_facet_leaves_what_the_knowledge_base_says(page, visit, base):
    visit(page, "/recommendations")
    page.locator("#country-DE").click()
    german = recommendations(base, country=["DE"])
    expect(count(page)).to_have_text(found(base, german))
    assert ids_shown(page) == german


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"country": ["CA", "US"]},
        {"country": ["GB"], "strength": ["not-reported"]},
        {"phase": ["when"], "topic": ["when-to-start"]},
        {"country": ["DE"], "strength": ["consensus"]},
    ],
    ids=str,
)
def test_the_count_is_the_number_of_cards(chosen, page, visit, base):
    visit(page, f"/recommendations?{urlencode(chosen, doseq=True)}")
    expected = recommendations(base, **chosen)
    expect(count(page)).to_have_text(found(base, expected))
    expect(page.locator(".cards > li")).to_have_count(len(expected))
    assert ids_shown(page) == expected


def test_the_number_beside_an_option_is_what_choosing_it_leaves(page, visit):
    visit(page, "/recommendations")
    for option in ("country-GB", "topic-safety", "strength-strong", "phase-when", "verb-do-not"):
        promised = page.locator(f"#{option} .n").inner_text()
        page.locator(f"#{option}").click()
        expect(count(page)).to_have_text(re.compile(rf"^{promised} of "))
        assert len(ids_shown(page)) == int(promised)
        page.locator("#clear-all").click()
        expect(page.locator(".chip")).to_have_count(0)


def test_the_address_holds_ids_and_vocabulary_terms_only(page, visit, lib):
    visit(page, "/recommendations")
    for option in ("country-GB", "strength-not-reported", "topic-support", "phase-how", "verb-do"):
        page.locator(f"#{option}").click()
        expect(page.locator(f"#{option}")).to_contain_text("chosen")
    terms = lib.facets.options()
    assert len(pairs(page)) == 5
    assert all(value in terms[name] for name, value in pairs(page))


def test_back_and_forward_undo_and_redo_a_choice(page, visit, base):
    everything, german = recommendations(base), recommendations(base, country=["DE"])
    german_how = recommendations(base, country=["DE"], phase=["how"])
    visit(page, "/recommendations")
    for option, left in (("country-DE", german), ("phase-how", german_how)):
        page.locator(f"#{option}").click()
        expect(count(page)).to_have_text(found(base, left))
    for left, move in ((german, page.go_back), (everything, page.go_back), (german, page.go_forward)):
        move()
        expect(count(page)).to_have_text(found(base, left))
        assert ids_shown(page) == left


def test_back_returns_from_a_record_to_the_results_that_led_there(page, visit, base):
    visit(page, "/recommendations?country=CA")
    page.get_by_role("link", name="everything about this").first.click()
    expect(page.locator("h1")).to_contain_text("Canada")
    assert pairs(page) == [("id", recommendations(base, country=["CA"])[0])]
    page.go_back()
    expect(count(page)).to_have_text(found(base, recommendations(base, country=["CA"])))


def test_focus_stays_on_the_facet_that_was_chosen_by_keyboard(page, visit, base):
    visit(page, "/recommendations")
    page.locator("#phase-when").focus()
    page.keyboard.press("Enter")
    expect(count(page)).to_have_text(found(base, recommendations(base, phase=["when"])))
    expect(page.locator("#phase-when")).to_be_focused()
    page.keyboard.press("Enter")
    expect(count(page)).to_have_text(found(base, recommendations(base)))
    expect(page.locator("#phase-when")).to_be_focused()


def test_a_fold_that_a_reader_opened_stays_open(page, visit, base):
    visit(page, "/recommendations")
    unfold(page, "#fold-trigger")
    page.locator("#country-US").click()
    expect(count(page)).to_have_text(found(base, recommendations(base, country=["US"])))
    expect(page.locator("#fold-trigger")).to_have_attribute("open", "")


def test_a_facet_opens_in_a_new_tab_like_any_link(page, visit, base):
    visit(page, "/recommendations")
    with page.context.expect_page() as opened:
        page.locator("#country-AU").click(modifiers=["ControlOrMeta"])
    expect(count(opened.value)).to_have_text(found(base, recommendations(base, country=["AU"])))
    expect(count(page)).to_have_text(found(base, recommendations(base)))


def test_the_new_count_is_announced_to_screen_readers(page, visit, base):
    visit(page, "/recommendations")
    page.locator("#country-AU").click()
    status = page.get_by_role("status").filter(has_text="recommendations")
    expect(status).to_have_text(found(base, recommendations(base, country=["AU"])))


def test_two_readers_at_once_do_not_see_each_others_filters(visitor, new_visitor, visit, base):
    one, other = visitor.page, new_visitor().page
    visit(one, "/recommendations?country=DE")
    visit(other, "/recommendations")
    other.locator("#country-AU").click()
    expect(count(other)).to_have_text(found(base, recommendations(base, country=["AU"])))
    one.locator("#phase-how").click()
    expect(count(one)).to_have_text(found(base, recommendations(base, country=["DE"], phase=["how"])))
    other.locator("#clear-all").click()
    expect(count(other)).to_have_text(found(base, recommendations(base)))
    assert ids_shown(one) == recommendations(base, country=["DE"], phase=["how"])
    other.context.close()


def test_two_readers_who_click_at_the_same_moment_each_keep_their_own(new_visitor, visit, base):
    one, other = new_visitor(), new_visitor()
    chosen = {one: {}, other: {}}
    for visitor in chosen:
        visit(visitor.page, "/recommendations")
    for clicks in ((("country", "AU"), ("country", "DE")), (("phase", "how"), ("phase", "when")), (("strength", "strong"), ("country", "US"))):  # fmt: skip
        for visitor, (facet, option) in zip(chosen, clicks, strict=True):
            visitor.page.evaluate(f"document.getElementById('{facet}-{option}').click()")
            chosen[visitor].setdefault(facet, []).append(option)
        for visitor, own in chosen.items():
            expected = recommendations(base, **own)
            expect(count(visitor.page)).to_have_text(found(base, expected))
            assert ids_shown(visitor.page) == expected
            assert sorted(pairs(visitor.page)) == sorted((name, v) for name, values in own.items() for v in values)
    assert one.faults() + other.faults() == []
    for visitor in chosen:
        visitor.page.context.close()


# --- searching ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "topic"),
    [("weaning", "how-to-reduce"), ("ausschleichen", "how-to-reduce"), ("sleeping tablets", "other-medicines")],
)
def test_own_words_find_recommendations_on_that_topic(words, topic, page, visit, base):
    visit(page, "/recommendations")
    search(page, words)
    assert ids_shown(page)[0] in recommendations(base, topic=[topic])
    assert pairs(page) == [("q", words)]


def test_a_typing_error_is_forgiven(page, visit):
    visit(page, "/recommendations")
    search(page, "bupernorphine")
    assert "ca-how-6" in ids_shown(page)[:3]


def test_the_search_on_the_first_page_leads_to_the_recommendations(page, visit):
    visit(page, "/")
    page.locator("#overview-q").fill("weaning")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("h1")).to_have_text("Recommendations")
    expect(page.locator("#q")).to_have_value("weaning")


def test_searching_keeps_the_filters_and_filtering_keeps_the_words(page, visit, base):
    visit(page, "/recommendations?country=CA")
    search(page, "taper")
    assert set(ids_shown(page)) <= set(recommendations(base, country=["CA"]))
    page.locator("#phase-how").click()
    expect(page.locator("#phase-how")).to_contain_text("chosen")
    assert set(ids_shown(page)) <= set(recommendations(base, country=["CA"], phase=["how"]))
    assert sorted(pairs(page)) == [("country", "CA"), ("phase", "how"), ("q", "taper")]


def test_words_that_only_some_recommendations_have_are_said_to_be_so(page, visit):
    visit(page, "/recommendations?q=buprenorphine+zebra")
    expect(page.locator(".message")).to_contain_text("at least one of them")
    assert ids_shown(page)


# --- nothing found, and ways on -----------------------------------------------------------------------------------


def test_where_nothing_matches_the_page_says_so_and_offers_two_ways_back(page, visit, base):
    visit(page, "/recommendations?country=DE&q=zebra")
    expect(count(page)).to_have_text(found(base, []))
    expect(page.locator(".message")).to_contain_text("Nothing matches all of this")
    expect(page.get_by_role("link", name="Download these as CSV")).to_have_count(0)
    page.get_by_role("link", name="search without the filters").click()
    expect(page.locator(".chip")).to_have_count(1)
    assert pairs(page) == [("q", "zebra")]
    page.get_by_role("link", name="Clear everything").click()
    expect(count(page)).to_have_text(found(base, recommendations(base)))


@pytest.mark.parametrize("address", ["/recommendations?country=DE&q=taper", "/compare?topic=safety&country=DE"])
def test_clear_all_clears_everything(address, page, visit):
    visit(page, address)
    page.locator("#clear-all").click()
    expect(page.locator(".chip")).to_have_count(0)
    assert pairs(page) == []


def test_a_chip_takes_away_only_itself(page, visit, base):
    visit(page, "/recommendations?country=DE&country=AU&phase=how")
    page.locator(".chip", has_text="Germany").click()
    expect(count(page)).to_have_text(found(base, recommendations(base, country=["AU"], phase=["how"])))
    assert pairs(page) == [("country", "AU"), ("phase", "how")]


def test_an_unknown_record_gives_a_message_and_a_way_on(page, visit):
    visit(page, "/record?id=ca-how-666")
    expect(page.get_by_role("alert").filter(has_text="ca-how-666")).to_be_visible()
    page.get_by_role("link", name="Canada").click()
    expect(page.locator("h1")).to_contain_text("Canada")


# --- taking something away ----------------------------------------------------------------------------------------


def test_the_copy_button_copies_the_address_of_the_view(page, visit, server):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(page, "/recommendations")
    page.locator("#country-DE").click()
    expect(page.locator("#country-DE")).to_contain_text("chosen")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{server}/recommendations?country=DE"


def test_the_copy_button_never_claims_to_have_copied_where_it_could_not(page, visit):
    # Browsers have no clipboard on a plain http:// address of another machine, such as in a lecture room.
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    visit(page, "/recommendations")
    page.locator("button[data-copy]").click()
    expect(page.locator("button[data-copy]")).not_to_have_text("Link copied")


def test_the_csv_holds_exactly_what_is_shown_in_the_same_order(page, visit, base):
    for query in ("", "?country=DE", "?phase=how&country=GB&country=CA", "?q=weaning", "?q=taper&verb=do"):
        visit(page, f"/recommendations{query}")
        rows = downloaded(page)
        assert [row["id"] for row in rows] == ids_shown(page) != []
        assert [row["caveats"] for row in rows] == [";".join(base.records[row["id"]].caveats) for row in rows]


def test_the_csv_follows_the_filters_that_were_chosen_since(page, visit):
    visit(page, "/recommendations")
    page.locator("#country-DE").click()
    expect(page.locator("#country-DE")).to_contain_text("chosen")
    assert [row["id"] for row in downloaded(page)] == ids_shown(page)


def downloaded(page: Page) -> list[dict[str, str]]:
    """Return the rows of the CSV file that the page offers."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Download these as CSV").click()
    return list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))


def test_the_footer_gives_all_data_as_one_file(page, visit):
    visit(page, "/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download all data").click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")


# --- nonsense in the address --------------------------------------------------------------------------------------

HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "a\0b", "😀", "%", "%00",
    "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "{{ 7 * 7 }}", "../../etc/passwd", "' OR 1=1 --",
)  # fmt: skip
INJECTED = ".cc :is(script, img, iframe, object, embed, [onerror], [onload], a[href^='javascript:' i])"
WORST = HOSTILE[:6]
FILTERED = {"/recommendations": "country", "/compare": "topic", "/evidence": "outcome", "/sources": "show"}
SIZE = 20_000


def assert_unharmed(visitor) -> None:
    """The page stands, with nothing from the address in its markup, and nothing from our insides on it."""
    page = visitor.page
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(INJECTED)).to_have_count(0)
    expect(page.locator('[data-testid="stException"]')).to_have_count(0)
    expect(page.locator("body")).not_to_contain_text(re.compile(r"Traceback|Error\b.*line \d+|\.py\b"))
    assert visitor.faults() == []


def as_shown(value: str) -> str:
    """Return how a page shows a value: NUL as a blank, white space as one space."""
    return " ".join(value.replace("\0", " ").split())


@pytest.mark.parametrize("address", FILTERED)
def test_hostile_names_and_values_are_named_as_text_and_left_out(address, visitor, visit):
    name = FILTERED[address]
    pairs = [pair for value in HOSTILE for pair in ((name, value), (value, "x"))]
    visit(visitor.page, f"{address}?{urlencode(pairs)}")
    assert_unharmed(visitor)
    for value in HOSTILE:
        expect(visitor.page.locator(".message[role=alert]")).to_contain_text(f"“{as_shown(value)}” is not known")
        expect(visitor.page.locator(".message[role=alert]")).to_contain_text(f"“{as_shown(value)}” is no filter")


def test_hostile_words_are_searched_for_and_nothing_else(visitor, visit):
    for value in WORST:
        visit(visitor.page, f"/recommendations?{urlencode({'q': value})}")
        assert_unharmed(visitor)
        expect(visitor.page.locator("#q")).to_have_value(" ".join(value.replace("\0", " ").split()))
        expect(visitor.page.locator(".chip")).to_contain_text(as_shown(value.replace("\0", " ")))


def test_a_hostile_id_is_no_record(visitor, visit):
    for value in WORST:
        visit(visitor.page, f"/record?{urlencode({'id': value})}")
        assert_unharmed(visitor)
        expect(visitor.page.get_by_role("alert").filter(has_text="No record")).to_contain_text(as_shown(value))


def test_a_malformed_query_harms_nothing(visitor, visit, base):
    for query in ("country=%&country=%zz&country=%ff%fe&=&&=x&", "q=%00%00", "?;?"):
        visit(visitor.page, f"/recommendations?{query}")
        assert_unharmed(visitor)
        expect(count(visitor.page)).to_have_text(found(base, recommendations(base)))


def test_an_anchor_that_leads_nowhere_harms_nothing(visitor, visit):
    for anchor in ("no-such-place", "%3Cb%3E", "%", "%ff"):
        visit(visitor.page, f"/recommendations?anchor={quote(anchor)}#{anchor}")
        assert_unharmed(visitor)


def test_a_repeated_value_counts_once(page, visit, base):
    visit(page, f"/recommendations?{'&'.join(['country=AU'] * 999)}&country=DE")
    expect(count(page)).to_have_text(found(base, recommendations(base, country=["AU", "DE"])))
    expect(page.locator(".chip")).to_have_count(2)


def test_a_known_value_still_counts_beside_an_unknown_one(page, visit, base):
    visit(page, "/recommendations?country=AU&country=XX&colour=red")
    expect(page.get_by_role("alert").filter(has_text="XX")).to_contain_text("colour")
    expect(count(page)).to_have_text(found(base, recommendations(base, country=["AU"])))


def test_the_page_goes_on_after_an_unknown_value(page, visit, base):
    visit(page, "/recommendations?country=XX")
    page.locator("#country-AU").click()
    expect(count(page)).to_have_text(found(base, recommendations(base, country=["AU"])))
    assert pairs(page) == [("country", "AU")]


HUGE = {
    f"country={'x' * SIZE}": "is not known under country",
    f"country={quote('<b>' * (SIZE // 9))}": "is not known under country",
    f"{'x' * SIZE}=1": "is no filter of this page",
    "&".join(f"name-{i:0>20}=1" for i in range(SIZE // 27)): "is no filter of this page",
    f"q={'wean ' * (SIZE // 5)}": "",
    f"q={'x' * SIZE}": "",
}


def test_a_huge_query_gets_a_short_answer(visitor, visit):
    for query, message in HUGE.items():
        visit(visitor.page, f"/recommendations?{query}")
        assert_unharmed(visitor)
        assert len(visitor.page.locator("body").inner_text()) < 100_000
        if message:
            expect(visitor.page.locator(".message").first).to_contain_text(message)


def test_a_query_that_would_be_dropped_is_refused_in_words(page, server):
    answer = page.request.get(f"{server}/recommendations?{'&'.join(['country=AU'] * 1000)}&country=DE")
    assert answer.status == 414
    assert "more than 1000 parts" in answer.text()


def test_a_word_without_end_does_not_widen_the_page(page, visit):
    visit(page, f"/recommendations?q={'x' * SIZE}")
    assert overflow(page) == []


def test_the_first_page_says_that_it_has_no_filters(page, visit):
    visit(page, "/?country=AU")
    expect(page.get_by_role("alert").filter(has_text="country")).to_be_visible()


# --- what every page keeps to -------------------------------------------------------------------------------------

EVERY_PAGE = (
    "/", "/recommendations", "/recommendations?q=zebra&country=XX", "/compare?country=AU",
    "/evidence?intervention=acupuncture&outcome=discontinuation", "/graph", "/graph?id=ca-how-6", "/record?id=ca-how-6",
    "/record?id=t3-pain-management-programmes-dose", "/record?id=lin-langford-2025", "/record?id=none",
    *(f"/compare?rows=all&view={view}" for view in compare.VIEWS),
    *(f"/evidence?view={view}" for view in evidence.VIEWS),
    *(f"/sources?show={part}" for part in sources.PARTS),
)  # fmt: skip

# What sticks out of the window and cannot be scrolled inside a region of its own.
OVERFLOW = """() => {
  const wide = document.documentElement.clientWidth;
  const scrolls = (e) => e && (["auto", "scroll"].includes(getComputedStyle(e).overflowX) && e.matches(".wide") || scrolls(e.parentElement));
  const out = [...document.querySelectorAll("main .cc *")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width > 1 && box.right > wide + 1 && !e.closest("svg") && !scrolls(e.parentElement);
  });
  const main = document.querySelector('[data-testid="stMain"]');
  const paged = Math.max(document.documentElement.scrollWidth, main.scrollWidth) > wide ? ["page"] : [];
  return [...paged, ...out.slice(0, 3).map((e) => e.outerHTML.slice(0, 80))];
}"""

# The lowest contrast of any text to what lies behind it (WCAG 2.2, 1.4.3); chips of strength have colours of their own.
CONTRAST = """() => {
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const rgba = (colour) => {
    if (!known.has(colour)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      known.set(colour, [...pen.getImageData(0, 0, 1, 1).data]);
    }
    return known.get(colour);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (e) => {
    const [r, g, b, a] = rgba(getComputedStyle(e).backgroundColor);
    return a === 255 || !e.parentElement ? [r, g, b] : behind(e.parentElement);
  };
  const contrast = (e) => {
    const [text, paper] = [light(rgba(getComputedStyle(e).color).slice(0, 3)), light(behind(e))];
    return (Math.max(text, paper) + 0.05) / (Math.min(text, paper) + 0.05);
  };
  const written = [...document.querySelectorAll(".cc *")].filter(
    (e) => e.checkVisibility() && !e.closest(".strength") && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())
  );
  return Math.min(...written.map(contrast));
}"""


def overflow(page: Page) -> list[str]:
    """Return what makes the page wider than its window."""
    return page.evaluate(OVERFLOW)


@dataclass
class Sight:
    """What one page was like for one reader, looked at in each of LOOKS."""

    title: str
    footer: str
    overflow: dict[tuple[str, int], list[str]]
    contrast: dict[tuple[str, int], float]
    outside: list[str]
    complaints: list[str]


LOOKS = (("light", 320), ("dark", 360))


@pytest.fixture(scope="module")
def sights(long_visitor, visit, lit) -> dict[str, Sight]:
    """Every page, looked at once in each theme, on narrow screens."""
    return {address: _look(long_visitor, address, visit, lit) for address in EVERY_PAGE}


def _look(visitor, address: str, visit, lit) -> Sight:
    visitor.outside.clear()
    visitor.complaints.clear()
    page, wide, contrast = visitor.page, {}, {}
    page.set_viewport_size({"width": LOOKS[0][1], "height": 800})
    page.emulate_media(color_scheme=LOOKS[0][0])
    visit(page, address)
    for scheme, width in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        lit(page, scheme)
        wide[scheme, width], contrast[scheme, width] = overflow(page), page.evaluate(CONTRAST)
    footer = page.locator("footer").inner_text()
    return Sight(page.title(), footer, wide, contrast, list(visitor.outside), list(visitor.complaints))


def test_no_page_asks_another_machine_for_anything(sights):
    assert {address: sight.outside for address, sight in sights.items() if sight.outside} == {}


def test_no_page_logs_an_error(sights):
    assert {address: sight.complaints for address, sight in sights.items() if sight.complaints} == {}


def test_no_page_is_wider_than_its_window(sights):
    assert {address: sight.overflow for address, sight in sights.items() if any(sight.overflow.values())} == {}


def test_all_text_can_be_read_in_either_theme(sights):
    assert {address: s.contrast for address, s in sights.items() if min(s.contrast.values()) < 4.5} == {}


def test_every_footer_names_the_data_version_and_what_the_page_is_not(sights, base):
    for words in (base.version, "Not advice", "Something wrong?"):
        assert [address for address, sight in sights.items() if words not in sight.footer] == []


def test_every_page_has_a_title_of_its_own(sights):
    titles = {address.split("?")[0]: sight.title for address, sight in sights.items()}
    assert [title for title, times in Counter(titles.values()).items() if times > 1] == []


def test_the_theme_follows_the_system_from_the_first_moment(page, visit, lit):
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        visit(page, "/")
        lit(page, scheme)


# --- comparing ----------------------------------------------------------------------------------------------------

CELLS = """table => [...table.querySelectorAll("tbody tr:not(.heading)")].flatMap((row) => {
  const id = (link) => new URL(link.href).searchParams.get("id");
  return [...row.cells].slice(1).map((cell, column) => ({
    topic: id(row.cells[0].querySelector("a")),
    guideline: id(table.tHead.rows[0].cells[column + 1].querySelector("a")),
    ids: [...cell.querySelectorAll(".said")].map((said) => id([...said.querySelectorAll("a")].at(-1))),
    strengths: [...cell.querySelectorAll(".said > .strength")].map((said) => said.lastChild.textContent.trim()),
    empty: [...cell.querySelectorAll(":scope > .none")].map((none) => none.textContent).join(),
    text: cell.textContent,
  }));
})"""


def cells(page: Page, visit, query: str = "") -> list[dict]:
    """Return every cell of the comparison as it is on the screen."""
    visit(page, f"/compare?view=side{query}")
    return page.locator("table.matrix").evaluate(CELLS)


def said_on(base, topic: str, guideline: str) -> list[Recommendation]:
    """Return what a guideline says on a topic itself."""
    return [r for r in base.of(Recommendation) if r.guideline == guideline and topic in {link.to for link in r.about}]


def test_every_cell_of_the_comparison_holds_what_the_knowledge_base_says(page, visit, base):
    shown = cells(page, visit, "&rows=all")
    assert {cell["guideline"] for cell in shown} == {g.id for g in base.by_country}
    assert {cell["topic"] for cell in shown} == {t.id for t in base.of(Topic) if _has_a_row(base, t)}
    for cell in shown:
        recs = said_on(base, cell["topic"], cell["guideline"])
        assert cell["ids"] == [rec.id for rec in recs]
        assert cell["strengths"] == [labels.STRENGTH[base.strength(rec)] for rec in recs]
        assert all(caveat in cell["text"] for rec in recs for caveat in rec.caveats)


def _has_a_row(base, topic: Topic) -> bool:
    itself = any(said_on(base, topic.id, g.id) for g in base.by_country)
    return itself or not any(said_on(base, t, g.id) for t in base.narrower(topic.id) for g in base.by_country)


def test_an_empty_cell_never_looks_like_a_strength_that_was_not_reported(page, visit):
    shown = cells(page, visit)
    empty = [cell for cell in shown if not cell["ids"]]
    unrated = [cell for cell in shown if labels.STRENGTH[Strength.NOT_REPORTED] in cell["strengths"]]
    assert empty
    assert unrated
    assert {cell["empty"] for cell in empty} <= {labels.NOT_IN_TABLES, labels.ONLY_BELOW}
    assert not any(labels.STRENGTH[Strength.NOT_REPORTED] in cell["text"] for cell in empty)
    assert {cell["empty"] for cell in unrated} == {""}


def test_only_the_chosen_guidelines_have_columns(page, visit):
    shown = cells(page, visit, "&country=DE&country=US")
    assert {cell["guideline"].split("-")[0] for cell in shown} == {"de", "us"}
    expect(count(page)).to_contain_text("2 guidelines")


def test_one_guideline_alone_asks_for_another(page, visit):
    visit(page, "/compare?country=DE")
    expect(page.locator(".message")).to_contain_text("Choose at least one more")
    unfold(page, "#compare-filters")
    page.locator("#country-AU").click()
    expect(count(page)).to_contain_text("2 guidelines")


def test_text_in_the_comparison_has_room_to_be_read(page, visit):
    visit(page, "/compare?view=side")
    widths = page.locator("table.matrix dd").evaluate_all("all => all.map(e => e.getBoundingClientRect().width)")
    assert min(widths) >= 120


# --- the evidence -------------------------------------------------------------------------------------------------

EVIDENCE_QUERIES = (
    "", "?outcome=discontinuation", "?intervention=pain-management-programmes", "?read-in=text",
    "?intervention=cannabinoids&intervention=ketamine", "?intervention=acupuncture&outcome=discontinuation",
    "?outcome=not-named", "?outcome=dose-reduction&read-in=table",
)  # fmt: skip
CHARTS = ".cc .plot:visible"
LINES = f"{CHARTS} line.data"
PANEL_ROWS = ".cc details[id^='table-'] tbody tr"
NO_INTERVAL = "No interval: given in words only"


@pytest.mark.parametrize("query", EVIDENCE_QUERIES)
def test_rows_drawn_and_rows_in_words_are_all_rows_chosen(query, page, visit, base):
    kept = [effect for effect in base.of(Effect) if _is_chosen(effect, parse_qsl(query.removeprefix("?")))]
    visit(page, f"/evidence{query}")
    total, drawn, in_words = map(int, re.findall(r"\d+", count(page).inner_text()))
    numberless = page.locator(PANEL_ROWS, has_text=NO_INTERVAL).count()
    rows, told = page.locator(PANEL_ROWS).count(), page.locator("#in-words ~ .wide tbody").first.locator("tr").count()
    assert (drawn, in_words, total) == (rows - numberless, told + numberless, rows + told)
    assert (drawn, total) == (sum(interval(effect) is not None for effect in kept), len(kept))
    expect(page.locator(LINES)).to_have_count(drawn)


def _is_chosen(effect: Effect, chosen: list[tuple[str, str]]) -> bool:
    holds = {
        "intervention": effect.intervention,
        "outcome": effect.outcome or "not-named",
        "read-in": "table" if effect.where.table else "text",
    }
    return all(holds[name] in {v for n, v in chosen if n == name} for name in {name for name, _ in chosen})


def test_choosing_an_outcome_takes_the_other_panels_away(page, visit):
    visit(page, "/evidence")
    panels = page.locator(CHARTS).count()
    unfold(page, "#evidence-filters")
    page.locator("#outcome-opioid-use").click()
    expect(page.locator(CHARTS)).to_have_count(1)
    expect(page.locator(".cc h2", has_text="Stopping opioids")).to_have_count(0)
    page.go_back()
    expect(page.locator(CHARTS)).to_have_count(panels)
    expect(page.locator(".cc h2", has_text="Stopping opioids").first).to_be_visible()


def test_the_table_of_the_same_values_stands_before_each_chart(page, visit):
    visit(page, "/evidence")
    charts = page.locator(CHARTS)
    expect(charts.last.locator("svg")).to_be_visible()
    assert charts.count() > 1
    for chart in charts.all():
        before = chart.locator("xpath=../preceding-sibling::*[1]")
        expect(before.locator("caption")).to_have_text("Values of the plot below")
        expect(chart.locator("line.data")).to_have_count(before.locator("tbody tr").count())
        expect(chart).to_have_attribute("aria-label", re.compile("Forest plot of .* table before it"))


def test_interventions_without_trials_keep_their_row(page, visit, base):
    visit(page, "/evidence")
    rows = page.locator("#in-words ~ .wide tbody").first.locator("tr")
    untried = [effect for effect in base.of(Effect) if effect.status is EffectStatus.NO_TRIALS]
    assert untried
    for effect in untried:
        expect(rows.filter(has_text=base.records[effect.intervention].label)).to_contain_text(
            "No trials on this outcome"
        )


# --- paper and keyboard -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/recommendations", "/compare", "/evidence"])
def test_paper_shows_results_without_filters(address, page, visit):
    visit(page, address)
    page.emulate_media(media="print")
    for gone in (".filters", "button[data-copy]", "header.stAppHeader"):
        expect(page.locator(gone).first).to_be_hidden()
    for there in ("h1", ".cards, .cc table >> nth=0", "footer"):
        expect(page.locator(there).first).to_be_visible()


def test_a_page_is_printed_to_its_end(page, visit):
    visit(page, "/recommendations")
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))
    assert len(sheets) >= 8


def test_the_tabulator_reaches_the_first_facet_and_shows_where_it_is(page, visit):
    visit(page, "/recommendations")
    facet = page.locator(".facet a").first
    for _ in range(20):
        page.keyboard.press("Tab")
        if facet.evaluate("e => e === document.activeElement"):
            break
    expect(facet).to_be_focused()
    expect(facet).to_have_css("outline-style", "solid")
    assert float(facet.evaluate("e => parseFloat(getComputedStyle(e).outlineWidth)")) >= 2


def test_the_whole_search_works_without_a_mouse(page, visit):
    visit(page, "/")
    page.locator("#overview-q").focus()
    page.keyboard.type("weaning")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Recommendations")
    expect(page.locator(".cards > li").first).to_be_visible()
