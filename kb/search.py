"""Search in a reader's own words: synonyms in English and German, word stems, and typing errors.

The index is tantivy's. A record is found by its own wording and by the labels
and synonyms of the concepts it is linked to.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import tantivy
from tantivy import Filter, Occur, Query

from kb.edges import edges_of
from kb.knowledge import KnowledgeBase
from kb.records import Comparator, Guideline, Intervention, Outcome, Record, Topic, Trigger, kind_of
from kb.selection import MOST_WORDS

CONCEPTS = (Topic, Trigger, Intervention, Comparator, Outcome)
LONGEST_WORD = 40
FIELDS = {"title": 3.0, "wording": 1.5, "concepts": 1.0}


@dataclass(frozen=True)
class Hits:
    """Ids, best first. `every_word` is False where no record has all the words and some had to do."""

    ids: tuple[str, ...]
    every_word: bool = True


class SearchIndex:
    """An index in memory over the records of a knowledge base."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._analyzers = {"en": _analyzer("english"), "de": _analyzer("german")}
        self._schema = _schema()
        self._index = tantivy.Index(self._schema)
        for language, analyzer in self._analyzers.items():
            self._index.register_tokenizer(language, analyzer)
        writer = self._index.writer(15_000_000, 1)
        for record in kb.records.values():
            writer.add_document(_document(kb, record))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._size = max(len(kb.records), 1)

    def find(self, words: str, kind: str) -> Hits:
        """Return the records of one kind that hold every word; failing that, those that hold any.

        A word counts as held when the record has it, a word of the same stem, a
        word that begins with it, or one that differs by a typing error.
        """
        each = [query for word in words.split()[:MOST_WORDS] if (query := self._word(word[:LONGEST_WORD]))]
        if not each:
            return Hits(())
        for occur in (Occur.Must, Occur.Should):
            hits = self._search([(occur, query) for query in each], kind)
            if hits:
                return Hits(hits, every_word=occur is Occur.Must)
        return Hits((), every_word=False)

    def _search(self, clauses: list[tuple[Occur, Query]], kind: str) -> tuple[str, ...]:
        of_kind = Query.const_score_query(Query.term_query(self._schema, "kind", kind), 0.0)
        query = Query.boolean_query([(Occur.Must, Query.boolean_query(clauses)), (Occur.Must, of_kind)])
        searcher = self._index.searcher()
        return tuple(searcher.doc(address)["id"][0] for _, address in searcher.search(query, self._size).hits)

    def _word(self, word: str) -> Query | None:
        alternatives = []
        for language, analyzer in self._analyzers.items():
            for term in analyzer.analyze(word):
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


def _analyzer(language: str) -> tantivy.TextAnalyzer:
    plain = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(Filter.lowercase())
    plain = plain.filter(Filter.stopword("english")).filter(Filter.stopword("german"))
    return plain.filter(Filter.stemmer(language)).filter(Filter.ascii_fold()).build()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("kind", tokenizer_name="raw")
    for field in FIELDS:
        for language in ("en", "de"):
            builder.add_text_field(f"{field}_{language}", tokenizer_name=language)
    return builder.build()


def _document(kb: KnowledgeBase, record: Record) -> tantivy.Document:
    linked = [kb.records[edge.target] for edge in edges_of(record)]
    concepts = [record, *linked] if isinstance(record, CONCEPTS) else linked
    concepts = [concept for concept in concepts if isinstance(concept, CONCEPTS)]
    english = [text for concept in concepts for text in (concept.label, *concept.synonyms.en)]
    german = [text for concept in concepts for text in concept.synonyms.de]
    countries = [part.country_name for part in linked if isinstance(part, Guideline)]
    title = " ".join(_own(record, ("title", "label", "term", "action", "short_title")))
    wording = " ".join(
        [*_own(record, ("statement", "conditions", "caveats", "meaning", "citation", "what")), *countries]
    )
    return tantivy.Document(
        id=record.id, kind=kind_of(record),
        title_en=title, title_de=title, wording_en=wording, wording_de="",
        concepts_en="; ".join(english), concepts_de="; ".join(german),
    )  # fmt: skip


def _own(record: Record, fields: Iterable[str]) -> list[str]:
    values = [getattr(record, field, None) for field in fields]
    return [text for value in values if value for text in ([value] if isinstance(value, str) else value)]


def nearest_topics(index: SearchIndex, words: str, most: int = 4) -> tuple[str, ...]:
    """Return the ids of the topics nearest to the words, to offer where nothing was found."""
    return index.find(words, "topic").ids[:most]
