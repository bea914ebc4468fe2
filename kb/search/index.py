"""Search in a reader's own words: synonyms in English and German, word stems, and typing errors.

The index is tantivy's. A record is found by its own wording and by the names
of the concepts it is linked to; a phrase that names a concept finds what is
linked to it first.
"""

from collections.abc import Mapping
from typing import Protocol

import numpy as np
import tantivy
from tantivy import SearchResult

from kb.records import KINDS, Guideline, Recommendation, Record, kind_of
from kb.search import groups
from kb.search.answers import Recommended, desk
from kb.search.documents import SEARCHED, documents, schema
from kb.search.findings import NOTHING, Findings, Hits
from kb.search.groups import RECOMMENDATION, Best
from kb.search.matched import Explainer
from kb.search.names import Stem
from kb.search.nearest import nearest
from kb.search.queries import Queries
from kb.search.question import Question
from kb.search.reader import reader
from kb.search.terms import LANGUAGES, analyzer
from kb.search.texts import names

KINDS_IN_ORDER = tuple(KINDS)
OTHERS = tuple(kind for kind in groups.KINDS if kind != RECOMMENDATION)
MANY = 1_000
"""How many records of all kinds are fetched at once, to be told apart; where there are more, each kind is searched by itself."""
MOST_TOPICS = 4
"""How many topics are offered where nothing was found."""
HEAP, HEAP_A_RECORD = 15_000_000, 2_000
"""Bytes that the writer may use before it starts another segment. Each segment is searched by itself, so one is best."""


class Holding(Protocol):
    """Whatever holds records by id, as a knowledge base does."""

    @property
    def records(self) -> Mapping[str, Record]:
        """Every record by its id."""


class SearchIndex:
    """An index in memory over records. Needs nothing but them, so that it can be written in a thread."""

    def __init__(self, base: Holding) -> None:
        self._records = base.records
        self._ids: dict[str, list[str]] = {kind: [] for kind in KINDS}
        for record in self._records.values():
            self._ids[kind_of(record)].append(record.id)
        analyzers = {code: analyzer(language) for code, language in LANGUAGES.items()}
        layout = schema()
        self._index = tantivy.Index(layout)
        for language, made in analyzers.items():
            self._index.register_tokenizer(language, made)
        self._write()
        self._reader = reader(self._records, self._known)
        self._queries = Queries(layout, analyzers, self._reader.narrower)
        self._desk = desk(self._records, self._reader, self._says)
        measured = {threshold.recommendation for threshold in self._reader.thresholds}
        self._measured = {rec: n for n, rec in enumerate(self._ids["recommendation"]) if rec in measured}

    def _write(self) -> None:
        writer = self._index.writer(max(HEAP, HEAP_A_RECORD * len(self._records)), 1)
        for document in documents(self._records):
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def _known(self, stem: Stem) -> bool:
        searcher = self._index.searcher()
        fields = (f"{field}_{language}" for field, language in SEARCHED if language == stem.language)
        return any(searcher.doc_freq(field, stem.stem) for field in fields)

    def read(self, words: str) -> Question:
        """Return how a query is understood."""
        return self._reader.read(words)

    def find(self, words: str, kind: str, chosen_countries: tuple[str, ...] = ()) -> Hits:
        """Return the records of one kind that hold everything asked for; failing that, those that hold any of it.

        A word counts as held when the record has it, a word of the same stem, a
        word that begins with it, or one that differs by a typing error; a phrase
        also when the record is linked to the concept it names. A country in the
        query, or else the chosen ones (codes), leave the recommendations of those countries alone.
        """
        question = self.read(words)
        for every in (True, False):
            numbers, _ = self._all(question, kind, every, chosen_countries)
            if len(numbers):
                return Hits(numbers, self._ids[kind], every_word=every)
        return Hits(NOTHING, self._ids[kind], every_word=not question.units)

    def everything(self, words: str, each: int = 5, chosen_countries: tuple[str, ...] = ()) -> Findings:
        """Return what a query finds among records of every kind, at most `each` of one kind, with direct answers.

        Never raises for any text. `chosen_countries` as in `find`.
        """
        record = self._records.get(words.strip().lower())
        if record is not None and "-" in record.id:
            return Findings((groups.alone(record, self._records),))
        question = self.read(words)
        recommended: dict[bool, np.ndarray] = {}

        def best(every: bool) -> dict[str, Best]:
            recommended[every], score = self._all(question, RECOMMENDATION, every, chosen_countries)
            ids = (self._ids[RECOMMENDATION][number] for number in recommended[every][:each].tolist())
            recs = Best(len(recommended[every]), tuple(ids), score)
            return self._best(question, every, each) | ({RECOMMENDATION: recs} if recs.total else {})

        found = groups.search(best, several=len(question.units) > 1)
        said = groups.understood(question, self._desk.countries, self._ids["trigger"])
        if not found:
            near = nearest(question, self._records, MOST_TOPICS) if words.strip() else ()
            return Findings(understood=said, unsearched=question.unsearched, nearest=near)
        every = next((one.every_word for one in found if one.kind == RECOMMENDATION), True)
        silent = self._desk.answers(question, chosen_countries, self._by_country(recommended[every], every))
        explainer = Explainer(question, self._reader, self._records, self._queries.analyzers)
        return Findings(groups.grouped(found, explainer, self._records), silent, said, question.unsearched)

    def _best(self, question: Question, every: bool, each: int) -> dict[str, Best]:
        """Return the best of each kind but recommendations that has any."""
        found = self._top(question, OTHERS, every, MANY)
        if found is None or found.count <= MANY:
            return self._sorted(found, each) if found else {}
        one_by_one = (self._top(question, (kind,), every, each) for kind in OTHERS)
        return {kind: best for top in one_by_one if top for kind, best in self._sorted(top, each).items()}

    def _top(self, question: Question, kinds: tuple[str, ...], every: bool, most: int) -> SearchResult | None:
        query = self._queries.of(question, kinds, every)
        return None if query is None else self._index.searcher().search(query, max(most, 1))

    def _sorted(self, found: SearchResult, each: int) -> dict[str, Best]:
        """Return what was found by kind. Where it is all of one kind, there may be more than was fetched."""
        places = [address for _, address in found.hits]
        kinds = self._index.searcher().fast_field_values("kind_number", places)
        numbers = self._index.searcher().fast_field_values("number", places)
        by_kind: dict[str, list[tuple[int, float]]] = {}
        for (score, _), kind, number in zip(found.hits, kinds, numbers, strict=True):
            by_kind.setdefault(KINDS_IN_ORDER[kind], []).append((number, score))
        return {
            kind: Best(
                found.count if len(by_kind) == 1 else len(hits),
                tuple(self._ids[kind][number] for number, _ in hits[:each]), hits[0][1],
            )
            for kind, hits in by_kind.items()
        }  # fmt: skip

    def _all(self, question: Question, kind: str, every: bool, chosen: tuple[str, ...]) -> tuple[np.ndarray, float]:
        """Return the numbers of all records of one kind for a question, best first, and the best score."""
        query = self._queries.of(question, (kind,), every, chosen)
        if query is None:
            return NOTHING, 0.0
        searcher = self._index.searcher()
        hits = searcher.search(query, max(searcher.num_docs, 1), count=False).hits
        numbers = np.array(searcher.fast_field_values("number", [address for _, address in hits]), dtype=np.int64)
        reached = self._reached_first(question, numbers) if kind == RECOMMENDATION else numbers
        return reached, hits[0][0] if hits else 0.0

    def _reached_first(self, question: Question, numbers: np.ndarray) -> np.ndarray:
        """Return the numbers with those first whose threshold the amount asked for reaches, the highest threshold first."""
        if question.amount is None or not len(numbers):
            return numbers
        measured = self._reader.measured(question.amount, question.units)
        reached = [one.recommendation for one in measured if one.holds(question.amount)]
        place = {self._measured[rec]: i for i, rec in enumerate(dict.fromkeys(reached))}
        ranks = np.array([place.get(number, len(place)) for number in numbers.tolist()])
        return numbers[np.argsort(ranks, kind="stable")]

    def _by_country(self, numbers: np.ndarray, every: bool) -> Recommended:
        """Return recommendations by the code of their country; `every` as in `Recommended`."""
        found: dict[str, list[str]] = {}
        for number in numbers.tolist():
            rec = self._ids[RECOMMENDATION][number]
            found.setdefault(self._country(rec), []).append(rec)
        return Recommended({code: tuple(recs) for code, recs in found.items()}, every)

    def _country(self, rec: str) -> str:
        held = self._records[rec]
        guideline = self._records.get(held.guideline) if isinstance(held, Recommendation) else None
        return guideline.country if isinstance(guideline, Guideline) else ""

    def _says(self, intervention: str) -> bool:
        """Return whether a recommendation says a name of an intervention in its own words."""
        own = [self._queries.said(name.words) for name in names(self._records[intervention])]
        limited = [self._queries.of_kinds(query, (RECOMMENDATION,)) for query in own if query is not None]
        return any(self._index.searcher().search(query, 1).count for query in limited)
