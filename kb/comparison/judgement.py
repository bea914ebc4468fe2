"""Rows of the matrix with their verdicts, and the orders in which a reader may want them."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from kb.comparison.matrix import Row, matrix
from kb.comparison.verdict import Kind, Verdict, statements, under_other_mappings, verdict
from kb.knowledge import KnowledgeBase
from kb.records import Mapping, Recommendation, Trigger
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
    elsewhere: tuple[tuple[Mapping, Verdict], ...]


def judged(kb: KnowledgeBase, guidelines: Collection[str], topics: Collection[str], order: Order) -> tuple[Judged, ...]:
    """Return every topic on which one of the guidelines speaks, with the verdict over these guidelines.

    Most divergent first puts differences before agreement and, within a
    verdict, more differences and more voices first; the order of topics breaks
    ties.
    """
    rows = [_judged(kb, row) for row in matrix(kb, guidelines, topics) if row.speaking]
    places = list(Kind)
    if order is Order.DIVERGENCE:
        rows.sort(key=lambda j: (places.index(j.verdict.kind), -len(j.verdict.differences), -j.row.speaking))
    elif order is Order.SPEAKING:
        rows.sort(key=lambda j: -j.row.speaking)
    return tuple(rows)


def _judged(kb: KnowledgeBase, row: Row) -> Judged:
    held = tuple(rec for cell in row.cells for rec in cell.recommendations)
    return Judged(row, verdict(statements(kb, row.topic.id, held)), under_other_mappings(kb, row.topic.id, held))


@dataclass(frozen=True)
class Condition:
    """One trigger across the guidelines: what it leads to, or lifts, in each."""

    trigger: Trigger
    lifts: bool
    cells: tuple[tuple[Recommendation, ...], ...]


def conditions(kb: KnowledgeBase, guidelines: Collection[str], phase: Phase) -> tuple[Condition, ...]:
    """Return, for each trigger that any of the guidelines names in one phase, the recommendations it leads to.

    Exceptions come last; a trigger named by more guidelines comes first.
    """
    recs = [rec for rec in kb.of(Recommendation) if rec.phase is phase and rec.guideline in guidelines]
    found = [
        Condition(trigger, lifts, tuple(_named(recs, trigger.id, lifts, guideline) for guideline in guidelines))
        for lifts in (False, True)
        for trigger in kb.of(Trigger)
    ]
    kept = [condition for condition in found if any(condition.cells)]
    return tuple(sorted(kept, key=lambda c: (c.lifts, -sum(map(bool, c.cells)))))


def _named(recs: list[Recommendation], trigger: str, lifts: bool, guideline: str) -> tuple[Recommendation, ...]:
    return tuple(
        rec
        for rec in recs
        if rec.guideline == guideline and any(x.to == trigger for x in (rec.unless if lifts else rec.triggers))
    )
