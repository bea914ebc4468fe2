"""How far guidelines agree on a topic: one pure function over direction, strength and applicability.

After Nasir 2022: comparable statements diverge when they differ in direction,
in strength, or in the condition they apply to. Nothing here is written by hand
for any topic, and everything that went in comes out beside the result.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kb.vocabulary import Direction, Strength

Span = tuple[str, float | None, float | None]
"""What is measured, and the lower and upper bound on the common scale of that; an open end is None."""


class Kind(StrEnum):
    """What a verdict says, most divergent first."""

    DIFFER_IN_DIRECTION = "differ-in-direction"
    DIFFER_IN_STRENGTH = "differ-in-strength"
    DIFFER_IN_APPLICABILITY = "differ-in-applicability"
    NOT_COMPARABLE = "strength-not-comparable"
    AGREE = "agree"
    ONE_GUIDELINE = "one-guideline"
    NONE = "none"


UNLIMITED = frozenset({""})
"""What stands among the conditions of a guideline for a statement that has none."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one recommendation says on one topic: the inputs of a verdict, and nothing else.

    `conditions` are in words; `limits` are the same conditions under names that
    those share which mean nearly the same, and these are compared. `amounts` are
    the numbers that it gives. `set_aside` are conditions, in words, that count
    for another topic alone.
    """

    recommendation: str
    guideline: str
    direction: Direction
    strength: Strength
    conditions: frozenset[str] = frozenset()
    limits: frozenset[str] = frozenset()
    amounts: frozenset[Span] = frozenset()
    set_aside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Position:
    """What one guideline says on one topic, its statements taken together.

    `directions` and `strengths` are those of the statements for or against the
    topic; a strength that is not reported is not among them.
    """

    statements: tuple[Statement, ...]
    directions: frozenset[Direction]
    strengths: frozenset[Strength]


@dataclass(frozen=True)
class Verdict:
    """A verdict with its inputs.

    `differences` are all the ways in which the guidelines differ, of which
    `kind` is the first. `unrated` recommend for or against without a reported
    strength; `neutral` address the topic and do neither.
    """

    kind: Kind
    differences: tuple[Kind, ...]
    inputs: tuple[Statement, ...]
    unrated: frozenset[str]
    neutral: frozenset[str]

    @property
    def guidelines(self) -> frozenset[str]:
        """The guidelines that have a recommendation on the topic, whether for, against or neither."""
        return frozenset(statement.guideline for statement in self.inputs)

    @property
    def agreed(self) -> Direction | None:
        """The direction of all that recommend for or against, where at least two do and none points another way."""
        pointing = [s for s in self.inputs if s.direction.takes_side]
        directions = {s.direction for s in pointing}
        several = len({s.guideline for s in pointing}) > 1
        return directions.pop() if several and len(directions) == 1 else None


def verdict(statements: Iterable[Statement]) -> Verdict:
    """Return how far guidelines agree on one topic.

    One guideline, or none, has a recommendation on it: the verdict says so. Of
    several, those that recommend for or against are compared; a statement that
    does neither, or finds the evidence insufficient, never counts as against.
    Where fewer than two recommend for or against, all are compared by their
    conditions and numbers only, and where these are the same there are no two
    strengths to compare.

    Each guideline is what its statements are together: the set of their
    directions, strengths, conditions and numbers, and two guidelines agree
    where these sets are equal. Numbers are compared between guidelines that
    give some of the same kind. *Not reported* is no strength: it is never
    weaker or stronger than another.
    """
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        found.setdefault(statement.guideline, []).append(statement)
    return over({guideline: position(said) for guideline, said in found.items()})


def position(said: Iterable[Statement]) -> Position:
    """Return what the statements of one guideline on one topic say together."""
    inputs = tuple(sorted(said, key=lambda s: s.recommendation))
    pointing = _pointing(inputs)
    return Position(
        inputs,
        frozenset(s.direction for s in pointing),
        frozenset(s.strength for s in pointing) - {Strength.NOT_REPORTED},
    )


def over(positions: Mapping[str, Position]) -> Verdict:
    """Return the verdict over what each guideline says."""
    kind, differences = judged(positions)
    inputs = tuple(s for guideline in sorted(positions) for s in positions[guideline].statements)
    unrated = frozenset(g for g, said in positions.items() if said.directions and not said.strengths)
    neutral = frozenset(g for g, said in positions.items() if not said.directions)
    return Verdict(kind, differences, inputs, unrated, neutral)


def judged(positions: Mapping[str, Position]) -> tuple[Kind, tuple[Kind, ...]]:
    """Return the kind of the verdict over what each guideline says, and all the ways in which they differ."""
    if len(positions) < 2:
        return (Kind.ONE_GUIDELINE if positions else Kind.NONE), ()
    pointing = [said for said in positions.values() if said.directions]
    differences = (
        _differences(pointing) if len(pointing) > 1 else _applicability([p.statements for p in positions.values()])
    )
    if differences:
        return differences[0], differences
    comparable = len(pointing) > 1 and all(said.strengths for said in pointing)
    return (Kind.AGREE if comparable else Kind.NOT_COMPARABLE), ()


def _differences(pointing: Collection[Position]) -> tuple[Kind, ...]:
    said = {
        Kind.DIFFER_IN_DIRECTION: {p.directions for p in pointing},
        Kind.DIFFER_IN_STRENGTH: {p.strengths for p in pointing if p.strengths},
    }
    differing = tuple(kind for kind, different in said.items() if len(different) > 1)
    return differing + _applicability([_pointing(p.statements) for p in pointing])


def _applicability(said: Collection[Collection[Statement]]) -> tuple[Kind, ...]:
    """Return the difference in applicability between guidelines, given the statements of each, or nothing."""
    differ = conditions_differ(said) or amounts_differ(said)
    return (Kind.DIFFER_IN_APPLICABILITY,) if differ else ()


def conditions_differ(said: Collection[Collection[Statement]]) -> bool:
    """Return whether the conditions of guidelines, given the statements of each, are not the same.

    A guideline that also has a statement without a condition differs from one
    that has none: nobody is left out there.
    """
    return len({frozenset().union(*(s.limits or UNLIMITED for s in statements)) for statements in said}) > 1


def amounts_differ(said: Collection[Collection[Statement]]) -> bool:
    """Return whether guidelines, given the statements of each, differ in numbers that several give of the same kind."""
    given: dict[str, set[frozenset[Span]]] = {}
    for statements in said:
        spans = frozenset().union(*(s.amounts for s in statements))
        for scale in {scale for scale, _, _ in spans}:
            given.setdefault(scale, set()).add(frozenset(span for span in spans if span[0] == scale))
    return any(len(different) > 1 for different in given.values())


def _pointing(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    return tuple(s for s in statements if s.direction.takes_side)
