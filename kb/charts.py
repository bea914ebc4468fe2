"""Forest plots as Vega-Lite specifications. One plot shows one panel, so measures never share an axis.

Altair validates each specification when it is built; callers keep the dict.
"""

from dataclasses import dataclass
from typing import Any

import altair as alt

from kb import labels
from kb.comparison.amounts import Amount, Comparison
from kb.effects.panel import Panel, interval
from kb.vocabulary import Better

ROW_HEIGHT = 78
FOOT_HEIGHT = 30
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
DARK = Ink(paper="#0f1620", text="#e8edf2", mark="#9ccbea", quiet="#9aa7b4")


def forest(panel: Panel, names: dict[str, str], ink: Ink) -> dict[str, Any]:
    """Return the specification of a panel: a row an effect, with its interval, null line and both ends named.

    Ratios lie on a logarithmic axis with the null at 1, differences on a linear
    one with the null at 0. An interval that leaves the axis is cut and ends in
    an arrow; one derived from a standard error is dashed. Markers are equal,
    because the source gives no weights.
    """
    low, high = limits(panel)
    rows = [_row(place, effect, names[effect.id], low, high) for place, effect in enumerate(panel.plotted)]
    scale = alt.Scale(type="log" if panel.measure.is_ratio else "linear", domain=[low, high], nice=False)
    # Rows stand at whole numbers; the room below the last one holds the words for both ends.
    foot = FOOT_HEIGHT / ROW_HEIGHT
    down = alt.Scale(domain=[-0.75, len(rows) - 0.75 + foot], reverse=True, nice=False, zero=False)
    y = alt.Y("place:Q", scale=down, axis=None)
    base = alt.Chart(alt.Data(values=rows)).encode(y=y)

    def at(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=scale, axis=_axis(panel, ink))

    line = base.mark_rule(color=ink.mark, strokeWidth=3).encode(
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
        alt.Chart(alt.Data(values=[{"null": panel.null}]))
        .mark_rule(color=ink.quiet, strokeWidth=2)
        .encode(x=at("null"))
    )
    ends = [
        alt.Chart(alt.Data(values=[{"place": len(rows) - 0.75 + foot / 2, "says": says}]))
        .mark_text(align=align, fontSize=14, color=ink.text)
        .encode(x=alt.value(0 if align == "left" else alt.ExprRef("width")), y=y, text="says:N")
        for align, says in zip(("left", "right"), favours(panel), strict=True)
    ]
    height = len(rows) * ROW_HEIGHT + FOOT_HEIGHT
    chart = (
        alt.layer(null, line, *arrows, marker, *_words(base, ink), *ends)
        .properties(width="container", height=height, autosize=alt.AutoSizeParams(type="fit-x", contains="padding"))
        .configure(background="transparent", font=FONT, padding={"left": 8, "right": 8, "top": 4, "bottom": 4})
        .configure_view(stroke=None)
    )
    return chart.to_dict()


def ranges(comparison: Comparison, countries: dict[str, str], ink: Ink) -> dict[str, Any]:
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
        alt.layer(*bars, *ends, *_words(base, ink))
        .properties(
            width="container",
            height=len(rows) * ROW_HEIGHT,
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        )
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
    reach = max((abs(end) for e in panel.plotted if (i := interval(e)) for end in (i.low, i.high)), default=1.0)
    step = 5 if reach > 5 else 1
    return -step * (reach // step + 1), step * (reach // step + 1)


def alternative(panel: Panel) -> str:
    """Return a short text in place of the plot; the table before it holds the numbers."""
    count = len(panel.plotted)
    return (
        f"Forest plot of {count} {'estimate' if count == 1 else 'estimates'}: {labels.MEASURE[panel.measure]}, "
        f"{panel.outcome.label.lower()}. The same values stand in the table before it."
    )


def _row(place: int, effect: Any, name: str, low: float, high: float) -> dict[str, Any]:
    around = interval(effect)
    return {
        "place": place, "id": effect.id, "label": name, "estimate": effect.estimate, "measure": str(effect.measure),
        "low": max(around.low, low), "high": min(around.high, high),
        "ci_low": around.low, "ci_high": around.high,
        "cut_low": around.low < low, "cut_high": around.high > high, "derived": around.derived,
        "shown": shown(effect),
    }  # fmt: skip


def shown(effect: Any) -> str:
    """Return an estimate as printed; where its interval is derived, that interval follows, said to be derived."""
    around = interval(effect)
    if around is not None and around.derived:
        return f"{effect.printed} (SE), derived CI {labels.number(around.low)} to {labels.number(around.high)}"
    return effect.printed or ""


def _words(base: alt.Chart, ink: Ink) -> list[alt.Chart]:
    # Words stand on a halo of paper, so that no line of the plot runs through them; every halo lies below all words.
    return [
        base.mark_text(align="left", dy=dy, fontSize=14.5, fontWeight=weight, **paint).encode(
            x=alt.value(0), text=f"{field}:N"
        )
        for paint in ({"color": ink.paper, "stroke": ink.paper, "strokeWidth": 6}, {"color": ink.text})
        for field, dy, weight in (("label", -40, "bold"), ("shown", -20, "normal"))
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
