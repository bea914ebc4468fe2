"""Words and numbers as a reader sees them."""

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb import labels, vocabulary
from kb.records import Finding, Quantity, SourceTable, ThresholdLink, Unit
from kb.vocabulary import Phase

NAMED = {
    vocabulary.Strength: labels.STRENGTH,
    vocabulary.Verb: labels.VERB,
    vocabulary.Phase: labels.PHASE,
    vocabulary.Direction: labels.DIRECTION,
    vocabulary.Certainty: labels.CERTAINTY,
    vocabulary.Measure: labels.MEASURE,
    vocabulary.EffectStatus: labels.EFFECT_STATUS,
    vocabulary.Favours: labels.FAVOURS,
    vocabulary.Basis: labels.BASIS,
    vocabulary.GuidelineStatus: labels.GUIDELINE_STATUS,
    vocabulary.ResourceStatus: labels.RESOURCE_STATUS,
    vocabulary.Relation: labels.RELATION,
    vocabulary.Better: labels.BETTER,
}


@pytest.mark.parametrize("terms", NAMED, ids=lambda t: t.__name__)
def test_every_term_has_words(terms: type[StrEnum]):
    assert set(NAMED[terms]) == set(terms)


def test_strengths_and_certainties_share_no_mark():
    marks = [*labels.STRENGTH_MARK.values(), *labels.CERTAINTY_MARK.values()]
    assert len(set(marks)) == len(marks) == 8


@pytest.mark.parametrize(
    ("low", "high", "unit", "expected"),
    [
        (90, None, "mme-per-day", "90 MME/day or more"),
        (5, 10, "percent-of-dose", "5 to 10% of dose"),
        (10, 10, "percent-of-dose", "10 to 10% of dose"),
        (2, 4, "week", "2 to 4 weeks"),
        (None, 12, "week", "12 weeks or less"),
        (None, 1, "month", "1 month or less"),
        (6, None, "month", "6 months or more"),
        (0, 1, "year", "0 to 1 year"),
        (None, 0, "week", "0 weeks or less"),
        (None, 10, "percent-of-dose-per-month", "10% of dose/month or less"),
    ],
)
def test_a_range_reads_as_a_reader_would_say_it(base, low, high, unit, expected):
    assert labels.amount(base, low, high, unit) == expected.replace("10 to 10%", "10%")


def test_one_number_is_said_once():
    assert labels.measured(3, 3, Unit(id="day", label="day", plural="days")) == "3 days"


numbers = st.one_of(st.none(), st.floats(0, 1000).map(lambda n: round(n, 1)))


@given(numbers, numbers)
def test_a_range_says_each_end_once_and_which_is_open(low, high):
    if low is None and high is None:
        return
    said = labels.measured(low, high, Unit(id="point", label="point", plural="points"))
    ends = [labels.number(end) for end in (low, high) if end is not None]
    assert all(end in said for end in ends)
    assert said.endswith("or more") == (high is None)
    assert said.endswith("or less") == (low is None)
    assert (" to " in said) == (len(set(ends)) == 2)


def test_a_quantity_names_what_it_measures(base):
    q = Quantity(kind="taper-step", low=5, high=10, unit="percent-of-dose", printed="5 to 10%")
    assert labels.quantity(base, q) == "taper step: 5 to 10% of dose"


def test_a_threshold_is_said_where_the_source_gives_one(base):
    link = ThresholdLink(to="daily-dose", basis="stated", at_least=50, unit="mme-per-day")
    assert labels.threshold(base, link) == "50 MME/day or more"
    assert labels.threshold(base, ThresholdLink(to="daily-dose", basis="stated")) == ""


def test_a_unit_is_written_as_in_the_exports(base):
    assert [labels.unit(base, unit) for unit in ("mme-per-day", "week", None)] == ["MME/day", "week", ""]


def test_parts_and_tables_have_the_names_that_the_data_give(base):
    assert labels.phase(base, Phase.HOW) == base.package.phases.how
    assert labels.table(base, "lin-langford-2025", 1) == base.get(SourceTable, "lin-langford-2025-table-1").label
    assert labels.table(base, "qsource-2023", 7) == "Table 7"


def test_a_finding_says_what_its_design_cannot_show(base):
    findings = base.of(Finding)
    assert all(labels.cannot_show(base, finding) for finding in findings if finding.design)
    assert not any(labels.cannot_show(base, finding) for finding in findings if not finding.design)
    assert {f.design for f in findings if labels.is_observational(base, f)} == {
        "large observational studies",
        "observational",
        "observational data, and the evidence available",
        "cohort study",
    }


def test_units_that_count_opioids_as_morphine_are_known(base):
    assert {unit.id for unit in base.of(Unit) if labels.is_equivalent(base, unit.id)} == {
        unit.id for unit in base.of(Unit) if any(word in unit.label for word in ("MME", "OME", "morphine"))
    }
    assert not labels.is_equivalent(base, None)


@pytest.mark.parametrize(("value", "expected"), [(-1.56, "−1.56"), (5, "5"), (2.8, "2.8"), (0.0, "0"), (100, "100")])
def test_a_number_has_a_true_minus_and_no_trailing_zeros(value, expected):
    assert labels.number(value) == expected


def test_kinds_are_counted_in_words():
    assert labels.counted(1, "topic") == "1 topic"
    assert labels.counted(12, "discrepancy") == "12 discrepancies"
    assert labels.counted(2, "quantity-kind") == "2 kinds of number"
    assert set(labels.KINDS) == set(labels.KIND)


def test_every_kind_of_record_has_words():
    from kb.records import KINDS

    assert set(labels.KIND) == set(KINDS)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (labels.does("for"), "recommends it"),
        (labels.does("for", verb=vocabulary.Verb.CONSIDER), "recommends considering it"),
        (labels.does("against", several=True), "recommend against it"),
        (labels.does("for", "baking"), "gives it as a reason for baking"),
        (labels.does("for", "baking", vocabulary.Verb.CONSIDER), "gives it as a reason for considering baking"),
        (
            labels.does("both", "baking", several=True),
            "give it as a reason for and against baking, under different conditions",
        ),
        (labels.does("condition", "baking"), "sets a condition"),
    ],
)
def test_what_is_done_to_a_topic_reads_right_for_reasons_and_for_other_topics(said, expected):
    assert said == expected


def test_every_direction_has_words():
    for direction in (*vocabulary.Direction, "both"):
        assert labels.does(direction)
        assert labels.does(direction, "baking")
