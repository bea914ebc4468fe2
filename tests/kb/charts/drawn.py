"""What a chart really draws: the marks that Vega makes of its specification, each at its place in pixels."""

import vl_convert
from PIL import ImageFont

from kb.charts.picture import FONTS, specification

FACES = {False: str(FONTS / "SourceSansPro-Regular.ttf"), True: str(FONTS / "SourceSansPro-Semibold.ttf")}
# A chart on a phone, in a page with a sidebar, and in a wide page.
WIDTHS = (340, 820, 1120)


_drawn = {}


def marks(chart, width=900, kind=None):
    """Every mark that can be seen, with `marktype` and, of its layer, `layer`."""
    if (id(chart), width) not in _drawn:
        scene = vl_convert.vegalite_to_scenegraph(specification(chart, width=width))["scenegraph"]
        # The chart is kept, so that no other gets its id.
        _drawn[id(chart), width] = chart, [m for m in _items(scene) if m.get("opacity", 1) > 0]
    return [m for m in _drawn[id(chart), width][1] if kind is None or m["marktype"] == kind]


def _items(group, x=0, y=0):
    for item in group.get("items", []):
        here = x + item.get("x", 0), y + item.get("y", 0)
        for mark in item.get("items", []):
            if mark["marktype"] == "group":
                yield from _items(mark, *here)
            else:
                yield from (_placed(mark, one, *here) for one in mark["items"])


def _placed(mark, item, x, y):
    ends = {name: item[name] + by for name, by in (("x", x), ("x2", x), ("y", y), ("y2", y)) if name in item}
    return {"marktype": mark["marktype"], "layer": mark.get("name") or "axis", **item, **ends}


def texts(chart, width=900):
    return [m for m in marks(chart, width, "text") if m.get("text")]


def said(chart, width=900):
    return [m["text"] for m in texts(chart, width)]


def box(mark):
    """From where to where a text goes, in the font that is shipped."""
    size = mark.get("fontSize", 11)
    font = ImageFont.truetype(FACES[mark.get("fontWeight") in (600, "bold")], 100)
    lines = mark["text"].split("\n") if isinstance(mark["text"], str) else mark["text"]
    wide = max(font.getlength(line) for line in lines) * size / 100
    wide = min(wide, mark["limit"] / 1.55) if mark.get("limit") else wide
    start = mark["x"] + mark.get("dx", 0) - {"right": wide, "center": wide / 2}.get(mark.get("align"), 0)
    middle = mark["y"] + mark.get("dy", 0) + (size / 2 if mark.get("baseline") == "top" else 0)
    return (
        start,
        middle - size * 0.35,
        start + wide,
        middle + size * 0.35 + (len(lines) - 1) * mark.get("lineHeight", size),
    )


def overlapping(chart, width):
    """Pairs of texts that lie on each other, by more than half a pixel."""
    boxes = [(m["text"], box(m)) for m in texts(chart, width)]
    return [
        (one, other)
        for i, (one, a) in enumerate(boxes)
        for other, b in boxes[i + 1 :]
        if min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.5
    ]


def outside(chart, width, room=2):
    """Texts that leave the chart on the left or on the right by more than `room` pixels."""
    return [m["text"] for m in texts(chart, width) if box(m)[0] < -room or box(m)[2] > width + room]


def sound(chart, width):
    """Assert that a reader can read every text: none lies on another, none leaves the chart."""
    assert overlapping(chart, width) == []
    assert outside(chart, width) == []
