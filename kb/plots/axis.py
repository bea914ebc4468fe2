"""The foot of a plot: the axis line, its values, and what it measures."""

from collections.abc import Iterator, Sequence

from kb import labels
from kb.plots.scale import Scale
from kb.plots.shapes import Anchor, Line, Words

LABEL_DOWN, TITLE_DOWN, TITLE_STEP = 20, 40, 18


def axis(scale: Scale, y: float, title: Sequence[str]) -> Iterator[Line | Words]:
    """Yield an axis whose line is at `y`, with the lines of its title under the values."""
    yield Line(scale.left, y, scale.right, y, "quiet")
    for value in scale.ticks():
        x = scale.at(value)
        yield Line(x, y, x, y + 5, "quiet")
        yield Words(x, y + LABEL_DOWN, labels.number(value), anchor=_anchor(scale, x), size=14)
    for place, line in enumerate(title):
        yield Words((scale.left + scale.right) / 2, y + TITLE_DOWN + place * TITLE_STEP, line, anchor="middle", size=14)


def height(title: Sequence[str]) -> float:
    """Return how much room an axis takes below its line, in pixels."""
    return TITLE_DOWN + (len(title) - 1) * TITLE_STEP + 8


def _anchor(scale: Scale, x: float) -> Anchor:
    # A value at either end must not leave the picture.
    if x - scale.left < 1:
        return "start"
    return "end" if scale.right - x < 1 else "middle"
