"""Absolute effects, held against the definitions of risk, odds and difference."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kb.effects.absolute import absolute, read_percent, risk_from_odds_ratio, risk_from_risk_ratio
from kb.knowledge import CURATED, load
from kb.records import Effect
from tests.kb.small import effect as small_effect

KB = load(CURATED)
risks = st.floats(0.001, 0.999)
ratios = st.floats(0.05, 20)


def effect(name):
    return KB.get(Effect, name)


def test_the_known_trap_an_odds_ratio_is_not_a_risk_ratio():
    found = absolute(effect("t3-patient-multicomponent-stop"), 0.072)
    assert round(found.with_) == 301
    assert (round(found.low), round(found.high)) == (178, 460)
    assert round(found.with_) != 400


@given(risks, ratios)
def test_the_odds_of_the_new_risk_are_the_odds_ratio_times_the_old_odds(baseline, ratio):
    risk = risk_from_odds_ratio(baseline, ratio)
    assert risk / (1 - risk) == pytest.approx(ratio * baseline / (1 - baseline), rel=1e-6)


@given(risks, ratios)
def test_the_new_risk_over_the_old_is_the_risk_ratio(baseline, ratio):
    assert risk_from_risk_ratio(baseline, ratio) / baseline == pytest.approx(ratio)


@given(risks, ratios)
def test_an_odds_ratio_lies_further_from_1_than_the_risk_ratio_it_makes(baseline, ratio):
    assume(abs(ratio - 1) > 0.01)
    made = risk_from_odds_ratio(baseline, ratio) / baseline
    assert abs(made - 1) <= abs(ratio - 1) + 1e-9
    assert (made > 1) == (ratio > 1)


@given(risks)
def test_an_odds_ratio_of_1_changes_nothing(baseline):
    assert risk_from_odds_ratio(baseline, 1) == pytest.approx(baseline)


@given(st.sampled_from([e for e in KB.of(Effect) if e.measure and e.measure.counts_people]), risks)
def test_the_estimate_lies_within_its_limits_and_within_everybody(effect_, baseline):
    found = absolute(effect_, baseline)
    assert 0 <= found.low <= found.with_ <= found.high <= 1000


def test_a_risk_ratio_that_leads_past_everybody_is_capped_and_says_so():
    found = absolute(effect("t3-spinal-cord-stimulation-stop"), 0.5)
    assert found.high == 1000
    assert found.capped


def test_a_risk_difference_is_added_in_percentage_points():
    found = absolute(effect("t3-consumer-education-stop"), 0.11)
    assert (found.with_, found.low, found.high) == (pytest.approx(110), pytest.approx(91), pytest.approx(129))


def rate(measure, estimate, low, high, baseline):
    of = small_effect("yeast-1", "burns", measure=measure, estimate=estimate, ci_low=low, ci_high=high, ci_level=95)
    return absolute(of, baseline)


def test_people_are_counted_of_1000_with_the_difference():
    found = rate("RR", 2, 1, 3, 0.25)
    assert (found.without, found.with_, found.low, found.high, found.difference) == (250, 500, 250, 750, 250)
    assert rate("RD", -5, -10, 0, 0.25).difference == pytest.approx(-50)


@pytest.mark.parametrize(
    ("measure", "low", "high", "capped"),
    [
        ("RR", 0.5, 4, False),
        ("RR", 0.5, 4.1, True),
        ("RD", -25, 75, False),
        ("RD", -26, 75, True),
        ("RD", -25, 76, True),
    ],
)
def test_only_what_leads_past_nobody_or_everybody_is_capped(measure, low, high, capped):
    found = rate(measure, 1, low, high, 0.25)
    assert found.capped is capped
    assert 0 <= found.low <= found.high <= 1000


@pytest.mark.parametrize("name", ["t3-acupuncture-dose", "t3-ketamine-use"])
def test_what_has_no_ratio_has_no_absolute_effect(name):
    assert absolute(effect(name), 0.1) is None


@pytest.mark.parametrize("baseline", [0, 1, -0.05, 2])
def test_a_baseline_out_of_bounds_is_refused(baseline):
    with pytest.raises(ValueError, match=r"^a baseline risk lies above 0 and below 100%$"):
        absolute(effect("t3-patient-multicomponent-stop"), baseline)


@pytest.mark.parametrize(("text", "expected"), [("7.2", 0.072), ("7,2 %", 0.072), ("0", None), ("0.5", 0.005), ("99.5", 0.995), ("100", None), ("-5", None), ("many", None), ("", None), ("nan", None), ("inf", None), ("1e400", None)])  # fmt: skip
def test_only_a_percentage_above_0_and_below_100_is_a_baseline(text, expected):
    assert read_percent(text) == (pytest.approx(expected) if expected else None)
