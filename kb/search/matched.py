"""Why a record was found: which word stands where in it, or which concept a phrase names."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import tantivy

from kb.records import Guideline, Recommendation, Record
from kb.search import lines
from kb.search.question import Question, Reader, Unit
from kb.search.spelling import begins, same, slip
from kb.search.terms import LANGUAGES, split
from kb.search.texts import FIELDS, Name, linked, named_by, names, own, trials

Near = Callable[[str, str], bool]
NEAR: tuple[Near, ...] = (same, begins, slip)
"""How a word may be held, best first."""


class Place(NamedTuple):
    """A text by which a record is found, its language and stems, and what is said of a word in it.

    `own` where the record holds the text itself.
    """

    words: str
    language: str
    stems: frozenset[str]
    said: str
    own: bool


@dataclass(frozen=True, eq=False)
class Explainer:
    """What says why records were found for one question."""

    question: Question
    reader: Reader
    records: Mapping[str, Record]
    analyzers: Mapping[str, tantivy.TextAnalyzer]

    def matched(self, record: Record) -> tuple[str, ...]:
        """Return where each word or phrase of the question was found in a record, or through which concept."""
        # A phrase is explained by a link alone: most records need not be read word by word.
        places = cache(lambda: tuple(self._places(record)))
        found = [*self._country(record, places), *self._amount(record)]
        for unit in self.question.units:
            found += self._unit(unit, record, places)
        return tuple(dict.fromkeys(found))

    def _unit(self, unit: Unit, record: Record, places: Callable[[], Sequence[Place]]) -> list[str]:
        if len(unit.words) == 1 and (plain := self._word(unit.words[0], _own(places()), (same,))):
            return [plain]
        if linked_to := self._concept(unit, record):
            return [linked_to]
        if not unit.needed or (unit.measured and unit.names):
            return []
        among = _own(places()) if unit.names and len(unit.words) > 1 else places()
        return [why for word in unit.words if (why := self._word(word, among))]

    def _country(self, record: Record, places: Callable[[], Sequence[Place]]) -> Iterator[str]:
        """Yield how a country in the question fits a record: as where it was issued, or as a word in it."""
        issued = self.records.get(record.guideline) if isinstance(record, Recommendation) else record
        for words, code in zip(self.question.country_words, self.question.countries, strict=False):
            if isinstance(issued, Guideline) and issued.country == code:
                yield f"“{words}”: {issued.country_name}"
            elif not isinstance(record, Recommendation):
                yield from (why for word in words.lower().split() if (why := self._word(word, places())))

    def _amount(self, record: Record) -> Iterator[str]:
        amount = self.question.amount
        if amount and isinstance(record, Recommendation):
            for one in self.reader.measured(amount, self.question.units):
                if one.recommendation == record.id:
                    verb = "meets" if one.holds(amount) else "does not meet"
                    yield f"{amount.printed} {verb} its threshold: {one.words}"

    def _concept(self, unit: Unit, record: Record) -> str:
        to = linked(record) if unit.names else ()
        for name in unit.names:
            if name.of in to:
                return _named(unit, name) if name.of == record.id else f"“{unit.written}”: linked to {called(name)}"
        for name in unit.names:
            if below := next((topic for topic in self.reader.narrower.get(name.of, ()) if topic in to), None):
                return f"“{unit.written}”: linked to {lines.label(below, self.records)}, a part of {name.label}"
        return ""

    def _word(self, word: str, places: Sequence[Place], nears: Sequence[Near] = NEAR) -> str:
        """Return where a word stands, the nearest spelling first and of those the first place; empty for nowhere."""
        wanted = {language: made.analyze(word) for language, made in self.analyzers.items()}
        for near in nears:
            for place in places:
                if any(near(term, stem) for term in wanted[place.language] for stem in place.stems):
                    return f"{_read(word, self._written(place, wanted[place.language], near))}{place.said}"
        return ""

    def _written(self, place: Place, wanted: Sequence[str], near: Near) -> str:
        """Return the first word of a text that is near to one looked for, as it is written there."""
        analyze = self.analyzers[place.language].analyze
        return next(word for word in split(place.words) if any(near(t, stem) for t in wanted for stem in analyze(word)))

    def _places(self, record: Record) -> Iterator[Place]:
        """Yield the texts by which a record is found: its own, names of concepts, and names of trials linked to it."""
        for text in sorted(own(record), key=lambda text: -FIELDS[text.field]):
            yield self._place(text.words, "en", f" in the {text.place}", own=True)
        for name in self._names(named_by(record, linked(record))):
            called = f"the {language(name)} term for" if name.translation else "a name of"
            yield self._place(name.words, name.language, f" in “{name.words}”, {called} {name.label}")
        for name in self._names(trials(record)):
            said = f": not in its own words; a curator linked the trials of {name.label}"
            yield self._place(name.words, name.language, said)

    def _place(self, words: str, language: str, said: str, own: bool = False) -> Place:
        return Place(words, language, frozenset(self.analyzers[language].analyze(words)), said, own)

    def _names(self, concepts: Iterable[str]) -> Iterator[Name]:
        return (name for of in concepts if of in self.records for name in names(self.records[of]))


def language(name: Name) -> str:
    """Return the language of a name, such as ``German``."""
    return LANGUAGES[name.language].capitalize()


def called(name: Name) -> str:
    """Return what a concept is called, and its term in another language where it was asked for by that."""
    return f"{name.label} ({language(name)}: {name.words})" if name.translation else name.label


def _own(places: Sequence[Place]) -> list[Place]:
    return [place for place in places if place.own]


def _named(unit: Unit, name: Name) -> str:
    if unit.measured:
        return f"“{unit.written}” is what it measures"
    if name.translation:
        exact = unit.written == name.words.lower()
        called = f"its {language(name)} term is “{name.words}”"
        return f"“{unit.written}” is its {language(name)} term" if exact else f"“{unit.written}”: {called}"
    if unit.written == name.words.lower():
        return f"“{unit.written}” is {'its name' if name.words == name.label else 'another name of it'}"
    return f"“{unit.written}”: another name of it is “{name.words}”"


def _read(word: str, held: str) -> str:
    return f"“{word}”" if word == held.lower() else f"“{word}” as “{held}”"
