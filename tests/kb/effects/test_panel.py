"""Panels never mix measures, every statement is accounted for, and a derived interval says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.effects.panel import Panel, includes_no_difference, interval, panels, without_estimate
from kb.knowledge import CURATED, load
from kb.records import Effect, Outcome
from kb.vocabulary import Better, Measure
from tests.kb import small
from tests.kb.small import effect

KB = load(CURATED)
EFFECTS = KB.of(Effect)


@given(st.lists(st.sampled_from(EFFECTS), unique_by=lambda e: e.id))
def test_drawn_and_worded_rows_together_are_all_rows(chosen):
    grouped = panels(KB, chosen)
    accounted = [e.id for p in grouped for e in (*p.plotted, *p.in_words)] + [e.id for e in without_estimate(chosen)]
    assert sorted(accounted) == sorted(e.id for e in chosen)


def test_each_outcome_and_measure_has_one_panel():
    keys = [(p.outcome.id, p.measure) for p in panels(KB, EFFECTS)]
    assert len(keys) == len(set(keys))


def test_a_panel_of_two_measures_cannot_be_made():
    stop = KB.get(Outcome, "discontinuation")
    mixed = (KB.get(Effect, "t3-patient-multicomponent-stop"), KB.get(Effect, "t3-pain-management-programmes-stop"))
    with pytest.raises(ValueError, match="one outcome and one measure"):
        Panel(stop, Measure.ODDS_RATIO, mixed, ())


def test_fewer_milligrams_and_more_people_are_better():
    ends = {(p.outcome.id, p.measure): p.better for p in panels(KB, EFFECTS)}
    assert ends[("dose-reduction", Measure.MEAN_DIFFERENCE)] is Better.LOWER
    assert ends[("dose-reduction", Measure.ODDS_RATIO)] is Better.HIGHER
    assert ends[("discontinuation", Measure.RISK_DIFFERENCE)] is Better.HIGHER


def test_the_null_lies_at_one_for_ratios_and_at_zero_for_differences():
    assert {p.measure: p.measure.null for p in panels(KB, EFFECTS)} == {"MD": 0, "RD": 0, "OR": 1, "aOR": 1, "RR": 1}


def test_a_printed_interval_is_shown_as_printed():
    around = interval(KB.get(Effect, "t3-patient-multicomponent-stop"))
    assert (around.low, around.high, around.derived) == (2.80, 10.99, False)


def test_an_interval_from_a_standard_error_is_derived_with_the_normal_quantile():
    around = interval(KB.get(Effect, "t3-clinician-multicomponent-dose"))
    assert around.derived
    assert around.low == pytest.approx(-6.8 - 1.959964 * 1.6, abs=1e-5)
    assert around.high == pytest.approx(-6.8 + 1.959964 * 1.6, abs=1e-5)


def test_no_estimate_no_interval():
    assert interval(KB.get(Effect, "t3-ketamine-use")) is None


def test_recommendations_for_an_intervention_say_why():
    called = KB.linked_to("opioid-replacement-therapy")
    assert [rec.id for rec, _ in called] == ["ca-how-6"]
    assert all(why for _, why in called)
    assert KB.linked_to("ketamine") == ()


def test_a_panel_is_named_for_its_outcome_and_measure():
    panel = panels(KB, [KB.get(Effect, "t3-patient-multicomponent-stop")])[0]
    assert panel.name == "discontinuation-OR"


def test_a_panel_names_what_was_reached_where_all_its_effects_narrow_it_alike():
    half = effect("yeast-1", measure="OR", estimate=2, event="half")
    other = half.model_copy(update={"id": "yeast-2", "event": "all"})
    plain = half.model_copy(update={"id": "yeast-3", "event": None})
    base = small.base()
    assert [(p.event, p.title) for p in panels(base, [half])] == [("half", "Number of loaves (half)")]
    for mixed in ([half, other], [half, plain], [plain]):
        assert [(p.event, p.title) for p in panels(base, mixed)] == [("", "Number of loaves")]


def test_a_row_without_an_interval_is_in_words():
    drawn = effect("yeast-1", measure="MD", estimate=2, se=1)
    worded = effect("egg-1", measure="MD", estimate=2)
    (panel,) = panels(small.base(), [worded, drawn])
    assert (panel.plotted, panel.in_words) == ((drawn,), (worded,))
    none = effect("egg-2", status="narrative")
    assert panels(small.base(), [none]) == ()
    assert without_estimate([drawn, none, worded]) == (none,)


def test_a_panel_of_two_outcomes_cannot_be_made():
    other = effect("yeast-1", "burns", measure="OR", estimate=2)
    with pytest.raises(ValueError, match="one outcome and one measure"):
        Panel(small.base().get(Outcome, "loaves"), Measure.ODDS_RATIO, (), (other,))


@pytest.mark.parametrize(
    ("measure", "low", "high", "includes"),
    [
        ("MD", -1, 3, True), ("MD", 0, 3, True), ("MD", -3, 0, True), ("MD", 1, 3, False), ("MD", -3, -1, False),
        ("RR", 0.5, 3, True), ("RR", 1, 3, True), ("RR", 0.5, 1, True), ("RR", 1.1, 3, False), ("RR", 0.2, 0.9, False),
    ],
)  # fmt: skip
def test_an_interval_includes_no_difference_with_its_ends(measure, low, high, includes):
    of = effect("yeast-1", measure=measure, estimate=(low + high) / 2, ci_low=low, ci_high=high, ci_level=95)
    assert includes_no_difference(of) is includes


def test_without_an_interval_nothing_is_said_to_include_no_difference():
    assert includes_no_difference(effect("yeast-1", measure="MD", estimate=0)) is False


def test_intervals_keep_their_level():
    assert interval(effect("yeast-1", measure="MD", estimate=1, ci_low=0, ci_high=2, ci_level=90)).level == 90
    assert interval(effect("yeast-1", measure="MD", estimate=1, se=1)).level == 95
