"""Which filters are set stands above the results and can be cleared; triggers related to a chosen one are a click away."""

import pytest

from kb.records import Trigger
from kb.search import HOW
from tests.pages.screen import Link, Screen
from tests.seen import shown, visitor
from ui.served import facets

SET = {
    "recommendations": [("country", "DE"), ("strength", "strong")],
    "compare": [("country", "DE"), ("country", "CA"), ("strength", "strong")],
    "evidence": [("outcome", "discontinuation")],
}


@pytest.fixture
def session():
    return visitor()


def line(session) -> list[str]:
    return [element.value for element in session.text if element.value.startswith("Filters: ")]


@pytest.mark.parametrize("page", SET)
def test_filters_that_are_set_are_named_above_the_results_and_cleared_there(page, session):
    shown(page, SET[page], session)
    (said,) = line(session)
    assert ("Germany" in said and "Strong" in said) or "discontinuation" in said
    session.button(key="clear").click().run()
    assert not line(session)
    assert not list(session.query_params)


@pytest.mark.parametrize("page", SET)
def test_no_filter_set_is_said_nowhere(page, session):
    shown(page, [("view", "table")] if page == "recommendations" else [], session)
    assert not line(session)
    assert not [button for button in session.button if button.key == "clear"]


def links(seen) -> list[Link]:
    return [
        link for link in Screen(seen.run).links if link.href.startswith("/recommendations?") and "trigger=" in link.href
    ]


def test_triggers_related_to_a_chosen_one_are_a_click_away_with_count_and_reason(session, base):
    seen = shown("recommendations", [("trigger", "no-improvement"), ("page", "1")], session)
    near = {
        link.to if one.id == "no-improvement" else one.id: link
        for one in base.of(Trigger)
        for link in one.related
        if "no-improvement" in {one.id, link.to} and link.how in HOW
    }
    counts = facets().counts({"trigger": ("no-improvement",)})["trigger"]
    assert {link.href for link in links(seen)} == {
        f"/recommendations?trigger=no-improvement&trigger={of}" for of in near if counts[of]
    }
    words = Screen(seen.run).words
    assert all(link.why in words for of, link in near.items() if counts[of])
    assert all(f"({counts[of]}, " in words for of in near if counts[of])


def test_choosing_a_related_trigger_as_well_hides_nothing(session, base):
    before = set(shown("recommendations", [("trigger", "no-improvement")], session).cards)
    both = shown("recommendations", [("trigger", "no-improvement"), ("trigger", "no-longer-beneficial")], session)
    assert before < set(both.cards)
    assert not any(link.href.endswith("&trigger=no-longer-beneficial") for link in links(both))


def test_nothing_is_said_to_be_related_where_no_trigger_is_chosen(session):
    assert not links(shown("recommendations", [("country", "DE")], session))
