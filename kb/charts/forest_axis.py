"""The axis of a forest plot: its ends, the values written under it, and what stands at both ends."""

import math
import textwrap
from dataclasses import dataclass
from statistics import median
from typing import Any

from kb import labels
from kb.charts.forest_rows import Line, units
from kb.vocabulary import Better, Measure

RATIOS = tuple(base * 10.0**power for power in range(-4, 5) for base in (1, 2, 5))
"""Where a logarithmic axis may end, and what may be written under it."""
USUAL = (0.1, 50.0)
"""A ratio's interval makes the axis no longer than this; an estimate does."""
CUT = 4
"""An interval of a difference is cut where it reaches this many times as far from 0 as the middle one of the rows."""
LEAST = {Measure.MEAN_DIFFERENCE: 1.0, Measure.RISK_DIFFERENCE: 10.0}
"""How far an axis of differences reaches at least: a difference of a point or two must not fill it."""
STEPS = (1, 2, 5, 10)
LETTERS = 56
"""How many letters of a title fit into a line."""


@dataclass(frozen=True)
class Axis:
    """An axis, in the unit of its measure.

    `ends` say whom the left and the right end favour, `means` what lies there.
    """

    measure: Measure
    low: float
    high: float
    ticks: tuple[float, ...]
    ends: tuple[str, str]
    means: tuple[str, str]
    heading: str
    unit: str
    title: str
    key: str

    def values(self) -> dict[str, Any]:
        """Return what the axis gives to the parameters of the template."""
        return {
            "low": self.low,
            "high": self.high,
            "null_at": self.measure.null,
            "ticks": list(self.ticks),
            "heading": self.heading,
            "unit_text": self.unit,
            "title": self.title,
            "left_end": f"← {self.ends[0]}",
            "right_end": f"{self.ends[1]} →",
            "left_means": self.means[0],
            "right_means": self.means[1],
            "key": self.key,
            "title_lines": self.title.count("\n") + 1,
            "key_lines": self.key.count("\n") + 1 if self.key else 0,
        }


def axis(shown: tuple[Line, ...], domain: tuple[float, float] | None = None) -> Axis:
    """Return the axis of rows of one outcome and measure, from and to `domain`, or as the rows need it.

    Raises ValueError for no rows, for rows of several outcomes or measures, and for a domain without the null.
    """
    measure, first = Measure(_only(shown, "measure")), shown[0].effect
    _only(shown, "outcome")
    low, high = domain or (_ratio_ends(shown) if measure.is_ratio else _difference_ends(shown, measure))
    if not low < measure.null < high:
        raise ValueError(f"an axis of a {labels.MEASURE[measure]} holds {measure.null:g}")
    ticks = tuple(value for value in RATIOS if low <= value <= high) if measure.is_ratio else steps(low, high)
    unit = units(shown)[0] if len(units(shown)) == 1 else ""
    return Axis(
        measure, low, high, ticks, _ends(first.better), _means(measure, first.outcome_label),
        _heading(shown, measure), unit, _title(shown, measure), _key(shown),
    )  # fmt: skip


def _only(shown: tuple[Line, ...], column: str) -> str:
    held = {getattr(line.effect, column) for line in shown}
    if len(held) != 1 or None in held:
        raise ValueError(f"a forest plot holds rows of exactly one {column}, not of {len(held - {None})}")
    return held.pop()


def _ratio_ends(shown: tuple[Line, ...]) -> tuple[float, float]:
    estimates = [line.effect.estimate for line in shown]
    low = min(max(min(line.around.low for line in shown), USUAL[0]), *estimates, 0.5)
    high = max(min(max(line.around.high for line in shown), USUAL[1]), *estimates, 2.0)
    below = [value for value in RATIOS if value <= low]
    above = [value for value in RATIOS if value >= high]
    return max(below, default=low), min(above, default=high)


def _difference_ends(shown: tuple[Line, ...], measure: Measure) -> tuple[float, float]:
    """Return ends as far from 0 on both sides, at a round value."""
    reaches = [max(abs(line.around.low), abs(line.around.high)) for line in shown]
    estimates = [abs(line.effect.estimate) for line in shown]
    farthest = max(min(max(reaches), CUT * median(reaches)), *estimates, LEAST[measure])
    step = _step(2 * farthest) / 2
    end = step * math.ceil(farthest / step - 1e-9)
    return -end, end


def steps(low: float, high: float) -> tuple[float, ...]:
    """Return round values from `low` to `high`, at most seven."""
    step = _step(high - low)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return tuple(round(place * step, 10) for place in range(first, last + 1))


def _step(width: float) -> float:
    rough = width / 6
    unit = 10.0 ** math.floor(math.log10(rough))
    return next(unit * step for step in STEPS if unit * step >= rough * (1 - 1e-9))


def _ends(better: str | None) -> tuple[str, str]:
    if better is None:
        return "Lower", "Higher"
    sides = ("Favours intervention", "Favours comparator")
    return sides if better == Better.LOWER else (sides[1], sides[0])


def _means(measure: Measure, outcome: str) -> tuple[str, str]:
    """Return what lies at both ends: the side of *more people* and that of *a lower dose* are not the same."""
    what = "people" if measure.counts_people else outcome[:1].lower() + outcome[1:]
    less, more = ("fewer", "more") if measure.counts_people else ("lower", "higher")
    return f"{less} {what}\nwith intervention", f"{more} {what}\nwith intervention"


def _heading(shown: tuple[Line, ...], measure: Measure) -> str:
    levels = {line.around.level for line in shown}
    level = f"{levels.pop():g}% CI" if len(levels) == 1 else "CI"
    return f"{labels.MEASURE[measure].capitalize()} ({level})"


def _title(shown: tuple[Line, ...], measure: Measure) -> str:
    name = labels.MEASURE[measure].capitalize()
    said = f"{name}, log scale" if measure.is_ratio else f"{name}, {', '.join(units(shown)) or 'unit not printed'}"
    return "\n".join(textwrap.wrap(said, LETTERS))


def _key(shown: tuple[Line, ...]) -> str:
    parts = {
        "Diamond: pooled by the source.": any(line.effect.pooled for line in shown),
        "Dashed: interval calculated from the standard error.": any(line.around.derived for line in shown),
    }
    return "\n".join(part for part, holds in parts.items() if holds)
