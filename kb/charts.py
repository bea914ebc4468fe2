"""Forest plots as Vega-Lite specifications. One plot shows one panel, so measures never share an axis.

Altair validates each specification when it is built; callers keep the dict.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import altair as alt

from kb import labels
from kb.comparison.amounts import Amount, Comparison
from kb.effects import words
from kb.effects.panel import Panel, includes_no_difference, interval
from kb.records import Effect
from kb.vocabulary import Better, Measure

FOREST_ROW, RANGE_ROW = 120, 78
FOOT_HEIGHT = 30
# The words above a row: which field, how far above its line, how heavy.
FOREST_WORDS = (("label", -82, "bold"), ("shown", -62, "normal"), ("rests_on", -42, "normal"), ("sure", -22, "normal"))
# Room for a letter, rather too wide than too narrow, and for a circle, in pixels; the shapes of the circles.
LETTER, CIRCLE, MARKS_UP = 7.2, 15, -22
SHAPES = {
    "⊕": "M-1,0A1,1,0,1,1,1,0A1,1,0,1,1,-1,0ZM-1,0L1,0M0,-1L0,1",
    "◯": "M-1,0A1,1,0,1,1,1,0A1,1,0,1,1,-1,0Z",
    "⊟": "M-1,-1L1,-1L1,1L-1,1L-1,-1M-0.6,0L0.6,0",
}
RANGE_WORDS = (("label", -40, "bold"), ("shown", -20, "normal"))
FONT = "Source Sans, Source Sans Pro, sans-serif"
RATIO_LIMITS = (0.25, 16.0)
RATIO_TICKS = (0.25, 0.5, 1, 2, 4, 8, 16)


@dataclass(frozen=True)
class Ink:
    """The colours of a plot: the paper it lies on, text, marks, and quiet lines."""

    paper: str
    text: str
    mark: str
    quiet: str


LIGHT = Ink(paper="#ffffff", text="#15202b", mark="#08306b", quiet="#59636e")


def forest(panel: Panel, names: dict[str, str], ink: Ink, width: int) -> dict[str, Any]:
    """Return the specification of a panel, `width` pixels wide: a row an effect, with its interval, null line and both ends named.

    Ratios lie on a logarithmic axis with the null at 1, differences on a linear
    one with the null at 0. An interval that leaves the axis is cut and ends in
    an arrow; one derived from a standard error is dashed. Markers are equal,
    because the source gives no weights.
    """
    low, high = limits(panel)
    rows = [_row(place, effect, names[effect.id], low, high) for place, effect in enumerate(panel.plotted)]
    scale = alt.Scale(type="log" if panel.measure.is_ratio else "linear", domain=[low, high], nice=False)
    # Rows stand at whole numbers; the room below the last one holds the words for both ends.
    foot = FOOT_HEIGHT / FOREST_ROW
    down = alt.Scale(domain=[-0.75, len(rows) - 0.75 + foot], reverse=True, nice=False, zero=False)
    y = alt.Y("place:Q", scale=down, axis=None)
    base = alt.Chart(alt.Data(values=rows)).encode(y=y)

    def at(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=scale, axis=_axis(panel, ink))

    line = base.mark_rule(color=ink.mark, strokeWidth=4).encode(
        x=at("low"), x2="high:Q", strokeDash=alt.condition("datum.derived", alt.value([6, 4]), alt.value([1, 0]))
    )
    arrows = [
        base.transform_filter(f"datum.cut_{end}")
        .mark_point(shape=f"triangle-{side}", filled=True, size=180, color=ink.mark, opacity=1)
        .encode(x=at(end))
        for end, side in (("low", "left"), ("high", "right"))
        if any(row[f"cut_{end}"] for row in rows)
    ]
    marker = base.mark_square(size=150, color=ink.mark, opacity=1).encode(x=at("estimate"))
    null = (
        alt.Chart(alt.Data(values=[{"null": panel.measure.null}]))
        .mark_rule(color=ink.quiet, strokeWidth=2)
        .encode(x=at("null"))
    )
    ends = [
        alt.Chart(alt.Data(values=[{"place": len(rows) - 0.75 + foot / 2, "says": says}]))
        .mark_text(align=align, fontSize=14, color=ink.text)
        .encode(x=alt.value(0 if align == "left" else alt.ExprRef("width")), y=y, text="says:N")
        for align, says in zip(("left", "right"), favours(panel), strict=True)
    ]
    circles = (
        alt.Chart(alt.Data(values=_marks(panel)))
        .mark_point(
            filled=False, size=110, strokeWidth=1.3, yOffset=MARKS_UP, color=ink.text, fill=ink.paper, opacity=1
        )
        .encode(x=alt.value(alt.ExprRef("datum.x")), y=y, shape=alt.Shape("shape:N", scale=None))
    )
    height = len(rows) * FOREST_ROW + FOOT_HEIGHT
    chart = (
        alt.layer(null, line, *arrows, marker, *_words(base, ink, FOREST_WORDS), circles, *ends)
        .properties(width=width, height=height)
        .configure(background="transparent", font=FONT, padding={"left": 8, "right": 8, "top": 4, "bottom": 4})
        .configure_view(stroke=None)
    )
    return chart.to_dict()


def ranges(comparison: Comparison, countries: dict[str, str], ink: Ink, width: int) -> dict[str, Any]:
    """Return the specification of one scale: a row an amount, an open end as an arrow, and a row for each that gives none."""
    high = _top(comparison)
    rows = [_range_row(amount, countries[amount.recommendation.guideline], high) for amount in comparison.amounts]
    rows += [
        {"label": guideline.country_name, "shown": "gives none", "given": False} for guideline in comparison.silent
    ]
    for place, row in enumerate(rows):
        row["place"] = place
    scale = alt.Scale(domain=[0, high], nice=False)
    down = alt.Scale(domain=[-0.75, len(rows) - 0.5], reverse=True, nice=False, zero=False)
    base = alt.Chart(alt.Data(values=rows)).encode(y=alt.Y("place:Q", scale=down, axis=None))
    given = base.transform_filter("datum.given")
    axis = _plain_axis([comparison.unit], ink)

    def at(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=scale, axis=axis)

    # A layer without rows would stand in the page as a drawing without a name.
    bars = [given.mark_rule(color=ink.mark, strokeWidth=7).encode(x=at("low"), x2="high:Q")] * bool(comparison.amounts)
    ends = [
        given.transform_filter(f"datum.{end}_is_open == {open_}")
        .mark_point(shape=shape if open_ == "true" else "square", filled=True, size=170, color=ink.mark, opacity=1)
        .encode(x=at(end))
        for end, shape in (("low", "triangle-left"), ("high", "triangle-right"))
        for open_ in ("true", "false")
        if any(row["given"] and row[f"{end}_is_open"] == (open_ == "true") for row in rows)
    ]
    chart = (
        alt.layer(*bars, *ends, *_words(base, ink, RANGE_WORDS))
        .properties(width=width, height=len(rows) * RANGE_ROW)
        .configure(background="transparent", font=FONT, padding={"left": 8, "right": 8, "top": 4, "bottom": 4})
        .configure_view(stroke=None)
    )
    return chart.to_dict()


def _range_row(amount: Amount, country: str, high: float) -> dict[str, Any]:
    return {
        "id": amount.recommendation.id, "label": country, "shown": labels.span(amount.low, amount.high), "given": True,
        "low": amount.low or 0.0, "high": high if amount.high is None else amount.high,
        "low_is_open": amount.low is None, "high_is_open": amount.high is None,
    }  # fmt: skip


def _top(comparison: Comparison) -> float:
    ends = [end for amount in comparison.amounts for end in (amount.low, amount.high) if end is not None]
    return 1.25 * max(ends, default=1.0)


def favours(panel: Panel) -> tuple[str, str]:
    """Return what lies towards the left and the right end: it follows which end is better for the patient."""
    left, right = ("comparator", "intervention") if panel.better is Better.HIGHER else ("intervention", "comparator")
    return f"◀ favours {left}", f"favours {right} ▶"


def axis_title(panel: Panel) -> list[str]:
    """Return the measure and its units, a line each; units that the sources name differently are all named."""
    scale = ", logarithmic scale" if panel.measure.is_ratio else ""
    units = dict.fromkeys(effect.unit for effect in panel.plotted if effect.unit)
    return [f"{labels.MEASURE[panel.measure].capitalize()}{scale}", *units]


def limits(panel: Panel) -> tuple[float, float]:
    """Return both ends of the axis: fixed for ratios, and for differences the same distance on both sides of 0."""
    if panel.measure.is_ratio:
        return RATIO_LIMITS
    # Differences of a point or two must not fill the plot.
    least = 10.0 if panel.measure is Measure.RISK_DIFFERENCE else 1.0
    reach = max((abs(end) for e in panel.plotted if (i := interval(e)) for end in (i.low, i.high)), default=least)
    reach = max(reach, least)
    step = 5 if reach > 5 else 1
    return -step * (reach // step + 1), step * (reach // step + 1)


def alternative(panel: Panel) -> str:
    """Return a short text in place of the plot; the table before it holds the numbers."""
    count = len(panel.plotted)
    crossing = sum(includes_no_difference(effect) for effect in panel.plotted)
    return (
        f"Forest plot of {count} {'estimate' if count == 1 else 'estimates'}: {labels.MEASURE[panel.measure]}, "
        f"{panel.outcome.label.lower()}; {crossing or 'no'} interval{'' if crossing == 1 else 's'} "
        f"cross{'es' if crossing == 1 else ''} the line of no difference. The same values stand in the table before it."
    )


def _row(place: int, effect: Effect, name: str, low: float, high: float) -> dict[str, Any]:
    around = interval(effect)
    return {
        "place": place, "id": effect.id, "label": name, "estimate": effect.estimate, "measure": str(effect.measure),
        "low": max(around.low, low), "high": min(around.high, high),
        "ci_low": around.low, "ci_high": around.high,
        "cut_low": around.low < low, "cut_high": around.high > high, "derived": around.derived,
        "shown": words.estimate(effect),
        "rests_on": words.people(effect), "sure": _sure(effect),
    }  # fmt: skip


def _sure(effect: Effect) -> str:
    # "Certainty not reported" names itself.
    return f"Certainty {labels.certainty(effect).lower()}" if effect.certainty else labels.certainty(effect)


def _marks(panel: Panel) -> list[dict[str, Any]]:
    """Return the circles behind the words for the certainty. They are drawn: not every machine has a font with them."""
    return [
        {"place": place, "x": len(_sure(effect)) * LETTER + at * CIRCLE, "shape": SHAPES[mark]}
        for place, effect in enumerate(panel.plotted)
        for at, mark in enumerate(labels.certainty_mark(effect))
        if mark in SHAPES
    ]


def _words(base: alt.Chart, ink: Ink, fields: Iterable[tuple[str, int, str]]) -> list[alt.Chart]:
    # Words stand on a halo of paper, so that no line of the plot runs through them; every halo lies below all words.
    return [
        base.mark_text(align="left", dy=dy, fontSize=14.5, fontWeight=weight, **paint).encode(
            x=alt.value(0), text=f"{field}:N"
        )
        for paint in ({"color": ink.paper, "stroke": ink.paper, "strokeWidth": 6}, {"color": ink.text})
        for field, dy, weight in fields
    ]


def _axis(panel: Panel, ink: Ink) -> alt.Axis:
    values = list(RATIO_TICKS) if panel.measure.is_ratio else alt.Undefined
    return _plain_axis(axis_title(panel), ink, values)


def _plain_axis(title: list[str], ink: Ink, values: Any = alt.Undefined) -> alt.Axis:
    return alt.Axis(
        values=values, format="~f", grid=False, labelFontSize=14, labelColor=ink.text, domainColor=ink.quiet,
        tickColor=ink.quiet, labelOverlap=True, tickCount=7, title=title, titleColor=ink.text,
        titleFontSize=14, titleFontWeight="normal",
    )  # fmt: skip
