"""Triggers across the guidelines: what each leads to, or lifts, in each of them."""

from collections.abc import Collection
from dataclasses import dataclass

from kb.knowledge import KnowledgeBase
from kb.records import Recommendation, Trigger
from kb.vocabulary import Phase


@dataclass(frozen=True)
class Condition:
    """One condition across the guidelines: what it leads to, or `lifts`, in each, in the order asked for.

    It is one trigger, or several that hold only together.
    """

    triggers: tuple[Trigger, ...]
    lifts: bool
    cells: tuple[tuple[Recommendation, ...], ...]

    @property
    def label(self) -> str:
        """The condition in words."""
        return ", and ".join(trigger.label for trigger in self.triggers)


def conditions(base: KnowledgeBase, guidelines: Collection[str], phase: Phase) -> tuple[Condition, ...]:
    """Return, for each condition that any of the guidelines names in one phase, the recommendations it leads to.

    Exceptions come last; a condition named by more guidelines comes first.
    """
    cells: dict[tuple[bool, tuple[str, ...]], dict[str, dict[str, Recommendation]]] = {}
    for rec in base.of(Recommendation):
        if rec.phase is phase and rec.guideline in guidelines:
            for lifts, of in ((False, _leading(rec)), (True, [(link.to,) for link in rec.unless])):
                for triggers in of:
                    cells.setdefault((lifts, triggers), {}).setdefault(rec.guideline, {})[rec.id] = rec
    order = {trigger.id: place for place, trigger in enumerate(base.of(Trigger))}
    found = [
        Condition(
            tuple(base.get(Trigger, trigger) for trigger in triggers),
            lifts,
            tuple(tuple(named.get(guideline, {}).values()) for guideline in guidelines),
        )
        for (lifts, triggers), named in sorted(cells.items(), key=lambda item: [order[t] for t in item[0][1]])
    ]
    return tuple(sorted(found, key=lambda c: (c.lifts, -sum(map(bool, c.cells)))))


def _leading(rec: Recommendation) -> list[tuple[str, ...]]:
    triggers = tuple(link.to for link in rec.triggers)
    return [triggers] if rec.together and triggers else [(trigger,) for trigger in triggers]
