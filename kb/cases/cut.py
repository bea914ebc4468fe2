"""By how much each step of a taper lowers the dose: a share of one dose or another, a fixed amount, or as a list says."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from kb.cases.typed import TaperError, plain

WHOLE = Decimal(100)


class Of(StrEnum):
    """What a step is a share of; an amount is a share of nothing."""

    STARTING = "starting"
    CURRENT = "current"
    AMOUNT = "amount"


@dataclass(frozen=True)
class Share:
    """Each step takes away `percent` of the starting or of the current dose."""

    percent: Decimal
    of: Of

    def __post_init__(self) -> None:
        if not 0 < self.percent <= WHOLE:
            raise TaperError(f"A step must be above 0 and at most 100% of the dose, not {plain(self.percent)}%.")

    def after(self, start: Decimal, current: Decimal, _place: int) -> Decimal:
        """Return the dose that follows the current one; never below 0."""
        base = start if self.of is Of.STARTING else current
        return max(current - base * self.percent / WHOLE, Decimal(0))


@dataclass(frozen=True)
class Fixed:
    """Each step takes away the same amount, in the unit of the dose."""

    amount: Decimal
    of = Of.AMOUNT

    def __post_init__(self) -> None:
        if not self.amount > 0:
            raise TaperError("A step must take something away from the dose.")

    def after(self, _start: Decimal, current: Decimal, _place: int) -> Decimal:
        """Return the dose that follows the current one; never below 0."""
        return max(current - self.amount, Decimal(0))


@dataclass(frozen=True)
class Listed:
    """The doses of a published schedule, one a step, each below the one before; 0 is the stop."""

    doses: tuple[Decimal, ...]
    of = Of.AMOUNT

    def __post_init__(self) -> None:
        if not self.doses or min(self.doses) < 0:
            raise TaperError("A list of doses needs at least one, and none below 0.")
        if any(later >= earlier for earlier, later in pairwise(self.doses)):
            raise TaperError("Each dose of a list must be below the one before.")

    def after(self, _start: Decimal, _current: Decimal, place: int) -> Decimal | None:
        """Return the dose at a place in the list, the first being 0, or None after the last."""
        return self.doses[place] if place < len(self.doses) else None


Cut = Share | Fixed | Listed
