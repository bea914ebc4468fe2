"""Search in a reader's own words: synonyms in English and German, word stems, and typing errors.

The index is tantivy's. A record is found by its own wording and by the labels
and synonyms of the concepts it is linked to.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import tantivy
from tantivy import Filter, Occur, Query

from kb.edges import edges_of
from kb.records import KINDS, Comparator, Guideline, Intervention, Outcome, Record, Topic, Trigger, kind_of
from kb.selection import MOST_WORDS

CONCEPTS = (Topic, Trigger, Intervention, Comparator, Outcome)
HEAP, HEAP_A_RECORD = 15_000_000, 2_000
"""Bytes that the writer may use before it starts another segment. Each segment is searched by itself, so one is best."""
LONGEST_WORD = 40
LANGUAGES = {"en": "english", "de": "german"}
TITLES = ("title", "label", "term", "action", "short_title")
WORDING = ("statement", "conditions", "caveats", "meaning", "citation", "what")
FIELDS = {"title": 3.0, "wording": 1.5, "concepts": 1.0}


_NOTHING = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Hits:
    """Records of one kind, best first, by their numbers among `records`, which are the ids of all of that kind.

    `every_word` is False where no record has all the words and some had to do.
    """

    numbers: np.ndarray
    records: Sequence[str]
    every_word: bool = True

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of the records, best first."""
        return tuple(self.records[number] for number in self.numbers.tolist())


class SearchIndex:
    """An index in memory over records."""

    def __init__(self, records: Collection[Record]) -> None:
        self._records: dict[str, list[str]] = {kind: [] for kind in KINDS}
        for record in records:
            self._records[kind_of(record)].append(record.id)
        self._analyzers = {code: analyzer(language) for code, language in LANGUAGES.items()}
        self._schema = _schema()
        self._index = tantivy.Index(self._schema)
        for language, made in self._analyzers.items():
            self._index.register_tokenizer(language, made)
        writer = self._index.writer(max(HEAP, HEAP_A_RECORD * len(records)), 1)
        for document in _documents(records):
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def find(self, words: str, kind: str) -> Hits:
        """Return the records of one kind that hold every word; failing that, those that hold any.

        A word counts as held when the record has it, a word of the same stem, a
        word that begins with it, or one that differs by a typing error.
        """
        each = [query for word in words.split()[:MOST_WORDS] if (query := self._word(word[:LONGEST_WORD]))]
        records = self._records[kind]
        if not each:
            return Hits(_NOTHING, records)
        for occur in (Occur.Must, Occur.Should):
            numbers = self._search([(occur, query) for query in each], kind)
            if len(numbers):
                return Hits(numbers, records, every_word=occur is Occur.Must)
        return Hits(_NOTHING, records, every_word=False)

    def _search(self, clauses: list[tuple[Occur, Query]], kind: str) -> np.ndarray:
        of_kind = Query.const_score_query(Query.term_query(self._schema, "kind", kind), 0.0)
        query = Query.boolean_query([(Occur.Must, Query.boolean_query(clauses)), (Occur.Must, of_kind)])
        searcher = self._index.searcher()
        found = [address for _, address in searcher.search(query, max(searcher.num_docs, 1)).hits]
        return np.array(searcher.fast_field_values("number", found), dtype=np.int64)

    def _word(self, word: str) -> Query | None:
        alternatives = []
        for language, made in self._analyzers.items():
            for term in made.analyze(word):
                for field, weight in FIELDS.items():
                    alternatives += self._spellings(f"{field}_{language}", term, weight)
        return Query.disjunction_max_query(alternatives) if alternatives else None

    def _spellings(self, field: str, term: str, weight: float) -> list[Query]:
        spellings = [Query.boost_query(Query.term_query(self._schema, field, term), 4 * weight)]
        if len(term) >= 4:
            spellings.append(
                Query.boost_query(Query.fuzzy_term_query(self._schema, field, term, 0, True, True), 2 * weight)
            )
        if len(term) >= 5:
            distance = 2 if len(term) >= 9 else 1
            spellings.append(
                Query.boost_query(Query.fuzzy_term_query(self._schema, field, term, distance, True), weight)
            )
        return spellings


def analyzer(language: str) -> tantivy.TextAnalyzer:
    """Return what turns a text of one language into the terms that are kept and looked for."""
    plain = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(Filter.lowercase())
    plain = plain.filter(Filter.stopword("english")).filter(Filter.stopword("german"))
    return plain.filter(Filter.stemmer(language)).filter(Filter.ascii_fold()).build()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    # The place of a record among those of its kind: a column of numbers is read for thousands of hits at once, where
    # stored texts would be fetched one after the other.
    builder.add_integer_field("number", fast=True)
    builder.add_text_field("kind", tokenizer_name="raw")
    for field in FIELDS:
        for language in LANGUAGES:
            # Nobody can ask for words side by side, so where in a text they stand is not kept.
            builder.add_text_field(f"{field}_{language}", tokenizer_name=language, index_option="freq")
    return builder.build()


def _documents(records: Iterable[Record]) -> Iterator[tantivy.Document]:
    names = {
        record.id: ("; ".join((record.label, *record.synonyms.en)), "; ".join(record.synonyms.de))
        for record in records
        if isinstance(record, CONCEPTS)
    }
    countries = {record.id: record.country_name for record in records if isinstance(record, Guideline)}
    seen: Counter[str] = Counter()
    for record in records:
        kind = kind_of(record)
        linked = [edge.target for edge in edges_of(record)]
        concepts = [names[i] for i in ([record.id, *linked] if record.id in names else linked) if i in names]
        title = " ".join(_own(record, TITLES))
        wording = " ".join([*_own(record, WORDING), *(countries[i] for i in linked if i in countries)])
        yield tantivy.Document(
            kind=kind, number=seen[kind],
            title_en=title, title_de=title, wording_en=wording, wording_de="",
            concepts_en="; ".join(english for english, _ in concepts),
            concepts_de="; ".join(german for _, german in concepts if german),
        )  # fmt: skip
        seen[kind] += 1


def _own(record: Record, fields: tuple[str, ...]) -> Iterator[str]:
    for field in _held(type(record), fields):
        value = getattr(record, field)
        if isinstance(value, str):
            yield value
        elif value:
            yield from value


@cache
def _held(model: type[Record], fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(field for field in fields if field in model.model_fields)


def nearest_topics(index: SearchIndex, words: str, most: int = 4) -> tuple[str, ...]:
    """Return the ids of the topics nearest to the words, to offer where nothing was found."""
    return index.find(words, "topic").ids[:most]
