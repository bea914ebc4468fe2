"""An effect in words: what a reader sees of people, certainty and absolute effects, spelled out."""

import pytest

from kb.effects import summary, words
from tests.kb import small
from tests.kb.small import baseline, effect, reading

NUMBERS = {"ci_low": 2, "ci_high": 8, "ci_level": 95}
STOP = effect("yeast-1", "burns", measure="OR", estimate=4, timepoint="12 months", **NUMBERS)


def line(of, *others, typed=None):
    (found,) = summary(small.base(of, *others), [of], typed or {})
    return found


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"studies": 3, "participants": 158}, "3 studies, 158 people"),
        ({"studies": 1, "participants": 1}, "1 study, 1 person"),
        ({"studies": 1, "participants": 90, "participants_note": "all bakers"}, "1 study, 90 people (all bakers)"),
        ({"studies": 1}, "1 study, number of participants not reported"),
        ({"participants": 20}, "Number of studies and participants not reported"),
        ({}, "Number of studies and participants not reported"),
        ({"status": "no-trials"}, "No trials on this outcome"),
    ],
)
def test_people_are_said_as_far_as_they_are_printed(fields, said):
    assert words.people(effect("yeast-1", **({"status": "narrative"} | fields))) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"certainty": ("moderate",)}, "Moderate ⊕⊕⊕◯"),
        ({"certainty": ("very-low", "low")}, "Very low to low ⊕◯◯◯ to ⊕⊕◯◯"),
        ({}, "Certainty not reported ⊟"),
        ({"status": "no-trials"}, "No trials to rate ⊟"),
    ],
)
def test_certainty_is_a_word_first_and_nothing_to_rate_is_not_not_reported(fields, said):
    assert words.certainty(effect("yeast-1", **({"status": "narrative"} | fields))) == said


def test_an_estimate_stands_as_printed_and_a_derived_interval_is_said_to_be_calculated():
    derived = effect("yeast-1", measure="MD", estimate=-6.8, se=1.6, printed="−6.8 ± 1.6")
    assert words.estimate(derived) == "−6.8 ± 1.6 (SE), calculated CI −9.94 to −3.66"
    assert words.estimate(STOP.model_copy(update={"printed": "4 (2 to 8)"})) == "4 (2 to 8)"
    assert words.estimate(effect("yeast-1", measure="MD", estimate=1, printed="1")) == "1"
    assert words.estimate(effect("yeast-1", status="narrative")) == ""


def test_people_without_the_intervention_and_whose_risk_it_is():
    assert words.without(line(STOP, baseline("yeast-1", "burns", percent=10))) == ("100", "Control of yeast-1")
    typed = {"burns": 0.2}
    assert words.without(line(STOP, baseline("yeast-1", "burns", percent=10), typed=typed)) == (
        "200",
        "baseline risk as typed",
    )
    assert words.without(line(STOP, typed=typed)) == ("200", "baseline risk as typed")
    assert words.without(line(STOP)) == ()


def test_people_with_the_intervention_the_difference_and_the_number_needed_to_treat():
    # Odds 1:9; times 4, 2 and 8: 4/13, 2/11 and 8/17 of 1000.
    assert words.with_intervention(line(STOP, typed={"burns": 0.1})) == (
        "308 (182 to 471)",
        "208 more of 1000",
        "Number needed to treat for one more at 12 months: 5 (3 to 13)",
    )
    assert words.with_intervention(line(STOP)) == ()


@pytest.mark.parametrize(
    ("per_1000", "out_of", "said"),
    [(5.4, 1000, "5"), (5.4, 100, "0.5"), (99.4, 100, "9.9"), (99.6, 100, "10"), (104, 100, "10"), (5.4, 10_000, "54"), (0.54, 10_000, "5")],
)  # fmt: skip
def test_people_are_whole_but_for_a_few_of_100(per_1000, out_of, said):
    assert words.people_of(per_1000, out_of) == said


def test_people_of_100_are_said_as_people_of_100():
    found = line(STOP, baseline("yeast-1", "burns", percent=20), typed={"burns": 0.1})
    assert words.without(found, 100) == ("10", "baseline risk as typed")
    assert words.with_intervention(found, 100) == (
        "31 (18 to 47)",
        "21 more of 100",
        "Number needed to treat for one more at 12 months: 5 (3 to 13)",
        "At its own control group's 20: 50 (33 to 67)",
    )


def test_fewer_are_said_to_be_fewer():
    less = effect(
        "yeast-1", "burns", measure="RR", estimate=0.5, timepoint="1 year", ci_low=0.25, ci_high=0.8, ci_level=95
    )
    assert words.with_intervention(line(less, typed={"burns": 0.1})) == (
        "50 (25 to 80)",
        "50 fewer of 1000",
        "Number needed to treat for one fewer at 1 year: 20 (14 to 50)",
    )


def test_no_difference_is_no_more_and_no_fewer():
    same = effect("yeast-1", "burns", measure="RR", estimate=1.004, ci_low=0.5, ci_high=2, ci_level=95)
    assert words.with_intervention(line(same, typed={"burns": 0.1}))[1] == "no more and no fewer of 1000"
    half = effect("yeast-1", "burns", measure="RR", estimate=1.006, ci_low=0.5, ci_high=2, ci_level=95)
    assert "more of 1000" in words.with_intervention(line(half, typed={"burns": 0.1}))[1]


def test_what_leads_past_everybody_is_limited_and_says_so():
    past = effect("yeast-1", "burns", measure="RR", estimate=4, **NUMBERS)
    assert words.with_intervention(line(past, typed={"burns": 0.2}))[2] == "Limited to between 0 and 1000 people."
    assert len(words.with_intervention(line(past, typed={"burns": 0.1}))) == 2


def test_an_adjusted_odds_ratio_says_what_was_assumed():
    adjusted = effect("yeast-1", "burns", measure="aOR", estimate=4, **NUMBERS)
    said = words.with_intervention(line(adjusted, typed={"burns": 0.1}))
    assert said[2:] == ("Calculated from an adjusted odds ratio as if it were unadjusted.",)


def test_a_typed_risk_leaves_the_trials_own_and_its_count_beside_it():
    read = reading("read", "document", "20 of 100")
    own = baseline("yeast-1", "burns", "read", percent=20)
    said = words.with_intervention(line(STOP, own, read, typed={"burns": 0.1}))
    assert said[3:] == (
        "At its own control group's 200: 500 (333 to 667)",
        "Counted in the trial itself (abstract): 20 of 100",
    )
    assert words.with_intervention(line(STOP, own, read))[3:] == ("Counted in the trial itself (abstract): 20 of 100",)
