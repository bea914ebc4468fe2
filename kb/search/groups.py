"""One search over every kind of record: in groups, best first, saying what matched, with direct answers."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from kb.records import Record, kind_of
from kb.search import lines
from kb.search.engine import Best
from kb.search.findings import Group, Hit
from kb.search.matched import Explainer
from kb.search.question import Question

TIERS = (
    ("topic", "recommendation", "intervention", "effect", "trigger", "vignette", "finding", "guideline"),
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
    """What was found of a kind, and whether it holds all that was asked."""

    kind: str
    best: Best
    every_word: bool = True


def search(find: Search, several: bool) -> list[Found]:
    """Return what was found of each kind that has any, the best first; `several` where more than one thing is asked for.

    Where no recommendation has everything that was asked, those with some of
    it stand in: that nobody answers two questions at once does not mean that
    nobody answers either. So do the other kinds that readers come for, and all
    kinds where those have nothing.
    """
    whole = find(True)
    some = find(False) if several and RECOMMENDATION not in whole else {}
    wanted = TIERS[0] if whole.keys() & set(TIERS[0]) else KINDS
    found = [Found(kind, best) for kind, best in whole.items()]
    found += [
        Found(kind, best, every_word=False) for kind, best in some.items() if kind in wanted and kind not in whole
    ]
    return sorted(found, key=lambda one: (*_rank(one), KINDS.index(one.kind)))


def _rank(found: Found) -> tuple[int, bool, int]:
    """Return the place of a kind: its group of kinds, whole matches, and the score, which is no finer than a whole number."""
    tier = next(tier for tier, kinds in enumerate(TIERS) if found.kind in kinds)
    return tier, not found.every_word, -round(found.best.score)


def grouped(found: list[Found], explainer: Explainer, records: Mapping[str, Record]) -> tuple[Group, ...]:
    """Return what was found as groups that say what matched."""
    return tuple(
        Group(
            one.kind,
            one.best.total,
            tuple(_hit(records[of], explainer, records) for of in one.best.ids),
            one.every_word,
        )
        for one in found
    )


def alone(record: Record, records: Mapping[str, Record]) -> Group:
    """Return a record that was asked for by its id, as the only one of its group."""
    hit = Hit(record.id, lines.title(record, records), lines.line(record, records), ("its id",))
    return Group(kind_of(record), 1, (hit,))


def _hit(record: Record, explainer: Explainer, records: Mapping[str, Record]) -> Hit:
    return Hit(record.id, lines.title(record, records), lines.line(record, records), explainer.matched(record))


def understood(question: Question, countries: Mapping[str, str], triggers: Collection[str]) -> tuple[str, ...]:
    """Return how the words were read: typing errors, names of concepts that are not the words themselves, countries.

    `triggers` are the ids of triggers: each is named where no topic or intervention is.
    """
    read = [f"“{wrong}” as “{meant}”" for wrong, meant in question.corrected]
    for unit in question.units:
        labels = tuple(dict.fromkeys(name.label for name in unit.names if name.of not in triggers)) or unit.labels
        if labels and unit.written not in [label.lower() for label in labels]:
            read.append(f"“{unit.written}” as {' or '.join(labels[:MOST_NAMED])}")
    for words, code in zip(question.country_words, question.countries, strict=False):
        read.append(f"“{words}” as a country: recommendations of {countries[code]} only")
    return tuple(read)
