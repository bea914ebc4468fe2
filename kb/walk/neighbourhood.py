"""The records one link away from a record, grouped by what the link says; never the whole graph."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb import labels
from kb.knowledge import KnowledgeBase
from kb.records import KINDS
from kb.vocabulary import Relation
from kb.walk.step import Step, between

MOST = 24
"""How many neighbours are shown at once: more cannot be read, let alone projected."""
LAST = frozenset({
    Relation.READ_IN, Relation.LISTED_IN, Relation.GRADED_BY, Relation.PART_OF,
    Relation.CLASSED_AS, Relation.MEASURED_IN, Relation.COMPARED_ON,
})  # fmt: skip
"""Where something was read, and how it is sorted and measured, is said last: what it is about matters more."""

# Every way to read a link, the most telling first: a relation, and whether along the link or against it.
WAYS = sorted(
    ((relation, forwards) for relation in Relation for forwards in (True, False)),
    key=lambda way: (way[0] in LAST, not way[1], list(Relation).index(way[0])),
)
SAID = tuple(labels.RELATION[relation][not forwards] for relation, forwards in WAYS)
RANK = {(relation.value, forwards): rank for rank, (relation, forwards) in enumerate(WAYS)}
# Two relations may read the same (*is the subject of*); the first of them names the group.
NAMED_BY = tuple(SAID.index(said) for said in SAID)
PLACE = {kind: place for place, kind in enumerate(KINDS)}


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
    def steps(self) -> tuple[Step, ...]:
        """The most telling link to each neighbour that is shown."""
        return tuple(neighbour.steps[0] for neighbour in self.neighbours)

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

    def __iter__(self) -> Iterator[Group]:
        return iter(self.groups)

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


def neighbours(base: KnowledgeBase, middle: str, only: str = "", part: int = 1) -> Neighbourhood:
    """Return up to `MOST` neighbours of a record, dealt out over the groups; with `only`, one part of one group.

    A neighbour stands in one group, that of the most telling link between the
    two. Groups that say what a record is about come before those that say where
    it was read. Raises KeyError for an id that is not in the graph.
    """
    groups = _groups(base, middle)
    if only:
        spans = [(MOST * (part - 1), MOST * part) if _key(*name) == only else (0, 0) for name in groups]
    else:
        spans = [(0, share) for share in _shares([len(members) for members in groups.values()], MOST)]
    shown = zip(groups.items(), spans, strict=True)
    return Neighbourhood(middle, tuple(_told(base, middle, *group, *span) for group, span in shown), part)


def _groups(base: KnowledgeBase, middle: str) -> dict[tuple[int, str], list[str]]:
    """Return the ids of all neighbours by way and kind. A hub has thousands, so no more is looked up of each."""
    kinds = base.graph.nodes(data="kind")
    groups: dict[tuple[int, str], list[str]] = {}
    for other, rank in _ranked(base, middle).items():
        groups.setdefault((NAMED_BY[rank], kinds[other]), []).append(other)
    return {name: groups[name] for name in sorted(groups, key=lambda name: (name[0], PLACE[name[1]]))}


def _ranked(base: KnowledgeBase, middle: str) -> dict[str, int]:
    """Return every neighbour with the rank of its most telling link, in the order of the links."""
    if middle not in base.graph:
        raise KeyError(middle)
    best: dict[str, int] = {}
    for _, other, relation in base.graph.out_edges(middle, keys=True):
        best[other] = min(RANK[relation, True], best.get(other, len(RANK)))
    for other, _, relation in base.graph.in_edges(middle, keys=True):
        best[other] = min(RANK[relation, False], best.get(other, len(RANK)))
    # What a record says of itself leads nowhere.
    best.pop(middle, None)
    return best


def _told(
    base: KnowledgeBase, middle: str, name: tuple[int, str], members: Sequence[str], start: int, end: int
) -> Group:
    told = (
        Neighbour(other, tuple(sorted(between(base, middle, other), key=_rank)), base.links[other])
        for other in members[start:end]
    )
    return Group(_key(*name), SAID[name[0]], name[1], tuple(told), len(members))


def _rank(step: Step) -> int:
    return RANK[step.relation, step.forwards]


def _key(rank: int, kind: str) -> str:
    relation, forwards = WAYS[rank]
    return f"{relation}.{'to' if forwards else 'from'}.{kind}"


def _shares(sizes: Sequence[int], most: int) -> list[int]:
    """Return how many of each group are shown: one of each in turn, until `most` are dealt out."""
    shares = [0] * len(sizes)
    while most > 0 and (open_ones := [i for i, size in enumerate(sizes) if shares[i] < size]):
        for i in open_ones[:most]:
            shares[i] += 1
        most -= len(open_ones[:most])
    return shares
