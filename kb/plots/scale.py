"""An axis: where a value stands, and which values are written under it."""

import math
from dataclasses import dataclass

STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Scale:
    """Values from `low` to `high` between two places in pixels; `is_log` where equal ratios are equally far apart."""

    low: float
    high: float
    left: float
    right: float
    is_log: bool = False

    def __post_init__(self) -> None:
        if not self.low < self.high or (self.is_log and self.low <= 0):
            raise ValueError("an axis runs from a lower to a higher value, and above 0 where it is logarithmic")

    def at(self, value: float) -> float:
        """Return the place of a value, in pixels."""
        low, high, here = (
            (math.log(v) for v in (self.low, self.high, value)) if self.is_log else (self.low, self.high, value)
        )
        return self.left + (here - low) / (high - low) * (self.right - self.left)

    def ticks(self, most: int = 7) -> tuple[float, ...]:
        """Return round values on the axis, the lowest first: powers of 2 where it is logarithmic."""
        if self.is_log:
            first, last = math.ceil(math.log2(self.low)), math.floor(math.log2(self.high))
            return tuple(2.0**power for power in range(first, last + 1))
        step = self._step(most)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return tuple(place * step for place in range(first, last + 1))

    def _step(self, most: int) -> float:
        rough = (self.high - self.low) / most
        unit = 10.0 ** math.floor(math.log10(rough))
        return next(unit * step for step in STEPS if unit * step >= rough)
