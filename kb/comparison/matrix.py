"""Guidelines side by side: topics by guidelines, each cell with the recommendations that it holds."""

from collections.abc import Collection
from dataclasses import dataclass

from kb.knowledge import KnowledgeBase
from kb.records import Recommendation, Topic
from kb.vocabulary import Direction


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
        """Whether nothing is said on this topic itself, only on narrower ones."""
        return not self.speaking and any(cell.below for cell in self.cells)

    @property
    def speaking(self) -> int:
        """How many of the guidelines say something on this topic itself."""
        return sum(1 for cell in self.cells if cell.recommendations)


def matrix(base: KnowledgeBase, guidelines: Collection[str], topics: Collection[str] = ()) -> tuple[Row, ...]:
    """Return the rows of `topics` (all, where none are named) for `guidelines`, in the order given.

    A cell holds what a guideline says on the topic itself, not on narrower
    topics, so that a recommendation stands once for each topic it is about.
    """
    wanted = set().union(*(base.narrower(topic) for topic in topics)) if topics else None
    return tuple(
        Row(topic, depth, tuple(_cell(base, topic.id, guideline) for guideline in guidelines))
        for topic, depth in base.outline
        if wanted is None or topic.id in wanted
    )


def _cell(base: KnowledgeBase, topic: str, guideline: str) -> Cell:
    return Cell(guideline, base.said(topic, guideline), base.below(topic, guideline))


@dataclass(frozen=True)
class Companion:
    """What one guideline says on a topic that has to stand beside another; nothing means not in the tables."""

    topic: Topic
    recommendations: tuple[Recommendation, ...]


def companions(base: KnowledgeBase, rec: Recommendation) -> tuple[Companion, ...]:
    """Return what the same guideline says on the topics that must stand beside this recommendation's.

    Wherever a dose reduction is shown, so is what that guideline says about
    stopping abruptly; which topics these are is data (`shown_with`). Empty
    where the recommendation itself speaks for or against on that topic.
    """
    speaks_to = {link.to for link in rec.about if link.direction is not Direction.NEITHER}
    beside = {link.to: base.get(Topic, link.to).shown_with for link in rec.about}
    wanted = dict.fromkeys(other or own for own, other in beside.items() if other or own in base.shown_beside)
    return tuple(
        Companion(base.get(Topic, topic), tuple(r for r in base.said(topic, rec.guideline) if r is not rec))
        for topic in wanted
        if topic not in speaks_to
    )
