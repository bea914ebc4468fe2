"""The knowledge base: every record and the graph between them, immutable once loaded."""

import gc
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

import networkx as nx
import pandas as pd

from kb import frames, rules
from kb.problem import BadData
from kb.reading import Reading, read_folder
from kb.records import Document, Effect, Guideline, Package, Recommendation, Record, Scheme, Topic
from kb.vocabulary import Strength

if TYPE_CHECKING:
    from kb.comparison import Positions

R = TypeVar("R", bound=Record)
CURATED = Path(__file__).parent.parent / "data"


@dataclass(frozen=True, eq=False)
class KnowledgeBase:
    """Records by id, in the order of the files, and the graph between them (`kb.graph`)."""

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
    def by_country(self) -> tuple[Guideline, ...]:
        """The guidelines, by the name of their country."""
        return tuple(sorted(self.of(Guideline), key=lambda g: g.country_name))

    def strength(self, rec: Recommendation) -> Strength:
        """Return the common strength of a recommendation, from the label as printed.

        A recommendation without a label is *not reported*; none is ever guessed.
        """
        if rec.strength is None:
            return Strength.NOT_REPORTED
        return self._strengths[rec.where.document][rec.strength]

    @cached_property
    def _strengths(self) -> Mapping[str, Mapping[str, Strength]]:
        # Where a scheme gives a label twice, the first counts.
        labels = {s.id: {grade.label: grade.strength for grade in reversed(s.grades)} for s in self.of(Scheme)}
        return {document.id: labels.get(document.scheme or "", {}) for document in self.of(Document)}

    def narrower(self, topic: str) -> frozenset[str]:
        """Return the ids of a topic and of every topic below it."""
        return self._narrower.get(topic, frozenset({topic}))

    @cached_property
    def _narrower(self) -> Mapping[str, frozenset[str]]:
        inside: dict[str, set[str]] = {}
        for topic, line in self._above.items():
            for above in line:
                inside.setdefault(above, set()).add(topic)
        return {topic: frozenset(found) for topic, found in inside.items()}

    def said(self, topic: str, guideline: str) -> tuple[Recommendation, ...]:
        """Return what a guideline says on a topic itself, in the order of the source, each once."""
        return self._said.get((topic, guideline), ())

    @cached_property
    def _said(self) -> Mapping[tuple[str, str], tuple[Recommendation, ...]]:
        found: dict[tuple[str, str], list[Recommendation]] = {}
        for rec in self.of(Recommendation):
            for topic in dict.fromkeys(link.to for link in rec.about):
                found.setdefault((topic, rec.guideline), []).append(rec)
        return {cell: tuple(recs) for cell, recs in found.items()}

    def below(self, topic: str, guideline: str) -> int:
        """Return how many recommendations of a guideline are about topics below this one."""
        return self._below[topic, guideline]

    @cached_property
    def _below(self) -> Counter[tuple[str, str]]:
        return Counter(
            (topic, rec.guideline)
            for rec in self.of(Recommendation)
            for topic in {above for link in rec.about for above in self.above(link.to)[1:]}
        )

    def above(self, topic: str) -> tuple[str, ...]:
        """Return the ids of a topic and of every topic above it, nearest first. Raises KeyError for no topic."""
        return self._above[topic]

    @cached_property
    def _above(self) -> Mapping[str, tuple[str, ...]]:
        broader = {topic.id: topic.broader for topic in self.of(Topic)}
        found: dict[str, tuple[str, ...]] = {}
        for topic, parent in broader.items():
            line = [topic]
            while parent is not None:
                line.append(parent)
                parent = broader[parent]
            found[topic] = tuple(line)
        return found

    def linked_to(self, intervention: str) -> tuple[tuple[Recommendation, str], ...]:
        """Return the recommendations that a curator linked to an intervention, in the order of the files, each with why."""
        return self._linked_to.get(intervention, ())

    @cached_property
    def _linked_to(self) -> Mapping[str, tuple[tuple[Recommendation, str], ...]]:
        found: dict[str, list[tuple[Recommendation, str]]] = {}
        for rec in self.of(Recommendation):
            for link in rec.interventions:
                found.setdefault(link.to, []).append((rec, link.why or ""))
        return {intervention: tuple(recs) for intervention, recs in found.items()}

    def effects_of(self, intervention: str) -> tuple[Effect, ...]:
        """Return the effects of an intervention, in the order of the files."""
        return self._effects_of.get(intervention, ())

    @cached_property
    def _effects_of(self) -> Mapping[str, tuple[Effect, ...]]:
        found: dict[str, list[Effect]] = {}
        for effect in self.of(Effect):
            found.setdefault(effect.intervention, []).append(effect)
        return {intervention: tuple(effects) for intervention, effects in found.items()}

    @cached_property
    def outline(self) -> tuple[tuple[Topic, int], ...]:
        """Every topic with its depth, each followed by its narrower topics, in the order of the files."""
        below: dict[str | None, list[Topic]] = {}
        for topic in self.of(Topic):
            below.setdefault(topic.broader, []).append(topic)
        lines, waiting = [], [(topic, 0) for topic in reversed(below.get(None, ()))]
        while waiting:
            topic, depth = waiting.pop()
            lines.append((topic, depth))
            waiting.extend((narrower, depth + 1) for narrower in reversed(below.get(topic.id, ())))
        return tuple(lines)

    @cached_property
    def links(self) -> Mapping[str, int]:
        """How many links each record has in the graph, in both directions."""
        return MappingProxyType(dict(self.graph.degree()))

    @cached_property
    def shown_beside(self) -> frozenset[str]:
        """The ids of the topics that have to stand beside others."""
        return frozenset(topic.shown_with for topic in self.of(Topic) if topic.shown_with)

    @frames.shared
    def recommendations(self) -> pd.DataFrame:
        """Every recommendation (`kb.frames.recommendations`); a copy that is safe to change."""
        return frames.recommendations(self)

    @frames.shared
    def effects(self) -> pd.DataFrame:
        """Every statement of effect (`kb.frames.effects`); a copy that is safe to change."""
        return frames.effects(self)

    @frames.shared
    def guidelines(self) -> pd.DataFrame:
        """Every guideline, by the name of its country (`kb.frames.guidelines`); a copy that is safe to change."""
        return frames.guidelines(self)

    @frames.shared
    def topics(self) -> pd.DataFrame:
        """Every topic, each followed by its narrower ones (`kb.frames.topics`); a copy that is safe to change."""
        return frames.topics(self)

    @frames.shared
    def triggers(self) -> pd.DataFrame:
        """Every trigger (`kb.frames.triggers`); a copy that is safe to change."""
        return frames.triggers(self)

    @frames.shared
    def interventions(self) -> pd.DataFrame:
        """Every intervention (`kb.frames.interventions`); a copy that is safe to change."""
        return frames.interventions(self)

    @frames.shared
    def outcomes(self) -> pd.DataFrame:
        """Every outcome (`kb.frames.outcomes`); a copy that is safe to change."""
        return frames.outcomes(self)

    @frames.shared
    def findings(self) -> pd.DataFrame:
        """Every finding (`kb.frames.findings`); a copy that is safe to change."""
        return frames.findings(self)

    @frames.shared
    def references(self) -> pd.DataFrame:
        """Every reference (`kb.frames.references`); a copy that is safe to change."""
        return frames.references(self)

    @frames.shared
    def discrepancies(self) -> pd.DataFrame:
        """Every discrepancy (`kb.frames.discrepancies`); a copy that is safe to change."""
        return frames.discrepancies(self)

    @frames.shared
    def cases(self) -> pd.DataFrame:
        """Every case (`kb.frames.cases`); a copy that is safe to change."""
        return frames.cases(self)

    @frames.shared
    def opioids(self) -> pd.DataFrame:
        """Every opioid by its route (`kb.frames.opioids`); a copy that is safe to change."""
        return frames.opioids(self)

    @frames.shared
    def factors(self) -> pd.DataFrame:
        """What each set of factors says of each opioid (`kb.frames.factors`); a copy that is safe to change."""
        return frames.factors(self)

    @frames.shared
    def edges(self) -> pd.DataFrame:
        """Every link of the graph (`kb.frames.edges`); a copy that is safe to change."""
        return frames.edges(self)

    @frames.shared
    def verdicts(self) -> pd.DataFrame:
        """The verdict on every topic over all guidelines (`kb.comparison.verdicts`); a copy that is safe to change."""
        # Comparison stands above the knowledge base, so that it is imported when it is first asked for.
        from kb.comparison import verdicts

        return verdicts(self)

    @cached_property
    def positions(self) -> "Positions":
        """What each guideline says on each topic, worked out once for all comparisons."""
        from kb.comparison import Positions

        return Positions(self)


def build(reading: Reading) -> KnowledgeBase:
    """Return the knowledge base of a folder that was read. Raises BadData with every problem at once."""
    spoiled = frozenset(problem.record for problem in reading.problems)
    shelf = rules.Shelf(reading.entries, spoiled)
    # Rules about links mean nothing where a part was not read.
    problems = [*reading.problems, *([] if reading.given_up else rules.broken(shelf))]
    if problems:
        raise BadData(problems)
    return KnowledgeBase(MappingProxyType(shelf.by_id), shelf.graph, reading.fingerprint)


def load(folder: Path | None = None) -> KnowledgeBase:
    """Return the knowledge base in `folder`; without one, in `KB_DATA` or in the curated data.

    Raises BadData with every problem at once.
    """
    with uncollected():
        return build(read(folder))


def read(folder: Path | None = None) -> Reading:
    """Return what `folder` holds; without one, what is in `KB_DATA` or in the curated data."""
    return read_folder(folder or Path(os.environ.get("KB_DATA") or CURATED))


@contextmanager
def uncollected() -> Iterator[None]:
    """Disable garbage collection while loading: nearly everything that is made then stays."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
