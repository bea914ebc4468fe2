"""Topic by guideline: a mark and a colour for how strongly each recommends, and the verdict on each topic.

From 640 pixels on, a topic stands beside its cells; below, above them, and
countries are given by their codes.
"""

import json
from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from kb import labels
from kb.charts import grid, symbols, theme
from kb.charts.figure import Drawing, Figure, Template, pick, rule, template, words
from kb.charts.matrix_rows import WIDE, rows
from kb.vocabulary import Strength

PLACES = {
    "narrow": "width < 640",
    "cells_at": "narrow ? 0 : clamp(width * 0.24, 190, 270)",
    "cell_width": "narrow ? min(46, (width - 132) / guidelines) : min(130, (width - cells_at - 174) / guidelines)",
    "cells_end": "cells_at + cell_width * guidelines",
    "worded": "cell_width >= 89",
    "head": "narrow ? 22 : 38",
    "bottom": "head + (narrow ? narrow_height : wide_height)",
    "legend_across": "narrow ? 2 : 4",
    "height": "bottom + (narrow ? 86 : 54)",
}
TOOLTIP = {
    "cell": {
        "label": "Topic", "country_name": "Country", "says": "Says", "strengths": "Strength", "limits": "Conditions"
    },
    "topic": {"label": "Topic", "addressed": "Guidelines that address it", "text": "Verdict", "says": "Because they"},
}  # fmt: skip
_LINES = (
    "×2: two recommendations. Dot: not in the summary tables.",
    "Against: recommended against. Sets condition, information: neither.",
)
_CODES = ("no: against. if: a condition. i: information. ±: for and against.",)
KEY = f"narrow ? '{_LINES[0]}\\n{_CODES[0]}' : '{' '.join(_LINES)}'"


def figure(cells: pd.DataFrame, verdicts: pd.DataFrame, guidelines: pd.DataFrame | None = None) -> Figure:
    """Return the matrix of `kb.comparison.matrix` and `kb.comparison.verdicts` over the same topics and guidelines.

    `guidelines` (`base.guidelines`) gives years for the heads of columns. A
    click on a cell gives `topic`, `guideline` and `country`; on a topic, these
    are empty but for `topic`. Raises ValueError for no cells.
    """
    if cells.empty:
        raise ValueError("a matrix needs at least one topic and one guideline")
    years = {} if guidelines is None else {g: str(year) for g, year in guidelines["year"].dropna().items()}
    drawn = rows(cells.rename(columns={"count": "count_"}).assign(count=cells["count"]), verdicts, years)
    count = cells["guideline"].nunique()
    heights = {f"{form}_height": int(drawn[f"{form}_bottom"].max()) for form in ("wide", "narrow")}
    return Figure(_template(), {"guidelines": count, **heights}, drawn, _alt(drawn, count))


matrix = Drawing(figure)


def _alt(drawn: pd.DataFrame, guidelines: int) -> str:
    topics = drawn[drawn["kind"] == "topic"]
    said = ", ".join(f"{text.lower()} {count}" for text, count in topics["text"].value_counts().items())
    return f"Matrix of {len(topics)} topics by {guidelines} guidelines. Verdicts: {said}. The table holds the same."


@cache
def _template() -> Template:
    params = dict.fromkeys(("guidelines", "wide_height", "narrow_height"), 1)
    layers = [*_ground(), *_heads(), *_topics(), *_cells(), *_legend(), _hit()]
    return template(layers, params, PLACES, grid.COLUMNS, _pick())


def _x() -> alt.X:
    return grid.x("guidelines", "cells_at", "cells_end")


def _ground() -> list[alt.Chart]:
    line = grid.of("topic").mark_rule(stroke=theme.INK, x=0, x2=alt.ExprRef("width"), opacity=0.1)
    return [
        line.encode(y=grid.y()),
        rule("0", "head", x2="width", opacity=0.5),
        rule("0", "bottom", x2="width", opacity=0.5),
    ]


def _heads() -> list[alt.Chart]:
    bold = {"fontWeight": theme.BOLD, "fontSize": theme.SMALL}
    middle = {"xOffset": alt.ExprRef("cell_width / 2"), "align": "center"}
    name = alt.ExprRef("worded ? datum.country_name : datum.country")
    wide = alt.ExprRef(f"narrow ? 0 : {theme.QUIET}")
    return [
        grid.of("head").mark_text(y=10, text=name, **middle, **bold).encode(x=_x()),
        grid.of("head").mark_text(y=26, fontSize=theme.SMALL - 1, opacity=wide, **middle).encode(x=_x(), text="text:N"),
        words("narrow ? '' : 'Topic'", "8", "10", **bold),
        words("'Verdict'", "cells_end + (narrow ? 8 : 50)", "10", **bold),
        words("narrow ? '' : 'By'", "cells_end + 8", "10", **bold),
    ]


def _topics() -> list[alt.Chart]:
    first = alt.ExprRef(f"narrow ? 12 : {WIDE / 2}")
    beside = alt.ExprRef(f"narrow ? 32 : {WIDE / 2}")
    small = {"fontSize": alt.ExprRef("narrow ? 11 : width < 900 ? 11.5 : 12")}
    weight = alt.ExprRef(f"datum.upper ? {theme.BOLD} : 400")
    verdict = grid.of("topic").mark_text(x=alt.ExprRef("cells_end + (narrow ? 8 : 50)"), yOffset=beside, **small)
    quiet = alt.condition("test(/one|none/, datum.verdict)", alt.value(0.6), alt.value(1))
    limit = alt.ExprRef("narrow ? width : cells_at - 12")
    size = alt.ExprRef("width < 900 && !narrow ? 12 : 13")
    addressed = grid.of("topic").mark_text(
        x=alt.ExprRef("cells_end + 8"), yOffset=beside, opacity=alt.ExprRef(f"narrow ? 0 : {theme.QUIET}"), **small
    )
    return [
        grid.of("topic")
        .mark_text(x=8, yOffset=first, fontWeight=weight, fontSize=size, limit=limit)
        .encode(y=grid.y(), text="label:N"),
        grid.of("group").mark_text(x=8, yOffset=17, fontWeight=theme.BOLD).encode(y=grid.y(), text="label:N"),
        verdict.encode(y=grid.y(), text="text:N", opacity=quiet),
        addressed.encode(y=grid.y(), text="addressed:N"),
    ]


def _cells() -> list[alt.Chart]:
    top, bottom = alt.ExprRef("narrow ? 22 : 2"), alt.ExprRef("narrow ? -3 : -2")
    box = {"yOffset": top, "y2Offset": bottom, "xOffset": 2, "x2Offset": -2}
    part = grid.of("part").encode(x=_x(), x2="to:Q", y=grid.y(), y2="until:Q")
    fill = _filled(part, **box)
    middle = alt.ExprRef(f"narrow ? 32 : {WIDE / 2}")
    inside = grid.of("part").encode(x=_x(), y=grid.y())
    mark = inside.mark_point(filled=True, size=64, opacity=1, yOffset=middle, xOffset=9.5).encode(
        shape=_shapes(), fill=_by_strength(theme.ON_STRENGTH)
    )
    weight = alt.ExprRef(f"datum.strength == '{Strength.STRONG}' ? {theme.BOLD} : 400")
    text = alt.ExprRef("worded ? datum.text : datum.text_short")
    said = inside.mark_text(
        fontSize=alt.ExprRef("cell_width > 100 ? 12 : 11"), fontWeight=weight, yOffset=middle, xOffset=15.5, text=text
    )
    dot = grid.of("cell").transform_filter("datum.count == 0").encode(x=_x(), y=grid.y())
    return [
        fill, mark, said.encode(fill=_by_strength(theme.ON_STRENGTH)),
        dot.mark_point(
            filled=True, size=7, fill=theme.INK, opacity=0.4, yOffset=middle, xOffset=alt.ExprRef("cell_width / 2")
        ),
    ]  # fmt: skip


def _filled(chart: alt.Chart, **place: Any) -> alt.Chart:
    """Return boxes in the colour of their strength, the strongest outlined, so that it leads on a dark page too."""
    unrated, strong = (f"datum.strength == '{s}'" for s in (Strength.NOT_REPORTED, Strength.STRONG))
    box = chart.mark_rect(
        cornerRadius=3,
        stroke=theme.INK,
        strokeDash=alt.ExprRef(f"{unrated} ? [3, 2] : [1, 0]"),
        strokeWidth=alt.ExprRef(f"{unrated} || {strong} ? 1 : 0"),
        strokeOpacity=alt.ExprRef(f"{unrated} ? 0.6 : 0.9"),
        **place,
    )
    return box.encode(fill=_by_strength(theme.STRENGTH))


def _by_strength(colours: dict[Strength, str]) -> alt.Fill:
    scale = alt.Scale(domain=[str(s) for s in colours], range=list(colours.values()))
    return alt.Fill("strength:N", scale=scale, legend=None)


def _shapes() -> alt.Shape:
    marks = symbols.strength()
    return alt.Shape("strength:N", scale=alt.Scale(domain=list(marks), range=list(marks.values())), legend=None)


def _legend() -> list[alt.Chart]:
    """Return each strength as a cell shows it, with its words, under the matrix."""
    names, said = str([str(s) for s in Strength]), str([labels.STRENGTH[s] for s in Strength])
    item = alt.Chart(alt.sequence(len(Strength), as_="place")).transform_calculate(
        strength=f"{names}[datum.place]",
        said=f"{said}[datum.place]",
        across="8 + (datum.place % legend_across) * (narrow ? width / 2 : 176)",
        down="bottom + 20 + 20 * floor(datum.place / legend_across)",
    )
    across, down = "datum.across", "datum.down"
    box = {
        "x": alt.ExprRef(across),
        "x2": alt.ExprRef(f"{across} + 22"),
        "y": alt.ExprRef(f"{down} - 8"),
        "y2": alt.ExprRef(f"{down} + 8"),
    }
    return [
        _filled(item, **box),
        item.mark_point(filled=True, size=72, opacity=1, x=alt.ExprRef(f"{across} + 11"), y=alt.ExprRef(down)).encode(
            shape=_shapes(), fill=_by_strength(theme.ON_STRENGTH)
        ),
        item.mark_text(x=alt.ExprRef(f"{across} + 28"), y=alt.ExprRef(down), fontSize=theme.SMALL).encode(text="said:N"),
        words(KEY, "8", "bottom + 20 + 20 * (4 / legend_across)", fontSize=theme.SMALL - 1, opacity=theme.QUIET, lineBreak="\n"),
    ]  # fmt: skip


def _hit() -> alt.Chart:
    """Return what is pointed at, clicked and read out: each topic with its verdict and, over it, each cell."""
    cell = "datum.kind == 'cell'"
    start, end = (f"{cell} ? cells_at + cell_width * datum.{side}" for side in ("from", "to"))
    place = {
        "x": alt.ExprRef(f"{start} + 2 : 0"), "x2": alt.ExprRef(f"{end} - 2 : width"),
        "yOffset": alt.ExprRef(f"{cell} ? (narrow ? 22 : 2) : 0"), "y2Offset": alt.ExprRef(f"{cell} ? -2 : 0"),
    }  # fmt: skip
    area = alt.Chart(name="rows").transform_filter("datum.kind == 'topic' || datum.kind == 'cell'")
    shown = alt.condition(_pick(), alt.value(0.9), alt.value(0), empty=False)
    drawn = area.mark_rect(
        **place, fill=theme.ACCENT, fillOpacity=0, cursor="pointer", aria=True, stroke=theme.INK, strokeWidth=2,
        cornerRadius=3, tooltip=alt.ExprRef(f"{cell} ? {_object('cell')} : {_object('topic')}"),
    )  # fmt: skip
    return drawn.encode(y=grid.y(), y2="until:Q", description="description:N", strokeOpacity=shown)


def _object(kind: str) -> str:
    fields = (f"{json.dumps(title)}: datum.{field}" for field, title in TOOLTIP[kind].items())
    return "{" + ", ".join(fields) + "}"


def _pick() -> alt.Parameter:
    return pick("topic", "guideline", "country")
