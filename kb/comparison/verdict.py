"""Whether guidelines agree on a topic: one pure function over direction, strength and condition.

After Nasir 2022: comparable statements diverge when they differ in direction,
in strength, or in the condition they apply to. Nothing here is written by hand
for any topic, and everything that went in comes out beside the result.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kb import labels
from kb.knowledge import KnowledgeBase
from kb.records import Recommendation, StrengthMapping, ThresholdLink, Trigger
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


@dataclass(frozen=True, slots=True)
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
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        found.setdefault(statement.guideline, []).append(statement)
    return _over({guideline: _profile(said) for guideline, said in found.items()})


@dataclass(frozen=True, slots=True)
class Profile:
    """What one guideline says on one topic, taken together.

    `directions`, `strengths` and `conditions` are those of the statements that
    take a side; a strength that is not reported is not among them.
    """

    statements: tuple[Statement, ...]
    directions: frozenset[Direction]
    strengths: frozenset[Strength]
    conditions: frozenset[str]


def _profile(said: Iterable[Statement]) -> Profile:
    inputs = tuple(sorted(said, key=lambda s: s.recommendation))
    taking = [s for s in inputs if s.direction is not Direction.NEITHER]
    return Profile(
        inputs,
        frozenset(s.direction for s in taking),
        frozenset(s.strength for s in taking) - {Strength.NOT_REPORTED},
        frozenset().union(*(s.conditions for s in taking)),
    )


def _over(profiles: Mapping[str, Profile]) -> Verdict:
    """Return the verdict over what each guideline says."""
    kind, differences, unrated = _judged(profiles)
    inputs = tuple(s for guideline in sorted(profiles) for s in profiles[guideline].statements)
    neutral = frozenset(guideline for guideline, profile in profiles.items() if not profile.directions)
    return Verdict(kind, differences, inputs, unrated, neutral)


def _judged(profiles: Mapping[str, Profile]) -> tuple[Kind, tuple[Kind, ...], frozenset[str]]:
    sides = {guideline: profile for guideline, profile in profiles.items() if profile.directions}
    differences = _differences(sides.values())
    unrated = frozenset(guideline for guideline, profile in sides.items() if not profile.strengths)
    return _kind(len(sides), differences, unrated), differences, unrated


def _differences(sides: Collection[Profile]) -> tuple[Kind, ...]:
    said = {
        Kind.DIFFER_IN_DIRECTION: {p.directions for p in sides},
        Kind.DIFFER_IN_STRENGTH: {p.strengths for p in sides if p.strengths},
        Kind.DIFFER_IN_CONDITION: {p.conditions for p in sides},
    }
    return tuple(kind for kind, different in said.items() if len(different) > 1)


def _kind(sides: int, differences: tuple[Kind, ...], unrated: frozenset[str]) -> Kind:
    if sides < 2:
        return Kind.ONE_ONLY if sides else Kind.NONE
    if differences:
        return differences[0]
    return Kind.NOT_COMPARABLE if unrated else Kind.AGREE


def statements(
    base: KnowledgeBase, topic: str, recommendations: Iterable[Recommendation], mapping: StrengthMapping | None = None
) -> tuple[Statement, ...]:
    """Return what recommendations say on a topic, under the printed labels or another mapping of them."""
    return tuple(
        Statement(rec.id, rec.guideline, link.direction, strength(base, rec, mapping), conditions(base, rec, topic))
        for rec in recommendations
        for link in rec.about
        if link.to == topic
    )


def strength(base: KnowledgeBase, rec: Recommendation, mapping: StrengthMapping | None) -> Strength:
    """Return a recommendation's common strength, under the printed label or another mapping of it."""
    printed = base.strength(rec)
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


def conditions(base: KnowledgeBase, rec: Recommendation, topic: str) -> frozenset[str]:
    """Return, in words, the conditions that limit a recommendation on one topic.

    A trigger that is a reason to act on another topic is left out: a
    recommendation with five reasons is compared, on each topic, by the reason
    that belongs there.
    """
    leading = (link for link in rec.triggers if base.get(Trigger, link.to).topic in {None, topic})
    return frozenset(
        [*(_said(base, link) for link in leading), *(f"unless: {_said(base, link)}" for link in rec.unless)]
    )


def _said(base: KnowledgeBase, link: ThresholdLink) -> str:
    number = labels.threshold(link)
    label = base.get(Trigger, link.to).label
    return f"{label} ({number})" if number else label


def among(
    base: KnowledgeBase, topic: str, guidelines: Iterable[str], mapping: StrengthMapping | None = None
) -> Verdict:
    """Return the verdict on a topic over what these guidelines say on it, under the printed labels or another mapping."""
    return _over(_profiles(base, topic, guidelines, mapping))


def under_other_mappings(
    base: KnowledgeBase, topic: str, guidelines: Iterable[str]
) -> tuple[tuple[StrengthMapping, Verdict], ...]:
    """Return each other mapping under which the verdict on a topic would change, with the verdict it gives."""
    named = tuple(guidelines)
    kind = _judged(_profiles(base, topic, named))[0]
    others = ((mapping, _profiles(base, topic, named, mapping)) for mapping in base.of(StrengthMapping))
    return tuple((mapping, _over(profiles)) for mapping, profiles in others if _judged(profiles)[0] is not kind)


def _profiles(
    base: KnowledgeBase, topic: str, guidelines: Iterable[str], mapping: StrengthMapping | None = None
) -> dict[str, Profile]:
    kept = base.worked_out.setdefault((topic, mapping and mapping.id), {})
    return {
        guideline: kept.get(guideline) or _kept_profile(base, topic, guideline, mapping, kept)
        for guideline in guidelines
        if base.said(topic, guideline)
    }


def _kept_profile(
    base: KnowledgeBase, topic: str, guideline: str, mapping: StrengthMapping | None, kept: dict[str, Profile]
) -> Profile:
    """Return what a guideline says on a topic, from now on kept: it is worked out once, when it is first asked for."""
    found = _profile(statements(base, topic, base.said(topic, guideline), mapping))
    if mapping is not None:
        # Most mappings change nothing in most cells; what is the same is held once.
        printed = _profiles(base, topic, (guideline,))[guideline]
        found = printed if found == printed else found
    return kept.setdefault(guideline, found)
