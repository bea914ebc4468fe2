"""Which recommendations apply to a case, and why: true, false or not known, and never one for the other.

After Kleene: *any* is true where one condition is, and false only where all are;
*all* is false where one condition is, and true only where all are; an exception
that is not known leaves open what it would lift.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kb.cases.known import Dose, Knowledge, knowledge
from kb.comparison import applicability
from kb.records import Case, Recommendation, ThresholdLink

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase


class Applies(StrEnum):
    """Whether a recommendation applies to a case; *always* where it prints no condition."""

    APPLIES = "applies"
    ALWAYS = "always"
    CANNOT_BE_SAID = "cannot-be-said"
    DOES_NOT = "does-not"

    @property
    def holds(self) -> bool:
        """True where the recommendation applies, with a condition or without."""
        return self in {Applies.APPLIES, Applies.ALWAYS}


@dataclass(frozen=True, slots=True)
class Ground:
    """One condition of a recommendation held against a case.

    `condition` is in words, with its number. `trigger` is None for a condition
    in words only, which nobody can evaluate. `says` is what the case says,
    empty where it says nothing, and `follows` what a curator says by which the
    condition follows from that. An `exception` lifts the recommendation.
    """

    condition: str
    trigger: str | None
    holds: bool | None
    says: str = ""
    follows: tuple[str, ...] = ()
    exception: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a recommendation applies to a case, with every condition that was held against it, exceptions last."""

    recommendation: Recommendation
    applies: Applies
    grounds: tuple[Ground, ...]

    @property
    def wording(self) -> tuple[str, ...]:
        """What the guideline prints as condition or exception, in our words; empty where it prints none."""
        rec = self.recommendation
        return rec.conditions or (rec.caveats if rec.unless else ())

    @property
    def deciding(self) -> tuple[Ground, ...]:
        """The grounds on which it applies, or does not."""
        if self.applies is Applies.APPLIES:
            return tuple(ground for ground in self.grounds if ground.holds is (not ground.exception))
        if self.applies is Applies.DOES_NOT:
            lifting = tuple(ground for ground in self.grounds if ground.exception and ground.holds)
            return lifting or tuple(ground for ground in self.grounds if ground.holds is False and not ground.exception)
        return ()

    @property
    def missing(self) -> tuple[Ground, ...]:
        """What would have to be known to say whether it applies; empty where that can be said."""
        if self.applies is not Applies.CANNOT_BE_SAID:
            return ()
        return tuple(
            ground for ground in self.grounds if ground.holds is None and (ground.exception or not self.but_for)
        )

    @property
    def but_for(self) -> bool:
        """True where it applies unless an exception is true, of which nothing is known."""
        return self.applies is Applies.CANNOT_BE_SAID and _leading(self.recommendation, self.grounds) is True


def applies(
    base: KnowledgeBase, case: Case, guidelines: Collection[str] | None = None, dose: Dose | None = None
) -> tuple[Answer, ...]:
    """Return for each recommendation of the guidelines (all, where none are named) whether it applies to a case.

    In the order of the countries and of the source. `dose` is the daily dose in
    morphine equivalents (`kb.cases.counted`).
    """
    known = knowledge(base, case, dose)
    chosen = [g.id for g in base.by_country if guidelines is None or g.id in guidelines]
    order = {guideline: place for place, guideline in enumerate(chosen)}
    recs = sorted((r for r in base.of(Recommendation) if r.guideline in order), key=lambda r: order[r.guideline])
    return tuple(answer(base, known, rec) for rec in recs)


def answer(base: KnowledgeBase, known: Knowledge, rec: Recommendation, topic: str | None = None) -> Answer:
    """Return whether a recommendation applies; on one topic, without its reasons for other topics alone."""
    triggers = rec.triggers if topic is None else applicability.counting(base, rec, topic)
    leading = [_ground(base, known, link) for link in triggers]
    # A condition without a trigger is in words only: nobody can say whether it is true.
    words = [] if rec.triggers else [Ground(condition, None, None) for condition in rec.conditions]
    lifting = [_ground(base, known, link, exception=True) for link in rec.unless]
    grounds = (*leading, *words, *lifting)
    return Answer(rec, _applies(rec, grounds), grounds)


def _ground(base: KnowledgeBase, known: Knowledge, link: ThresholdLink, exception: bool = False) -> Ground:
    condition, found = applicability.said(base, link), known.of(base, link)
    if found is None:
        amount = known.amounts.get(link.to)
        return Ground(condition, link.to, None, amount.said if amount else "", exception=exception)
    return Ground(condition, link.to, found.holds, found.says, found.follows, exception)


def _applies(rec: Recommendation, grounds: Sequence[Ground]) -> Applies:
    if not grounds:
        return Applies.ALWAYS
    lifted = any_of([ground.holds for ground in grounds if ground.exception])
    found = all_of([_leading(rec, grounds), None if lifted is None else not lifted])
    return {True: Applies.APPLIES, False: Applies.DOES_NOT, None: Applies.CANNOT_BE_SAID}[found]


def _leading(rec: Recommendation, grounds: Sequence[Ground]) -> bool | None:
    """Return whether what leads to a recommendation is true; it is where nothing is asked for."""
    holds = [ground.holds for ground in grounds if not ground.exception]
    return True if not holds else all_of(holds) if rec.together else any_of(holds)


def any_of(holds: Sequence[bool | None]) -> bool | None:
    """Return whether one of several is true; None where that depends on what is not known."""
    return True if True in holds else None if None in holds else False


def all_of(holds: Sequence[bool | None]) -> bool | None:
    """Return whether all of several are true; None where that depends on what is not known."""
    return False if False in holds else None if None in holds else True
