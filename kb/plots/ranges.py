"""Numbers inside recommendations on one scale: a bar an amount, and a row for each guideline that gives none."""

from collections.abc import Iterator, Mapping

from kb import labels
from kb.comparison.amounts import Amount, Comparison
from kb.plots.axis import axis, height
from kb.plots.scale import Scale
from kb.plots.shapes import Line, Mark, Plot, Words

MARGIN, ROW = 8, 76
ROOM = 1.25


def ranges(comparison: Comparison, countries: Mapping[str, str], width: float) -> Plot:
    """Return the plot of one scale, `width` pixels wide; an open end is an arrow. `countries` are names by guideline."""
    scale = Scale(0, _top(comparison), MARGIN, width - MARGIN)
    given = [
        item
        for place, amount in enumerate(comparison.amounts)
        for item in _drawn(amount, countries[amount.recommendation.guideline], place * ROW, scale)
    ]
    below = len(comparison.amounts)
    silent = [
        item
        for place, guideline in enumerate(comparison.silent, below)
        for item in _said(guideline.country_name, "gives none", place * ROW)
    ]
    bottom = (below + len(comparison.silent)) * ROW
    title = (comparison.unit,)
    alternative = f"{comparison.title}, {comparison.unit}. The same values stand in the table before it."
    return Plot(width, bottom + height(title), (*given, *silent, *axis(scale, bottom, title)), alternative)


def _drawn(amount: Amount, country: str, top: float, scale: Scale) -> Iterator[Line | Words | Mark]:
    y = top + 58
    low, high = scale.at(amount.low or 0), scale.at(scale.high if amount.high is None else amount.high)
    yield Line(low, y, high, y, "data", 6)
    yield Mark(low, y, "square") if amount.low is not None else Mark(low + 5, y, "left")
    yield Mark(high, y, "square") if amount.high is not None else Mark(high - 5, y, "right")
    yield from _said(country, labels.span(amount.low, amount.high), top)


def _said(country: str, shown: str, top: float) -> Iterator[Words]:
    yield Words(MARGIN, top + 22, country, "head")
    yield Words(MARGIN, top + 42, shown)


def _top(comparison: Comparison) -> float:
    ends = [end for amount in comparison.amounts for end in (amount.low, amount.high) if end is not None]
    return ROOM * max(ends, default=1.0)
