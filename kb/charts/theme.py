"""One look for every chart: font, palette, and the settings of a specification.

Text and rules are drawn in `INK`, which is the colour of the page's own text,
so that a chart is readable on a light and on a dark page; a picture puts a
real colour in its place (`kb.charts.picture`).
"""

from typing import Any

from kb.vocabulary import Certainty, Strength

FONT = '"Source Sans", "Source Sans Pro", "Source Sans 3", sans-serif'
INK = "currentColor"
QUIET, FAINT, BAND = 0.74, 0.16, 0.045
"""How opaque second lines, grid lines and bands are."""
ACCENT = "#2171B5"
"""The mark of an estimate: at least 3 to 1 against a white and against a dark page."""
BOLD = 600
SIZE, SMALL = 13, 12
"""Pixels of a first and of a second line of text."""

STRENGTH = {
    Strength.STRONG: "#08519C",
    Strength.WEAK: "#6BAED6",
    Strength.CONSENSUS: "#E1BE6A",
    Strength.NOT_REPORTED: "transparent",
}
ON_STRENGTH = {
    Strength.STRONG: "#FFFFFF",
    Strength.WEAK: "#15202B",
    Strength.CONSENSUS: "#15202B",
    Strength.NOT_REPORTED: INK,
}
"""The colour of words on each of those."""
CERTAINTY = {
    Certainty.HIGH: "#08306B",
    Certainty.MODERATE: "#2171B5",
    Certainty.LOW: "#6BAED6",
    Certainty.VERY_LOW: "#C6DBEF",
}


def config() -> dict[str, Any]:
    """Return the settings that every chart shares, as Vega-Lite's `config`."""
    label = {"labelFont": FONT, "labelFontSize": SMALL, "labelColor": INK, "labelOpacity": QUIET}
    title = {"titleFont": FONT, "titleFontSize": SMALL, "titleColor": INK, "titleFontWeight": "normal"}
    return {
        "background": "transparent",
        "font": FONT,
        "padding": 2,
        "view": {"stroke": None},
        # Rows carry one description each; without this every line and word would be read out too.
        "mark": {"tooltip": None, "aria": False},
        "text": {"font": FONT, "fontSize": SIZE, "fill": INK, "align": "left", "baseline": "middle"},
        "axis": {
            **label,
            **title,
            "grid": True,
            "gridColor": INK,
            "gridOpacity": FAINT,
            "domain": False,
            "ticks": False,
            "labelPadding": 6,
            "labelFlush": False,
            "labelBound": False,
            "labelOverlap": "greedy",
            "aria": False,
        },
    }
