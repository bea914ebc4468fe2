"""Whether guidelines agree on a topic: one pure function over direction, strength and condition.

After Nasir 2022: comparable statements diverge when they differ in direction,
in strength, or in the condition they apply to. Nothing here is written by hand
for any topic, and everything that went in comes out beside the result.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from kb import labels
from kb.knowledge import KnowledgeBase
from kb.records import Mapping, Recommendation, ThresholdLink, Trigger
from kb.vocabulary import Direction, Strength


class Kind(StrEnum):
    """What a verdict says, most divergent first."""

    DIFFER_IN_DIRECTION = "differ-in-direction"
    DIFFER_IN_STRENGTH = "differ-in-strength"
    DIFFER_IN_CONDITION = "differ-in-condition"
    NOT_COMPARABLE = "strength-cannot-be-compared"
    AGREE = "agree"
    ONE_ONLY = "one-guideline-only"
    NONE = "none"


@dataclass(frozen=True)
class Statement:
    """What one recommendation says on one topic: the inputs of a verdict, and nothing else."""

    recommendation: str
    guideline: str
    direction: Direction
    strength: Strength
    conditions: frozenset[str]


@dataclass(frozen=True)
class Verdict:
    """A verdict with its inputs.

    `differences` are all the ways in which the guidelines differ, of which
    `kind` is the first. `unrated` take a side without a strength that could be
    compared; `neutral` speak on the topic without taking a side.
    """

    kind: Kind
    differences: tuple[Kind, ...]
    inputs: tuple[Statement, ...]
    unrated: frozenset[str]
    neutral: frozenset[str]


def verdict(statements: Iterable[Statement]) -> Verdict:
    """Return how far guidelines agree on one topic.

    Only statements for or against something take a side; one that takes none,
    or finds the evidence insufficient, never counts as against. Each guideline
    is what its statements are together: the set of their directions, strengths
    and conditions, and two guidelines agree where these sets are equal.
    *Not reported* is no strength: it is never weaker or stronger than another.
    """
    inputs = tuple(sorted(statements, key=lambda s: (s.guideline, s.recommendation)))
    taking = [s for s in inputs if s.direction is not Direction.NEITHER]
    sides = frozenset(s.guideline for s in taking)
    rated = [s for s in taking if s.strength is not Strength.NOT_REPORTED]
    unrated = sides - {s.guideline for s in rated}
    neutral = frozenset(s.guideline for s in inputs) - sides
    axes: tuple[tuple[Kind, list[Statement], Callable[[Statement], Iterable[str]]], ...] = (
        (Kind.DIFFER_IN_DIRECTION, taking, lambda s: (s.direction,)),
        (Kind.DIFFER_IN_STRENGTH, rated, lambda s: (s.strength,)),
        (Kind.DIFFER_IN_CONDITION, taking, lambda s: s.conditions),
    )
    differences = tuple(kind for kind, among, of in axes if _differ(among, of))
    return Verdict(_kind(len(sides), differences, unrated), differences, inputs, unrated, neutral)


def _kind(sides: int, differences: tuple[Kind, ...], unrated: frozenset[str]) -> Kind:
    if sides < 2:
        return Kind.ONE_ONLY if sides else Kind.NONE
    if differences:
        return differences[0]
    return Kind.NOT_COMPARABLE if unrated else Kind.AGREE


def _differ(statements: Iterable[Statement], of: Callable[[Statement], Iterable[str]]) -> bool:
    profiles: dict[str, set[str]] = {}
    for statement in statements:
        profiles.setdefault(statement.guideline, set()).update(of(statement))
    return len({frozenset(profile) for profile in profiles.values()}) > 1


def statements(
    kb: KnowledgeBase, topic: str, recommendations: Iterable[Recommendation], mapping: Mapping | None = None
) -> tuple[Statement, ...]:
    """Return what recommendations say on a topic, under the printed labels or another mapping of them."""
    return tuple(
        Statement(rec.id, rec.guideline, link.direction, strength(kb, rec, mapping), conditions(kb, rec, topic))
        for rec in recommendations
        for link in rec.about
        if link.to == topic
    )


def strength(kb: KnowledgeBase, rec: Recommendation, mapping: Mapping | None) -> Strength:
    """Return a recommendation's common strength, under the printed label or another mapping of it."""
    printed = kb.strength(rec)
    for override in mapping.overrides if mapping else ():
        fits = (
            override.guideline in {None, rec.guideline}
            and override.recommendation in {None, rec.id}
            and override.strength in {None, printed}
            and (not override.verbs or rec.verb in override.verbs)
        )
        if fits:
            return override.to
    return printed


def conditions(kb: KnowledgeBase, rec: Recommendation, topic: str) -> frozenset[str]:
    """Return, in words, the conditions that limit a recommendation on one topic.

    A trigger that is a reason to act on another topic is left out: a
    recommendation with five reasons is compared, on each topic, by the reason
    that belongs there.
    """
    leading = (link for link in rec.triggers if kb.get(Trigger, link.to).topic in {None, topic})
    return frozenset([*(_said(kb, link) for link in leading), *(f"unless: {_said(kb, link)}" for link in rec.unless)])


def _said(kb: KnowledgeBase, link: ThresholdLink) -> str:
    number = labels.threshold(link)
    label = kb.get(Trigger, link.to).label
    return f"{label} ({number})" if number else label


def under_other_mappings(
    kb: KnowledgeBase, topic: str, recommendations: Iterable[Recommendation]
) -> tuple[tuple[Mapping, Verdict], ...]:
    """Return each other mapping under which the verdict on a topic would change, with the verdict it gives."""
    recs = tuple(recommendations)
    printed = verdict(statements(kb, topic, recs)).kind
    others = ((mapping, verdict(statements(kb, topic, recs, mapping))) for mapping in kb.of(Mapping))
    return tuple((mapping, other) for mapping, other in others if other.kind is not printed)
