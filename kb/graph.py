"""The records as an immutable property graph: records are numbers, links are columns of numbers beside their words.

A link is one place in a few arrays and not an object of its own: at a million
links that is the difference between twenty megabytes and seven hundred.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np

from kb.edges import Edge, edges_of
from kb.records import KINDS, Record, kind_of
from kb.vocabulary import Basis, Relation

KINDS_IN_ORDER = tuple(KINDS)
_RELATIONS, _BASES = tuple(Relation), tuple(Basis)
_NUMBER_OF_KIND = {kind: number for number, kind in enumerate(KINDS_IN_ORDER)}
_NUMBER_OF_RELATION = {relation: number for number, relation in enumerate(_RELATIONS)}
_NUMBER_OF_BASIS = {basis: number for number, basis in enumerate(_BASES)}


@dataclass(frozen=True, eq=False)
class Graph:
    """Links in the order of the records that hold them: link `i` leads from `sources[i]` to `targets[i]`.

    `ids` and `kinds` are by the number of a record, `place` gives that number.
    Relations are numbered in the order of their vocabulary.
    """

    ids: tuple[str, ...]
    place: Mapping[str, int]
    kinds: np.ndarray
    sources: np.ndarray
    targets: np.ndarray
    relations: np.ndarray
    bases: np.ndarray
    reasons: tuple[str, ...]

    def __contains__(self, record: object) -> bool:
        return record in self.place

    def number_of_edges(self) -> int:
        """Return how many links there are."""
        return len(self.targets)

    def kind(self, record: str) -> str:
        """Return the kind of a record. Raises KeyError for an unknown id."""
        return KINDS_IN_ORDER[self.kinds[self.place[record]]]

    def degree(self, record: str) -> int:
        """Return how many links a record has, in both directions."""
        return int(self.degrees[self.place[record]])

    def successors(self, record: str) -> tuple[str, ...]:
        """Return the records that a record links to, each once, in the order of its links."""
        return tuple(dict.fromkeys(self.ids[i] for i in self.targets[self.leaving(record)].tolist()))

    def predecessors(self, record: str) -> tuple[str, ...]:
        """Return the records that link to a record, each once, in the order of the records."""
        return tuple(dict.fromkeys(self.ids[i] for i in self.sources[self.arriving(record)].tolist()))

    def edges(self) -> Iterator[Edge]:
        """Yield every link, in the order of the records that hold them."""
        return map(self.edge, range(self.number_of_edges()))

    def edges_from(self, record: str) -> tuple[Edge, ...]:
        """Return the links that a record holds."""
        links = self.leaving(record)
        return tuple(map(self.edge, range(links.start, links.stop)))

    def edges_to(self, record: str) -> tuple[Edge, ...]:
        """Return the links of other records that lead to this one."""
        return tuple(map(self.edge, self.arriving(record).tolist()))

    def edges_between(self, start: str, end: str) -> tuple[Edge, ...]:
        """Return the links that one record holds to another; none for an id that is not in the graph."""
        if start not in self.place or end not in self.place:
            return ()
        links = self.leaving(start)
        found = np.flatnonzero(self.targets[links] == self.place[end]) + links.start
        return tuple(map(self.edge, found.tolist()))

    def edge(self, link: int) -> Edge:
        """Return one link by its number."""
        return Edge(
            self.ids[self.sources[link]], _RELATIONS[self.relations[link]], self.ids[self.targets[link]],
            _BASES[self.bases[link]], self.reasons[link], "", "",
        )  # fmt: skip

    def leaving(self, record: str) -> slice:
        """Return the numbers of the links that a record holds. Raises KeyError for an unknown id."""
        place = self.place[record]
        return slice(int(self._starts[place]), int(self._starts[place + 1]))

    def arriving(self, record: str) -> np.ndarray:
        """Return the numbers of the links that lead to a record. Raises KeyError for an unknown id."""
        place = self.place[record]
        ends, order = self._arrivals
        return order[ends[place] : ends[place + 1]]

    @cached_property
    def degrees(self) -> np.ndarray:
        """How many links each record has, by its number."""
        size = len(self.ids)
        return np.bincount(self.sources, minlength=size) + np.bincount(self.targets, minlength=size)

    @cached_property
    def _starts(self) -> np.ndarray:
        return _starts(self.sources, len(self.ids))

    @cached_property
    def _arrivals(self) -> tuple[np.ndarray, np.ndarray]:
        return _starts(self.targets, len(self.ids)), np.argsort(self.targets, kind="stable").astype(np.int32)


def _starts(ends: np.ndarray, size: int) -> np.ndarray:
    return np.concatenate(([0], np.cumsum(np.bincount(ends, minlength=size))))


def build(records: Iterable[Record]) -> Graph:
    """Return the graph of records; each link carries its basis, and a reason where a curator decided it.

    Two links of one record with the same relation and target are one. The graph
    holds no copies of records. Raises KeyError for a link to an unknown id.
    """
    records = tuple(records)
    kinds = {record.id: kind_of(record) for record in records}
    return joined(kinds, (link for record in records for link in once(tuple(edges_of(record)))))


def joined(kinds: Mapping[str, str], links: Iterable[Edge]) -> Graph:
    """Return the graph of ids with their kinds and of links, which come in the order of the ids that hold them."""
    place = {record: number for number, record in enumerate(kinds)}
    sources, targets, relations, bases, reasons = [], [], [], [], []
    for link in links:
        sources.append(place[link.source])
        targets.append(place[link.target])
        relations.append(_NUMBER_OF_RELATION[link.relation])
        bases.append(_NUMBER_OF_BASIS[link.basis])
        reasons.append(link.reason)
    return Graph(
        tuple(place), MappingProxyType(place), _fixed([_NUMBER_OF_KIND[kind] for kind in kinds.values()], np.uint8),
        _fixed(sources, np.int32), _fixed(targets, np.int32), _fixed(relations, np.uint8), _fixed(bases, np.uint8),
        tuple(reasons),
    )  # fmt: skip


def once(links: Sequence[Edge]) -> Iterable[Edge]:
    """Return the links of one record, those to the same record together; of two with one relation the last counts."""
    if len({link.target for link in links}) == len(links):
        return links
    found: dict[str, dict[Relation, Edge]] = {}
    for link in links:
        found.setdefault(link.target, {})[link.relation] = link
    return (link for same in found.values() for link in same.values())


def _fixed(values: list[int], kind: type) -> np.ndarray:
    array = np.array(values, dtype=kind)
    array.flags.writeable = False
    return array


def edges(graph: Graph) -> list[Edge]:
    """Return every edge of a built graph: the inverse of the links that went into it."""
    return list(graph.edges())


def unreachable(graph: Graph, kind: str = "document") -> set[str]:
    """Return the ids of records that no chain of links, in either direction, joins to a record of `kind`."""
    beside: list[list[int]] = [[] for _ in graph.ids]
    for source, target in zip(graph.sources.tolist(), graph.targets.tolist(), strict=True):
        beside[source].append(target)
        beside[target].append(source)
    waiting = np.flatnonzero(graph.kinds == _NUMBER_OF_KIND[kind]).tolist()
    lost = set(range(len(beside))).difference(waiting)
    while waiting:
        new = lost.intersection(beside[waiting.pop()])
        lost -= new
        waiting.extend(new)
    return {graph.ids[number] for number in lost}
