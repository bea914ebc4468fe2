"""Words and numbers as a reader sees them."""

from enum import StrEnum

import pytest

from kb import labels, vocabulary
from kb.records import Quantity
from kb.vocabulary import Unit

NAMED = {
    vocabulary.Strength: labels.STRENGTH,
    vocabulary.Verb: labels.VERB,
    vocabulary.Phase: labels.PHASE,
    vocabulary.Direction: labels.DIRECTION,
    vocabulary.Certainty: labels.CERTAINTY,
    vocabulary.Measure: labels.MEASURE,
    vocabulary.EffectStatus: labels.EFFECT_STATUS,
    vocabulary.Basis: labels.BASIS,
    vocabulary.GuidelineStatus: labels.GUIDELINE_STATUS,
    vocabulary.ResourceStatus: labels.RESOURCE_STATUS,
    vocabulary.FindingCategory: labels.FINDING,
    vocabulary.QuantityKind: labels.QUANTITY,
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
        (90, None, Unit.MME_PER_DAY, "90 MME/day or more"),
        (5, 10, Unit.PERCENT_OF_DOSE, "5 to 10% of dose"),
        (2, 4, Unit.WEEK, "2 to 4 weeks"),
        (None, 12, Unit.WEEK, "12 weeks or less"),
        (None, 1, Unit.MONTH, "1 month or less"),
        (6, None, Unit.MONTH, "6 months or more"),
        (None, 10, Unit.PERCENT_PER_MONTH, "10% of dose/month or less"),
    ],
)
def test_a_range_reads_as_a_reader_would_say_it(low, high, unit, expected):
    assert labels.amount(low, high, unit) == expected


def test_a_quantity_names_what_it_measures():
    q = Quantity(kind="taper-step", low=5, high=10, unit="% of dose", printed="5 to 10%")
    assert labels.quantity(q) == "taper step: 5 to 10% of dose"


@pytest.mark.parametrize(("value", "expected"), [(-1.56, "−1.56"), (5, "5"), (2.8, "2.8"), (0.0, "0"), (100, "100")])
def test_a_number_has_a_true_minus_and_no_trailing_zeros(value, expected):
    assert labels.number(value) == expected


def test_kinds_are_counted_in_words():
    assert labels.counted(1, "topic") == "1 topic"
    assert labels.counted(12, "discrepancy") == "12 discrepancies"
    assert set(labels.KINDS) == set(labels.KIND)
