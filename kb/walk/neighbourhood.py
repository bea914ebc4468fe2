"""The records one link away from a record, grouped by what the link says; never the whole graph."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb import labels
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


def around(kb: KnowledgeBase, middle: str, only: str = "", part: int = 1) -> Neighbourhood:
    """Return up to `MOST` neighbours of a record, dealt out over the groups; with `only`, one part of one group.

    A neighbour stands in one group, that of the first link between the two.
    Groups that say what a record is about come before those that say where it
    was read. Raises KeyError for an id that is not in the graph.
    """
    groups = _groups(kb, middle)
    shares = _shares([group.total for group in groups], MOST)
    spans = [(0, share) for share in shares]
    if only:
        spans = [(MOST * (part - 1), MOST * part) if group.key == only else (0, 0) for group in groups]
    return Neighbourhood(middle, tuple(_cut(g, *span) for g, span in zip(groups, spans, strict=True)), part)


def _groups(kb: KnowledgeBase, middle: str) -> tuple[Group, ...]:
    if middle not in kb.graph:
        raise KeyError(middle)
    members: dict[tuple[str, str], list[Neighbour]] = {}
    steps: dict[tuple[str, str], Step] = {}
    beside = dict.fromkeys((*kb.graph.successors(middle), *kb.graph.predecessors(middle)))
    for record in beside:
        found = tuple(sorted(between(kb, middle, record), key=_rank))
        name = found[0].said, kb.graph.nodes[record]["kind"]
        members.setdefault(name, []).append(Neighbour(record, found, kb.graph.degree(record)))
        steps[name] = min(steps.get(name, found[0]), found[0], key=_rank)
    return tuple(
        Group(_key(*name), *name, tuple(members[name]), len(members[name]))
        for name in sorted(members, key=lambda name: (_rank(steps[name]), list(labels.KIND).index(name[1])))
    )


def _rank(step: Step) -> tuple[bool, bool, int]:
    return step.relation in _LAST, not step.forwards, list(Relation).index(step.relation)


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


def _cut(group: Group, start: int, end: int) -> Group:
    return Group(group.key, group.said, group.kind, group.neighbours[start:end], group.total)
