"""Numbers inside recommendations on one scale: what is printed as text, what can be compared as a mark.

An end that is left open is an arrow of fixed length that never reaches 0: *10%
a month or slower* must not read as if no tapering at all were advised.
"""

import textwrap
from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from kb import labels
from kb.charts import grid, symbols, theme
from kb.charts.figure import Drawing, Figure, Template, pick, rule, template, words
from kb.charts.forest_axis import steps
from kb.charts.matrix_rows import SHORT
from kb.vocabulary import Strength

FIRST, LINE, MARK = 17, 16, 30
"""Pixels to the first line of a row, from line to line, and that the mark takes under the text on a narrow page."""
LETTERS, MOST = 42, 3
ROOM = 1.25
"""An axis goes on for a quarter past the highest number, so that *or more* has somewhere to point to."""
OPEN = 44
"""Pixels of the arrow of an open end."""
PLACES = {
    "narrow": "width < 640",
    "left": "narrow ? 12 : clamp(width * 0.36, 250, 380)",
    "right": "narrow ? width - 12 : width - 130",
    "strength_at": "narrow ? width - 92 : width - 104",
    "head": "24",
    "bottom": "head + (narrow ? narrow_height : wide_height)",
    "height": "bottom + (key ? 68 : 50)",
}
TOOLTIP = {
    "country_name": "Country", "printed": "Printed", "compared": "On this scale", "formula": "Calculated from",
    "strength_word": "Strength", "statement": "Recommendation",
}  # fmt: skip


def figure(frame: pd.DataFrame, recommendations: pd.DataFrame | None = None) -> Figure:
    """Return one scale of `kb.comparison.numbers`: a row an amount, none for guidelines that give none.

    `recommendations` (`base.recommendations`) adds strengths and statements. A
    click gives `id`, that of the recommendation. Raises ValueError for no rows
    and for more than one scale.
    """
    if frame["scale"].nunique() != 1:
        raise ValueError(f"a figure of numbers holds exactly one scale, not {frame['scale'].nunique()}")
    drawn = rows(frame, recommendations)
    top = ROOM * float(frame[["low", "high"]].max().max())
    heights = {f"{form}_height": int(drawn[f"{form}_bottom"].max()) for form in ("wide", "narrow")}
    title, unit = str(frame["title"].iloc[0]), str(frame["unit"].iloc[0])
    key = "Arrow: an open end; its length means nothing." if (drawn["opens_up"] | drawn["opens_down"]).any() else ""
    axis = {"most": top, "ticks": list(steps(0, top)), "title": f"{title}, {unit}", "key": key}
    return Figure(_template(), {**axis, **heights}, drawn, _alt(drawn, axis["title"]))


numbers = Drawing(figure)


def rows(frame: pd.DataFrame, recommendations: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return what is drawn of each amount: `low` and `high` where the bar begins and ends, and which end is open."""
    made = pd.DataFrame([_row(row, recommendations) for row in frame.itertuples()])
    wide = FIRST + LINE * made["lines"] + 12
    for form, height in (("wide", wide), ("narrow", wide + MARK)):
        made[f"{form}_bottom"] = height.cumsum()
        made[f"{form}_top"] = made[f"{form}_bottom"] - height
    made["centre"] = wide / 2
    made["mark_at"] = wide + MARK / 2 - 8
    return made


def _row(row: Any, recommendations: pd.DataFrame | None) -> dict[str, Any]:
    low, high = (None if pd.isna(end) else float(end) for end in (row.low, row.high))
    lines = textwrap.wrap(row.printed, LETTERS, max_lines=MOST, placeholder=" …")
    calculated = not pd.isna(row.formula)
    held = None if recommendations is None else recommendations.loc[row.recommendation]
    strength = "" if held is None else str(held["strength"])
    ends = [end for end in (low, high) if end is not None]
    return {
        "id": row.recommendation,
        "country_name": row.country_name,
        "printed": row.printed,
        "text": "\n".join(lines),
        "lines": len(lines),
        "low": min(ends),
        "high": max(ends),
        "opens_down": low is None,
        "opens_up": high is None,
        "compared": _compared(low, high, row.unit, calculated),
        "formula": row.formula if calculated else "as printed",
        "strength": strength,
        "strength_word": SHORT[Strength(strength)] if strength else "–",
        "statement": "–" if held is None else held["statement"],
        "description": f"{row.country_name}: {row.printed}; {_compared(low, high, row.unit, calculated)}.",
    }


def _compared(low: float | None, high: float | None, unit: str, calculated: bool) -> str:
    """Return an amount in the unit of the scale; one that was calculated is *about*, no finer than it can be."""
    said = [labels.number(float(f"{end:.2g}") if calculated else end) for end in (low, high) if end is not None]
    about = "about " if calculated else ""
    if low is None or high is None:
        return f"{about}{said[0]} {unit} or {'more' if high is None else 'less'}"
    return f"{about}{said[0] if low == high else ' to '.join(said)} {unit}"


def _alt(drawn: pd.DataFrame, title: str) -> str:
    given = "; ".join(f"{row.country_name}: {row.printed}" for row in drawn.itertuples())
    return f"{title}. {given}."


@cache
def _template() -> Template:
    params = {"most": 1, "ticks": [0], "title": "", "key": "", "wide_height": 1, "narrow_height": 1}
    layers = [*_frame(), *_bars(), *_words(), _hit()]
    return template(layers, params, PLACES, grid.COLUMNS, pick("id"))


def _x(field: str) -> alt.X:
    ends = {"domain": [0, alt.ExprRef("most")], "range": [alt.ExprRef("left"), alt.ExprRef("right")]}
    shown = alt.Axis(values=alt.ExprRef("ticks"), title=None, offset=alt.ExprRef("bottom - height"), grid=False)
    return alt.X(f"{field}:Q", scale=alt.Scale(**ends, nice=False, zero=False), axis=shown)


def _frame() -> list[alt.Chart]:
    band = alt.Chart().mark_rect(fill=theme.INK, x=0, x2=alt.ExprRef("width"))
    shade = alt.condition("datum.place % 2 == 1", alt.value(theme.BAND), alt.value(0))
    start = alt.ExprRef("narrow ? datum.mark_at - 12 : 0")
    line = (
        alt.Chart()
        .encode(y=grid.y())
        .mark_rule(stroke=theme.INK, yOffset=start, x=alt.ExprRef("scale('x', datum.tick)"))
    )
    ticks = line.transform_calculate(tick="ticks").transform_flatten(["tick"])
    return [
        band.transform_window(place="row_number()").encode(y=grid.y(), y2="until:Q", fillOpacity=shade),
        ticks.encode(y2="until:Q", opacity=alt.value(theme.FAINT)),
        rule("0", "head", x2="width", opacity=0.5),
        rule("0", "bottom", x2="width", opacity=0.5),
        words("'As printed'", "8", "10", fontSize=theme.SMALL, fontWeight=theme.BOLD),
        words(
            "narrow ? '' : 'Strength'", "strength_at", "10", fontSize=theme.SMALL, fontWeight=theme.BOLD
        ),
        words("title", "(left + right) / 2", "bottom + 36", fontSize=theme.SMALL, opacity=theme.QUIET, align="center"),
        words("key", "8", "bottom + 58", fontSize=theme.SMALL - 1, opacity=theme.QUIET),
    ]  # fmt: skip


def _bars() -> list[alt.Chart]:
    at = alt.ExprRef("narrow ? datum.mark_at : datum.centre")
    row = alt.Chart().encode(y=grid.y())
    place = {"yOffset": at, "y2Offset": at}
    bar = row.mark_rule(strokeWidth=6, stroke=theme.ACCENT, **place)
    mark = {"filled": True, "size": 110, "fill": theme.ACCENT, "opacity": 1, "shape": "square", "yOffset": at}
    up, down = row.transform_filter("datum.opens_up"), row.transform_filter("datum.opens_down")
    return [
        bar.encode(x=_x("low"), x2="high:Q"),
        *_open(up, "high", f"min({OPEN}, right - scale('x', datum.high))", "right"),
        *_open(down, "low", f"-min({OPEN}, (scale('x', datum.low) - left) * 0.7)", "left"),
        row.mark_point(**mark).encode(x=_x("low")),
        row.mark_point(**mark).encode(x=_x("high")),
    ]


def _open(row: alt.Chart, end: str, reach: str, side: str) -> list[alt.Chart]:
    """Return a dashed line from an open end with an arrow at its head."""
    at = alt.ExprRef("narrow ? datum.mark_at : datum.centre")
    line = row.mark_rule(
        stroke=theme.ACCENT, strokeWidth=2.5, strokeDash=[5, 3], yOffset=at, y2Offset=at, x2Offset=alt.ExprRef(reach)
    )  # fmt: skip
    head = row.mark_point(
        shape=f"triangle-{side}", filled=True, size=110, fill=theme.ACCENT, opacity=1, yOffset=at, xOffset=alt.ExprRef(reach)
    )  # fmt: skip
    return [line.encode(x=_x(end), x2=f"{end}:Q"), head.encode(x=_x(end))]


def _words() -> list[alt.Chart]:
    row = alt.Chart().encode(y=grid.y())
    rated = row.transform_filter("datum.strength != ''")
    first = alt.ExprRef(f"narrow ? {FIRST} : datum.centre")
    marks = symbols.strength()
    shape = alt.Shape("strength:N", scale=alt.Scale(domain=list(marks), range=list(marks.values())), legend=None)
    quiet = {"fontSize": theme.SMALL, "opacity": theme.QUIET, "lineBreak": "\n", "lineHeight": LINE}
    return [
        row.mark_text(x=8, yOffset=FIRST, fontWeight=theme.BOLD).encode(text="country_name:N"),
        row.mark_text(x=8, yOffset=FIRST + LINE, **quiet).encode(text="text:N"),
        rated.mark_point(filled=True, size=72, fill=theme.INK, opacity=1, yOffset=first, x=alt.ExprRef("strength_at + 5")).encode(
            shape=shape
        ),
        rated.mark_text(x=alt.ExprRef("strength_at + 16"), yOffset=first, fontSize=theme.SMALL).encode(text="strength_word:N"),
    ]  # fmt: skip


def _hit() -> alt.Chart:
    """Return the row itself, over everything else: what is pointed at, clicked and read out."""
    shown = alt.condition(pick("id"), alt.value(0.12), alt.value(0), empty=False)
    tooltip = [alt.Tooltip(f"{field}:N", title=title) for field, title in TOOLTIP.items()]
    area = alt.Chart(name="rows").mark_rect(
        fill=theme.ACCENT, x=0, x2=alt.ExprRef("width"), cursor="pointer", aria=True
    )
    return area.encode(y=grid.y(), y2="until:Q", fillOpacity=shown, tooltip=tooltip, description="description:N")
