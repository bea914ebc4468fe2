"""The records one link away from a record, grouped by what the link says; never the whole graph."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kb import labels
from kb.graph import KINDS_IN_ORDER, Graph
from kb.knowledge import KnowledgeBase
from kb.vocabulary import Relation
from kb.walk.step import Step, between

MOST = 24
"""How many neighbours are shown at once: more cannot be read, let alone projected."""
_LAST = frozenset({Relation.READ_IN, Relation.LISTED_IN, Relation.GRADED_BY})


@dataclass(frozen=True)
class Neighbour:
    """A record with every link between it and the middle, and how many links it has in all."""

    id: str
    steps: tuple[Step, ...]
    links: int


@dataclass(frozen=True)
class Group:
    """Neighbours of one kind to which the middle stands in the same relation; `total` counts those left out too."""

    key: str
    said: str
    kind: str
    neighbours: tuple[Neighbour, ...]
    total: int

    @property
    def parts(self) -> int:
        """In how many parts the whole group is shown."""
        return -(-self.total // MOST)


@dataclass(frozen=True)
class Neighbourhood:
    """A record and what stands around it; `part` says which part, where one group is walked through in parts."""

    middle: str
    groups: tuple[Group, ...]
    part: int = 1

    @property
    def neighbours(self) -> tuple[Neighbour, ...]:
        """Every neighbour that is shown, group by group."""
        return tuple(neighbour for group in self.groups for neighbour in group.neighbours)

    @property
    def total(self) -> int:
        """How many neighbours there are, shown or not."""
        return sum(group.total for group in self.groups)

    @property
    def left_out(self) -> int:
        """How many neighbours are not shown."""
        return self.total - len(self.neighbours)


def around(base: KnowledgeBase, middle: str, only: str = "", part: int = 1) -> Neighbourhood:
    """Return up to `MOST` neighbours of a record, dealt out over the groups; with `only`, one part of one group.

    A neighbour stands in one group, that of the first link between the two.
    Groups that say what a record is about come before those that say where it
    was read. Raises KeyError for an id that is not in the graph.
    """
    groups = _groups(base.graph, middle)
    shares = _shares([len(group.members) for group in groups], MOST)
    spans = [(0, share) for share in shares]
    if only:
        spans = [(MOST * (part - 1), MOST * part) if _key(*group.name) == only else (0, 0) for group in groups]
    return Neighbourhood(
        middle, tuple(_told(base, middle, g, *span) for g, span in zip(groups, spans, strict=True)), part
    )


@dataclass(frozen=True)
class _Found:
    """A group before anything is said of its members, which are numbers of records: a hub has thousands."""

    name: tuple[str, str]
    members: np.ndarray


def _groups(graph: Graph, middle: str) -> list[_Found]:
    held, led = graph.leaving(middle), graph.arriving(middle)
    led = led[graph.sources[led] != graph.place[middle]]
    others = np.concatenate((graph.targets[held], graph.sources[led]))
    ranks = np.concatenate((_RANK[0][graph.relations[held]], _RANK[1][graph.relations[led]]))
    members, first, place = np.unique(others, return_index=True, return_inverse=True)
    best = np.full(len(members), len(_SAID))
    np.minimum.at(best, place, ranks)
    names: dict[tuple[str, str], list[np.ndarray]] = {}
    # By what is said first, then by kind; the same words may stand for more than one relation.
    kinds = graph.kinds[members]
    for rank, kind in sorted({*zip(best.tolist(), kinds.tolist(), strict=True)}):
        of_both = np.flatnonzero((best == rank) & (kinds == kind))
        names.setdefault((_SAID[rank], KINDS_IN_ORDER[kind]), []).append(of_both)
    return [
        _Found(name, members[joined[np.argsort(first[joined])]])
        for name, found in names.items()
        for joined in [np.concatenate(found)]
    ]


def _ranks() -> tuple[tuple[np.ndarray, np.ndarray], tuple[str, ...]]:
    """Return the rank of each relation, read forwards and backwards, and by rank how it is said."""
    read = [(relation, forwards) for relation in Relation for forwards in (True, False)]
    read.sort(key=lambda one: (one[0] in _LAST, not one[1], list(Relation).index(one[0])))
    ranks = tuple(np.array([read.index((relation, forwards)) for relation in Relation]) for forwards in (True, False))
    return ranks, tuple(labels.RELATION[relation][0 if forwards else 1] for relation, forwards in read)


_RANK, _SAID = _ranks()


def _told(base: KnowledgeBase, middle: str, group: _Found, start: int, end: int) -> Group:
    ids = [base.graph.ids[number] for number in group.members[start:end].tolist()]
    told = (Neighbour(one, tuple(sorted(between(base, middle, one), key=_rank)), base.graph.degree(one)) for one in ids)
    return Group(_key(*group.name), *group.name, tuple(told), len(group.members))


def _rank(step: Step) -> int:
    return int(_RANK[not step.forwards][list(Relation).index(step.relation)])


def _key(said: str, kind: str) -> str:
    # Two relations may be read in the same words; the first of them names the group.
    relation, way = next((r, way) for r, read in labels.RELATION.items() for way in (0, 1) if read[way] == said)
    return f"{relation}.{('to', 'from')[way]}.{kind}"


def _shares(sizes: Sequence[int], most: int) -> list[int]:
    shares = [0] * len(sizes)
    while most > 0 and (open_ones := [i for i, size in enumerate(sizes) if shares[i] < size]):
        for i in open_ones[:most]:
            shares[i] += 1
        most -= len(open_ones[:most])
    return shares
