"""Verdicts: properties that hold for any inputs, hand-made cases, and every real verdict worked out a second way."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.comparison.matrix import matrix
from kb.comparison.verdict import Kind, Statement, conditions, statements, strength, under_other_mappings, verdict
from kb.knowledge import CURATED, load
from kb.records import Guideline, Recommendation, StrengthMapping, Topic, Trigger
from kb.vocabulary import Direction, Strength

KB = load(CURATED)
ALL = tuple(g.id for g in KB.by_country)
FOR, AGAINST, NEITHER = Direction.FOR, Direction.AGAINST, Direction.NEITHER
STRONG, WEAK, CONSENSUS, UNKNOWN = Strength.STRONG, Strength.WEAK, Strength.CONSENSUS, Strength.NOT_REPORTED
DIFFERENCES = {Kind.DIFFER_IN_DIRECTION, Kind.DIFFER_IN_STRENGTH, Kind.DIFFER_IN_CONDITION}


def said(guideline, direction=FOR, strength=STRONG, *conditions, name="r"):
    return Statement(f"{guideline}-{name}", guideline, direction, strength, frozenset(conditions))


several = st.lists(
    st.builds(
        Statement,
        st.uuids().map(str),
        st.sampled_from("ABCDE"),
        st.sampled_from(Direction),
        st.sampled_from(Strength),
        st.frozensets(st.sampled_from(["dose", "request", "misuse"]), max_size=2),
    ),
    max_size=9,
)


@given(several, st.randoms())
def test_the_order_of_guidelines_never_matters(inputs, chance):
    shuffled = list(inputs)
    chance.shuffle(shuffled)
    assert verdict(shuffled) == verdict(inputs)


@given(several, st.sampled_from("ABCDE"))
def test_removing_a_guideline_never_turns_agreement_into_difference(inputs, gone):
    if verdict(inputs).kind is Kind.AGREE:
        rest = verdict([s for s in inputs if s.guideline != gone])
        assert rest.kind in {Kind.AGREE, Kind.ONE_ONLY, Kind.NONE}


@given(several)
def test_not_reported_never_counts_as_weak(inputs):
    known = [s for s in inputs if s.strength is not UNKNOWN]
    assert (Kind.DIFFER_IN_STRENGTH in verdict(inputs).differences) == (
        Kind.DIFFER_IN_STRENGTH in verdict(known).differences
    )


@given(several)
def test_a_statement_that_takes_no_side_never_counts_as_against(inputs):
    sides = [s for s in inputs if s.direction is not NEITHER]
    assert verdict(inputs).kind is verdict(sides).kind
    assert verdict(inputs).differences == verdict(sides).differences


@given(several)
def test_every_input_comes_out_beside_the_verdict(inputs):
    assert sorted(verdict(inputs).inputs, key=repr) == sorted(inputs, key=repr)


CASES = {
    "nobody speaks": ([], Kind.NONE),
    "one speaks": ([said("A")], Kind.ONE_ONLY),
    "both say the same": ([said("A"), said("B")], Kind.AGREE),
    "both against": ([said("A", AGAINST), said("B", AGAINST)], Kind.AGREE),
    "for and against": ([said("A"), said("B", AGAINST)], Kind.DIFFER_IN_DIRECTION),
    "strong and weak": ([said("A"), said("B", FOR, WEAK)], Kind.DIFFER_IN_STRENGTH),
    "consensus is no rung between": ([said("A", FOR, WEAK), said("B", FOR, CONSENSUS)], Kind.DIFFER_IN_STRENGTH),
    "strong and not reported": ([said("A"), said("B", FOR, UNKNOWN)], Kind.NOT_COMPARABLE),
    "weak and not reported": ([said("A", FOR, WEAK), said("B", FOR, UNKNOWN)], Kind.NOT_COMPARABLE),
    "nobody's strength is reported": ([said("A", FOR, UNKNOWN), said("B", FOR, UNKNOWN)], Kind.NOT_COMPARABLE),
    "known strengths differ beside an unknown one": (
        [said("A"), said("B", FOR, WEAK), said("C", FOR, UNKNOWN)],
        Kind.DIFFER_IN_STRENGTH,
    ),
    "same action, other condition": (
        [said("A", FOR, WEAK, "90 MME/day or more"), said("B", FOR, WEAK, "high dose")],
        Kind.DIFFER_IN_CONDITION,
    ),
    "same action, other threshold": (
        [said("A", FOR, WEAK, "dose (90 MME/day)"), said("B", FOR, WEAK, "dose (120 MME/day)")],
        Kind.DIFFER_IN_CONDITION,
    ),
    "same rule, other exception": (
        [said("A", AGAINST, WEAK, "unless: overdose"), said("B", AGAINST, WEAK, "unless: side effects")],
        Kind.DIFFER_IN_CONDITION,
    ),
    # NGC 50210, knee osteoarthritis: one developer against acupuncture, one finding the evidence insufficient.
    # Its prose filed both under "not recommended".
    "NGC: against and insufficient is no agreement": ([said("A", AGAINST), said("B", NEITHER)], Kind.ONE_ONLY),
    "NGC: for and insufficient is no disagreement": ([said("A"), said("B", NEITHER)], Kind.ONE_ONLY),
    # NGC also filed a strong "cannot recommend" beside an insufficient-evidence statement as agreement.
    "NGC: two insufficient statements make no recommendation": (
        [said("A", NEITHER, STRONG), said("B", NEITHER, UNKNOWN)],
        Kind.NONE,
    ),
    "two statements of one guideline are taken together": (
        [said("A", FOR, STRONG, name="1"), said("A", FOR, WEAK, name="2"), said("B", FOR, STRONG)],
        Kind.DIFFER_IN_STRENGTH,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_hand_made_cases(case):
    inputs, expected = CASES[case]
    assert verdict(inputs).kind is expected


def slow_verdict(topic):
    """The same rules, written out over raw records pair by pair, sharing no code with base.comparison.verdict."""
    sides = {}
    for rec in KB.of(Recommendation):
        for link in rec.about:
            if link.to != topic or str(link.direction) == "neither":
                continue
            reasons = set()
            for cause in rec.triggers:
                if KB.get(Trigger, cause.to).topic in (None, topic):
                    reasons.add((cause.to, cause.at_least, cause.at_most))
            for exception in rec.unless:
                reasons.add(("unless", exception.to, exception.at_least, exception.at_most))
            sides.setdefault(rec.guideline, []).append((str(link.direction), rec.strength, reasons))
    if len(sides) < 2:
        return "one-guideline-only" if sides else "none"
    direction = strength_ = condition = missing = False
    for one, other in itertools.combinations(sides.values(), 2):
        direction |= {d for d, _, _ in one} != {d for d, _, _ in other}
        labels = [{label for _, label, _ in side if label} for side in (one, other)]
        strength_ |= bool(labels[0] and labels[1] and labels[0] != labels[1])
        missing |= not labels[0] or not labels[1]
        condition |= set().union(*(r for _, _, r in one)) != set().union(*(r for _, _, r in other))
    if direction:
        return "differ-in-direction"
    if strength_:
        return "differ-in-strength"
    if condition:
        return "differ-in-condition"
    return "strength-cannot-be-compared" if missing else "agree"


@pytest.mark.parametrize("topic", [t.id for t in KB.of(Topic)])
def test_every_verdict_comes_out_the_same_a_slow_second_way(topic):
    assert verdict(statements(KB, topic, KB.of(Recommendation))).kind == slow_verdict(topic)


def test_the_inputs_of_a_verdict_are_the_row_of_the_matrix():
    for row in matrix(KB, [g.id for g in KB.of(Guideline)]):
        held = sorted(r.id for cell in row.cells for r in cell.recommendations)
        assert (
            sorted(s.recommendation for s in verdict(statements(KB, row.topic.id, KB.of(Recommendation))).inputs)
            == held
        )


def test_a_recommendation_with_five_reasons_is_compared_by_the_one_that_belongs_to_the_topic():
    rec = KB.get(Recommendation, "ca-when-2")
    assert conditions(KB, rec, "patient-request") == {"Patient asks for it"}
    assert conditions(KB, rec, "lack-of-benefit") == {"No improvement"}


def test_a_threshold_is_part_of_the_condition():
    rec = KB.get(Recommendation, "ca-when-1")
    assert conditions(KB, rec, "dose-threshold") == {"Daily dose at or above a threshold (90 MME/day or more)"}


@pytest.mark.parametrize(
    ("mapping", "rec", "expected"),
    [
        (None, "gb-how-2", UNKNOWN),
        ("mapping-nice-verbs", "gb-how-2", STRONG),
        ("mapping-nice-verbs", "gb-how-3", WEAK),
        ("mapping-nice-verbs", "ca-how-7", UNKNOWN),
        ("mapping-consensus-ungraded", "au-when-1", UNKNOWN),
        ("mapping-neighbouring-labels", "ca-how-7", WEAK),
    ],
)
def test_another_mapping_reads_only_what_it_names(mapping, rec, expected):
    chosen = KB.get(StrengthMapping, mapping) if mapping else None
    assert strength(KB, KB.get(Recommendation, rec), chosen) is expected


def test_a_verdict_that_another_mapping_would_change_says_which():
    changed = {m.id: v.kind for m, v in under_other_mappings(KB, "patient-request", ALL)}
    assert changed == {"mapping-nice-verbs": Kind.DIFFER_IN_STRENGTH}


def test_a_verdict_that_no_mapping_changes_carries_no_mark():
    assert under_other_mappings(KB, "care-setting", ALL) == ()
