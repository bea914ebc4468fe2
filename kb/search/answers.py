"""Answers that a query has a right to, most often that there is nothing: a country's silence, an intervention's trials."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kb.records import Effect, Guideline, Intervention, Recommendation, Record
from kb.search import lines
from kb.search.findings import Answer
from kb.search.question import Question, Reader
from kb.vocabulary import EffectStatus

TABLES = "the summary tables"


@dataclass(frozen=True)
class Recommended:
    """How many recommendations a question found, their ids by country (code) where countries are asked for, and whether
    each holds all that was asked.
    """

    total: int
    by_country: Mapping[str, tuple[str, ...]]
    every_word: bool


@dataclass(frozen=True, eq=False)
class Desk:
    """What answers are made from: effects that no trial reported and recommendations linked by a curator, by
    intervention; the names of countries by code; `says` tells whether a recommendation's own words hold a name.
    """

    labels: Mapping[str, str]
    untried: Mapping[str, tuple[Effect, ...]]
    trials: Mapping[str, tuple[str, ...]]
    countries: Mapping[str, str]
    outcomes: Mapping[str, str]
    reader: Reader
    says: Callable[[str], bool]

    def answers(self, question: Question, chosen: tuple[str, ...], found: Recommended) -> tuple[Answer, ...]:
        """Return the direct answers to a question; `chosen` are the countries (codes) that answers are wanted for."""
        wanted = tuple(code for code in question.countries or chosen if code in self.countries)
        interventions = dict.fromkeys(of for unit in question.units for of in unit.concepts if of in self.labels)
        tried = [answer for of in interventions for answer in self._tried(of, recommended=not wanted)]
        each = [self._country(question, code, found) for code in wanted]
        silent = () if wanted or interventions or not question.units else _silent(question, found)
        return (*self._reached(question), *tried, *each, *silent)

    def _reached(self, question: Question) -> Iterator[Answer]:
        """Yield which thresholds an amount meets and which it does not."""
        measured = self.reader.measured(question.amount, question.units) if question.amount else ()
        for verb, holds in (("meets", True), ("does not meet", False)):
            if these := [one for one in measured if one.holds(question.amount) is holds]:
                each = "; ".join(f"{one.country_name} ({one.words})" for one in these)
                text = f"{question.amount.printed} {verb} the threshold of: {each}"
                yield Answer(text, tuple(dict.fromkeys(one.recommendation for one in these)))

    def _tried(self, of: str, recommended: bool) -> Iterator[Answer]:
        """Yield the outcomes of an intervention that no trial reported, and whether a recommendation names it."""
        for effect in self.untried.get(of, ()):
            outcome = self.outcomes.get(effect.outcome or "", "an outcome asked for").lower()
            yield Answer(f"{self.labels[of]}: no trial reported {outcome}", (effect.id,))
        if recommended and not self.says(of):
            linked = self.trials.get(of, ())
            more = f"; a curator linked its trials to {len(linked)}" if linked else ""
            yield Answer(f"{self.labels[of]}: no recommendation in {TABLES} names it{more}", linked)

    def _country(self, question: Question, code: str, found: Recommended) -> Answer:
        """Return what a country has, or that it has nothing."""
        ids = found.by_country.get(code, ())
        count = f"{len(ids)} recommendation{'' if len(ids) == 1 else 's'}"
        if ids:
            said = count if found.every_word else f"{count} with some of the words, none with all"
        elif any(unit.names for unit in question.units):
            said = f"nothing on this in {TABLES}"
        else:
            said = f"no recommendation in {TABLES} names this"
        return Answer(f"{self.countries[code]}: {said}", ids)


def _silent(question: Question, found: Recommended) -> tuple[Answer, ...]:
    if found.total:
        return ()
    words = " ".join(unit.written for unit in question.units)
    return (Answer(f"Recommendations: none in {TABLES} names “{words}”"),)


def desk(records: Mapping[str, Record], reader: Reader, says: Callable[[str], bool]) -> Desk:
    """Return what answers are made from; `says` tells whether a recommendation's own words name an intervention (id)."""
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
        reader, says,
    )  # fmt: skip
