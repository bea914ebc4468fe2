"""What is known of a case: which triggers are true or false of it, as it says or as follows from what curators relate.

Three-valued: a trigger that nothing is known of is in no table, and is never read as false.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import inf
from typing import TYPE_CHECKING

from kb import labels
from kb.cases.dose import exact
from kb.prose import inside
from kb.records import Case, Recommendation, ThresholdLink, Trigger, Unit
from kb.vocabulary import Relatedness

if TYPE_CHECKING:
    from kb.cases.equivalents import Equivalents
    from kb.knowledge import KnowledgeBase

Dose = tuple[Decimal | None, Decimal | None]
"""From how much to how much is taken a day, in morphine equivalents; an open end is None."""
CALCULATED = "Calculated from the medicines of the case."


@dataclass(frozen=True, slots=True)
class Known:
    """Whether a trigger is true, what the case says, and what a curator says by which it follows from that, if it does."""

    holds: bool
    says: str
    follows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """What a trigger that is a number comes to in a case: from `low` to `high` in a unit, in words, and what it rests on."""

    low: Decimal | float
    high: Decimal | float
    unit: Unit
    words: str
    why: str

    @property
    def said(self) -> str:
        """The amount in words, with what it rests on."""
        return f"{self.words}. {self.why}"

    def reaches(self, base: KnowledgeBase, link: ThresholdLink) -> bool | None:
        """Return whether all of it lies within a threshold; None where a part does, or the units cannot be compared."""
        threshold = base.get(Unit, link.unit or self.unit.id)
        factor = _factor(self.unit, threshold)
        if factor is None:
            return None
        low, high = (_converted(end, factor) for end in (self.low, self.high))
        least = -inf if link.at_least is None else link.at_least
        most = inf if link.at_most is None else link.at_most
        if least <= low and high <= most:
            return True
        return False if high < least or low > most else None


def _factor(unit: Unit, to: Unit) -> float | None:
    if unit.id == to.id or (unit.equivalent and to.equivalent):
        return 1
    return unit.days / to.days if unit.days and to.days else None


def _converted(end: Decimal | float, factor: float) -> Decimal | float:
    # An exact dose stays exact; a time is as exact as the length of a month.
    return end if factor == 1 else round(float(end) * factor, 6)


def counted(found: Equivalents) -> Dose:
    """Return a daily dose from what medicines come to; open above where something could not be counted."""
    return found.low, None if found.refused else found.high


@dataclass(frozen=True)
class Knowledge:
    """All that is known of a case: each trigger of which it is known, and the amounts of those that are numbers."""

    triggers: Mapping[str, Known]
    amounts: Mapping[str, Amount]

    def of(self, base: KnowledgeBase, link: ThresholdLink) -> Known | None:
        """Return whether a trigger is true at its threshold; None where that is not known."""
        amount, known = self.amounts.get(link.to), self.triggers.get(link.to)
        if amount is not None:
            reached = amount.reaches(base, link)
            if reached is not None:
                return Known(reached, amount.said)
        # Of a number it is not enough to know that it is true at some threshold.
        return None if known and known.holds and link.unit else known


def knowledge(base: KnowledgeBase, case: Case, dose: Dose | None = None) -> Knowledge:
    """Return what is known of a case: what it says, and what follows from that.

    `dose` is the daily dose; without it, the case's own value counts, if it has one.
    """
    amounts = _amounts(base, case, dose)
    return Knowledge(closed(base, _told(base, case, amounts)), amounts)


def _told(base: KnowledgeBase, case: Case, amounts: Mapping[str, Amount]) -> dict[str, Known]:
    return {
        **{link.to: Known(True, link.why or "") for link in case.holds},
        **{link.to: Known(False, link.why or "") for link in case.fails},
        **dict(_measured(base, amounts)),
    }


def _amounts(base: KnowledgeBase, case: Case, dose: Dose | None) -> dict[str, Amount]:
    found = {v.to: _amount(base.get(Unit, v.unit), v.low, v.high, v.why or "") for v in case.values}
    if dose is not None and dose != (None, None):
        for trigger in base.of(Trigger):
            if labels.is_equivalent(base, trigger.measured_in):
                found[trigger.id] = _amount(base.get(Unit, str(trigger.measured_in)), *dose, CALCULATED)
    return found


def _amount(unit: Unit, low: Decimal | float | None, high: Decimal | float | None, why: str) -> Amount:
    ends = [exact(Decimal(str(end))) for end in (low, high) if end is not None]
    last = next(end for end in (high, low) if end is not None)
    words = f"{' to '.join(dict.fromkeys(ends))} {unit.after(float(last))}"
    open_end = "" if len(ends) > 1 else f" or {'more' if high is None else 'less'}"
    return Amount(-inf if low is None else low, inf if high is None else high, unit, f"{words}{open_end}", why)


def _measured(base: KnowledgeBase, amounts: Mapping[str, Amount]) -> Iterator[tuple[str, Known]]:
    """Yield each trigger that is a number and true at a threshold that is given somewhere, or at none of them."""
    for trigger, amount in amounts.items():
        reached = [amount.reaches(base, link) for link in thresholds(base, trigger)]
        if True in reached or (reached and not any(one is None for one in reached)):
            yield trigger, Known(True in reached, amount.said)


def thresholds(base: KnowledgeBase, trigger: str) -> tuple[ThresholdLink, ...]:
    """Return every link of a recommendation to a trigger at a threshold."""
    links = (link for rec in base.of(Recommendation) for link in (*rec.triggers, *rec.unless))
    return tuple(link for link in links if link.to == trigger and link.unit)


def closed(base: KnowledgeBase, told: Mapping[str, Known]) -> dict[str, Known]:
    """Return what is told and all that follows from it; what is told stands, and the shorter way to a trigger counts."""
    found, waiting = dict(told), list(told)
    for trigger in waiting:
        for other, known in following(base, trigger, found[trigger]):
            if other not in found:
                found[other] = known
                waiting.append(other)
    return found


def following(base: KnowledgeBase, trigger: str, known: Known) -> Iterator[tuple[str, Known]]:
    """Yield what follows from a trigger's being true or false, by what curators say of how triggers relate.

    The patients of a narrower trigger are among those of the broader one; of
    two that exclude each other one at most is true. Overlap says nothing.
    """
    for of in base.of(Trigger):
        for related in of.related:
            if trigger in {of.id, related.to}:
                first = trigger == of.id
                holds = _follows(related.how, first, known.holds)
                if holds is not None:
                    how = f"{of.label} and {inside(base.get(Trigger, related.to).label)}: {related.why}"
                    yield related.to if first else of.id, Known(holds, known.says, (*known.follows, how))


def _follows(how: Relatedness, first: bool, holds: bool) -> bool | None:
    """Return what follows for the one trigger of a relation from the other, the first or not; None where nothing does."""
    if how is Relatedness.SAME:
        return holds
    if how is Relatedness.EXCLUSIVE:
        return False if holds else None
    narrower = {Relatedness.NARROWER: first, Relatedness.BROADER: not first}.get(how)
    # From the narrower one only its truth passes on, from the broader one only that it is false.
    return holds if narrower is holds else None


def contradictions(base: KnowledgeBase, case: Case, dose: Dose | None = None) -> tuple[str, ...]:
    """Return in words why things that a case says cannot all be so, by what curators say of its triggers."""
    told = _told(base, case, _amounts(base, case, dose))
    seen: dict[str, Known] = {}
    found: list[str] = []
    for trigger, known in told.items():
        for other, follows in closed(base, {trigger: known}).items():
            before = seen.setdefault(other, follows)
            if before.holds is not follows.holds:
                found += [*before.follows[-1:], *follows.follows[-1:]]
    return tuple(dict.fromkeys(found))
