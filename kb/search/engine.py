"""The index itself: records written as documents, and the numbers and ids of those that a query finds."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import tantivy
from tantivy import Query, SearchResult

from kb.records import KINDS, Record, kind_of
from kb.search.documents import SEARCHED, documents, schema
from kb.search.findings import NOTHING
from kb.search.names import Stem
from kb.search.terms import LANGUAGES, analyzer

HEAP, HEAP_A_RECORD = 15_000_000, 2_000
"""Bytes that the writer may use before it starts another segment. Each segment is searched by itself, so one is best."""
COMMON, FEWEST_COMMON = 0.25, 50
"""What share of all records, and how many at least, have a word that is common."""
KINDS_IN_ORDER = tuple(KINDS)


class Best(NamedTuple):
    """How many records of a kind were found, the ids of the best, and the score of the best."""

    total: int
    ids: tuple[str, ...]
    score: float


class Engine:
    """Records in an index in memory. `ids` are the ids of each kind: a record's number is its place there."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self.ids: dict[str, list[str]] = {kind: [] for kind in KINDS}
        for record in records.values():
            self.ids[kind_of(record)].append(record.id)
        self.analyzers = {code: analyzer(language) for code, language in LANGUAGES.items()}
        self.schema = schema()
        self._index = tantivy.Index(self.schema)
        for language, made in self.analyzers.items():
            self._index.register_tokenizer(language, made)
        self._write(records)

    def _write(self, records: Mapping[str, Record]) -> None:
        writer = self._index.writer(max(HEAP, HEAP_A_RECORD * len(records)), 1)
        for document in documents(records):
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def knows(self, stem: Stem) -> bool:
        """Return whether any record has a word of this stem."""
        searcher = self._index.searcher()
        fields = (f"{field}_{language}" for field, language in SEARCHED if language == stem.language)
        return any(searcher.doc_freq(field, stem.stem) for field in fields)

    def is_common(self, stem: Stem) -> bool:
        """Return whether so many records say a word of this stem that it hardly tells them apart."""
        searcher = self._index.searcher()
        return searcher.doc_freq("wording_en", stem.stem) > max(COMMON * searcher.num_docs, FEWEST_COMMON)

    def numbers(self, query: Query | None) -> tuple[np.ndarray, float]:
        """Return the numbers of all records that a query for one kind finds, best first, and the best score."""
        if query is None:
            return NOTHING, 0.0
        searcher = self._index.searcher()
        hits = searcher.search(query, max(searcher.num_docs, 1), count=False).hits
        numbers = np.array(searcher.fast_field_values("number", [address for _, address in hits]), dtype=np.int64)
        return numbers, hits[0][0] if hits else 0.0

    def top(self, query: Query | None, most: int) -> SearchResult | None:
        """Return the best that a query finds and how many it finds in all; None for no query."""
        return None if query is None else self._index.searcher().search(query, max(most, 1))

    def holds(self, query: Query) -> bool:
        """Return whether a query finds anything."""
        return bool(self._index.searcher().search(query, 1).count)

    def by_kind(self, found: SearchResult, each: int) -> dict[str, Best]:
        """Return what was found by kind. Where it is all of one kind, there may be more than was fetched."""
        places = [address for _, address in found.hits]
        kinds = self._index.searcher().fast_field_values("kind_number", places)
        numbers = self._index.searcher().fast_field_values("number", places)
        hits: dict[str, list[tuple[int, float]]] = {}
        for (score, _), kind, number in zip(found.hits, kinds, numbers, strict=True):
            hits.setdefault(KINDS_IN_ORDER[kind], []).append((number, score))
        return {
            kind: self._best(kind, own, found.count if len(hits) == 1 else len(own), each) for kind, own in hits.items()
        }

    def _best(self, kind: str, hits: list[tuple[int, float]], total: int, each: int) -> Best:
        return Best(total, tuple(self.ids[kind][number] for number, _ in hits[:each]), hits[0][1])
