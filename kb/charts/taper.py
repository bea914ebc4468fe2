"""Tapers at the pace that each guideline prints: the dose against time, a row of panels a pace.

A pace is read both ways, its percentages as shares of the starting and of the
current dose, side by side from 720 pixels on and below each other on a narrow
page. All panels share both axes.
"""

import textwrap
from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from kb.cases.tapers import Tapers
from kb.cases.typed import plain
from kb.charts import grid, theme
from kb.charts.figure import Drawing, Figure, Template, pick, template, words
from kb.charts.taper_rows import LETTERS, rows

LINE = 15
PANEL, NARROW_PANEL = 170, 140
"""Pixels that a panel is high."""
HEAD, FOOT = 38, 34
"""Pixels over a panel for its name and those of its axes, and under it for the axis of time."""
FAST, SLOW = 2.5, 1.2
KEYS = {
    "fast": "Thick line: the fastest pace printed.",
    "both": "Thick line: the pace printed.",
    "slow": "Thin line: the slowest.",
    "band": "Shaded: between them.",
    "threshold": "Dashed: a threshold, its number on the right.",
    "passed": "Dot: the step that goes below it.",
    "hold": "Bar on a line: a pause.",
}
"""What marks mean, by the kind of row that shows them or the end of a pace."""
GOES_ON = "Arrow at an end: goes on."
PLACES = {
    "narrow": "width < 720",
    "gutter": "narrow ? 0 : 28",
    "left": "34",
    "right_room": "mme_title == '' ? 12 : max(42, 15 + 6.5 * right_letters)",
    "panel_width": "narrow ? width - left - right_room : (width - gutter) / 2 - left - right_room",
    "panel_height": f"narrow ? {NARROW_PANEL} : {PANEL}",
    "panel_whole": f"panel_height + {HEAD + FOOT}",
    "row_head": f"20 + {LINE} * head_lines",
    "row_whole": "row_head + panel_whole * (narrow ? columns : 1)",
    "bottom": "row_whole * rows",
    "height": f"bottom + {LINE} * (narrow ? key_lines_narrow : key_lines_wide) + 8",
}
COLUMNS = {
    "x_start": "left + (narrow ? 0 : datum.column * (width + gutter) / 2)",
    "y_row": "datum.row * row_whole",
    "y_panel": f"datum.row * row_whole + row_head + (narrow ? datum.column * panel_whole : 0) + {HEAD}",
    "x_at": "datum.x_start + datum.px * panel_width",
    "x_to": "datum.x_start + datum.px2 * panel_width",
    "y_at": "datum.y_panel + (1 - datum.py) * panel_height",
    "y_to": "datum.y_panel + (1 - datum.py2) * panel_height",
}
TOOLTIP = {
    "country_name": "Country", "pace": "Pace", "step": "Step", "when": "From", "date": "Date", "dose": "Dose", "mme": "Morphine equivalents",
    "of_starting": "Step, of the starting dose", "of_current": "Step, of the dose before", "says": "Besides",
}  # fmt: skip


def figure(found: Tapers, days: int | None = None) -> Figure:
    """Return the tapers of a plan (`kb.cases.tapers.tapers`), all of them over the same time.

    `days` ends the axis of time, by default where the longest taper ends; what
    goes on past it ends in an arrow. A click gives `id`, that of the
    recommendation. Raises ValueError where no guideline prints a pace.
    """
    if not found.lines:
        raise ValueError("a chart of tapers needs at least one guideline that prints a pace")
    drawn = rows(found, days)
    wide, narrow = (_key(found, drawn, letters) for letters in (130, LETTERS))
    on_the_right = drawn.loc[drawn["kind"].isin(["mme-tick", "threshold-name"]), "text"]
    values = {
        "rows": int(drawn["row"].max()) + 1,
        "columns": int(drawn["column"].max()) + 1,
        "head_lines": int(drawn.loc[drawn["kind"] == "printed", "text"].str.count("\n").max()) + 1,
        "up_title": f"{found.unit} a day",
        "mme_title": "MME a day" if found.plan.factor is not None else "",
        "right_letters": int(on_the_right.str.len().max()) if len(on_the_right) else 0,
        **{"key_wide": wide, "key_lines_wide": wide.count("\n") + 1},
        **{"key_narrow": narrow, "key_lines_narrow": narrow.count("\n") + 1},
    }
    return Figure(_template(), values, drawn, _alt(found, drawn))


taper = Drawing(figure)


def _key(found: Tapers, drawn: pd.DataFrame, letters: int) -> str:
    seen = {*drawn["kind"], *drawn["end"]}
    told = [text for kind, text in KEYS.items() if kind in seen] + [GOES_ON] * bool(drawn["goes_on"].any())
    parts = [" ".join(told), *([_silent(found)] if found.silent else [])]
    return "\n".join(line for part in parts for line in textwrap.wrap(part, letters))


def _silent(found: Tapers) -> str:
    return f"No pace in the recommendations read here: {', '.join(g.country_name for g in found.silent)}."


def _alt(found: Tapers, drawn: pd.DataFrame) -> str:
    plan = found.plan
    start = plan.equivalent(plan.dose)
    counted = f" ({plain(start, 2)} MME a day in all)" if start is not None else ""
    ended = " ".join(drawn.loc[drawn["kind"] == "ended", "description"])
    silent = f" {_silent(found)}" if found.silent else ""
    return f"Tapers from {plain(plan.dose)} {found.unit} a day{counted}. {ended}{silent} The table has every step."


@cache
def _template() -> Template:
    params = {
        **dict.fromkeys(("rows", "columns", "head_lines", "right_letters", "key_lines_wide", "key_lines_narrow"), 1),
        **dict.fromkeys(("up_title", "mme_title", "key_wide", "key_narrow"), ""),
    }
    layers = [*_axes(), *_thresholds(), *_lines(), *_headings(), _hit()]
    return template(layers, params, PLACES, COLUMNS, pick("id"))


def _place(field: str, end: str) -> dict[str, Any]:
    """Return where something stands: a column that already counts in pixels of the chart."""
    scale = alt.Scale(domain=[0, alt.ExprRef(end)], range=[0, alt.ExprRef(end)], nice=False, zero=False)
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def _x(field: str = "x_at") -> alt.X:
    return alt.X(**_place(field, "width"))


def _y(field: str = "y_at") -> alt.Y:
    return alt.Y(**_place(field, "height"))


def _axes() -> list[alt.Chart]:
    text = {"fontSize": theme.SMALL - 1, "opacity": theme.QUIET}
    edge = alt.ExprRef("datum.x_start + panel_width")
    low = alt.ExprRef("datum.y_panel + panel_height")
    doses, equivalents, times = (grid.of(f"{name}-tick") for name in ("dose", "mme", "time"))
    return [
        doses.mark_rule(stroke=theme.INK, opacity=theme.FAINT, x=alt.ExprRef("datum.x_start"), x2=edge).encode(y=_y()),
        times.mark_rule(stroke=theme.INK, opacity=theme.FAINT, y=alt.ExprRef("datum.y_panel"), y2=low).encode(x=_x()),
        doses.mark_text(x=alt.ExprRef("datum.x_start - 6"), align="right", **text).encode(y=_y(), text="text:N"),
        equivalents.mark_text(x=alt.ExprRef("datum.x_start + panel_width + 9"), **text).encode(y=_y(), text="text:N"),
        times.mark_text(y=alt.ExprRef("datum.y_panel + panel_height + 14"), align="center", **text).encode(
            x=_x(), text="text:N"
        ),
    ]


def _headings() -> list[alt.Chart]:
    quiet = {"fontSize": theme.SMALL, "opacity": theme.QUIET}
    small = {**quiet, "fontSize": theme.SMALL - 1}
    panel = grid.of("panel")
    start, end = alt.ExprRef("datum.x_start - left"), alt.ExprRef("datum.x_start + panel_width + right_room")
    name_of_axes = alt.ExprRef(f"datum.y_panel - {HEAD - 24}")
    return [
        grid.of("country").mark_text(x=0, yOffset=9, fontWeight=theme.BOLD).encode(y=_y("y_row"), text="text:N"),
        grid.of("printed").mark_text(x=0, yOffset=9 + LINE + 1, lineBreak="\n", lineHeight=LINE, **quiet).encode(
            y=_y("y_row"), text="text:N"
        ),
        panel.mark_text(x=start, y=alt.ExprRef(f"datum.y_panel - {HEAD - 8}"), fontSize=theme.SMALL).encode(text="text:N"),
        panel.mark_text(x=start, y=name_of_axes, text=alt.ExprRef("up_title"), **small),
        panel.mark_text(x=end, y=name_of_axes, text=alt.ExprRef("mme_title"), align="right", **small),
        words("narrow ? key_narrow : key_wide", "0", "bottom + 8", lineBreak="\n", lineHeight=LINE, **small),
    ]  # fmt: skip


def _thresholds() -> list[alt.Chart]:
    edge = alt.ExprRef("datum.x_start + panel_width")
    line = grid.of("threshold").mark_rule(
        stroke=theme.INK, strokeDash=[5, 3], opacity=theme.QUIET, x=alt.ExprRef("datum.x_start"), x2=edge
    )
    name = grid.of("threshold-name").mark_text(
        x=alt.ExprRef("datum.x_start + panel_width + 9"), fontSize=theme.SMALL, fontWeight=theme.BOLD
    )
    return [line.encode(y=_y()), name.encode(y=_y(), text="text:N")]


def _lines() -> list[alt.Chart]:
    step = {"interpolate": "step-after", "clip": True}
    each = ["row:N", "column:N", "line:N"]
    band = grid.of("band").mark_area(fill=theme.ACCENT, fillOpacity=0.18, **step)
    line = alt.Chart().transform_filter("datum.kind == 'step' || datum.kind == 'turn'")
    thick = [(f"datum.end {sign} 'slow'", width) for sign, width in (("!=", FAST), ("==", SLOW))]
    drawn = [
        line.transform_filter(only)
        .mark_line(stroke=theme.ACCENT, strokeWidth=width, **step)
        .encode(x=_x(), y=_y(), detail=each, order="px:Q")
        for only, width in thick
    ]
    shape = alt.ExprRef("datum.goes_on ? 'triangle-right' : 'square'")
    mark = {"filled": True, "fill": theme.ACCENT, "opacity": 1}
    return [
        band.encode(x=_x(), y=_y(), y2="y_to:Q", detail=["row:N", "column:N"]),
        *drawn,
        grid.of("hold").mark_rule(stroke=theme.INK, strokeWidth=5).encode(x=_x(), x2="x_to:Q", y=_y()),
        grid.of("passed").mark_point(shape="circle", size=52, **mark).encode(x=_x(), y=_y()),
        grid.of("ended").mark_point(shape=shape, size=64, **mark).encode(x=_x(), y=_y()),
        _open("left", 8), _open("right", -8),
    ]  # fmt: skip


def _open(align: str, away: int) -> alt.Chart:
    beside = grid.of("open").transform_filter(f"datum.align == '{align}'")
    return beside.mark_text(align=align, xOffset=away, fontSize=theme.SMALL - 1).encode(x=_x(), y=_y(), text="text:N")


def _hit() -> alt.Chart:
    """Return every step for as long as it lasts, a stop for a few pixels: what is pointed at, clicked and read out."""
    shown = alt.condition(pick("id"), alt.value(0.16), alt.value(0), empty=False)
    tooltip = [alt.Tooltip(f"{field}:N", title=title) for field, title in TOOLTIP.items()]
    area = alt.Chart(name="steps").transform_filter("datum.kind == 'step'").mark_rect(
        fill=theme.ACCENT, cursor="pointer", aria=True, yOffset=-7, y2Offset=7,
        x2Offset=alt.ExprRef("max(0, 8 - datum.x_to + datum.x_at)"),
    )  # fmt: skip
    return area.encode(
        x=_x(), x2="x_to:Q", y=_y(), y2="y_at:Q", fillOpacity=shown, tooltip=tooltip, description="description:N"
    )
