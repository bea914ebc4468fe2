"""A forest plot: effects of one outcome and one measure on one axis, with their columns of text.

Ratios lie on a logarithmic axis with the null at 1, differences on a linear one
with the null at 0. From 760 pixels on, the columns stand beside the plot;
below, they move under the name of the intervention, row by row.
"""

from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from kb.charts import grid, symbols, theme
from kb.charts.figure import Drawing, Figure, Template, pick, rule, template, words
from kb.charts.forest_axis import Axis, axis
from kb.charts.forest_rows import FIRST, LINE, NOT_PRINTED, lines, rows

PLACES = {
    "narrow": "width < 760",
    "name_width": "clamp(width * 0.28, 208, 300)",
    "left": "narrow ? 16 : name_width + 20",
    "right": "narrow ? width - 16 : width - 370",
    "middle": "(left + right) / 2",
    "estimate_at": "narrow ? 8 : width - 352",
    "people_at": "narrow ? width - 8 : width - 184",
    "certainty_at": "narrow ? width - 64 : width - 98",
    "head": "narrow ? 26 : 42",
    "bottom": "head + (narrow ? narrow_height : wide_height)",
    "foot": "bottom + 84 + 15 * title_lines",
    "height": "foot + 15 * key_lines",
}
"""Where things stand, in pixels, worked out from the `width` that the page gives."""
PARAMS = ("heading", "unit_text", "title", "left_end", "left_means", "right_end", "right_means", "key")
TOOLTIP = {
    "name_text": "Intervention",
    "comparator": "Comparator",
    "outcome": "Outcome",
    "time": "Time point",
    "measured": "Effect",
    "interval": "Interval",
    "studies": "Trials",
    "participants": "People",
    "certainty_word": "Certainty",
    "printed_in": "Source",
}


def figure(frame: pd.DataFrame, domain: tuple[float, float] | None = None) -> Figure:
    """Return the forest plot of rows of `base.effects`, all of one outcome and one measure, each with an interval.

    `domain` sets both ends of the axis; without it they follow the rows. An
    interval that leaves the axis ends in an arrow with its number; one
    calculated from a standard error is dashed. A click gives `id`, that of the
    effect. Raises ValueError for no rows, for more than one outcome or measure,
    and for a row without an interval.
    """
    shown = lines(frame)
    found = axis(shown, domain)
    drawn = rows(shown, found.low, found.high)
    heights = {f"{form}_height": int(drawn[f"{form}_bottom"].max()) for form in ("wide", "narrow")}
    return Figure(_template(found.measure.is_ratio), {**found.values(), **heights}, drawn, _alt(found, drawn))


forest = Drawing(figure)


def _alt(found: Axis, drawn: pd.DataFrame) -> str:
    crossing = int(((drawn["low"] <= found.measure.null) & (drawn["high"] >= found.measure.null)).sum())
    estimates = "1 estimate" if len(drawn) == 1 else f"{len(drawn)} estimates"
    held = f"{crossing or 'none'} of the intervals {'includes' if crossing == 1 else 'include'} no difference"
    ends = "; ".join(f"{side}: {end.lower()}" for side, end in zip(("left", "right"), found.ends, strict=True))
    title = found.title.replace("\n", " ")
    return (
        f"Forest plot of {drawn['outcome'].iloc[0]}. {title}: {estimates}, {held}; {ends}. The table has the numbers."
    )


@cache
def _template(is_ratio: bool) -> Template:
    params = {
        **{"low": 0.5, "high": 2, "null_at": 1, "ticks": [1]},
        **dict.fromkeys(PARAMS, ""),
        **dict.fromkeys(("wide_height", "narrow_height", "title_lines", "key_lines"), 1),
    }
    layers = [*_bands(), *_plot(is_ratio), *_columns(), *_headings(), *_foot(), _hit()]
    return template(layers, params, PLACES, grid.COLUMNS, pick("id"))


def _row() -> alt.Chart:
    return alt.Chart().encode(y=grid.y())


def _x(is_ratio: bool, field: str) -> alt.X:
    scale = alt.Scale(
        type="log" if is_ratio else "linear",
        domain=[alt.ExprRef("low"), alt.ExprRef("high")],
        range=[alt.ExprRef("left"), alt.ExprRef("right")],
        nice=False,
        **({} if is_ratio else {"zero": False}),
    )
    text = "replace(format(datum.value, '~g'), '-', '−')"
    shown = alt.Axis(
        values=alt.ExprRef("ticks"), labelExpr=text, title=None, offset=alt.ExprRef("bottom - height"), grid=False
    )
    return alt.X(f"{field}:Q", scale=scale, axis=shown)


def _bands() -> list[alt.Chart]:
    band = alt.Chart().mark_rect(fill=theme.INK, x=0, x2=alt.ExprRef("width"))
    shade = alt.condition("datum.row % 2 == 0", alt.value(theme.BAND), alt.value(0))
    return [band.encode(y=grid.y(), y2="until:Q", fillOpacity=shade)]


def _plot(is_ratio: bool) -> list[alt.Chart]:
    at = alt.ExprRef("narrow ? datum.plot_at : datum.centre")
    dash = alt.StrokeDash("derived:N", scale=alt.Scale(domain=[False, True], range=[[1, 0], [4, 3]]), legend=None)
    interval = _row().mark_rule(stroke=theme.INK, strokeWidth=2, yOffset=at, y2Offset=at)
    shape = alt.Shape("pooled:N", scale=alt.Scale(domain=[False, True], range=["square", "diamond"]), legend=None)
    size = alt.condition("datum.pooled", alt.value(150), alt.value(100))
    mark = _row().mark_point(filled=True, fill=theme.ACCENT, opacity=1, yOffset=at).transform_filter("datum.inside")
    return [
        *_grid(),
        interval.encode(x=_x(is_ratio, "drawn_low"), x2="drawn_high:Q", strokeDash=dash),
        *_arrows("low", "left", 6),
        *_arrows("high", "right", -6),
        mark.encode(x=_x(is_ratio, "at"), shape=shape, size=size),
    ]


def _grid() -> list[alt.Chart]:
    """Return the null line and the grid, in the narrow form only where no text stands."""
    start = alt.ExprRef("narrow ? datum.plot_at - 14 : 0")
    line = _row().mark_rule(stroke=theme.INK, yOffset=start, x=alt.ExprRef("scale('x', datum.tick)"))
    ticks = line.transform_calculate(tick="ticks").transform_flatten(["tick"])
    null = line.transform_calculate(tick="null_at")
    return [
        ticks.encode(y2="until:Q", opacity=alt.value(theme.FAINT)),
        null.encode(y2="until:Q", opacity=alt.value(theme.QUIET)),
    ]


def _arrows(end: str, side: str, inward: int) -> list[alt.Chart]:
    at = "(narrow ? datum.plot_at : datum.centre)"
    cut = _row().transform_filter(f"datum.cut_{end}")
    head = cut.mark_point(
        shape=f"triangle-{side}", filled=True, size=90, fill=theme.INK, opacity=1,
        x=alt.ExprRef(side), yOffset=alt.ExprRef(at),
    )  # fmt: skip
    number = cut.mark_text(
        align=side, fontSize=theme.SMALL - 1, x=alt.ExprRef(f"{side} + {inward}"), yOffset=alt.ExprRef(f"{at} - 12")
    )
    return [head, number.encode(text=f"{end}_text:N")]


def _columns() -> list[alt.Chart]:
    values_at = f"(narrow ? datum.values_at : {FIRST})"
    quiet = {"fontSize": theme.SMALL, "opacity": theme.QUIET}
    turned = {"align": alt.ExprRef("narrow ? 'right' : 'left'")}
    return [
        _text("name", "8", f"{FIRST}", fontWeight=theme.BOLD),
        _text("against", "8", f"{FIRST} + {LINE} * datum.name_lines", **quiet),
        _text("estimate_text", "estimate_at", values_at),
        _text("beside", "estimate_at", f"{values_at} + {LINE}", **quiet),
        _counted("studies", "people_at", values_at, **turned),
        _counted("people", "people_at", f"{values_at} + {LINE}", **turned, **quiet),
        _text("certainty_word", "narrow ? width - 8 : certainty_at", f"{FIRST}", **turned),
        _certainty().encode(shape=_circles()),
    ]


def _text(field: str, x: str, down: str, **mark: Any) -> alt.Chart:
    where = {"x": alt.ExprRef(x), "yOffset": alt.ExprRef(down)}
    return _row().mark_text(lineBreak="\n", lineHeight=LINE, **where, **mark).encode(text=f"{field}:N")


def _counted(field: str, x: str, down: str, **mark: Any) -> alt.Chart:
    """Return a count; beside the plot the head of the column says of what, so that *not printed* is enough."""
    where = {"x": alt.ExprRef(x), "yOffset": alt.ExprRef(down)}
    text = f"narrow || datum.{field}_printed ? datum.{field}_text : '{NOT_PRINTED}'"
    return _row().mark_text(text=alt.ExprRef(text), **where, **mark)


def _certainty() -> alt.Chart:
    where = {"x": alt.ExprRef("certainty_at + 27"), "yOffset": FIRST + LINE}
    return _row().mark_point(size=54**2, filled=False, stroke=theme.INK, strokeWidth=1.1, opacity=1, **where)


def _circles() -> alt.Shape:
    marks = symbols.certainty()
    scale = alt.Scale(domain=list(marks), range=list(marks.values()))
    return alt.Shape("certainty_mark:N", scale=scale, legend=None)


def _headings() -> list[alt.Chart]:
    bold = {"fontWeight": theme.BOLD, "fontSize": theme.SMALL}
    wide = {"opacity": alt.ExprRef("narrow ? 0 : 1")}
    quiet = {"fontSize": theme.SMALL, "opacity": alt.ExprRef(f"narrow ? 0 : {theme.QUIET}")}
    return [
        words("narrow ? heading + (unit_text ? ', ' + unit_text : '') : 'Intervention'", "8", "10", **bold),
        words("'compared with, time point'", "8", "26", **quiet),
        words("heading", "estimate_at", "10", **bold, **wide),
        words("unit_text", "estimate_at", "26", **quiet),
        words("'Trials'", "people_at", "10", **bold, **wide),
        words("'people'", "people_at", "26", **quiet),
        words("'Certainty'", "certainty_at", "10", **bold, **wide),
        words("'(GRADE)'", "certainty_at", "26", **quiet),
        rule("0", "head", x2="width", opacity=0.5),
        rule("0", "bottom", x2="width", opacity=0.5),
    ]


def _foot() -> list[alt.Chart]:
    bold = {"fontWeight": theme.BOLD, "fontSize": theme.SMALL}
    quiet = {"fontSize": theme.SMALL, "opacity": theme.QUIET, "lineBreak": "\n", "lineHeight": 15}
    # A label that is longer than half the axis grows outwards: the two never meet.
    left, right = "min(left - 8, middle - 134)", "max(right + 8, middle + 134)"
    return [
        words("left_end", left, "bottom + 36", **bold),
        words("left_means", left, "bottom + 51", **quiet),
        words("right_end", right, "bottom + 36", **bold, align="right"),
        words("right_means", right, "bottom + 51", **quiet, align="right"),
        words("title", "middle", "bottom + 86", **quiet, align="center"),
        words("key", "8", "foot + 6", **quiet),
    ]


def _hit() -> alt.Chart:
    """Return the row itself, over everything else: what is pointed at, clicked, and read out."""
    shown = alt.condition(pick("id"), alt.value(0.12), alt.value(0), empty=False)
    tooltip = [alt.Tooltip(f"{field}:N", title=title) for field, title in TOOLTIP.items()]
    area = alt.Chart(name="rows").mark_rect(
        fill=theme.ACCENT, x=0, x2=alt.ExprRef("width"), cursor="pointer", aria=True
    )
    return area.encode(y=grid.y(), y2="until:Q", fillOpacity=shown, tooltip=tooltip, description="description:N")
