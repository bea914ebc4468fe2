"""Interventions by outcomes: how many trials there are, and the highest certainty that is reported.

*No trials* is what a source says; a dot is what nothing in the data says.
From 640 pixels on, an intervention stands beside its cells, below, above them.
"""

from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from kb import labels
from kb.charts import grid, theme
from kb.charts.figure import Drawing, Figure, Template, pick, rule, template, words
from kb.charts.map_rows import NAME, NO_TRIALS, NOT_RATED, ROW, rows
from kb.vocabulary import Certainty

PLACES = {
    "narrow": "width < 640",
    "cells_at": "narrow ? 0 : clamp(width * 0.3, 200, 320)",
    "cell_width": "min(190, (width - cells_at) / outcomes)",
    "cells_end": "cells_at + cell_width * outcomes",
    "head": "10 + 15 * head_lines",
    "bottom": "head + (narrow ? narrow_height : wide_height)",
    "legend_across": "narrow ? 2 : 3",
    "height": "bottom + (narrow ? 84 : 64)",
}
FILL = {
    **{str(level): colour for level, colour in theme.CERTAINTY.items()},
    NOT_RATED: "transparent",
    NO_TRIALS: "transparent",
}
INK = {
    **dict.fromkeys([str(Certainty.HIGH), str(Certainty.MODERATE)], "#FFFFFF"),
    **dict.fromkeys([str(Certainty.LOW), str(Certainty.VERY_LOW)], "#15202B"),
    **dict.fromkeys([NOT_RATED, NO_TRIALS], theme.INK),
}
LEGEND = (
    *((str(level), f"{labels.CERTAINTY[level]} certainty") for level in Certainty),
    (NOT_RATED, "Certainty not reported"),
    (NO_TRIALS, "The source found no trials"),
)
TOOLTIP = {"name": "Intervention", "outcome_label": "Outcome", "says": "Trials", "rated": "Highest certainty"}


def figure(frame: pd.DataFrame) -> Figure:
    """Return the map of rows of `base.effects`: each intervention by each outcome among them, both as they come.

    An effect counts in exactly one cell; one without an outcome, in the last
    column. A click gives `intervention` and `outcome`, which is empty there.
    Raises ValueError for no rows.
    """
    if frame.empty:
        raise ValueError("a map needs at least one effect")
    drawn = rows(frame)
    heads = drawn[drawn["kind"] == "head"]
    values = {"outcomes": len(heads), "head_lines": int(heads["text"].str.count("\n").max()) + 1}
    heights = {f"{form}_height": int(drawn[f"{form}_bottom"].max()) for form in ("wide", "narrow")}
    return Figure(_template(), {**values, **heights}, drawn, _alt(drawn))


evidence_map = Drawing(figure)


def _alt(drawn: pd.DataFrame) -> str:
    cells = drawn[drawn["kind"] == "cell"]
    found = cells["state"].value_counts()
    return (
        f"Evidence map of {cells['intervention'].nunique()} interventions by {cells['outcome'].nunique()} outcomes: "
        f"{found.drop([NO_TRIALS, ''], errors='ignore').sum()} cells with trials, {found.get(NO_TRIALS, 0)} for which the "
        f"source found none, {found.get('', 0)} with nothing in this data set. The table holds the same."
    )


@cache
def _template() -> Template:
    params = dict.fromkeys(("outcomes", "head_lines", "wide_height", "narrow_height"), 1)
    layers = [*_frame(), *_cells(), *_legend(), _hit()]
    return template(layers, params, PLACES, grid.COLUMNS, pick("intervention", "outcome"))


def _x() -> alt.X:
    return grid.x("outcomes", "cells_at", "cells_end")


def _frame() -> list[alt.Chart]:
    bold = {"fontWeight": theme.BOLD}
    line = grid.of("name").mark_rule(stroke=theme.INK, x=0, x2=alt.ExprRef("width"), opacity=0.1)
    middle = {"xOffset": alt.ExprRef("cell_width / 2"), "align": "center", "lineBreak": "\n", "lineHeight": 15}
    down = alt.ExprRef(f"narrow ? 14 : {ROW / 2} - 8 * (datum.lines - 1)")
    text = alt.ExprRef("narrow ? datum.name : datum.label")
    name = grid.of("name").mark_text(x=8, yOffset=down, text=text, lineBreak="\n", lineHeight=16, **bold)
    return [
        line.encode(y=grid.y()),
        rule("0", "head", x2="width", opacity=0.5),
        rule("0", "bottom", x2="width", opacity=0.5),
        words("narrow ? '' : 'Intervention'", "8", "10", fontSize=theme.SMALL, **bold),
        grid.of("head").mark_text(y=10, fontSize=theme.SMALL, **bold, **middle).encode(x=_x(), text="text:N"),
        name.encode(y=grid.y()),
    ]


def _cells() -> list[alt.Chart]:
    top = alt.ExprRef(f"narrow ? {NAME} : 4")
    middle = f"(narrow ? {NAME} + {ROW / 2 - 3} : {ROW / 2})"
    filled = grid.of("cell").transform_filter("datum.state != ''")
    empty = grid.of("cell").transform_filter("datum.state == ''")
    place = {"yOffset": top, "y2Offset": -4, "xOffset": 3, "x2Offset": -3}
    inside = filled.encode(x=_x(), y=grid.y(), fill=_coloured(INK))
    centred = {"align": "center", "xOffset": alt.ExprRef("cell_width / 2")}
    dot = empty.mark_point(
        filled=True, size=8, fill=theme.INK, opacity=0.4, xOffset=centred["xOffset"], yOffset=alt.ExprRef(middle)
    )
    return [
        _box(filled, **place).encode(x=_x(), x2="to:Q", y=grid.y(), y2="until:Q"),
        inside.mark_text(
            fontWeight=theme.BOLD, fontSize=theme.SMALL, yOffset=alt.ExprRef(f"{middle} - (datum.rated_short ? 8 : 0)"), **centred
        ).encode(text="text:N"),
        inside.mark_text(fontSize=theme.SMALL - 1, yOffset=alt.ExprRef(f"{middle} + 8"), **centred).encode(
            text="rated_short:N"
        ),
        dot.encode(x=_x(), y=grid.y()),
    ]  # fmt: skip


def _box(chart: alt.Chart, **place: Any) -> alt.Chart:
    box = chart.mark_rect(
        cornerRadius=3,
        stroke=theme.INK,
        strokeDash=alt.ExprRef(f"datum.state == '{NOT_RATED}' ? [3, 2] : [1, 0]"),
        strokeOpacity=alt.ExprRef(f"datum.state == '{NOT_RATED}' ? 0.6 : 0.25"),
        **place,
    )
    return box.encode(fill=_coloured(FILL))


def _coloured(colours: dict[str, str]) -> alt.Fill:
    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    return alt.Fill("state:N", scale=scale, legend=None)


def _legend() -> list[alt.Chart]:
    states, said = ([pair[i] for pair in LEGEND] for i in (0, 1))
    item = alt.Chart(alt.sequence(len(LEGEND), as_="place")).transform_calculate(
        state=f"{states}[datum.place]",
        said=f"{said}[datum.place]",
        across="8 + (datum.place % legend_across) * (narrow ? width / 2 : 210)",
        down="bottom + 20 + 19 * floor(datum.place / legend_across)",
    )
    across, down = "datum.across", "datum.down"
    place = {
        "x": alt.ExprRef(across), "x2": alt.ExprRef(f"{across} + 20"),
        "y": alt.ExprRef(f"{down} - 7"), "y2": alt.ExprRef(f"{down} + 7"),
    }  # fmt: skip
    text = item.mark_text(
        x=alt.ExprRef(f"{across} + 26"), y=alt.ExprRef(down), fontSize=alt.ExprRef("narrow ? 11 : 12")
    )
    key = words(
        "'Dot: nothing on this in the data.'", "8", "height - 6", fontSize=theme.SMALL - 1, opacity=theme.QUIET
    )  # fmt: skip
    return [_box(item, **place), text.encode(text="said:N"), key]


def _hit() -> alt.Chart:
    place = {"yOffset": alt.ExprRef(f"narrow ? {NAME} : 4"), "y2Offset": -4, "xOffset": 3, "x2Offset": -3}
    shown = alt.condition(pick("intervention", "outcome"), alt.value(0.9), alt.value(0), empty=False)
    tooltip = [alt.Tooltip(f"{field}:N", title=title) for field, title in TOOLTIP.items()]
    area = alt.Chart(name="rows").transform_filter("datum.kind == 'cell'").mark_rect(
        fill=theme.ACCENT, fillOpacity=0, cursor="pointer", aria=True, stroke=theme.INK, strokeWidth=2, cornerRadius=3, **place
    )  # fmt: skip
    return area.encode(
        x=_x(), x2="to:Q", y=grid.y(), y2="until:Q", tooltip=tooltip, description="description:N", strokeOpacity=shown
    )
