"""Where a drawn neighbourhood puts its boxes: the record in the middle, its neighbours in a column on either side.

A spring or shell layout sets points apart, not words: at 24 neighbours the
labels lie on each other. Two columns give every label a row of its own, keep
the groups together under what they say, and come out the same every time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH = 920
SIDE = 305
MIDDLE = 170
LINE = 19
"""Units of the drawing. Text is 15 units high, so it stays at 11 pixels or more down to 690 pixels' width."""
_PAD, _GAP, _HEADING, _BETWEEN, _SPREAD = 10, 8, 2 * LINE + 10, 16, 10


@dataclass(frozen=True)
class Box:
    """A rectangle, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> tuple[float, float]:
        """The point in its middle."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True)
class Heading:
    """The words over a group, or over the rest of it where it goes on in the other column."""

    group: str
    box: Box
    goes_on: bool


@dataclass(frozen=True)
class Tie:
    """A line from a point on the edge of the middle to a point on the edge of a neighbour."""

    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True)
class Drawing:
    """A box for the middle and for each neighbour, headings and lines; all within `width` and `height` from 0."""

    width: float
    height: float
    middle: Box
    boxes: Mapping[str, Box]
    headings: tuple[Heading, ...]
    ties: Mapping[str, Tie]
    line: float = LINE


@dataclass(frozen=True)
class _Row:
    group: str
    id: str
    height: float


def drawn(groups: Sequence[tuple[str, Sequence[str]]], lines: Mapping[str, int], middle: int) -> Drawing:
    """Return where to draw groups of neighbours, given how many lines of text each label and the middle's take.

    Groups keep their order, down the left column and then down the right one,
    parted where the two come out most nearly equal.
    """
    rows = [_Row(group, one, LINE * lines[one] + 2 * _PAD) for group, members in groups for one in members]
    part = min(range(len(rows) + 1), key=lambda i: max(_tall(rows[:i]), _tall(rows[i:])) + _torn(rows, i))
    tall = max(LINE * middle + 2 * _PAD, _SPREAD * (1 + max(part, len(rows) - part)))
    left_tall, right_tall = _tall(rows[:part]), _tall(rows[part:])
    height = max(left_tall, right_tall, tall)
    left, left_headings = _column(rows[:part], "", 0, height)
    right, right_headings = _column(rows[part:], _above(rows, part), WIDTH - SIDE, height)
    centre = Box((WIDTH - MIDDLE) / 2, (height - tall) / 2, MIDDLE, tall)
    ties = {**_ties(centre, left), **_ties(centre, right)}
    return Drawing(WIDTH, height, centre, {**left, **right}, (*left_headings, *right_headings), ties)


def _above(rows: Sequence[_Row], part: int) -> str:
    return rows[part - 1].group if part else ""


def _torn(rows: Sequence[_Row], part: int) -> float:
    # A group is parted only where that makes the drawing shorter by more than a row.
    return 4 * LINE if part < len(rows) and rows[part].group == _above(rows, part) else 0


def _tall(rows: Sequence[_Row]) -> float:
    if not rows:
        return 0
    starts = len(dict.fromkeys(row.group for row in rows))
    return sum(row.height + _GAP for row in rows) + starts * (_HEADING + _BETWEEN) - _GAP - _BETWEEN


def _column(rows: Sequence[_Row], above: str, x: float, height: float) -> tuple[dict[str, Box], list[Heading]]:
    boxes: dict[str, Box] = {}
    headings: list[Heading] = []
    y = (height - _tall(rows)) / 2
    group = ""
    for i, row in enumerate(rows):
        if row.group != group:
            y += _BETWEEN if i else 0
            group = row.group
            headings.append(Heading(group, Box(x, y, SIDE, _HEADING), goes_on=group == above))
            y += _HEADING
        boxes[row.id] = Box(x, y, SIDE, row.height)
        y += row.height + _GAP
    return boxes, headings


def _ties(middle: Box, column: Mapping[str, Box]) -> dict[str, Tie]:
    """Return the lines to one column. They leave the middle one below the other, so that they can be told apart."""
    step = middle.height / (len(column) + 1)
    ties = {}
    for i, (one, box) in enumerate(column.items(), start=1):
        left = box.x < middle.x
        start = middle.x if left else middle.x + middle.width
        ties[one] = Tie((start, middle.y + i * step), (box.x + box.width if left else box.x, box.centre[1]))
    return ties
