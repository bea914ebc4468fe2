"""What a reader does in a real browser: address, Back and Forward, drawer, keyboard, phone, paper, two readers at once."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, expect

from kb.records import Guideline, Recommendation

pytestmark = pytest.mark.browser

PHONE = {
    "viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
}  # fmt: skip


def query(page: Page) -> list[tuple[str, str]]:
    """Return the names and values in the address of the page."""
    return parse_qsl(urlsplit(page.url).query)


def wait_for_query(page: Page, *pairs: tuple[str, str]) -> None:
    """Wait until the address of the page holds these names and values, and no others."""
    page.wait_for_url(lambda url: parse_qsl(urlsplit(url).query) == list(pairs))


def cards(page: Page) -> list[str]:
    """Return the names of the cards that the page shows, in their order."""
    return [card.get_attribute("aria-label") or "" for card in page.get_by_role("article").all()]


def holding(base, **facets: str) -> list[Recommendation]:
    """Return the recommendations that are all of this, found by looking at each."""
    kept = list(base.of(Recommendation))
    if country := facets.get("country"):
        kept = [r for r in kept if base.get(Guideline, r.guideline).country == country]
    if strength := facets.get("strength"):
        kept = [r for r in kept if base.strength(r) == strength]
    return kept


def pick(page: Page, option: str) -> None:
    """Choose an option of the filters, whatever number stands beside it."""
    page.get_by_role("button", name=re.compile(rf"^(. )?{option} \d+$")).click()


def shows(page: Page, count: int) -> None:
    """Expect the page to say how many recommendations it found."""
    expect(page.get_by_text(re.compile(rf"^{count} of \d+ recommendations"))).to_be_visible()


DEEP = (
    "country=DE&strength=strong",
    "country=AU&country=CA",
    "q=abrupt",
    "topic=abrupt-discontinuation",
    "view=table&country=GB",
)


@pytest.mark.parametrize("address", DEEP[:2])
def test_a_deep_link_works_as_the_very_first_visit_to_a_fresh_server(address, start, new_visitor, base):
    with start() as fresh:
        visitor = new_visitor()
        visitor.page.goto(f"{fresh}/recommendations?{address}")
        chosen = parse_qsl(address)
        kept = {r.id for country in [v for n, v in chosen if n == "country"] for r in holding(base, country=country)}
        kept &= {r.id for r in holding(base, strength=dict(chosen).get("strength", ""))}
        shows(visitor.page, len(kept))
        assert visitor.faults() == []
        visitor.page.context.close()


def test_choosing_filters_leaves_what_the_knowledge_base_says_and_puts_ids_into_the_address(page, visit, base):
    visit(page, "/recommendations")
    pick(page, "Germany")
    shows(page, len(holding(base, country="DE")))
    wait_for_query(page, ("country", "DE"))
    pick(page, "Strong")
    shows(page, len(holding(base, country="DE", strength="strong")))
    wait_for_query(page, ("country", "DE"), ("strength", "strong"))


def test_back_and_forward_undo_and_redo_each_choice(page, visit, base):
    visit(page, "/recommendations")
    pick(page, "Germany")
    shows(page, len(holding(base, country="DE")))
    pick(page, "United Kingdom")
    shows(page, len(holding(base, country="DE")) + len(holding(base, country="GB")))
    page.go_back()
    shows(page, len(holding(base, country="DE")))
    page.go_back()
    shows(page, len(base.of(Recommendation)))
    page.go_forward()
    shows(page, len(holding(base, country="DE")))
    wait_for_query(page, ("country", "DE"))


def test_the_number_beside_an_option_is_what_choosing_it_leaves(page, visit):
    visit(page, "/recommendations?country=CA")
    option = page.get_by_role("button", name=re.compile(r"^◧ Weak or conditional \d+$"))
    count = int(option.inner_text().split()[-1])
    option.click()
    shows(page, count)


def test_a_list_that_opens_chooses_a_topic(page, visit, base):
    visit(page, "/recommendations")
    page.get_by_role("combobox", name="Topic").click()
    page.get_by_role("option").filter(has_text="Tapering").or_(page.get_by_role("option")).first.click()
    expect(page).to_have_url(re.compile("topic="))
    assert dict(query(page))["topic"] in base.records


def test_the_drawer_opens_from_a_card_stays_in_the_address_and_closes_with_escape(page, visit):
    visit(page, "/recommendations?country=CA")
    page.get_by_role("link", name=re.compile("^Details of Canada: reduce the dose gradually")).click()
    expect(page.get_by_role("dialog")).to_contain_text("Recommendation: Canada: reduce the dose gradually")
    wait_for_query(page, ("country", "CA"), ("open", "ca-how-2"))
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.go_forward()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    wait_for_query(page, ("country", "CA"))


def test_a_link_to_an_open_drawer_opens_it_for_whoever_follows_it(page, visit):
    visit(page, "/recommendations?open=gb-how-1")
    expect(page.get_by_role("dialog")).to_contain_text("United Kingdom: explain benefits")


def test_a_card_is_a_real_link_that_opens_in_a_new_tab(page, visit):
    visit(page, "/recommendations?country=CA")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=re.compile("^Details of Canada: reduce the dose gradually")).click(
            modifiers=["Control"]
        )
    expect(opened.value.get_by_role("heading", level=1)).to_contain_text("Canada: reduce the dose gradually")
    opened.value.close()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_filters_travel_from_page_to_page_and_back_shows_them_again(page, visit):
    visit(page, "/recommendations?country=DE&country=GB")
    page.get_by_role("link", name="Compare", exact=True).click()
    page.wait_for_url("**/compare?country=DE&country=GB")
    expect(page.get_by_role("heading", level=1)).to_have_text("How the guidelines compare")
    page.get_by_role("link", name="Recommendations", exact=True).click()
    page.wait_for_url("**/recommendations?country=DE&country=GB")


def test_the_search_stands_on_every_page_and_finds_more_than_recommendations(page, visit):
    visit(page, "/sources")
    field = page.get_by_role("searchbox", name="Search everything")
    field.fill("cannabis")
    field.press("Enter")
    page.wait_for_url("**/search?q=cannabis")
    expect(page.get_by_text("Cannabinoids").first).to_be_visible()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/recommendations?country=XX", "“XX” is not known under country"),
        ("/recommendations?colour=red", "“colour” is no filter of this page"),
        ("/record?id=nothing", "No record has the id “nothing”"),
    ],
)
def test_what_an_address_does_not_know_is_said_and_the_page_goes_on(address, said, page, visit):
    visit(page, address)
    expect(page.get_by_role("alert").filter(has_text=said)).to_be_visible()


def test_nothing_found_says_so_and_clearing_shows_everything_again(page, visit, base):
    visit(page, "/recommendations?country=AU&topic=patient-request")
    expect(page.get_by_text("Nothing in the summary tables fits all of this")).to_be_visible()
    page.get_by_role("button", name="Clear", exact=True).click()
    shows(page, len(base.of(Recommendation)))
    wait_for_query(page)


def test_two_readers_at_once_do_not_see_each_others_filters(visitor, new_visitor, visit, base):
    other = new_visitor()
    visit(visitor.page, "/recommendations")
    visit(other.page, "/recommendations")
    pick(visitor.page, "Germany")
    pick(other.page, "Canada")
    shows(visitor.page, len(holding(base, country="DE")))
    shows(other.page, len(holding(base, country="CA")))
    assert other.faults() == []
    other.page.context.close()


def test_presenting_is_big_without_controls_and_the_keyboard_leads_in_and_out(page, visit):
    visit(page, "/recommendations?country=DE")
    usual = page.get_by_role("article").first.bounding_box()["height"]
    page.keyboard.press("p")
    expect(page.get_by_role("searchbox")).to_have_count(0)
    expect(page.get_by_role("link", name="Compare", exact=True)).to_have_count(0)
    assert page.get_by_role("article").first.bounding_box()["height"] > 1.3 * usual
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_be_visible()
    wait_for_query(page, ("country", "DE"))


def test_the_whole_filter_and_drawer_work_without_a_mouse(page, visit, base):
    visit(page, "/recommendations")
    option = page.get_by_role("button", name=re.compile(r"^Germany \d+$"))
    option.focus()
    page.keyboard.press("Enter")
    shows(page, len(holding(base, country="DE")))
    page.get_by_role("link", name=re.compile("^Details of Germany")).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_export_takes_what_the_page_shows(page, visit, base):
    visit(page, "/recommendations?country=DE&strength=strong")
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV", exact=True).click()
    assert len(taken.value.path().read_text("utf-8-sig").splitlines()) == 1 + len(
        holding(base, country="DE", strength="strong")
    )


def test_results_stand_on_the_first_screen_of_a_phone_and_its_menu_closes_by_itself(new_visitor, visit):
    visitor = new_visitor(**PHONE)
    visit(visitor.page, "/recommendations")
    assert visitor.page.get_by_role("article").first.bounding_box()["y"] < 500
    visitor.page.get_by_role("button", name="Expand sidebar").tap()
    visitor.page.get_by_role("link", name="Evidence", exact=True).tap()
    visitor.page.wait_for_url("**/evidence")
    expect(visitor.page.get_by_role("link", name="Evidence", exact=True)).not_to_be_in_viewport()
    assert visitor.faults() == []
    visitor.page.context.close()


def test_on_a_phone_the_menu_leads_to_the_search_and_closes(new_visitor, visit):
    visitor = new_visitor(**PHONE)
    visit(visitor.page, "/recommendations?country=DE")
    visitor.page.get_by_role("button", name="Expand sidebar").tap()
    visitor.page.get_by_role("link", name="Search", exact=True).tap()
    # The field in the sidebar is not there on a phone: a search in it would leave the menu open over what it found.
    field = visitor.page.get_by_role("searchbox")
    expect(field).to_have_count(1)
    field.fill("constipation")
    field.press("Enter")
    visitor.page.wait_for_url("**/search?*q=constipation")
    expect(visitor.page.get_by_role("listitem").filter(has_text="Germany: 1 recommendation.")).to_be_in_viewport()
    expect(visitor.page.get_by_role("link", name="Evidence", exact=True)).not_to_be_in_viewport()
    assert visitor.faults() == []
    visitor.page.context.close()


def test_on_a_phone_what_is_filtered_is_said_above_the_results_and_cleared_there(new_visitor, visit, base):
    visitor = new_visitor(**PHONE)
    visit(visitor.page, "/recommendations?country=DE&strength=strong")
    expect(visitor.page.get_by_text(re.compile("^Filters: Germany; .*Strong"))).to_be_in_viewport()
    visitor.page.get_by_role("button", name="Clear", exact=True).tap()
    shows(visitor.page, len(base.of(Recommendation)))
    expect(visitor.page.get_by_text(re.compile("^Filters:"))).to_have_count(0)
    visitor.page.context.close()


def test_on_a_phone_no_toolbar_covers_the_switch_between_cards_and_table(new_visitor, visit):
    visitor = new_visitor(**PHONE)
    visit(visitor.page, "/recommendations?view=table")
    switch = visitor.page.get_by_role("radio", name="Table").or_(
        visitor.page.get_by_role("button", name="Table", exact=True)
    )
    tool = visitor.page.get_by_role("button", name=re.compile("^Fullscreen"))
    expect(tool).to_have_count(1)
    below = tool.bounding_box()["y"]
    assert switch.bounding_box()["y"] + switch.bounding_box()["height"] <= below
    visitor.page.context.close()


def test_a_related_trigger_is_added_by_a_click_and_back_takes_it_away(page, visit):
    visit(page, "/recommendations?trigger=no-improvement")
    page.get_by_role("link", name="Opioid no longer beneficial").click()
    wait_for_query(page, ("trigger", "no-improvement"), ("trigger", "no-longer-beneficial"))
    page.go_back()
    wait_for_query(page, ("trigger", "no-improvement"))


PAGES = (
    "/", "/recommendations", "/compare", "/compare?view=side&topic=abrupt-discontinuation", "/compare?view=numbers", "/evidence",
    "/evidence?view=summary", "/graph?id=ca-how-6", "/sources", "/sources?show=discrepancies", "/record?id=ca-how-6",
    "/search?q=taper",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_no_page_is_wider_than_a_narrow_screen_or_longer_than_twelve(address, new_visitor, visit):
    visitor = new_visitor(**PHONE)
    visit(visitor.page, address)
    visitor.page.wait_for_timeout(700)
    inside = "[...document.querySelectorAll('section, main')]"
    assert visitor.page.evaluate(f"Math.max(...{inside}.map(part => part.scrollWidth))") <= 390
    assert visitor.page.evaluate(f"Math.max(...{inside}.map(part => part.scrollHeight))") <= 12 * 844
    assert visitor.faults() == []
    visitor.page.context.close()


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_a_title_of_its_own_and_names_the_data_version(address, page, visit, base):
    visit(page, address)
    expect(page).to_have_title(re.compile(r"^\w+ · Concordance$"))
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_text(f"Data version {base.version}")).to_be_visible()


def test_paper_shows_results_without_filters(page, visit):
    visit(page, "/recommendations?country=DE")
    page.emulate_media(media="print")
    expect(page.get_by_role("searchbox")).not_to_be_visible()
    expect(page.get_by_role("article").last).to_be_visible()
