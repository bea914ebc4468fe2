"""What a plot is made of: lines, words and marks at places in pixels, each with what it is for."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["data", "quiet", "text", "head"]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Line:
    """A straight line, `width` pixels thick; dashed where what it shows was derived."""

    x1: float
    y1: float
    x2: float
    y2: float
    role: Role
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True)
class Words:
    """Words whose base line is at `y`, and whose start, middle or end is at `x`."""

    x: float
    y: float
    says: str
    role: Role = "text"
    anchor: Anchor = "start"
    size: float = 14.5


@dataclass(frozen=True)
class Mark:
    """A filled square or triangle around a place, or an open circle, crossed circle or box."""

    x: float
    y: float
    shape: Literal["square", "left", "right", "circle", "crossed", "box"]
    role: Role = "data"


@dataclass(frozen=True)
class Plot:
    """Everything that is drawn, in the order in which it is; `alternative` says it in a sentence."""

    width: float
    height: float
    items: tuple[Line | Words | Mark, ...]
    alternative: str
