"""One search over every kind of record: in groups, best first, saying what matched, with direct answers."""

from collections.abc import Callable, Collection, Container, Mapping
from dataclasses import dataclass

from kb.records import Record, kind_of
from kb.search import lines
from kb.search.engine import Best
from kb.search.findings import Group, Hit
from kb.search.matched import Explainer, called
from kb.search.question import Question

TIERS = (
    ("topic", "recommendation", "intervention", "effect", "trigger", "case", "finding", "guideline"),
    ("outcome", "definition", "practice-point", "resource", "reference", "discrepancy", "document", "scheme"),
    ("reading",),
)
"""The kinds in groups that come one after the other, whatever matches best; within one the best match comes first."""

RECOMMENDATION = "recommendation"
MOST_NAMED = 3
"""How many concepts are named where one word is a name of more."""
KINDS = tuple(kind for kinds in TIERS for kind in kinds)


Search = Callable[[bool], Mapping[str, Best]]
"""Gives the best of each kind that has any; told whether a record needs everything that is asked for."""


@dataclass(frozen=True)
class Found:
    """What was found of a kind, and how many of it hold everything that was asked."""

    kind: str
    best: Best
    whole: int


def search(find: Search, question: Question, interventions: Container[str]) -> list[Found]:
    """Return what was found of each kind that has any, the best first; `interventions` are the ids of all.

    What holds only a part of what was asked follows what holds all of it: that
    nobody answers two questions at once does not mean that nobody answers
    either. Kinds that readers seldom come for have such records only where the
    others have nothing. Several things together are most often a patient, so
    recommendations come first, unless one of the things is tried in trials.
    """
    several = len(question.units) > 1
    whole = find(True)
    some = find(False) if several else {}
    wanted = TIERS[0] if whole.keys() & set(TIERS[0]) else KINDS
    found = [Found(kind, some.get(kind, best) if kind in wanted else best, best.total) for kind, best in whole.items()]
    found += [Found(kind, best, 0) for kind, best in some.items() if kind in wanted and kind not in whole]
    patient = several and not any(of in interventions for unit in question.units for of in unit.concepts)
    return sorted(
        found,
        key=lambda one: (not (patient and one.kind == RECOMMENDATION), *_rank(one), KINDS.index(one.kind)),
    )


def _rank(found: Found) -> tuple[int, bool, bool, int]:
    """Return the place of a kind: its group of kinds, whole matches, and the score, which is no finer than a whole number.

    Triggers come last in their group: they are what recommendations are asked
    for by, and those say more.
    """
    tier = next(tier for tier, kinds in enumerate(TIERS) if found.kind in kinds)
    return tier, not found.whole, found.kind == "trigger", -round(found.best.score)


def grouped(found: list[Found], explainer: Explainer, records: Mapping[str, Record]) -> tuple[Group, ...]:
    """Return what was found as groups that say what matched."""
    return tuple(
        Group(
            one.kind,
            one.best.total,
            tuple(_hit(records[of], explainer, records) for of in one.best.ids),
            one.whole,
        )
        for one in found
    )


def alone(record: Record, records: Mapping[str, Record]) -> Group:
    """Return a record that was asked for by its id, as the only one of its group."""
    hit = Hit(record.id, lines.title(record, records), lines.line(record, records), ("its id",))
    return Group(kind_of(record), 1, (hit,), whole=1)


def _hit(record: Record, explainer: Explainer, records: Mapping[str, Record]) -> Hit:
    return Hit(record.id, lines.title(record, records), lines.line(record, records), explainer.matched(record))


def understood(question: Question, countries: Mapping[str, str], triggers: Collection[str]) -> tuple[str, ...]:
    """Return how the words were read: typing errors, names of concepts that are not the words themselves, countries.

    `triggers` are the ids of triggers: each is named where no topic or intervention is.
    """
    read = [f"“{wrong}” as “{meant}”" for wrong, meant in question.corrected]
    for unit in question.units:
        names = [name for name in unit.names if name.of not in triggers] or unit.names
        labels = tuple(dict.fromkeys(map(called, names)))
        if labels and unit.written not in [label.lower() for label in labels]:
            read.append(f"“{unit.written}” as {' or '.join(labels[:MOST_NAMED])}")
    read += [f"“{word}” as too common to tell records apart" for word in question.common]
    for words, code in zip(question.country_words, question.countries, strict=False):
        read.append(f"“{words}” as a country: recommendations of {countries[code]} only")
    return tuple(read)
