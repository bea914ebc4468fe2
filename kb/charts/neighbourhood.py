"""A record and its neighbours, laid out by networkx: a column on either side, under 560 pixels a list below it.

Shape and word say the kind of a neighbour, the line who says so: solid for the
source, dashed for a curator, dotted for a calculation.
"""

import textwrap
from functools import cache
from typing import Any

import altair as alt
import networkx as nx
import pandas as pd

from kb import labels
from kb.charts import theme
from kb.charts.figure import Drawing, Figure, Template, pick, template, words
from kb.knowledge import KnowledgeBase
from kb.names import name
from kb.records import KINDS
from kb.vocabulary import Basis
from kb.walk import Group, Neighbour, Neighbourhood

ROW, TOP, LEAST = 42, 10, 118
"""Pixels from neighbour to neighbour, above the first, and that the record in the middle takes."""
LETTERS, MIDDLE = 40, 22
"""How many letters of a neighbour's and of the middle's name fit into a line."""
SHAPES = {
    **{
        name: name
        for name in ("circle", "square", "diamond", "triangle-up", "cross", "triangle-down", "triangle-right")
    },
    "triangle-left": "triangle-left",
    "hexagon": "M-0.5,-0.87L0.5,-0.87L1,0L0.5,0.87L-0.5,0.87L-1,0Z",
    "hourglass": "M-0.8,-0.9L0.8,-0.9L-0.8,0.9L0.8,0.9Z",
    "bow": "M-0.9,-0.8L0.9,0.8L0.9,-0.8L-0.9,0.8Z",
    "star": "M0,-1.1L0.28,-0.28L1.1,0L0.28,0.28L0,1.1L-0.28,0.28L-1.1,0L-0.28,-0.28Z",
    "bar": "M-1,-0.4L1,-0.4L1,0.4L-1,0.4Z",
    "pillar": "M-0.4,-1L0.4,-1L0.4,1L-0.4,1Z",
    "corner": "M-0.9,-0.9L-0.2,-0.9L-0.2,0.2L0.9,0.2L0.9,0.9L-0.9,0.9Z",
    "wedge": "M-0.9,-0.9L0.9,-0.9L0,-0.1L0.9,0.9L-0.9,0.9Z",
}
"""Marks of kinds of record, each filled and, for as many kinds again, open."""
DASHES = {Basis.STATED: [1, 0], Basis.DECIDED: [6, 4], Basis.DERIVED: [1.5, 3]}
COLUMNS = (
    "id",
    "name",
    "label",
    "kind",
    "said",
    "who",
    "why",
    "basis",
    "shape",
    "open",
    "x",
    "y",
    "place",
    "links",
    "description",
)
PLACES = {
    "narrow": "width < 560",
    "list_at": f"{TOP} + 17 * middle_lines + 26",
    "tall": f"max({ROW} * per_side, {LEAST}, 17 * middle_lines + 34)",
    "bottom": f"narrow ? list_at + {ROW} * neighbours : {TOP} + tall",
    "height": "bottom + (narrow ? 60 : 36)",
    "half": "min(88, width * 0.11)",
    "left": "width * 0.5 - half - width * 0.1",
    "right": "width * 0.5 + half + width * 0.1",
    "centre": f"{TOP} + tall / 2",
}
TOOLTIP = {"name": "Record", "kind": "Kind", "said": "Link", "who": "Who says so", "why": "Why", "links": "Its links"}


def figure(base: KnowledgeBase, around: Neighbourhood) -> Figure:
    """Return the drawing of what `kb.walk.neighbours` gives. A click gives `id`, that of the neighbour."""
    shown = [(group, neighbour) for group in around for neighbour in group.neighbours]
    places = positions([neighbour.id for _, neighbour in shown], around.middle)
    rows = [_row(base, i, *pair, places[pair[1].id]) for i, pair in enumerate(shown)]
    drawn = pd.DataFrame(rows, columns=list(COLUMNS))
    middle = textwrap.wrap(name(base, base.records[around.middle]), MIDDLE, max_lines=6, placeholder=" …")
    values = {
        "middle": "\n".join(middle), "middle_lines": len(middle), "neighbours": len(rows), "per_side": -(-len(rows) // 2),
    }  # fmt: skip
    return Figure(_template(), values, drawn, _alt(base, around))


neighbourhood = Drawing(figure)


def positions(neighbours: list[str], middle: str) -> dict[str, tuple[float, float]]:
    """Return places for a record at 0, 0 and its neighbours at x -1 and 1, from y 1 (top) to -1, in the order given."""
    parted = -(-len(neighbours) // 2)
    # The layout counts upwards within a layer.
    layers = {0: neighbours[:parted][::-1], 1: [middle], 2: neighbours[parted:][::-1]}
    found = nx.multipartite_layout(nx.star_graph([middle, *neighbours]), subset_key=layers)
    reach = max(abs(float(y)) for _, y in found.values()) or 1
    sides = {record: side - 1 for side, held in layers.items() for record in held}
    return {record: (float(sides[record]), float(y) / reach) for record, (_, y) in found.items()}


def _row(
    base: KnowledgeBase, place: int, group: Group, neighbour: Neighbour, at: tuple[float, float]
) -> dict[str, Any]:
    step, called = neighbour.steps[0], name(base, base.records[neighbour.id])
    said = f"{group.said} ({labels.KIND[group.kind].lower()})"
    return {
        "id": neighbour.id,
        "name": called,
        "label": textwrap.shorten(called, LETTERS, placeholder=" …"),
        "kind": labels.KIND[group.kind],
        "said": said,
        "who": labels.BASIS[step.basis],
        "why": step.reason or "–",
        "basis": str(step.basis),
        **_mark(group.kind),
        "x": at[0],
        "y": at[1],
        "place": place,
        "links": neighbour.links,
        "description": f"{step.said} {called}, {labels.KIND[group.kind].lower()}. {labels.BASIS[step.basis]}.",
    }


def _mark(kind: str) -> dict[str, Any]:
    place = list(KINDS).index(kind)
    return {"shape": list(SHAPES)[place % len(SHAPES)], "open": place >= len(SHAPES)}


def _alt(base: KnowledgeBase, around: Neighbourhood) -> str:
    groups = "; ".join(f"{g.said} {labels.counted(g.total, g.kind)}" for g in around)
    left_out = f" {around.left_out} more are not drawn." if around.left_out else ""
    return f"{name(base, base.records[around.middle])} {groups}.{left_out} The table lists those drawn."


@cache
def _template() -> Template:
    params = {"middle": "", **dict.fromkeys(("middle_lines", "neighbours", "per_side"), 1)}
    # Where a neighbour and its line's start stand: in the columns, or in the list.
    columns = {
        "across": "narrow ? 18 : datum.x < 0 ? left : right",
        "down": f"narrow ? list_at + {ROW} * (datum.place + 0.5) : centre - datum.y * (tall - {ROW}) / 2",
        "start_across": "narrow ? 6 : width / 2 + datum.x * half",
        "start_down": f"narrow ? list_at + {ROW} * (datum.place + 0.5) : centre - datum.y * 26",
    }
    return template([*_lines(), *_middle(), *_neighbours(), *_legend(), _hit()], params, PLACES, columns, pick("id"))


def _across(field: str = "across") -> alt.X:
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, alt.ExprRef("width")], nice=False, zero=False), axis=None)


def _down(field: str = "down") -> alt.Y:
    ends = {"domain": [0, alt.ExprRef("height")], "range": [0, alt.ExprRef("height")]}
    return alt.Y(f"{field}:Q", scale=alt.Scale(**ends, nice=False, zero=False), axis=None)


def _lines() -> list[alt.Chart]:
    bases, dashes = list(map(str, DASHES)), list(DASHES.values())
    dash = alt.StrokeDash("basis:N", scale=alt.Scale(domain=bases, range=dashes), legend=None)
    link = alt.Chart().mark_rule(stroke=theme.INK, strokeWidth=1.4, opacity=0.6)
    return [link.encode(x=_across(), y=_down(), x2="start_across:Q", y2="start_down:Q", strokeDash=dash)]


def _middle() -> list[alt.Chart]:
    box = alt.Chart(alt.sequence(1)).mark_rect(
        x=alt.ExprRef("narrow ? 0 : width / 2 - half"), x2=alt.ExprRef("narrow ? width : width / 2 + half"),
        y=alt.ExprRef("narrow ? 2 : centre - 9 * middle_lines - 16"),
        y2=alt.ExprRef(f"narrow ? {TOP} + 17 * middle_lines + 10 : centre + 9 * middle_lines + 16"),
        fill=theme.ACCENT, fillOpacity=0.12, stroke=theme.ACCENT, cornerRadius=6,
    )  # fmt: skip
    text = words(
        "middle", "narrow ? 10 : width / 2", f"narrow ? {TOP + 10} : centre - 8.5 * (middle_lines - 1)",
        align=alt.ExprRef("narrow ? 'left' : 'center'"), fontWeight=theme.BOLD, lineBreak="\n", lineHeight=17,
    )  # fmt: skip
    return [box.encode(opacity=alt.value(1)), text]


def _neighbours() -> list[alt.Chart]:
    aside = {
        "align": alt.ExprRef("!narrow && datum.x < 0 ? 'right' : 'left'"),
        "dx": alt.ExprRef("!narrow && datum.x < 0 ? -13 : 13"),
        "limit": alt.ExprRef("narrow ? width - 34 : left - 14"),
    }
    at = alt.Chart().encode(x=_across(), y=_down())
    shape = alt.Shape("shape:N", scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values())), legend=None)
    return [
        at.mark_point(
            size=110, fill=theme.ACCENT, stroke=theme.ACCENT, strokeWidth=1.5, opacity=1,
            fillOpacity=alt.ExprRef("datum.open ? 0 : 1"),
        ).encode(shape=shape),
        at.mark_text(dy=-7, fontSize=theme.SIZE, **aside).encode(text="label:N"),
        at.mark_text(dy=9, fontSize=theme.SMALL - 1, opacity=theme.QUIET, **aside).encode(text="said:N"),
    ]  # fmt: skip


def _legend() -> list[alt.Chart]:
    said, dashes = [labels.BASIS[basis] for basis in DASHES], list(DASHES.values())
    item = alt.Chart(alt.sequence(len(DASHES), as_="place")).transform_calculate(
        said=f"{said}[datum.place]",
        across="8 + (narrow ? 0 : 190 * datum.place)",
        down="bottom + (narrow ? 14 + 18 * datum.place : 22)",
    )
    line = item.mark_rule(
        x=alt.ExprRef("datum.across"), x2=alt.ExprRef("datum.across + 34"), y=alt.ExprRef("datum.down"),
        stroke=theme.INK, strokeWidth=1.4, strokeDash=alt.ExprRef(f"{dashes}[datum.place]"),
    )  # fmt: skip
    text = item.mark_text(
        x=alt.ExprRef("datum.across + 42"), y=alt.ExprRef("datum.down"), fontSize=theme.SMALL, opacity=theme.QUIET
    )
    ends = {"x": alt.XValue(alt.ExprRef("datum.across")), "x2": alt.X2Value(alt.ExprRef("datum.across + 34"))}
    return [line.encode(**ends, y=alt.YValue(alt.ExprRef("datum.down"))), text.encode(text="said:N")]


def _hit() -> alt.Chart:
    """Return the neighbour with its words, over everything else: what is pointed at, clicked and read out."""
    shown = alt.condition(pick("id"), alt.value(0.15), alt.value(0), empty=False)
    tooltip = [alt.Tooltip(f"{field}:N", title=title) for field, title in TOOLTIP.items()]
    area = alt.Chart(name="rows").mark_rect(
        x=alt.ExprRef("narrow ? 8 : datum.x < 0 ? 0 : right - 12"), x2=alt.ExprRef("narrow || datum.x > 0 ? width : left + 12"),
        yOffset=-ROW / 2 + 1, y2Offset=ROW / 2 - 1, fill=theme.ACCENT, cursor="pointer", aria=True, cornerRadius=4,
    )  # fmt: skip
    return area.encode(y=_down(), y2="down:Q", fillOpacity=shown, tooltip=tooltip, description="description:N")
