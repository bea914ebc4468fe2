"""Two guidelines against each other: what both say, what only one says, and where they differ."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.comparison.judgement import Order, judged
from kb.comparison.matrix import Row
from kb.comparison.verdict import Verdict
from kb.knowledge import KnowledgeBase
from kb.records import Recommendation


@dataclass(frozen=True)
class Line:
    """One topic on which at least one of two guidelines speaks, with the verdict over both."""

    row: Row
    verdict: Verdict

    @property
    def first(self) -> tuple[Recommendation, ...]:
        """What the first guideline says on the topic."""
        return self.row.cells[0].recommendations

    @property
    def second(self) -> tuple[Recommendation, ...]:
        """What the second guideline says on the topic."""
        return self.row.cells[1].recommendations


@dataclass(frozen=True)
class Pair:
    """Two guidelines, topic by topic."""

    both: tuple[Line, ...]
    only_first: tuple[Line, ...]
    only_second: tuple[Line, ...]


def pair(base: KnowledgeBase, first: str, second: str, topics: Iterable[str] = ()) -> Pair:
    """Return what two guidelines say on `topics` (all, where none are named), parted by who speaks."""
    lines = [Line(j.row, j.verdict) for j in judged(base, (first, second), tuple(topics), Order.TOPIC)]
    return Pair(
        tuple(line for line in lines if line.first and line.second),
        tuple(line for line in lines if not line.second),
        tuple(line for line in lines if not line.first),
    )
