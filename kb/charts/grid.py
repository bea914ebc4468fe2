"""Places that charts of rows share: a row from its own top to its own bottom, which differ with the width of the page."""

import altair as alt

COLUMNS = {
    "top": "narrow ? datum.narrow_top : datum.wide_top",
    "until": "narrow ? datum.narrow_bottom : datum.wide_bottom",
}
"""What each row gets, in pixels under the heading; a template names `narrow`, `head` and `bottom`."""


def y() -> alt.Y:
    """Return where a row begins; `y2="until:Q"` is where it ends."""
    ends = {"domain": [0, alt.ExprRef("bottom - head")], "range": [alt.ExprRef("head"), alt.ExprRef("bottom")]}
    return alt.Y("top:Q", scale=alt.Scale(**ends, nice=False, zero=False), axis=None)


def x(count: str, start: str, end: str) -> alt.X:
    """Return where a column begins, of `count` columns between two places; `x2="to:Q"` is where it ends."""
    ends = {"domain": [0, alt.ExprRef(count)], "range": [alt.ExprRef(start), alt.ExprRef(end)]}
    return alt.X("from:Q", scale=alt.Scale(**ends, nice=False, zero=False), axis=None)


def of(kind: str) -> alt.Chart:
    """Return a layer on the rows of one `kind`."""
    return alt.Chart().transform_filter(f"datum.kind == '{kind}'")
