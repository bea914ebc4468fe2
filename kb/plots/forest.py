"""A forest plot of one panel, so that measures never share an axis.

Ratios lie on a logarithmic axis with the null at 1, differences on a linear one
with the null at 0. An interval that leaves the axis is cut and ends in an
arrow; one derived from a standard error is dashed. Markers are equal, because
the source gives no weights.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb import labels
from kb.effects import words
from kb.effects.panel import Panel, includes_no_difference, interval
from kb.plots.axis import axis, height
from kb.plots.scale import Scale
from kb.plots.shapes import Line, Mark, Plot, Words
from kb.records import Effect
from kb.vocabulary import Better, Measure

MARGIN, ROW, FOOT = 8, 120, 32
RATIO_LIMITS = (0.25, 16.0)
SMALLEST_POINTS = 10.0
LETTER, CIRCLE = 7.2, 15
CIRCLES = {"⊕": "crossed", "◯": "circle", "⊟": "box"}


@dataclass(frozen=True)
class Row:
    """One effect as it is drawn: its words from top to bottom, its numbers, and where its line is cut."""

    id: str
    words: tuple[str, str, str, str]
    circles: str
    estimate: float
    low: float
    high: float
    derived: bool


def rows(panel: Panel, names: Mapping[str, str]) -> tuple[Row, ...]:
    """Return a row for each effect of the panel that has an interval; `names` are those of its interventions."""
    return tuple(_row(effect, names[effect.id]) for effect in panel.plotted)


def _row(effect: Effect, name: str) -> Row:
    around = interval(effect)
    said = (name, words.estimate(effect), words.people(effect), _sure(effect))
    return Row(effect.id, said, labels.certainty_mark(effect), effect.estimate, around.low, around.high, around.derived)


def _sure(effect: Effect) -> str:
    # "Certainty not reported" names itself.
    return f"Certainty {labels.certainty(effect).lower()}" if effect.certainty else labels.certainty(effect)


def forest(panel: Panel, names: Mapping[str, str], width: float) -> Plot:
    """Return the plot of a panel, `width` pixels wide, with both ends named."""
    scale = Scale(*limits(panel), MARGIN, width - MARGIN, panel.measure.is_ratio)
    shown = rows(panel, names)
    bottom = len(shown) * ROW + FOOT
    null = scale.at(panel.measure.null)
    left, right = favours(panel)
    items = (
        Line(null, 0, null, bottom, "quiet", 2),
        *(item for place, row in enumerate(shown) for item in _drawn(row, place * ROW, scale)),
        Words(scale.left, bottom - 12, left, size=14),
        Words(scale.right, bottom - 12, right, anchor="end", size=14),
        *axis(scale, bottom, axis_title(panel)),
    )
    return Plot(width, bottom + height(axis_title(panel)), items, alternative(panel))


def _drawn(row: Row, top: float, scale: Scale) -> Iterator[Line | Words | Mark]:
    y = top + 104
    low, high = max(row.low, scale.low), min(row.high, scale.high)
    yield Line(scale.at(low), y, scale.at(high), y, "data", 4, dashed=row.derived)
    if row.low < scale.low:
        yield Mark(scale.left + 5, y, "left")
    if row.high > scale.high:
        yield Mark(scale.right - 5, y, "right")
    yield Mark(scale.at(min(max(row.estimate, scale.low), scale.high)), y, "square")
    for place, says in enumerate(row.words):
        yield Words(scale.left, top + 22 + place * 20, says, "text" if place else "head")
    # The circles are drawn: not every machine has a font with them.
    for place, mark in enumerate(mark for mark in row.circles if mark in CIRCLES):
        yield Mark(scale.left + len(row.words[-1]) * LETTER + place * CIRCLE, top + 77, CIRCLES[mark], "text")


def limits(panel: Panel) -> tuple[float, float]:
    """Return both ends of the axis: fixed for ratios, and for differences the same distance on both sides of 0."""
    if panel.measure.is_ratio:
        return RATIO_LIMITS
    # Differences of a point or two must not fill the plot.
    least = SMALLEST_POINTS if panel.measure is Measure.RISK_DIFFERENCE else 1.0
    ends = [abs(end) for e in panel.plotted if (i := interval(e)) for end in (i.low, i.high)]
    reach = max([*ends, least])
    step = 5 if reach > 5 else 1
    return -step * (reach // step + 1), step * (reach // step + 1)


def favours(panel: Panel) -> tuple[str, str]:
    """Return what lies towards the left and the right end: it follows which end is better for the patient."""
    left, right = ("comparator", "intervention") if panel.better is Better.HIGHER else ("intervention", "comparator")
    return f"◀ favours {left}", f"favours {right} ▶"


def axis_title(panel: Panel) -> tuple[str, ...]:
    """Return the measure and its units, a line each; units that the sources name differently are all named."""
    scale = ", logarithmic scale" if panel.measure.is_ratio else ""
    units = dict.fromkeys(effect.unit for effect in panel.plotted if effect.unit)
    return (f"{labels.MEASURE[panel.measure].capitalize()}{scale}", *units)


def alternative(panel: Panel) -> str:
    """Return a short text in place of the plot; the table before it holds the numbers."""
    count = len(panel.plotted)
    crossing = sum(includes_no_difference(effect) for effect in panel.plotted)
    return (
        f"Forest plot of {count} {'estimate' if count == 1 else 'estimates'}: {labels.MEASURE[panel.measure]}, "
        f"{panel.outcome.label.lower()}; {crossing or 'no'} interval{'' if crossing == 1 else 's'} "
        f"cross{'es' if crossing == 1 else ''} the line of no difference. The same values stand in the table before it."
    )
