"""Any chart as a picture: SVG and PNG on white paper, made offline from the same specification as the screen's."""

import json
import textwrap
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import altair as alt
import vl_convert

from kb.charts import theme

FONTS = Path(__file__).parent / "fonts"
FONT = "Source Sans Pro"
SPACE = "http://www.w3.org/2000/svg"
PAPER, DARK_INK = "#FFFFFF", "#15202B"
MARGIN, LINE, LETTER = 16, 16, 5.6
"""Pixels around a chart, from line to line, and of an average small letter."""


def svg(chart: alt.LayerChart, title: str = "", lines: tuple[str, ...] = (), width: int | None = None) -> bytes:
    """Return a chart as SVG: `title` above it, `lines` (source, data version, cautions) below.

    `width` is that of the chart in pixels; without it, what the chart says. A
    chart reads its width and moves its columns where it is narrow.
    """
    _ready()
    spec = specification(chart, title, lines, width)
    root = ET.fromstring(vl_convert.vegalite_to_svg(spec))
    root.set("role", "img")
    named = ET.Element(f"{{{SPACE}}}title")
    named.text = ". ".join(part for part in (title, spec.get("description")) if part)
    root.insert(0, named)
    ET.register_namespace("", SPACE)
    return ET.tostring(root)


def png(
    chart: alt.LayerChart, title: str = "", lines: tuple[str, ...] = (), width: int | None = None, scale: float = 2
) -> bytes:
    """Return a chart as PNG; `scale` is how many dots a pixel has: 2 is sharp on a projector and in print."""
    _ready()
    return vl_convert.vegalite_to_png(specification(chart, title, lines, width), scale=scale)


def specification(
    chart: alt.LayerChart, title: str = "", lines: tuple[str, ...] = (), width: int | None = None
) -> dict[str, Any]:
    """Return a chart's specification for paper: real colours in place of the page's, one font, and what stands around."""
    spec = _concrete(chart.to_dict())
    spec["width"] = width or spec["width"]
    letters = int(spec["width"] / LETTER)
    above = textwrap.wrap(title, int(letters * 0.72))
    below = [part for line in lines for part in textwrap.wrap(line, letters)]
    spec["padding"] = {
        "left": MARGIN,
        "right": MARGIN,
        "top": MARGIN + (22 * len(above) + 8 if above else 0),
        "bottom": MARGIN + (LINE * len(below) + 8 if below else 0),
    }
    spec["layer"] = [*spec["layer"], *_title(above), *_lines(below)]
    return spec


@cache
def _ready() -> None:
    vl_convert.register_font_directory(str(FONTS))


def _concrete(spec: dict[str, Any]) -> dict[str, Any]:
    text = json.dumps(spec).replace(theme.INK, DARK_INK).replace(json.dumps(theme.FONT), json.dumps(FONT))
    made = json.loads(text)
    made["layer"] = [_with_room(layer) for layer in made["layer"]]
    made["background"] = PAPER
    made["config"].pop("background", None)
    return made


def _with_room(layer: dict[str, Any]) -> dict[str, Any]:
    """Return a layer whose texts are cut where they really are too long.

    Without a browser, Vega takes a letter to be 0.8 of the font's size wide; in this font it is about half.
    """
    mark = layer["mark"]
    if "limit" not in mark:
        return layer
    limit = mark["limit"]["expr"] if isinstance(mark["limit"], dict) else mark["limit"]
    return {**layer, "mark": {**mark, "limit": {"expr": f"1.55 * ({limit})"}}}


def _title(above: list[str]) -> list[dict[str, Any]]:
    if not above:
        return []
    where = {"x": 0, "y": -22 * len(above) + 4, "fontSize": 17, "lineHeight": 22, "fontWeight": theme.BOLD}
    return [_words(above, where)]


def _lines(below: list[str]) -> list[dict[str, Any]]:
    if not below:
        return []
    where = {"x": 0, "y": {"expr": f"height + {LINE}"}, "fontSize": theme.SMALL, "lineHeight": LINE}
    return [_words(below, {**where, "opacity": theme.QUIET})]


def _words(lines: list[str], where: dict[str, Any]) -> dict[str, Any]:
    mark = {"type": "text", "lineBreak": "\n", **where}
    return {
        "data": {"sequence": {"start": 0, "stop": 1}},
        "mark": mark,
        "encoding": {"text": {"value": "\n".join(lines)}},
    }
