"""The pace at which each guideline prints that a dose may be tapered, read from the numbers of its recommendations.

A pace has two ends, since a source prints ranges: the smallest step at the
longest interval, and the largest step at the shortest. One that the source
leaves open, as in *or slower*, is None.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from kb.cases.cut import Cut, Fixed, Of, Share
from kb.cases.plan import Plan
from kb.cases.typed import plain
from kb.knowledge import KnowledgeBase
from kb.records import Guideline, Quantity, QuantityKind, Recommendation, Unit
from kb.vocabulary import Role


@dataclass(frozen=True)
class Speed:
    """One end of a pace: a step of `size` after each `count` of a time unit.

    `every` is that unit, and None for a rate whose time has no unit of its own; `days` is how long it takes in all.
    """

    size: Decimal
    count: Decimal
    every: Unit | None
    days: Decimal

    @property
    def interval(self) -> str:
        """The time between two steps in words, such as ``every 4 weeks``."""
        if self.every is None:
            return f"every {plain(self.days, 1)} days"
        return f"every {self.every.label}" if self.count == 1 else f"every {plain(self.count)} {self.every.after(0)}"


@dataclass(frozen=True)
class Pace:
    """What one recommendation prints: `unit` is that of a step, `printed` the numbers as printed.

    `is_rate` where a rate is printed, which is drawn as one step each time it counts over; `notes` are
    what the curators noted beside the numbers.
    """

    recommendation: Recommendation
    guideline: Guideline
    unit: Unit
    slow: Speed | None
    fast: Speed | None
    printed: str
    notes: tuple[str, ...]
    is_rate: bool = False

    def cuts(self, speed: Speed, plan: Plan) -> tuple[Cut, ...]:
        """Return the ways to read a step: a percentage as a share of either dose, an amount as itself.

        None where the amount is in a unit that the dose of the plan cannot be given in.
        """
        if self.unit.percent:
            return Share(speed.size, Of.STARTING), Share(speed.size, Of.CURRENT)
        if self.unit.equivalent and plan.factor is not None:
            return (Fixed(speed.size / plan.factor),)
        return (Fixed(speed.size),) if self.unit.id == plan.unit else ()

    def said(self, speed: Speed, of: Of) -> str:
        """Return a speed in words, such as ``5% of the starting dose every 4 weeks``."""
        size = plain(speed.size)
        step = f"{size} {self.unit.after(float(speed.size))}" if of is Of.AMOUNT else f"{size}% of the {of} dose"
        return f"{step} {speed.interval}"


def paces(base: KnowledgeBase, guidelines: Collection[str] | None = None) -> tuple[Pace, ...]:
    """Return the paces that the guidelines (all, where none are named) print, by the name of their country."""
    chosen = [g for g in base.by_country if guidelines is None or g.id in guidelines]
    recs = {g.id: [rec for rec in base.of(Recommendation) if rec.guideline == g.id] for g in chosen}
    found = (pace for g in chosen for rec in recs[g.id] for pace in _paces(base, g, rec))
    return tuple(pace for pace in found if pace.slow or pace.fast)


def without(base: KnowledgeBase, guidelines: Collection[str] | None = None) -> tuple[Guideline, ...]:
    """Return the guidelines (of all, where none are named) none of whose recommendations prints a pace."""
    chosen = [g for g in base.by_country if guidelines is None or g.id in guidelines]
    giving = {pace.guideline.id for pace in paces(base, guidelines)}
    return tuple(g for g in chosen if g.id not in giving)


def _paces(base: KnowledgeBase, guideline: Guideline, rec: Recommendation) -> Iterator[Pace]:
    of = [(base.get(QuantityKind, q.kind), q) for q in rec.quantities]
    yield from (_rate(base, guideline, rec, q) for kind, q in of if kind.role is Role.RATE)
    for scale in dict.fromkeys(kind.scale for kind, _ in of if kind.role is Role.STEP):
        parts = {kind.role: q for kind, q in of if kind.scale == scale}
        # A printed rate counts before one that could be made of a step and an interval (kb.comparison.amounts).
        if Role.INTERVAL in parts and Role.RATE not in parts:
            yield _stepwise(base, guideline, rec, parts[Role.STEP], parts[Role.INTERVAL])


def _stepwise(base: KnowledgeBase, guideline: Guideline, rec: Recommendation, step: Quantity, gap: Quantity) -> Pace:
    every = base.get(Unit, gap.unit)
    slow, fast = _speed(step.low, gap.high, every), _speed(step.high, gap.low, every)
    notes = tuple(q.note for q in (step, gap) if q.note)
    return Pace(rec, guideline, base.get(Unit, step.unit), slow, fast, f"{step.printed}, {gap.printed}", notes)


def _rate(base: KnowledgeBase, guideline: Guideline, rec: Recommendation, rate: Quantity) -> Pace:
    unit = base.get(Unit, rate.unit)
    # The unit of a rate names its time only inside its label; a unit of time that is as long says it alone.
    every = next((u for u in base.of(Unit) if u.days == unit.days and not u.percent and u is not unit), None)
    slow, fast = (_speed(size, 1, every or unit) for size in (rate.low, rate.high))
    notes = (rate.note,) if rate.note else ()
    return Pace(rec, guideline, unit, slow, fast, rate.printed, notes, is_rate=True)


def _speed(size: float | None, count: float | None, every: Unit) -> Speed | None:
    """Return an end of a pace; None where it is open, as it is where either number is missing or 0."""
    if not (size and count and every.days):
        return None
    turns = Decimal(str(count))
    named = None if every.percent else every
    return Speed(Decimal(str(size)), turns, named, turns * Decimal(str(every.days)))
