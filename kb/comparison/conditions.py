"""Triggers across the guidelines: what each leads to, or lifts, in each of them."""

from collections.abc import Collection
from dataclasses import dataclass

from kb.knowledge import KnowledgeBase
from kb.records import Recommendation, Trigger
from kb.vocabulary import Phase


@dataclass(frozen=True)
class Condition:
    """One trigger across the guidelines: what it leads to, or `lifts`, in each, in the order asked for."""

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
