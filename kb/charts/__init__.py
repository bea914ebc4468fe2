"""Every chart, as Altair charts on one theme (`kb.charts.theme`); pictures of them by `svg` and `png`.

`kb.charts.forest(frame)` and its like return an `alt.LayerChart` with its rows.
For a page, `kb.charts.forest.figure(frame)` gives the same as a template and
rows (`kb.charts.figure`), which costs next to nothing each time.
"""

from kb.charts.evidence_map import evidence_map
from kb.charts.figure import PICKED, Drawing, Figure
from kb.charts.forest import forest
from kb.charts.matrix import matrix
from kb.charts.neighbourhood import neighbourhood
from kb.charts.numbers import numbers
from kb.charts.people import people
from kb.charts.picture import png, svg
from kb.charts.taper import taper

__all__ = [
    "PICKED",
    "Drawing",
    "Figure",
    "evidence_map",
    "forest",
    "matrix",
    "neighbourhood",
    "numbers",
    "people",
    "png",
    "svg",
    "taper",
]
