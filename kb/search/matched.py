"""Why a record was found: which word stands where in it, or which concept a phrase names."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import tantivy

from kb.records import Guideline, Recommendation, Record
from kb.search import lines
from kb.search.question import Question, Reader, Unit
from kb.search.spelling import begins, same, slip
from kb.search.terms import split
from kb.search.texts import FIELDS, Name, linked, named_by, names, own, trials

Near = Callable[[str, str], bool]
NEAR: tuple[Near, ...] = (same, begins, slip)
"""How a word may be held, best first."""


@dataclass(frozen=True, eq=False)
class Explainer:
    """What says why records were found for one question."""

    question: Question
    reader: Reader
    records: Mapping[str, Record]
    analyzers: Mapping[str, tantivy.TextAnalyzer]

    def matched(self, record: Record) -> tuple[str, ...]:
        """Return where each word or phrase of the question was found in a record, or through which concept."""
        found = [*self._country(record), *self._amount(record)]
        for unit in self.question.units:
            plain = self._own(unit.words[0], record) if len(unit.words) == 1 else ""
            whole = plain or self._concept(unit, record)
            if not whole and unit.needed and not (unit.measured and unit.names):
                alone = not unit.names or len(unit.words) == 1
                found += [why for word in unit.words if (why := self._word(word, record, through_names=alone))]
            found += [whole] if whole else []
        return tuple(dict.fromkeys(found))

    def _country(self, record: Record) -> Iterator[str]:
        """Yield how a country in the question fits a record: as where it was issued, or as a word in it."""
        issued = self.records.get(record.guideline) if isinstance(record, Recommendation) else record
        for words, code in zip(self.question.country_words, self.question.countries, strict=False):
            if isinstance(issued, Guideline) and issued.country == code:
                yield f"“{words}”: {issued.country_name}"
            elif not isinstance(record, Recommendation):
                yield from (why for word in words.lower().split() if (why := self._word(word, record)))

    def _amount(self, record: Record) -> Iterator[str]:
        amount = self.question.amount
        if amount and isinstance(record, Recommendation):
            for one in self.reader.measured(amount, self.question.units):
                if one.recommendation == record.id:
                    verb = "meets" if one.holds(amount) else "does not meet"
                    yield f"{amount.printed} {verb} its threshold: {one.words}"

    def _concept(self, unit: Unit, record: Record) -> str:
        to = linked(record)
        for name in unit.names:
            if name.of in to:
                return _named(unit, name) if name.of == record.id else f"“{unit.written}”: linked to {name.label}"
        for name in unit.names:
            if below := next((topic for topic in self.reader.narrower.get(name.of, ()) if topic in to), None):
                return f"“{unit.written}”: linked to {lines.label(below, self.records)}, a part of {name.label}"
        return ""

    def _own(self, word: str, record: Record) -> str:
        """Return where a record itself has a word, or one of its stem."""
        stems = self._stems(word)
        for text in own(record):
            if held := self._held(text.words, "en", stems, same):
                return f"{_read(word, held)} in the {text.place}"
        return ""

    def _word(self, word: str, record: Record, through_names: bool = True) -> str:
        """Return the best place of one word in a record: its own texts first, then names of concepts, then trials."""
        stems = self._stems(word)
        texts = sorted(own(record), key=lambda text: -FIELDS[text.field])
        for near in NEAR:
            for text in texts:
                if held := self._held(text.words, "en", stems, near):
                    return f"{_read(word, held)} in the {text.place}"
            for name in self._names(named_by(record)) if through_names else ():
                if held := self._held(name.words, name.language, stems, near):
                    return f"{_read(word, held)} in “{name.words}”, a name of {name.label}"
        return self._tried(word, record, stems) if through_names else ""

    def _tried(self, word: str, record: Record, stems: Mapping[str, list[str]]) -> str:
        for near in NEAR:
            for name in self._names(trials(record)):
                if held := self._held(name.words, name.language, stems, near):
                    return f"{_read(word, held)}: not in its own words; a curator linked the trials of {name.label}"
        return ""

    def _names(self, concepts: Iterable[str]) -> Iterator[Name]:
        return (name for of in concepts if of in self.records for name in names(self.records[of]))

    def _stems(self, word: str) -> dict[str, list[str]]:
        return {code: made.analyze(word) for code, made in self.analyzers.items()}

    def _held(self, text: str, language: str, stems: Mapping[str, list[str]], near: Near) -> str:
        """Return the first word of a text that is near to one looked for, as it is written there."""
        analyze, wanted = self.analyzers[language].analyze, stems[language]
        if not any(near(term, kept) for term in wanted for kept in analyze(text)):
            return ""
        words = (word for word in split(text) if any(near(term, kept) for term in wanted for kept in analyze(word)))
        return next(words, "")


def _named(unit: Unit, name: Name) -> str:
    if unit.measured:
        return f"“{unit.written}” is what it measures"
    if unit.written == name.words.lower():
        return f"“{unit.written}” is {'its name' if name.words == name.label else 'another name of it'}"
    return f"“{unit.written}”: another name of it is “{name.words}”"


def _read(word: str, held: str) -> str:
    return f"“{word}”" if word == held.lower() else f"“{word}” as “{held}”"
