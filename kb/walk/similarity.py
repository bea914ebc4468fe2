"""How alike two guidelines are: which topics and which triggers both name."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.knowledge import KnowledgeBase
from kb.records import Guideline, Recommendation


@dataclass(frozen=True)
class Overlap:
    """Ids that both guidelines have, and those that only one has, in the order of the files."""

    both: tuple[str, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]

    @property
    def either(self) -> int:
        """How many ids at least one of the two has."""
        return len(self.both) + len(self.only_first) + len(self.only_second)

    @property
    def jaccard(self) -> float | None:
        """Shared ids divided by all ids of either, from 0 to 1; None where neither has any (Jaccard 1901)."""
        return len(self.both) / self.either if self.either else None


@dataclass(frozen=True)
class Similarity:
    """Two guidelines and what their recommendations share; it says what they speak of, not whether they agree."""

    first: str
    second: str
    topics: Overlap
    triggers: Overlap


def similarity(base: KnowledgeBase, first: str, second: str) -> Similarity:
    """Return the topics and triggers that two guidelines share. Raises KeyError for an id of no guideline.

    A topic counts where a recommendation is about it itself, not about a
    broader or narrower one. A trigger counts whatever its threshold; an
    exception (*unless*) is no trigger.
    """
    said = {guideline: _said(base, base.get(Guideline, guideline).id) for guideline in (first, second)}
    topics, triggers = ((said[first][i], said[second][i]) for i in (0, 1))
    return Similarity(first, second, _overlap(base, *topics), _overlap(base, *triggers))


def _said(base: KnowledgeBase, guideline: str) -> tuple[set[str], set[str]]:
    own = [rec for rec in base.of(Recommendation) if rec.guideline == guideline]
    return {link.to for rec in own for link in rec.about}, {link.to for rec in own for link in rec.triggers}


def _overlap(base: KnowledgeBase, first: set[str], second: set[str]) -> Overlap:
    def ordered(ids: Iterable[str]) -> tuple[str, ...]:
        wanted = set(ids)
        return tuple(record for record in base.records if record in wanted)

    return Overlap(ordered(first & second), ordered(first - second), ordered(second - first))
