"""Questions as queries of the index: what counts as found, and how much."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import tantivy
from tantivy import Occur, Query

from kb.search.documents import SEARCHED
from kb.search.question import Question, Unit
from kb.search.spelling import SHORTEST_BEGINNING, forgiven
from kb.search.texts import FIELDS, OWN

PHRASE, NAME, NUMBER = 100.0, 10.0, 150.0
"""What it counts that a record is linked to a concept that several words name, or one word, and that it holds a number
where a number is asked for. A word in a text counts up to about 50."""
PART = 1_000.0
"""What each thing asked for counts where a record may hold only some: more than all else, so that more parts come first."""
FEW = 20
"""Up to so many terms it is quicker to look for each than for all in one sweep over every term."""
ITSELF, NARROWER = 2.0, 0.3
"""How often as much it counts to be that concept, and to be linked to a narrower one."""


@dataclass(frozen=True, eq=False)
class Queries:
    """What makes queries for one index; `narrower` gives the ids of the topics below a topic."""

    schema: tantivy.Schema
    analyzers: Mapping[str, tantivy.TextAnalyzer]
    narrower: Mapping[str, tuple[str, ...]]

    def of(self, question: Question, kinds: Sequence[str], every: bool, chosen: Sequence[str] = ()) -> Query | None:
        """Return the query for records of some kinds with everything that is asked for, or with any of it.

        None where nothing is asked for. Countries, those in the question or else
        the chosen ones, limit recommendations, which are asked for by
        themselves; other records only count for more with them.
        """
        asked, said = self._asked(question, every), question.countries
        clauses = [] if asked is None else [(Occur.Must, asked)]
        if tuple(kinds) == ("recommendation",):
            if said or (chosen and clauses):
                clauses.append((Occur.Must, _only(self._in(said or chosen))))
        elif said:
            clauses.append((Occur.Should if clauses else Occur.Must, self._about(question)))
        return self.of_kinds(Query.boolean_query(clauses), kinds) if clauses else None

    def of_kinds(self, query: Query, kinds: Sequence[str]) -> Query:
        """Return a query for those of its records that are of some kinds."""
        limit = _only(self._any("kind", kinds))
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, limit)])

    def _about(self, question: Question) -> Query:
        """Return the query for guidelines of the countries in a question, and for records that name those countries."""
        named = [query for words in question.country_words for part in words.split() if (query := self.word(part))]
        country = Query.const_score_query(self._in(question.countries), NAME)
        return Query.boolean_query([(Occur.Should, query) for query in (country, *named)])

    def said(self, name: str, fields: Sequence[str] = ("title", "wording")) -> Query | None:
        """Return the query for records that say every word of a name in some fields, rightly spelt; None for no words."""
        terms = self.analyzers["en"].analyze(name)
        each = [[Query.term_query(self.schema, f"{field}_en", term) for field in fields] for term in terms]
        return Query.boolean_query([(Occur.Must, Query.disjunction_max_query(one)) for one in each]) if each else None

    def _in(self, countries: Sequence[str]) -> Query:
        return self._any("country", countries)

    def _asked(self, question: Question, every: bool) -> Query | None:
        units = [(unit, query) for unit in question.units if (query := self.unit(unit))]
        if not units:
            return None
        if not every and len(units) > 1:
            units = [(unit, _part(query) if unit.needed else query) for unit, query in units]
        asked = Query.boolean_query(
            [(Occur.Must if every and unit.needed else Occur.Should, query) for unit, query in units]
        )
        if concepts := tuple(dict.fromkeys(of for unit, _ in units for of in unit.concepts)):
            # Whatever else is asked for, the concepts that are named are found themselves.
            themselves = Query.const_score_query(self._any("id", concepts), NAME)
            asked = Query.boolean_query([(Occur.Should, asked), (Occur.Should, themselves)])
        if question.asks_number:
            some = Query.const_score_query(Query.term_query(self.schema, "numbers", "some"), NUMBER)
            asked = Query.boolean_query([(Occur.Must, asked), (Occur.Should, some)])
        return asked

    def unit(self, unit: Unit) -> Query | None:
        """Return the query for records that hold one thing asked for, or None."""
        # That a record says "7" and "months" somewhere does not make it one about 7 months.
        words = () if unit.measured and unit.names else unit.words
        # Words that name a concept together mean nothing one by one in the names of others: *fast taper* is no pace.
        fields = OWN if unit.names and len(words) > 1 else tuple(FIELDS)
        texts = [(Occur.Must, query) for word in words if (query := self.word(word, fields))]
        alternatives = [Query.boolean_query(texts)] if texts else []
        if unit.concepts:
            alternatives += self._concepts(unit.concepts, NAME if len(unit.words) == 1 else PHRASE)
        return Query.boolean_query([(Occur.Should, query) for query in alternatives]) if alternatives else None

    def _concepts(self, concepts: Sequence[str], worth: float) -> list[Query]:
        below = [topic for concept in concepts for topic in self.narrower.get(concept, ())]
        each = [("id", concepts, ITSELF), ("linked", concepts, 1.0), ("linked", below, NARROWER)]
        return [Query.const_score_query(self._any(field, ids), worth * times) for field, ids, times in each if ids]

    def _any(self, field: str, terms: Sequence[str]) -> Query:
        """Return the query for records with any of some terms as they are."""
        if len(terms) > FEW:
            return Query.term_set_query(self.schema, field, list(terms))
        return Query.boolean_query([(Occur.Should, Query.term_query(self.schema, field, term)) for term in terms])

    def word(self, word: str, fields: Iterable[str] = FIELDS) -> Query | None:
        """Return the query for one word: itself, words of its stem or that begin with it, and slips of the keys."""
        wanted = frozenset(fields)
        terms = {language: made.analyze(word) for language, made in self.analyzers.items()}
        spellings = [
            spelling
            for field, language in SEARCHED
            if field in wanted
            for term in terms[language]
            for spelling in self._spellings(f"{field}_{language}", term, FIELDS[field])
        ]
        return Query.disjunction_max_query(spellings) if spellings else None

    def _spellings(self, field: str, term: str, weight: float) -> list[Query]:
        spellings = [Query.boost_query(Query.term_query(self.schema, field, term), 4 * weight)]
        if len(term) >= SHORTEST_BEGINNING:
            begun = Query.fuzzy_term_query(self.schema, field, term, 0, True, True)
            spellings.append(Query.boost_query(begun, 2 * weight))
        if most := forgiven(term):
            slip = Query.fuzzy_term_query(self.schema, field, term, most, True)
            spellings.append(Query.boost_query(slip, weight))
        return spellings


def _part(query: Query) -> Query:
    """Return a query for the same records, which counts more than anything that does not hold it."""
    part = Query.const_score_query(Query.all_query(), PART)
    return Query.boolean_query([(Occur.Must, query), (Occur.Should, part)])


def _only(query: Query) -> Query:
    """Return a query that limits what is found and counts for nothing."""
    return Query.const_score_query(query, 0.0)
