"""The address is the state: what is chosen is written there as ids, what stands there is chosen, the rest is said."""

import pytest

from tests.seen import Seen, shown, visitor
from ui import state


@pytest.fixture
def session():
    return visitor()


def query(session) -> dict[str, list[str]]:
    held = {name: session.query_params[name] for name in session.query_params}
    return {name: [value] if isinstance(value, str) else value for name, value in held.items()}


def choose(session, name: str, *ids: str) -> Seen:
    return Seen(session.button_group(key=name).set_value(list(ids)).run())


def test_a_choice_is_written_as_ids_and_an_empty_one_takes_its_name_out(session):
    shown("recommendations", [("country", "DE")], session)
    seen = choose(session, "country", "DE", "CA")
    assert query(session) == {"country": ["DE", "CA"]}
    assert {card[:2] for card in seen.cards} == {"de", "ca"}
    choose(session, "country")
    assert query(session) == {}


def test_another_choice_begins_at_the_first_page(session):
    second = shown("recommendations", [("page", "2")], session).cards
    seen = choose(session, "phase", "how")
    assert query(session) == {"phase": ["how"]}
    assert seen.cards != second


def test_what_stands_in_the_address_is_chosen_in_the_widgets(session):
    shown("recommendations", [("country", "DE"), ("country", "CA"), ("topic", "safety"), ("q", "weaning")], session)
    assert session.button_group(key="country").value == ["CA", "DE"] or session.button_group(key="country").value == [
        "DE",
        "CA",
    ]
    assert session.multiselect(key="topic").value == ["safety"]
    assert session.button_group(key="view").value == "cards"


def test_the_usual_view_is_not_written_and_another_is(session):
    shown("recommendations", [("country", "DE")], session)
    session.button_group(key="view").set_value("table").run()
    assert query(session) == {"country": ["DE"], "view": ["table"]}
    session.button_group(key="view").set_value("cards").run()
    assert query(session) == {"country": ["DE"]}


def test_a_switch_stands_as_one_where_it_is_on(session):
    shown("compare", [("sort", "divergence")], session)
    session.toggle(key="printed").set_value(True).run()
    assert query(session) == {"sort": ["divergence"], "printed": ["1"]}
    session.toggle(key="printed").set_value(False).run()
    assert query(session) == {"sort": ["divergence"]}


def test_a_typed_risk_is_written_in_percent_and_shown_as_people(session):
    shown(
        "evidence", [("view", "people"), ("outcome", "discontinuation"), ("baseline-discontinuation", "7.2")], session
    )
    (field,) = session.number_input
    assert field.value == pytest.approx(7.2), "of 100 people"
    field.set_value(10.0).run()
    assert query(session)["baseline-discontinuation"] == ["10"]


def test_filters_travel_from_page_to_page_and_what_belongs_to_a_page_stays(session):
    shown("recommendations", [("country", "DE"), ("view", "table"), ("q", "weaning")], session)
    shown("compare", [], session)
    assert query(session) == {"country": ["DE"]}
    shown("evidence", [("outcome", "dose-reduction")], session)
    assert query(session) == {"outcome": ["dose-reduction"]}, "an address that says what it wants is taken at its word"


def test_clearing_takes_filters_words_and_page_out_and_leaves_the_view(session):
    shown("recommendations", [("country", "DE"), ("q", "weaning"), ("view", "table"), ("page", "1")], session)
    session.button(key="clear").click().run()
    assert query(session) == {"view": ["table"]}


def test_what_means_nothing_is_said_and_changes_nothing(session):
    every = shown("recommendations", [], session).cards
    seen = shown("recommendations", [("country", "XX"), ("colour", "red")], session)
    (warning,) = session.warning
    assert "XX” is not known under country" in warning.value
    assert "“colour” is no filter of this page" in warning.value
    assert seen.cards == every


def test_what_another_page_gives_a_meaning_is_kept_in_silence(session):
    shown("recommendations", [("outcome", "discontinuation"), ("sort", "divergence")], session)
    assert not session.warning
    choose(session, "country", "DE")
    assert query(session) == {"outcome": ["discontinuation"], "sort": ["divergence"], "country": ["DE"]}


@pytest.mark.parametrize(
    ("chosen", "number"),
    [((), 0), (("1",), 0), (("2",), 1), (("3",), 2), (("4",), 2), (("0",), 0), (("-1",), 0), (("x",), 0), (("9" * 12,), 2)],
)  # fmt: skip
def test_the_page_of_results_is_one_that_there_is(chosen, number):
    assert state.page(found=55, each=20, chosen=chosen) == number
    assert state.page(found=0, each=20, chosen=chosen) == 0


def test_a_presentation_has_no_controls_but_the_way_out(session):
    seen = shown("recommendations", [("present", "1"), ("country", "DE")], session)
    assert seen.cards
    assert not session.sidebar.children
    assert [button.label for button in session.button] == ["Leave the presentation"]
    session.button[0].click().run()
    assert query(session) == {"country": ["DE"]}
