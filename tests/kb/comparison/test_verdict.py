"""Verdicts: properties that hold for any inputs, hand-made cases, and every real verdict worked out a second way."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.comparison.verdict import Kind, Statement, verdict
from kb.knowledge import CURATED, load
from kb.records import QuantityKind, Recommendation, Topic, Trigger, Unit
from kb.vocabulary import Direction, Strength

BASE = load(CURATED)
FOR, AGAINST, CONDITION = Direction.FOR, Direction.AGAINST, Direction.CONDITION
STRONG, WEAK, CONSENSUS, UNKNOWN = Strength.STRONG, Strength.WEAK, Strength.CONSENSUS, Strength.NOT_REPORTED
DIRECTION, STRENGTH, APPLICABILITY = (
    Kind.DIFFER_IN_DIRECTION,
    Kind.DIFFER_IN_STRENGTH,
    Kind.DIFFER_IN_APPLICABILITY,
)


def said(guideline, direction=FOR, strength=STRONG, *conditions, name="r", amounts=()):
    return Statement(
        f"{guideline}-{name}",
        guideline,
        direction,
        strength,
        frozenset(conditions),
        frozenset(conditions),
        frozenset(amounts),
    )


conditions = st.frozensets(st.sampled_from(["dose", "request", "misuse"]), max_size=2)
several = st.lists(
    st.builds(
        Statement,
        st.uuids().map(str),
        st.sampled_from("ABCDE"),
        st.sampled_from(Direction),
        st.sampled_from(Strength),
        conditions,
        conditions,
        st.frozensets(st.sampled_from([("rate", 5.0, 10.0), ("rate", None, 10.0), ("dose", 90.0, None)]), max_size=2),
    ),
    max_size=9,
)


@given(several, st.randoms())
def test_the_order_of_guidelines_never_matters(inputs, chance):
    shuffled = list(inputs)
    chance.shuffle(shuffled)
    assert verdict(shuffled) == verdict(inputs)


@given(several)
def test_one_and_none_follow_the_number_of_guidelines_that_have_a_recommendation(inputs):
    kinds = {0: {Kind.NONE}, 1: {Kind.ONE_GUIDELINE}}
    found = verdict(inputs)
    assert len(found.guidelines) == len({s.guideline for s in inputs})
    several_kinds = set(Kind) - {Kind.NONE, Kind.ONE_GUIDELINE}
    assert found.kind in kinds.get(len(found.guidelines), several_kinds)


@given(several, st.sampled_from("ABCDE"))
def test_removing_a_guideline_leaves_agreement_among_those_that_still_recommend(inputs, gone):
    if verdict(inputs).kind is Kind.AGREE:
        rest = verdict([s for s in inputs if s.guideline != gone])
        if len(rest.guidelines - rest.neutral) > 1:
            assert rest.kind is Kind.AGREE
        assert not {DIRECTION, STRENGTH} & set(rest.differences)


@given(several)
def test_not_reported_never_counts_as_weak(inputs):
    known = [s for s in inputs if s.strength is not UNKNOWN]
    assert (STRENGTH in verdict(inputs).differences) == (STRENGTH in verdict(known).differences)


@given(several)
def test_where_two_recommend_for_or_against_the_others_change_nothing(inputs):
    pointing = [s for s in inputs if s.direction.takes_side]
    if len({s.guideline for s in pointing}) > 1:
        assert verdict(inputs).kind is verdict(pointing).kind
        assert verdict(inputs).differences == verdict(pointing).differences


@given(several)
def test_who_does_neither_is_named_and_never_makes_a_difference_in_direction_or_strength(inputs):
    found = verdict(inputs)
    pointing = {s.guideline for s in inputs if s.direction.takes_side}
    assert found.neutral == {s.guideline for s in inputs} - pointing
    if len(pointing) < 2:
        assert not {DIRECTION, STRENGTH} & set(found.differences)
        assert found.kind is not Kind.AGREE


@given(several)
def test_every_input_comes_out_beside_the_verdict_by_guideline(inputs):
    found = verdict(inputs).inputs
    assert sorted(found, key=repr) == sorted(inputs, key=repr)
    assert [(s.guideline, s.recommendation) for s in found] == sorted((s.guideline, s.recommendation) for s in inputs)


@given(several)
def test_the_verdict_is_the_first_of_the_differences(inputs):
    found = verdict(inputs)
    assert list(found.differences) == sorted(found.differences, key=list(Kind).index)
    if found.differences:
        assert found.kind is found.differences[0]
    else:
        assert found.kind not in {DIRECTION, STRENGTH, APPLICABILITY}


@given(several)
def test_unrated_recommend_without_any_reported_strength(inputs):
    by = {g: [s for s in inputs if s.guideline == g and s.direction.takes_side] for g in "ABCDE"}
    assert verdict(inputs).unrated == {g for g, of in by.items() if of and all(s.strength is UNKNOWN for s in of)}


@given(several)
def test_agreed_is_the_direction_of_every_statement_for_or_against_of_two_or_more(inputs):
    ways = {s.direction for s in inputs if s.direction.takes_side}
    several_point = len({s.guideline for s in inputs if s.direction.takes_side}) > 1
    assert verdict(inputs).agreed == (ways.pop() if several_point and len(ways) == 1 else None)


def test_kinds_stand_from_most_to_least_divergent_under_the_words_of_the_contract():
    assert list(Kind) == [
        "differ-in-direction", "differ-in-strength", "differ-in-applicability", "strength-not-comparable", "agree",
        "one-guideline", "none",
    ]  # fmt: skip


RATE, OTHER_RATE = ("pace", 5.0, 20.0), ("pace", None, 9.2)
CASES = {
    "nobody": ([], Kind.NONE, ()),
    "one recommends": ([said("A")], Kind.ONE_GUIDELINE, ()),
    "one does neither": ([said("A", CONDITION)], Kind.ONE_GUIDELINE, ()),
    "one with two that contradict": ([said("A", name="1"), said("A", AGAINST, name="2")], Kind.ONE_GUIDELINE, ()),
    "both say the same": ([said("A"), said("B")], Kind.AGREE, ()),
    "both against": ([said("A", AGAINST), said("B", AGAINST)], Kind.AGREE, ()),
    "for and against": ([said("A"), said("B", AGAINST)], DIRECTION, (DIRECTION,)),
    "strong and weak": ([said("A"), said("B", FOR, WEAK)], STRENGTH, (STRENGTH,)),
    "everything differs": (
        [said("A"), said("B", AGAINST, WEAK, "dose")],
        DIRECTION,
        (DIRECTION, STRENGTH, APPLICABILITY),
    ),
    "consensus is no rung between": ([said("A", FOR, WEAK), said("B", FOR, CONSENSUS)], STRENGTH, (STRENGTH,)),
    "strong and not reported": ([said("A"), said("B", FOR, UNKNOWN)], Kind.NOT_COMPARABLE, ()),
    "weak and not reported": ([said("A", FOR, WEAK), said("B", FOR, UNKNOWN)], Kind.NOT_COMPARABLE, ()),
    "nobody's strength is reported": ([said("A", FOR, UNKNOWN), said("B", FOR, UNKNOWN)], Kind.NOT_COMPARABLE, ()),
    "a reported beside an unreported statement of one guideline": (
        [said("A", name="1"), said("A", FOR, UNKNOWN, name="2"), said("B")],
        Kind.AGREE,
        (),
    ),
    "known strengths differ beside an unknown one": (
        [said("A"), said("B", FOR, WEAK), said("C", FOR, UNKNOWN)],
        STRENGTH,
        (STRENGTH,),
    ),
    "same action, other condition": (
        [said("A", FOR, WEAK, "90 MME/day or more"), said("B", FOR, WEAK, "high dose")],
        APPLICABILITY,
        (APPLICABILITY,),
    ),
    "a condition against none": ([said("A", FOR, WEAK, "dose"), said("B", FOR, WEAK)], APPLICABILITY, (APPLICABILITY,)),
    "same rule, other exception": (
        [said("A", AGAINST, WEAK, "unless: overdose"), said("B", AGAINST, WEAK, "unless: side effects")],
        APPLICABILITY,
        (APPLICABILITY,),
    ),
    "conditions before a strength that is not reported": (
        [said("A", FOR, WEAK, "dose"), said("B", FOR, UNKNOWN)],
        APPLICABILITY,
        (APPLICABILITY,),
    ),
    "other numbers of the same kind": (
        [said("A", amounts=[RATE]), said("B", amounts=[OTHER_RATE])],
        APPLICABILITY,
        (APPLICABILITY,),
    ),
    "the same numbers": ([said("A", amounts=[RATE]), said("B", amounts=[RATE])], Kind.AGREE, ()),
    "numbers of other kinds": ([said("A", amounts=[RATE]), said("B", amounts=[("dose", 90, None)])], Kind.AGREE, ()),
    "a number against none": ([said("A", amounts=[RATE]), said("B")], Kind.AGREE, ()),
    "the same number of one kind beside numbers of kinds that the other does not give": (
        [said("A", amounts=[RATE, ("dose", 90, None)]), said("B", amounts=[RATE, ("time", 1, None)])],
        Kind.AGREE,
        (),
    ),
    "one of two numbers differs": (
        [said("A", amounts=[RATE, ("dose", 90, None)]), said("B", amounts=[RATE, ("dose", 50, None)])],
        APPLICABILITY,
        (APPLICABILITY,),
    ),
    "what does neither is not compared where two recommend": (
        [said("A"), said("B"), said("B", CONDITION, STRONG, "dose", name="2", amounts=[RATE])],
        Kind.AGREE,
        (),
    ),
    "a third that does neither": ([said("A"), said("B"), said("C", CONDITION, WEAK, "dose")], Kind.AGREE, ()),
    # NGC 50210, knee osteoarthritis: one developer against acupuncture, one finding the evidence insufficient.
    # Its prose filed both under "not recommended".
    "NGC: against and insufficient is no agreement": (
        [said("A", AGAINST), said("B", CONDITION)],
        Kind.NOT_COMPARABLE,
        (),
    ),
    "NGC: for and insufficient is no disagreement": ([said("A"), said("B", CONDITION)], Kind.NOT_COMPARABLE, ()),
    # NGC also filed a strong "cannot recommend" beside an insufficient-evidence statement as agreement.
    "NGC: two insufficient statements make no recommendation": (
        [said("A", CONDITION, STRONG), said("B", CONDITION, UNKNOWN)],
        Kind.NOT_COMPARABLE,
        (),
    ),
    "fewer than two recommend, under other conditions": (
        [said("A", FOR, STRONG, "6 months"), said("B", CONDITION, WEAK, "1 year")],
        APPLICABILITY,
        (APPLICABILITY,),
    ),
    "fewer than two recommend, with other numbers": (
        [said("A", amounts=[RATE]), said("B", CONDITION, amounts=[OTHER_RATE])],
        APPLICABILITY,
        (APPLICABILITY,),
    ),
    "two statements of one guideline are taken together": (
        [said("A", FOR, STRONG, name="1"), said("A", FOR, WEAK, name="2"), said("B", FOR, STRONG)],
        STRENGTH,
        (STRENGTH,),
    ),
    "a statement without a condition beside one with it": (
        [said("A", FOR, WEAK, "x", name="1"), said("A", FOR, WEAK, name="2"), said("B", FOR, WEAK, "x")],
        APPLICABILITY,
        (APPLICABILITY,),
    ),
    "conditions of one guideline are taken together": (
        [said("A", FOR, WEAK, "x", name="1"), said("A", FOR, WEAK, "y", name="2"), said("B", FOR, WEAK, "x", "y")],
        Kind.AGREE,
        (),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_hand_made_cases(case):
    inputs, kind, differences = CASES[case]
    found = verdict(inputs)
    assert (found.kind, found.differences) == (kind, differences)


def weeks(quantity):
    """A number on the scale of its kind, worked out from the calendar, sharing no code with kb.comparison."""
    days = BASE.get(Unit, quantity.unit).days
    return tuple(None if end is None else round(end * days / 7, 4) for end in (quantity.low, quantity.high))


def obvious_amounts(rec):
    of = {quantity.kind: quantity for quantity in rec.quantities}
    found = {("time", *weeks(q)) for k, q in of.items() if k in {"time-since-start", "duration-of-therapy"}}
    found |= {("review", *weeks(q)) for k, q in of.items() if k == "review-interval"}
    found |= {("dose", q.low, q.high) for k, q in of.items() if k == "dose"}
    found |= {("medicines", q.low, q.high) for k, q in of.items() if BASE.get(QuantityKind, k).scale is None}
    found |= {
        ("rate", 28 / 30.436875 * (q.low or 0), 28 / 30.436875 * q.high) for k, q in of.items() if k == "taper-rate"
    }
    if "taper-step" in of:
        step, gap = of["taper-step"], of["taper-interval"]
        found.add(("rate", step.low * 4 / gap.high, step.high * 4 / gap.low))
    return found


def slow_verdict(topic):
    """The same rules, written out over raw records pair by pair, sharing no code with kb.comparison.verdict."""
    every = {}
    for rec in BASE.of(Recommendation):
        for link in rec.about:
            if link.to != topic:
                continue
            belongs = [BASE.get(Trigger, cause.to).topic for cause in rec.triggers]
            reasons = {
                (cause.to, cause.at_least, cause.at_most)
                for cause, of in zip(rec.triggers, belongs, strict=True)
                if topic not in belongs or of in (None, topic)
            }
            reasons |= {("unless", exception.to, exception.at_least, exception.at_most) for exception in rec.unless}
            if not rec.triggers and not rec.unless:
                reasons = set(rec.conditions)
            one = (str(link.direction), rec.strength, reasons, obvious_amounts(rec))
            every.setdefault(rec.guideline, []).append(one)
    if len(every) < 2:
        return "one-guideline" if every else "none"
    sides = {g: [s for s in said if s[0] in {"for", "against"}] for g, said in every.items()}
    sides = {g: said for g, said in sides.items() if said}
    few = len(sides) < 2
    direction = strength = applicability = missing = False
    for one, other in itertools.combinations((every if few else sides).values(), 2):
        direction |= not few and {s[0] for s in one} != {s[0] for s in other}
        labels = [{s[1] for s in side if s[1]} for side in (one, other)]
        strength |= not few and bool(labels[0] and labels[1] and labels[0] != labels[1])
        missing |= few or not labels[0] or not labels[1]
        applicability |= set().union(*(s[2] for s in one)) != set().union(*(s[2] for s in other))
        amounts = [set().union(*(s[3] for s in side)) for side in (one, other)]
        for kind in {a[0] for a in amounts[0]} & {a[0] for a in amounts[1]}:
            applicability |= {a for a in amounts[0] if a[0] == kind} != {a for a in amounts[1] if a[0] == kind}
    if direction:
        return "differ-in-direction"
    if strength:
        return "differ-in-strength"
    if applicability:
        return "differ-in-applicability"
    return "strength-not-comparable" if missing else "agree"


@pytest.mark.parametrize("topic", [t.id for t in BASE.of(Topic)])
def test_every_verdict_comes_out_the_same_a_slow_second_way(topic):
    assert BASE.verdicts.verdict[topic] == slow_verdict(topic)
