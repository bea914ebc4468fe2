"""Search in a reader's own words: synonyms in English and German, word stems, and typing errors.

The index is tantivy's. A record is found by its own wording and by the names
of the concepts it is linked to; a phrase that names a concept finds what is
linked to it first.
"""

from collections.abc import Mapping
from typing import Protocol

import numpy as np

from kb.records import Guideline, Recommendation, Record
from kb.search import groups
from kb.search.answers import Recommended, desk, small
from kb.search.engine import Best, Engine
from kb.search.findings import NOTHING, Findings, Hits
from kb.search.groups import RECOMMENDATION
from kb.search.matched import Explainer
from kb.search.nearest import nearest
from kb.search.queries import Queries
from kb.search.question import Question, Unit
from kb.search.reader import reader
from kb.search.related import related
from kb.search.terms import MOST_WORDS, split

OTHERS = tuple(kind for kind in groups.KINDS if kind != RECOMMENDATION)
MANY = 1_000
"""How many records of all kinds are fetched at once, to be told apart; where there are more, each kind is searched by itself."""
MOST_TOPICS = 4
"""How many topics are offered where nothing was found."""


class Holding(Protocol):
    """Whatever holds records by id, as a knowledge base does."""

    @property
    def records(self) -> Mapping[str, Record]:
        """Every record by its id."""


class SearchIndex:
    """An index in memory over records. Needs nothing but them, so that it can be written in a thread."""

    def __init__(self, base: Holding) -> None:
        self._records = base.records
        self._engine = Engine(self._records)
        self._reader = reader(self._records, self._engine.knows, self._engine.is_common)
        self._queries = Queries(self._engine.schema, self._engine.analyzers, self._reader.narrower)
        self._desk = desk(self._records, self._reader, self._says, self._holds)
        self._countries = np.array([self._country(rec) for rec in self._engine.ids[RECOMMENDATION]], dtype=np.str_)
        measured = {threshold.recommendation for threshold in self._reader.thresholds}
        self._measured = {rec: n for n, rec in enumerate(self._engine.ids[RECOMMENDATION]) if rec in measured}

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
                return Hits(numbers, self._engine.ids[kind], every, question.unsearched)
        return Hits(NOTHING, self._engine.ids[kind], not question.units, question.unsearched)

    def everything(self, words: str, each: int = 5, chosen_countries: tuple[str, ...] = ()) -> Findings:
        """Return what a query finds among records of every kind, at most `each` of one kind, with direct answers.

        Never raises for any text. `chosen_countries` as in `find`.
        """
        record = self._records.get(words.strip().lower())
        if record is not None and "-" in record.id:
            return Findings((groups.alone(record, self._records),), related=related(self._records, (record.id,)))
        question = self.read(words)
        recommended: dict[bool, np.ndarray] = {}

        def best(every: bool) -> dict[str, Best]:
            recommended[every], score = self._all(question, RECOMMENDATION, every, chosen_countries)
            ids = (self._engine.ids[RECOMMENDATION][number] for number in recommended[every][:each].tolist())
            recs = Best(len(recommended[every]), tuple(ids), score)
            return self._best(question, every, each) | ({RECOMMENDATION: recs} if recs.total else {})

        found = groups.search(best, question, self._desk.labels)
        said = groups.understood(question, self._desk.countries, self._engine.ids["trigger"])
        if not (question.units or question.countries):
            return Findings(answers=(small(" ".join(split(words)[:MOST_WORDS])),)) if split(words) else Findings()
        whole = bool(len(recommended[True])) or False not in recommended
        answers = self._desk.answers(question, chosen_countries, self._by_country(recommended[whole], whole))
        if not found:
            near = nearest(question, self._records, MOST_TOPICS)
            return Findings(answers=answers, understood=said, unsearched=question.unsearched, nearest=near)
        explainer = Explainer(question, self._reader, self._records, self._engine.analyzers)
        return Findings(
            groups.grouped(found, explainer, self._records), answers, said,
            related(self._records, (of for unit in question.units if not unit.measured for of in unit.concepts)), question.unsearched,
        )  # fmt: skip

    def _best(self, question: Question, every: bool, each: int) -> dict[str, Best]:
        """Return the best of each kind but recommendations that has any."""
        found = self._engine.top(self._queries.of(question, OTHERS, every), MANY)
        if found is None or found.count <= MANY:
            return self._engine.by_kind(found, each) if found else {}
        alone = (self._engine.top(self._queries.of(question, (kind,), every), each) for kind in OTHERS)
        return {kind: best for top in alone if top for kind, best in self._engine.by_kind(top, each).items()}

    def _all(self, question: Question, kind: str, every: bool, chosen: tuple[str, ...]) -> tuple[np.ndarray, float]:
        """Return the numbers of all records of one kind for a question, best first, and the best score."""
        numbers, score = self._engine.numbers(self._queries.of(question, (kind,), every, chosen))
        return self._met_first(question, numbers) if kind == RECOMMENDATION else numbers, score

    def _met_first(self, question: Question, numbers: np.ndarray) -> np.ndarray:
        """Return the numbers with those first whose threshold the amount asked for meets, the highest threshold first."""
        if question.amount is None or not len(numbers):
            return numbers
        measured = self._reader.measured(question.amount, question.units)
        met = [one.recommendation for one in measured if one.holds(question.amount)]
        place = {self._measured[rec]: i for i, rec in enumerate(dict.fromkeys(met))}
        ranks = np.array([place.get(number, len(place)) for number in numbers.tolist()])
        return numbers[np.argsort(ranks, kind="stable")]

    def _by_country(self, numbers: np.ndarray, every: bool) -> Recommended:
        """Return how many of some recommendations each country has, and which."""
        countries = self._countries[numbers]
        codes, counts = np.unique(countries, return_counts=True)

        def ids(code: str) -> tuple[str, ...]:
            return tuple(self._engine.ids[RECOMMENDATION][number] for number in numbers[countries == code].tolist())

        return Recommended(dict(zip(codes.tolist(), counts.tolist(), strict=True)), ids, every)

    def _country(self, rec: str) -> str:
        held = self._records[rec]
        guideline = self._records.get(held.guideline) if isinstance(held, Recommendation) else None
        return guideline.country if isinstance(guideline, Guideline) else ""

    def _says(self, name: str, kind: str) -> bool:
        """Return whether a record of a kind says a name in its own words, or is called so."""
        query = self._queries.said(name)
        return query is not None and self._engine.holds(self._queries.of_kinds(query, (kind,)))

    def _holds(self, unit: Unit, kind: str) -> bool:
        """Return whether a record of a kind, or of any for none, has what a part of a question asks for, if that is anything."""
        query = self._queries.unit(unit)
        return query is None or self._engine.holds(self._queries.of_kinds(query, (kind,) if kind else groups.KINDS))
