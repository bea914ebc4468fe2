"""The summary of findings accounts for every statement, and never takes a baseline that nobody gave."""

import pytest

from kb.effects import words
from kb.effects.bearing import strong_on_low
from kb.effects.summary import evidence_map, summary
from kb.knowledge import CURATED, load
from kb.records import Baseline, Effect
from kb.vocabulary import Strength

KB = load(CURATED)
EFFECTS = KB.of(Effect)
LINES = {line.effect.id: line for line in summary(KB, EFFECTS, {})}


def test_every_effect_has_its_line():
    assert list(LINES) == [e.id for e in EFFECTS]


def test_each_line_has_an_absolute_effect_or_says_why_not():
    for line in LINES.values():
        assert (line.absolute is None) == bool(line.why_not), line.effect.id


def test_only_control_groups_with_a_sourced_risk_have_an_absolute_effect_by_default():
    assert {i for i, line in LINES.items() if line.absolute} == {
        "t3-patient-multicomponent-stop",
        "t3-consumer-education-stop",
    }
    assert {b.control_of for b in KB.of(Baseline)} == {i for i, line in LINES.items() if line.absolute}


def test_the_default_baseline_is_15_of_208():
    found = LINES["t3-patient-multicomponent-stop"].absolute
    assert round(found.without) == 72
    assert (round(found.with_), round(found.low), round(found.high)) == (301, 178, 460)


def test_a_typed_baseline_applies_to_its_outcome_alone():
    typed = {line.effect.id: line for line in summary(KB, EFFECTS, {"discontinuation": 0.2})}
    assert typed["t3-spinal-cord-stimulation-stop"].absolute.without == pytest.approx(200)
    assert typed["t3-spinal-cord-stimulation-stop"].typed
    assert typed["t3-patient-multicomponent-dose"].absolute is None


def test_a_mean_difference_needs_no_baseline():
    assert LINES["t3-acupuncture-dose"].why_not == "A difference in the amount itself, not in how many people."


def test_a_number_needed_to_treat_needs_a_horizon_and_an_interval_without_no_difference():
    typed = {line.effect.id: line for line in summary(KB, EFFECTS, {"discontinuation": 0.1})}
    shown = {i for i, line in typed.items() if line.needed_to_treat}
    assert shown == {"t3-patient-multicomponent-stop", "t3-clinician-multicomponent-stop"}


def test_a_number_needed_to_treat_is_one_over_the_difference_rounded_up_with_its_limits():
    line = LINES["t3-patient-multicomponent-stop"]
    assert (line.absolute.without, round(line.absolute.with_), round(line.absolute.low), round(line.absolute.high)) == (
        72,
        301,
        178,
        460,
    )
    assert line.needed_to_treat == (5, 3, 10)  # 1000/229, 1000/388, 1000/106, each to the next whole person


def test_a_typed_baseline_leaves_the_trials_own_beside_it():
    (line,) = summary(KB, [KB.get(Effect, "t3-patient-multicomponent-stop")], {"discontinuation": 0.1})
    assert (line.absolute.without, line.own.without) == (100, 72)
    said = words.with_intervention(line)
    assert any("301 (178 to 460)" in text for text in said)
    assert any("65 of 225" in text for text in said)


def test_the_map_holds_every_effect_once_and_every_intervention():
    placed = [e.id for _, cells in evidence_map(KB) for cell in cells for e in cell.effects]
    assert sorted(placed) == sorted(e.id for e in EFFECTS)


def test_a_cell_counts_printed_studies_and_the_highest_certainty():
    cells = {i.id: cells for i, cells in evidence_map(KB)}
    dose = cells["pain-management-programmes"][0]
    assert (dose.trials, dose.certainty) == (5, "moderate")
    assert cells["guideline-implementation"][0].certainty is None


def test_strong_beside_low_holds_only_strong_and_only_rated():
    found = strong_on_low(KB)
    assert found
    for rec, effect in found:
        assert KB.strength(rec) is Strength.STRONG
        assert set(effect.certainty) <= {"low", "very-low"}
    assert "gb-2022" not in {rec.guideline for rec, _ in found}
