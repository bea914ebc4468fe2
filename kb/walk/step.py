"""A link of the graph walked in one direction, so that it can be read out from where a reader stands."""

from dataclasses import dataclass

from kb import labels
from kb.knowledge import KnowledgeBase
from kb.vocabulary import Basis, Relation


@dataclass(frozen=True)
class Step:
    """From `start` to `end` along one link; `forwards` where the link itself points that way."""

    start: str
    relation: Relation
    forwards: bool
    end: str
    basis: Basis
    reason: str

    @property
    def said(self) -> str:
        """The relation in words, read from `start` to `end`."""
        return labels.RELATION[self.relation][0 if self.forwards else 1]


def between(base: KnowledgeBase, start: str, end: str) -> tuple[Step, ...]:
    """Return every link between two records, read from `start`: the links that `start` itself holds first."""
    there = _steps(base, start, end, forwards=True)
    return there if start == end else (*there, *_steps(base, start, end, forwards=False))


def _steps(base: KnowledgeBase, start: str, end: str, forwards: bool) -> tuple[Step, ...]:
    links = base.graph.get_edge_data(*((start, end) if forwards else (end, start)), default={})
    return tuple(
        Step(start, Relation(relation), forwards, end, Basis(link["basis"]), link["reason"])
        for relation, link in links.items()
    )
