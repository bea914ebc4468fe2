"""Controlled vocabulary of the subject: topics, triggers, interventions, comparators, outcomes."""

from pydantic import Field, model_validator

from kb.records.base import Id, Link, Part, Record, Text, Texts
from kb.vocabulary import Better, Relatedness


class Synonyms(Part):
    """Other words for a concept, by language."""

    en: Texts = ()
    de: Texts = ()


class Translations(Part):
    """The field's own term in other languages."""

    de: Text | None = None


class Concept(Record):
    """Something that records can be about, under a preferred label, with its `translations`."""

    label: Text
    translations: Translations = Translations()
    synonyms: Synonyms = Synonyms()


class Topic(Concept):
    """What a recommendation can be about (after SKOS: preferred label, synonyms, broader topic).

    `shown_with` names the topic that has to stand beside this one wherever it is shown.
    `reason_for` says, of a topic that is a reason to act, what it is a reason for,
    such as *deprescribing*: a recommendation *for* it gives it as that reason.
    """

    scope: Text
    broader: Id | None = None
    shown_with: Id | None = None
    reason_for: Text | None = None


class Closeness(Link):
    """How the patients of one trigger relate to those of another; *same* where both mean nearly the same."""

    how: Relatedness = Relatedness.SAME


class Trigger(Concept):
    """Something that may be true of a patient; `measured_in` where it is a number.

    `topic` is the topic on which it is a reason to act; without one it can
    limit a recommendation on any topic. `related` names each other trigger
    that means nearly the same, holds more or fewer patients, overlaps, or
    cannot be true with it; said once, it holds both ways.
    """

    measured_in: Id | None = None
    topic: Id | None = None
    related: tuple[Closeness, ...] = ()


class Intervention(Concept):
    """What was tried, its components as the source lists them, and how a sentence names it (in the singular)."""

    in_a_sentence: Text | None = None
    description: Text
    components: Texts = ()


class Comparator(Concept):
    """What an intervention was compared with."""


class BetterWhen(Part):
    """Which end is better: of the measured amount, and of the share of people who reach the outcome."""

    amount: Better | None = None
    people: Better | None = None


class ResultWords(Part):
    """How a result reads in a sentence: *leads to …*, by what was counted and which way it went."""

    amount_lower: Text | None = None
    amount_higher: Text | None = None
    people_lower: Text | None = None
    people_higher: Text | None = None


class Outcome(Concept):
    """What a trial measured, and which end of its scale is better for the patient."""

    definition: Text
    result_words: ResultWords = ResultWords()
    better_when: BetterWhen = Field(default_factory=BetterWhen)

    @model_validator(mode="after")
    def _has_a_better_end(self) -> "Outcome":
        if self.better_when.amount is None and self.better_when.people is None:
            raise ValueError("`better_when` needs `amount` or `people`")
        return self
