"""What a person says about a taper, whatever its pace: the dose, when it starts, pauses, where it ends, which tablets."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kb.cases.typed import TaperError, number, whole

HIGHEST = Decimal(3000)
"""A daily dose above this is taken to be a slip of the keyboard, in milligrams as in morphine equivalents."""
STRONGEST = Decimal(500)
"""The highest factor to morphine equivalents, and the largest tablet."""
STEPS, TABLETS, THRESHOLDS, YEARS = 200, 12, 6, (1990, 2200)
"""At most so many steps, tablet strengths and thresholds; a taper begins within these years."""
LONGEST = 366
"""Days of one pause at most."""


@dataclass(frozen=True)
class Hold:
    """A pause: the dose of this step, 0 for the starting dose, is kept so many days longer than the interval."""

    step: int
    days: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "step", whole(self.step, "The step of a pause", 0, STEPS))
        object.__setattr__(self, "days", whole(self.days, "The days of a pause", 1, LONGEST))


@dataclass(frozen=True)
class Plan:
    """What is asked for, checked. Raises TaperError, whose text is a sentence for the person, for what makes no sense.

    `dose` is taken a day, in `unit` (the id of a unit). `factor` turns it into morphine equivalents;
    `beside` are those of other opioids, which stay as they are; `thresholds`
    are in morphine equivalents too. At or below the `smallest` dose the next
    step is a stop; without it, the smallest of the tablet `strengths` counts. A
    taper is worked out for `most` steps at most.
    """

    dose: Decimal
    start: date | None = None
    factor: Decimal | None = None
    beside: Decimal = Decimal(0)
    thresholds: tuple[Decimal, ...] = ()
    holds: tuple[Hold, ...] = ()
    smallest: Decimal | None = None
    most: int = 100
    strengths: tuple[Decimal, ...] = ()
    unit: str = "mg"

    def __post_init__(self) -> None:
        self._set("dose", number(self.dose, "The starting dose", HIGHEST))
        self._set("most", whole(self.most, "The number of steps", 1, STEPS))
        self._set("strengths", tuple(sorted({number(s, "A tablet strength", STRONGEST) for s in self.strengths})))
        if len(self.strengths) > TABLETS:
            raise TaperError(f"Name at most {TABLETS} tablet strengths.")
        if self.smallest is not None:
            self._set("smallest", number(self.smallest, "The smallest dose", HIGHEST))
        self._check_equivalents()
        if self.start is not None and not YEARS[0] <= self.start.year <= YEARS[1]:
            raise TaperError(f"A taper starts between {YEARS[0]} and {YEARS[1]}, not in {self.start.year}.")

    def _check_equivalents(self) -> None:
        if self.factor is not None:
            self._set("factor", number(self.factor, "The factor to morphine equivalents", STRONGEST, places=6))
        elif self.thresholds or self.beside:
            raise TaperError(
                "Thresholds and other opioids count only where the dose has a factor to morphine equivalents."
            )
        if self.beside != 0:
            self._set("beside", number(self.beside, "The morphine equivalents of other opioids", HIGHEST))
        found = {number(t, "A threshold", HIGHEST) for t in self.thresholds}
        if len(found) > THRESHOLDS:
            raise TaperError(f"Name at most {THRESHOLDS} thresholds.")
        self._set("thresholds", tuple(sorted(found, reverse=True)))

    def _set(self, field: str, value: Any) -> None:
        # A frozen dataclass is given its checked values once, here.
        object.__setattr__(self, field, value)

    @property
    def least(self) -> Decimal | None:
        """The smallest dose that can be taken, where anything says so."""
        return self.smallest if self.smallest is not None else min(self.strengths, default=None)

    def equivalent(self, dose: Decimal) -> Decimal | None:
        """Return a dose with what is taken beside it in morphine equivalents, or None without a factor."""
        return None if self.factor is None else dose * self.factor + self.beside

    def passed(self, before: Decimal, after: Decimal) -> tuple[Decimal, ...]:
        """Return the thresholds that lie between two doses: at or above before, below after; the highest first."""
        if self.factor is None:
            return ()
        high, low = (dose * self.factor + self.beside for dose in (before, after))
        return tuple(t for t in self.thresholds if low < t <= high)

    def held(self, step: int) -> int:
        """Return for how many days more than the interval the dose of a step is kept."""
        return sum(hold.days for hold in self.holds if hold.step == step)
