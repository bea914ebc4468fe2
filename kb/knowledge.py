"""The knowledge base: every record and the graph between them, immutable once loaded."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import networkx as nx

from kb import graph, rules
from kb.problem import BadData
from kb.reading import Reading, read_folder
from kb.records import Document, Guideline, Package, Recommendation, Record, Scheme, Topic
from kb.vocabulary import Strength

R = TypeVar("R", bound=Record)
CURATED = Path(__file__).parent.parent / "data"


@dataclass(frozen=True)
class KnowledgeBase:
    """Records by id, in the order of the files, and the graph between them."""

    records: Mapping[str, Record]
    graph: nx.MultiDiGraph
    fingerprint: str

    @cached_property
    def _by_kind(self) -> Mapping[type[Record], tuple[Record, ...]]:
        kinds: dict[type[Record], list[Record]] = {}
        for record in self.records.values():
            kinds.setdefault(type(record), []).append(record)
        return MappingProxyType({kind: tuple(found) for kind, found in kinds.items()})

    def of(self, model: type[R]) -> tuple[R, ...]:
        """Return every record of one kind, in the order of the files."""
        return self._by_kind.get(model, ())

    def get(self, model: type[R], record: str) -> R:
        """Return the record with this id. Raises KeyError where there is none of that kind."""
        found = self.records[record]
        if not isinstance(found, model):
            raise KeyError(record)
        return found

    @property
    def package(self) -> Package:
        """The data set's description of itself."""
        return self.of(Package)[0]

    @property
    def version(self) -> str:
        """The data version: the number that curators gave, and a fingerprint of the files."""
        return f"{self.package.version}+{self.fingerprint[:8]}"

    @cached_property
    def guidelines(self) -> tuple[Guideline, ...]:
        """The guidelines, by the name of their country."""
        return tuple(sorted(self.of(Guideline), key=lambda g: g.country_name))

    def strength(self, rec: Recommendation) -> Strength:
        """Return the common strength of a recommendation, from the label as printed.

        A recommendation without a label is *not reported*; none is ever guessed.
        """
        if rec.strength is None:
            return Strength.NOT_REPORTED
        document = self.get(Document, rec.where.document)
        scheme = self.get(Scheme, document.scheme or "")
        return next(grade.strength for grade in scheme.grades if grade.label == rec.strength)

    def narrower(self, topic: str) -> frozenset[str]:
        """Return the ids of a topic and of every topic below it."""
        found = {topic}
        while more := {t.id for t in self.of(Topic) if t.broader in found} - found:
            found |= more
        return frozenset(found)


def build(reading: Reading) -> KnowledgeBase:
    """Return the knowledge base of a folder that was read. Raises BadData with every problem at once."""
    spoiled = frozenset(problem.record for problem in reading.problems)
    # Rules about links mean nothing where a part was not read.
    broken = [] if reading.given_up else rules.broken(reading.entries, spoiled)
    problems = [*reading.problems, *broken]
    if problems:
        raise BadData(problems)
    records = {entry.record.id: entry.record for entry in reading.entries}
    return KnowledgeBase(MappingProxyType(records), graph.build(records.values()), reading.fingerprint)


def load(folder: Path | None = None) -> KnowledgeBase:
    """Return the knowledge base in `folder`; without one, in `KB_DATA` or in the curated data.

    Raises BadData with every problem at once.
    """
    return build(read_folder(folder or Path(os.environ.get("KB_DATA") or CURATED)))
