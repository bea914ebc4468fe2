"""The overview names the most certain evidence for each outcome, and never counts votes."""

from kb.effects import overview
from kb.effects.sentence import plain
from kb.knowledge import CURATED, load
from kb.records import Effect
from tests.kb import small
from tests.kb.small import effect

BASE = load(CURATED)


def given(name, certainty=(), outcome="loaves"):
    return effect(name, outcome, measure="MD", estimate=2, ci_low=1, ci_high=3, ci_level=95, certainty=certainty)


def told(*effects):
    base = small.base(*effects)
    return [(s.about, s.text, s.effects) for s in overview(base, base.of(Effect))]


def test_the_most_certain_evidence_is_spelt_out():
    best, other = given("yeast-1", ("moderate",)), given("salt-1", ("low",))
    base = small.base(best)
    assert told(other, best) == [
        (
            "certainty",
            f"Number of loaves: the most certain evidence is of moderate certainty. {plain(base, best)}",
            ("yeast-1",),
        )
    ]


def test_two_that_are_equally_certain_are_both_spelt_out_and_more_are_named():
    one, two = given("yeast-1", ("low",)), given("salt-1", ("low",))
    ((_, text, ids),) = told(one, two)
    base = small.base()
    assert text.endswith(f"low certainty. {plain(base, one)} {plain(base, two)}")
    assert ids == ("yeast-1", "salt-1")
    ((_, text, _),) = told(one, two, given("egg-1", ("low",)))
    assert text.endswith("of low certainty, on yeast, salted water and egg.")
    ((_, text, ids),) = told(one, two, given("egg-1", ("low",)), given("egg-2", ("low",)))
    assert text == "Number of loaves: the most certain evidence is of low certainty, on yeast, salted water and egg."
    assert ids == ("yeast-1", "salt-1", "egg-1", "egg-2")


def test_a_range_counts_as_its_lower_end():
    ((_, text, ids),) = told(given("yeast-1", ("very-low", "moderate")), given("salt-1", ("low",)))
    assert "of low certainty" in text
    assert ids == ("salt-1",)


def test_certainty_that_was_not_reported_is_said_and_not_called_low():
    assert told(given("yeast-1"), given("salt-1")) == [
        ("unrated", "Number of loaves: certainty was not reported for yeast and salted water.", ("yeast-1", "salt-1"))
    ]


def test_outcomes_stand_in_the_order_of_the_data_and_those_without_an_estimate_are_left_out():
    found = told(
        given("yeast-1", outcome="burns"), given("yeast-2"), effect("yeast-3", "smell", status="narrative"),
        effect("yeast-4", None, status="narrative"),
    )  # fmt: skip
    assert [ids for _, _, ids in found] == [("yeast-2",), ("yeast-1",)]


def test_no_trials_are_named_by_outcome_and_said_to_be_no_result():
    assert told(
        effect("yeast-1", "loaves", status="no-trials"), effect("egg-1", "burns", status="no-trials"),
        effect("salt-1", "loaves", status="no-trials"), effect("tray-1", None, status="no-trials"),
    ) == [
        (
            "no-trials",
            "The source lists no trials of yeast and salted water (number of loaves); egg (burns); tray (outcome not named); "
            "no trials is not the same as no effect.",
            ("yeast-1", "egg-1", "salt-1", "tray-1"),
        )
    ]  # fmt: skip


def test_nothing_chosen_nothing_told():
    assert told() == []


def test_only_the_effects_given_count():
    effects = BASE.of(Effect)
    assert {i for s in overview(BASE, effects[:3]) for i in s.effects} <= {e.id for e in effects[:3]}


def test_no_sentence_counts_results():
    for sentence in overview(BASE, BASE.of(Effect)):
        assert not any(
            word in sentence.text for word in ("favour", "significant", " of 3", " of 5", "majority", "most trials")
        )
