"""Answers that a query has a right to, most often that there is nothing: a country's silence, an intervention's trials."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kb.records import Effect, Guideline, Intervention, Recommendation, Record
from kb.search import lines
from kb.search.findings import Answer
from kb.search.question import Question, Reader, Unit
from kb.vocabulary import EffectStatus

TABLES = "the summary tables"
RECOMMENDATION, EFFECT = "recommendation", "effect"
MOST_COUNTRIES = 12
"""Of how many countries each is named; of more, the records themselves are quicker to read."""
MOST_READ = 2
"""How many concepts are named where words are a name of more."""


@dataclass(frozen=True)
class Recommended:
    """The recommendations that a question found: how many in each country (code), the ids of one country, and whether
    each holds all that was asked.
    """

    counts: Mapping[str, int]
    ids: Callable[[str], tuple[str, ...]]
    every_word: bool


@dataclass(frozen=True, eq=False)
class Desk:
    """What answers are made from: effects that no trial reported and recommendations linked by a curator, by
    intervention; the names of countries by code; `says` tells whether a record of a kind says a name itself, `holds`
    whether one (of any kind, for none) has what a part of a question asks for.
    """

    labels: Mapping[str, str]
    untried: Mapping[str, tuple[Effect, ...]]
    trials: Mapping[str, tuple[str, ...]]
    countries: Mapping[str, str]
    outcomes: Mapping[str, str]
    reader: Reader
    says: Callable[[str, str], bool]
    holds: Callable[[Unit, str], bool]

    def answers(self, question: Question, chosen: tuple[str, ...], found: Recommended) -> tuple[Answer, ...]:
        """Return the direct answers to a question; `chosen` are the countries (codes) that answers are wanted for."""
        wanted = tuple(code for code in question.countries or chosen if code in self.countries)
        interventions = dict.fromkeys(of for unit in question.units for of in unit.concepts if of in self.labels)
        tried = [answer for of in interventions for answer in self._tried(of, recommended=not wanted)]
        each = [self._country(question, code, found) for code in wanted]
        every = () if wanted else self._every_country(question, found)
        absent = () if wanted else self._absent(question)
        return (*self._reached(question), *tried, *each, *every, *absent)

    def _reached(self, question: Question) -> Iterator[Answer]:
        """Yield which thresholds an amount meets and which it does not."""
        measured = self.reader.measured(question.amount, question.units) if question.amount else ()
        for verb, holds in (("meets", True), ("does not meet", False)):
            if these := [one for one in measured if one.holds(question.amount) is holds]:
                each = "; ".join(f"{one.country_name} ({one.words}: {one.action})" for one in these)
                text = f"{question.amount.printed} {verb} the threshold of: {each}"
                yield Answer(text, tuple(dict.fromkeys(one.recommendation for one in these)))

    def _tried(self, of: str, recommended: bool) -> Iterator[Answer]:
        """Yield the outcomes of an intervention that no trial reported, and whether a recommendation names it."""
        for effect in self.untried.get(of, ()):
            outcome = self.outcomes.get(effect.outcome or "", "an outcome asked for").lower()
            yield Answer(f"{self.labels[of]}: no trial reported {outcome}", (effect.id,))
        if recommended and not any(self.says(name.words, RECOMMENDATION) for name in self.reader.names.of(of)):
            linked = self.trials.get(of, ())
            more = f"; a curator linked its trials to {len(linked)}" if linked else ""
            yield Answer(f"{self.labels[of]}: no recommendation in {TABLES} names it{more}", linked)

    def _country(self, question: Question, code: str, found: Recommended) -> Answer:
        """Return what a country has, or that it has nothing."""
        ids = found.ids(code)
        count = f"{len(ids)} recommendation{'' if len(ids) == 1 else 's'}"
        if ids:
            said = count if found.every_word else f"{count} with some of the words, none with all"
        else:
            said = _nothing(question)
        return Answer(f"{self.countries[code]}: {said}", ids)

    def _every_country(self, question: Question, found: Recommended) -> Iterator[Answer]:
        """Yield how many recommendations each country has that hold all of what was asked.

        Who has none is said where one thing is asked for, and by the name of a
        topic or of a trigger: of other words, and of several things at once,
        silence would say too much.
        """
        if question.amount or not found.every_word or not found.counts or len(self.countries) > MOST_COUNTRIES:
            return
        named = [set(unit.concepts) - self.labels.keys() for unit in question.units]
        if not any(named):
            return
        some = [f"{self.countries[code]} {found.counts[code]}" for code in self.countries if code in found.counts]
        none = [name for code, name in self.countries.items() if code not in found.counts]
        silent = f". {', '.join(none)}: {_nothing(question)}" if none and len(named) == 1 else ""
        with_all = " with all of this" if len(named) > 1 else ""
        yield Answer(f"Recommendations{with_all}: {', '.join(some)}{silent}")

    def _absent(self, question: Question) -> Iterator[Answer]:
        """Yield what no recommendation and no trial result has, for each thing that is asked for and is no intervention."""
        for unit in question.units:
            if unit.measured or any(of in self.labels for of in unit.concepts):
                continue
            if missing := self._missing(unit):
                yield Answer(f"{_as_read(unit)}: {missing}")

    def _missing(self, unit: Unit) -> str:
        if not self.holds(unit, ""):
            return "no record here names it"
        recommended, tried = self.holds(unit, RECOMMENDATION), self._in_a_trial(unit)
        if not recommended and not tried:
            return f"no recommendation in {TABLES} and no trial result here names it"
        if not recommended:
            return f"no recommendation in {TABLES} names it"
        return "" if tried else "no trial result here names it"

    def _in_a_trial(self, unit: Unit) -> bool:
        """Return whether a trial result has what is asked for, under any name of it."""
        names = (name.words for of in unit.concepts for name in self.reader.names.of(of))
        return self.holds(unit, EFFECT) or any(self.says(name, EFFECT) for name in names)


def small(words: str) -> Answer:
    """Return what is said of words none of which can be looked for alone."""
    return Answer(f"“{words}”: nearly every text has such words, so they are not looked for alone")


def _nothing(question: Question) -> str:
    """Return what is said of a country without a recommendation: it does not name a word, or has nothing on a concept."""
    named = any(unit.names for unit in question.units)
    return f"nothing on this in {TABLES}" if named else f"no recommendation in {TABLES} names this"


def _as_read(unit: Unit) -> str:
    """Return a part of a question as it is written, with the concept it was read as."""
    read = " or ".join(unit.labels[:MOST_READ])
    return f"“{unit.written}” ({read})" if read and unit.written not in read.lower() else f"“{unit.written}”"


def desk(
    records: Mapping[str, Record], reader: Reader, says: Callable[[str, str], bool], holds: Callable[[Unit, str], bool]
) -> Desk:
    """Return what answers are made from; `says` and `holds` as in `Desk`."""
    untried: dict[str, list[Effect]] = {}
    trials: dict[str, list[str]] = {}
    for record in records.values():
        if isinstance(record, Effect) and record.status is EffectStatus.NO_TRIALS:
            untried.setdefault(record.intervention, []).append(record)
        elif isinstance(record, Recommendation):
            for link in record.interventions:
                trials.setdefault(link.to, []).append(record.id)
    return Desk(
        {record.id: record.label for record in records.values() if isinstance(record, Intervention)},
        {of: tuple(effects) for of, effects in untried.items()},
        {of: tuple(recs) for of, recs in trials.items()},
        {record.country: record.country_name for record in records.values() if isinstance(record, Guideline)},
        {effect.outcome: lines.label(effect.outcome, records) for of in untried.values() for effect in of if effect.outcome},
        reader, says, holds,
    )  # fmt: skip
