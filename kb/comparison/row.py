"""Guidelines side by side as records: topics by guidelines, each cell with the recommendations that it holds."""

from collections.abc import Collection
from dataclasses import dataclass

from kb.comparison.cells import topics_of
from kb.knowledge import KnowledgeBase
from kb.records import Recommendation, Topic


@dataclass(frozen=True)
class Cell:
    """What one guideline says on one topic itself.

    Without recommendations it means *not in the summary tables*, unless
    `below` counts some on narrower topics.
    """

    guideline: str
    recommendations: tuple[Recommendation, ...]
    below: int = 0


@dataclass(frozen=True)
class Row:
    """One topic across the guidelines; `depth` is how far below the upper level it stands."""

    topic: Topic
    depth: int
    cells: tuple[Cell, ...]

    @property
    def is_heading(self) -> bool:
        """Whether no guideline addresses this topic itself, only narrower ones."""
        return not self.addressing and any(cell.below for cell in self.cells)

    @property
    def addressing(self) -> int:
        """How many of the guidelines have a recommendation on this topic itself."""
        return sum(1 for cell in self.cells if cell.recommendations)


def rows(base: KnowledgeBase, guidelines: Collection[str], topics: Collection[str] = ()) -> tuple[Row, ...]:
    """Return the rows of `topics` with the narrower ones (all, where none are named) for `guidelines`, as ordered there."""
    wanted = frozenset(topics_of(base, {"topic": tuple(topics)}))
    return tuple(
        Row(topic, depth, tuple(_cell(base, topic.id, guideline) for guideline in guidelines))
        for topic, depth in base.outline
        if topic.id in wanted
    )


def _cell(base: KnowledgeBase, topic: str, guideline: str) -> Cell:
    return Cell(guideline, base.said(topic, guideline), base.below(topic, guideline))
