"""All entries of a data folder, with the ways in which the rules look them up."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import networkx as nx

from kb.edges import ANY, Edge, edges_of
from kb.graph import joined
from kb.problem import Problem
from kb.reading import Entry
from kb.records import KINDS, TERMS, Record, kind_of


@dataclass(frozen=True)
class Shelf:
    """All entries of a folder, with the ways in which the rules look them up, and the graph of those that keep them.

    `spoiled` are records that could not be read: they have a problem of their
    own already, so a link to one of them is not reported as well.
    """

    entries: tuple[Entry, ...]
    spoiled: frozenset[str] = frozenset()
    by_id: dict[str, Record] = field(init=False)
    file_of: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {e.record.id: e.record for e in self.entries})
        object.__setattr__(self, "file_of", {e.record.id: e.file for e in self.entries})

    def of(self, model: type[Record]) -> list[Record]:
        return self._by_kind.get(model, [])

    @cached_property
    def _by_kind(self) -> dict[type[Record], list[Record]]:
        kinds = defaultdict(list)
        for entry in self.entries:
            kinds[type(entry.record)].append(entry.record)
        return dict(kinds)

    @cached_property
    def links(self) -> list[tuple[Edge, ...]]:
        """The links of each entry: looked at by two rules and by the graph, so they are listed once."""
        return [tuple(edges_of(entry.record)) for entry in self.entries]

    @cached_property
    def loose_ends(self) -> tuple[Problem, ...]:
        return tuple(_loose_ends(self))

    @cached_property
    def graph(self) -> nx.MultiDiGraph:
        kinds = {record.id: kind_of(record) for record in self.by_id.values()}
        return joined(kinds, (link for links in self.links for link in links))

    def problem(self, record: str, field_name: str, what: str, remedy: str, rule: str) -> Problem:
        return Problem(self.file_of.get(record, ""), record, field_name, what, remedy, rule)


def _loose_ends(shelf: Shelf) -> Iterator[Problem]:
    for entry, links in zip(shelf.entries, shelf.links, strict=True):
        for edge in links:
            target = shelf.by_id.get(edge.target)
            if target is None and edge.target not in shelf.spoiled:
                what = f"no record has the id {edge.target}."
                yield Problem(entry.file, edge.source, edge.field, what, _choice(shelf, edge.target_kind), "R05")
            elif target is not None and edge.target_kind not in {ANY, kind_of(target)}:
                yield Problem(
                    entry.file,
                    edge.source,
                    edge.field,
                    f"{edge.target} is a {kind_of(target)}.",
                    f"Name a {edge.target_kind}.",
                    "R05",
                )


def _choice(shelf: Shelf, kind: str) -> str:
    if kind not in TERMS:
        return "Correct the id or add the record."
    return f"Use one of {', '.join(term.id for term in shelf.of(KINDS[kind]))}, or add a [[{kind}]]."
