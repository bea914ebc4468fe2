"""One taper, step by step: when each step is due, the dose after it, and how it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import pairwise

import pandas as pd

from kb.cases.cut import WHOLE, Cut, Listed, Of
from kb.cases.plan import Hold, Plan
from kb.cases.tablets import makeable, nearest
from kb.cases.typed import TaperError, plain, rounded

WEEK = 7
NEVER_ZERO = "A taper by shares of the current dose never reaches zero"


class Ending(StrEnum):
    """How a taper ends: at zero by its own steps, by a stop from the smallest dose, with its list, or with the last step."""

    ZERO = "zero"
    SMALLEST = "smallest"
    LIST = "list"
    CUT_OFF = "cut-off"


@dataclass(frozen=True)
class Leg:
    """A stretch of a taper at one pace: a cut every so many days, until this much of the starting dose (%) is left."""

    cut: Cut
    days: Decimal
    until: Decimal | None = None

    def __post_init__(self) -> None:
        if not self.days > 0:
            raise TaperError("The time between two steps must be above 0 days.")


@dataclass(frozen=True)
class Step:
    """A dose from its `day` on, 0 being the first day; `held` says for how many days more than the interval.

    `target` is the dose before it was rounded to tablets.
    """

    number: int
    day: int
    target: Decimal
    dose: Decimal
    held: int


@dataclass(frozen=True)
class Taper:
    """The steps of a taper, the starting dose first, and how it ends."""

    plan: Plan
    legs: tuple[Leg, ...]
    steps: tuple[Step, ...]
    ending: Ending

    @property
    def last(self) -> Step:
        """The last step."""
        return self.steps[-1]

    @property
    def stops(self) -> bool:
        """Whether the last dose is 0."""
        return self.last.dose == 0

    @property
    def idle(self) -> tuple[Hold, ...]:
        """The pauses of the plan that this taper has ended before, or ends with."""
        return tuple(hold for hold in self.plan.holds if hold.step >= self.last.number)

    def passes(self, threshold: Decimal) -> Step | None:
        """Return the first step whose dose is below a threshold in morphine equivalents, the one before being at or above.

        None where no step passes it, as where the starting dose is below it.
        """
        return next((b for a, b in pairwise(self.steps) if threshold in self.plan.passed(a.dose, b.dose)), None)


def taper(plan: Plan, *legs: Leg) -> Taper:
    """Return a taper by one leg, or by several that follow each other.

    Targets are worked out exactly. With tablet strengths each is rounded to the
    nearest dose that whole tablets make, never above the dose before; a share of
    the current dose is taken of the target, not of the rounded dose, so that
    rounding does not change the pace.
    """
    if not legs:
        raise TaperError("A taper needs at least one pace.")
    steps, due, place, at = [Step(0, 0, plan.dose, plan.dose, plan.held(0))], Decimal(plan.held(0)), 0, 0
    tablets = makeable(plan.strengths, plan.dose) if plan.strengths else ()
    while len(steps) <= plan.most:
        before = steps[-1]
        while at + 1 < len(legs) and _has_reached(legs[at], before.target, plan.dose):
            at, place = at + 1, 0
        target = _target(plan, legs[at].cut, before, place)
        if target is None:
            return Taper(plan, legs, tuple(steps), Ending.LIST)
        if target >= before.target:
            raise TaperError("A listed dose must be below the dose that is taken before it.")
        dose = min(nearest(target, tablets), before.dose) if tablets else target
        number, place, due = before.number + 1, place + 1, due + legs[at].days
        steps.append(Step(number, _day(due), target, dose, plan.held(number)))
        due += plan.held(number)
        if dose == 0:
            return Taper(plan, legs, tuple(steps), _stopped(plan, legs[at].cut, before))
    return Taper(plan, legs, tuple(steps), Ending.CUT_OFF)


def _has_reached(leg: Leg, dose: Decimal, start: Decimal) -> bool:
    return leg.until is not None and dose * WHOLE <= start * leg.until


def _target(plan: Plan, cut: Cut, before: Step, place: int) -> Decimal | None:
    # A published list says itself where it ends.
    is_least = plan.least is not None and before.dose <= plan.least and not isinstance(cut, Listed)
    return Decimal(0) if is_least else cut.after(plan.dose, before.target, place)


def _stopped(plan: Plan, cut: Cut, before: Step) -> Ending:
    """Return whether a stop is a step as large as any other, or was made because there is no smaller dose."""
    by_itself = cut.after(plan.dose, before.target, before.number) if not isinstance(cut, Listed) else Decimal(0)
    return Ending.ZERO if by_itself == 0 else Ending.SMALLEST


def _day(due: Decimal) -> int:
    """Return the whole day on which a step is due: months are no whole number of days."""
    return int(due.quantize(Decimal(1), ROUND_HALF_UP))


def said(found: Taper, unit: str = "mg") -> str:
    """Return how a taper ends, in a sentence or two; `unit` is what stands behind a dose."""
    steps = f"{found.last.number} step" + "s" * (found.last.number != 1)
    when = f"on day {found.last.day} (week {_week(found.last.day)})"
    before = f"{plain(found.steps[-2].dose, 2)} {unit}"
    left = f"{plain(found.last.dose, 2)} {unit} a day"
    shares_current = found.legs[-1].cut.of is Of.CURRENT
    match found.ending:
        case Ending.SMALLEST if shares_current:
            return f"{NEVER_ZERO}; this one stops after {steps}, {when}, from {before}, the end set for it."
        case Ending.CUT_OFF if shares_current:
            return f"{NEVER_ZERO}; this one is worked out for {steps}, until {when[3:]}, with {left} left."
        case Ending.CUT_OFF:
            return f"Worked out for {steps}, until {when[3:]}, with {left} left."
        case Ending.LIST:
            return f"The list ends after {steps}, {when}, with {left} left."
    return f"Stops after {steps}, {when}, from {before}."


def _week(day: int) -> str:
    return plain(Decimal(day) / WEEK, 1)


COLUMNS = {
    **dict.fromkeys(["step", "day"], "int64"),
    "week": "float64",
    "date": "datetime64[s]",
    **dict.fromkeys(["dose", "mme", "left", "of_starting", "of_current"], "object"),
    "held": "int64",
    "passes": "str",
}
"""`object` columns hold Decimal, or None for what there is not."""


def frame(found: Taper) -> pd.DataFrame:
    """Return a taper as a frame, one row a step, numbered from 0; columns and dtypes as in `COLUMNS`.

    `dose` is a day's, in the unit of the plan, `mme` the same in morphine
    equivalents with what is taken beside it, both to a hundredth. `left` is the dose as % of the starting dose;
    `of_starting` and `of_current` say how large the step to it was, as % of the
    starting dose and of the dose before, all to a tenth. `passes` names the
    thresholds that the step goes below, joined by ``;``.
    """
    made = [_row(found, before, step) for before, step in zip((None, *found.steps), found.steps, strict=False)]
    return pd.DataFrame(made, columns=list(COLUMNS)).astype(COLUMNS)


def _row(found: Taper, before: Step | None, step: Step) -> tuple[object, ...]:
    plan = found.plan
    cut = None if before is None else before.dose - step.dose
    mme = plan.equivalent(step.dose)
    return (
        step.number, step.day, round(step.day / WEEK, 1), plan.start and plan.start + timedelta(days=step.day),
        rounded(step.dose), None if mme is None else rounded(mme), share(step.dose, plan.dose),
        share(cut, plan.dose), share(cut, before and before.dose), step.held,
        ";".join(map(plain, plan.passed(before.dose, step.dose))) if before else "",
    )  # fmt: skip


def share(part: Decimal | None, of: Decimal | None) -> Decimal | None:
    """Return a part of a dose in percent of one, to a tenth; None where either is missing."""
    return None if part is None or of is None else rounded(part / of * WHOLE, 1)


def shares(doses: Sequence[Decimal]) -> pd.DataFrame:
    """Return how large the steps of a published schedule are, one row a step, as % of both doses to a tenth.

    `doses` begin with the starting dose. A stop is left out: it is all of the
    current dose in every schedule. Columns `step` (int64) and `dose`,
    `of_starting`, `of_current` (Decimal).
    """
    rows = [
        (n, dose, share(before - dose, doses[0]), share(before - dose, before))
        for n, (before, dose) in enumerate(pairwise(doses), 1)
        if dose > 0
    ]
    return pd.DataFrame(rows, columns=["step", "dose", "of_starting", "of_current"])


def against(name: str, doses: Sequence[Decimal], low: Decimal, high: Decimal) -> str:
    """Return a sentence that sets the steps of a published schedule against the range that is said of them."""
    run = shares(doses)
    of = {dose: ", ".join(plain(p) for p in run[f"of_{dose}"]) for dose in (Of.CURRENT, Of.STARTING)}
    return (
        f"{name}, said to be {plain(low)} to {plain(high)}%, runs {of[Of.CURRENT]}% of the current dose "
        f"and {of[Of.STARTING]}% of the starting dose."
    )
