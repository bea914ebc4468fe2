"""Rows of the matrix with their verdicts, and the orders in which a reader may want them."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from kb.comparison.matrix import Row, matrix
from kb.comparison.verdict import Kind, Verdict, among, under_other_mappings
from kb.knowledge import KnowledgeBase
from kb.records import Recommendation, StrengthMapping, Trigger
from kb.vocabulary import Phase


class Order(StrEnum):
    """How judged rows are sorted."""

    DIVERGENCE = "divergence"
    TOPIC = "topic"
    SPEAKING = "speaking"


@dataclass(frozen=True)
class Judged:
    """A row of the matrix, its verdict, and the mappings under which that verdict would change."""

    row: Row
    verdict: Verdict
    elsewhere: tuple[tuple[StrengthMapping, Verdict], ...]


def judged(
    base: KnowledgeBase, guidelines: Collection[str], topics: Collection[str], order: Order
) -> tuple[Judged, ...]:
    """Return every topic on which one of the guidelines speaks, with the verdict over these guidelines.

    Most divergent first puts differences before agreement and, within a
    verdict, more differences and more voices first; the order of topics breaks
    ties.
    """
    rows = [_judged(base, row) for row in matrix(base, guidelines, topics) if row.speaking]
    places = list(Kind)
    if order is Order.DIVERGENCE:
        rows.sort(key=lambda j: (places.index(j.verdict.kind), -len(j.verdict.differences), -j.row.speaking))
    elif order is Order.SPEAKING:
        rows.sort(key=lambda j: -j.row.speaking)
    return tuple(rows)


def _judged(base: KnowledgeBase, row: Row) -> Judged:
    guidelines = tuple(cell.guideline for cell in row.cells)
    return Judged(row, among(base, row.topic.id, guidelines), under_other_mappings(base, row.topic.id, guidelines))


@dataclass(frozen=True)
class Condition:
    """One trigger across the guidelines: what it leads to, or lifts, in each."""

    trigger: Trigger
    lifts: bool
    cells: tuple[tuple[Recommendation, ...], ...]


def conditions(base: KnowledgeBase, guidelines: Collection[str], phase: Phase) -> tuple[Condition, ...]:
    """Return, for each trigger that any of the guidelines names in one phase, the recommendations it leads to.

    Exceptions come last; a trigger named by more guidelines comes first.
    """
    cells: dict[tuple[bool, str], dict[str, dict[str, Recommendation]]] = {}
    for rec in base.of(Recommendation):
        if rec.phase is phase and rec.guideline in guidelines:
            for lifts, links in ((False, rec.triggers), (True, rec.unless)):
                for link in links:
                    cells.setdefault((lifts, link.to), {}).setdefault(rec.guideline, {})[rec.id] = rec
    found = [
        Condition(trigger, lifts, tuple(tuple(named.get(guideline, {}).values()) for guideline in guidelines))
        for lifts in (False, True)
        for trigger in base.of(Trigger)
        if (named := cells.get((lifts, trigger.id)))
    ]
    return tuple(sorted(found, key=lambda c: (c.lifts, -sum(map(bool, c.cells)))))
