"""What every guideline says on every topic, worked out once for all comparisons of a knowledge base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from kb.comparison.cells import cells
from kb.comparison.statement import Held, Wording, by_topic, strength
from kb.comparison.verdict import Position, Statement, Verdict, judged, over, position
from kb.records import Recommendation, StrengthMapping

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase

Place = tuple[str, str]
"""A topic and a guideline."""


class Positions:
    """The position of each guideline on each topic it addresses, under the printed labels and every other mapping.

    `cells` is the frame that :func:`kb.comparison.cells.cells` returns.
    """

    def __init__(self, base: KnowledgeBase) -> None:
        printed = _printed(base)
        self.printed: Mapping[Place, Position] = MappingProxyType(printed)
        self.mapped = tuple((mapping, _mapped(base, printed, mapping)) for mapping in base.of(StrengthMapping))
        self.cells = cells(base, printed)

    def among(self, topic: str, guidelines: Iterable[str], mapping: StrengthMapping | None = None) -> Verdict:
        """Return the verdict on a topic over these guidelines, under the printed labels or another mapping."""
        changed = next((changed for known, changed in self.mapped if known == mapping), {})
        return over(self._on(topic, guidelines, changed))

    def under_other_mappings(
        self, topic: str, guidelines: Iterable[str]
    ) -> tuple[tuple[StrengthMapping, Verdict], ...]:
        """Return each other mapping under which the verdict on a topic would change, with the verdict it gives."""
        named = tuple(guidelines)
        kind, _ = judged(self._on(topic, named, {}))
        others = (
            (mapping, self._on(topic, named, changed))
            for mapping, changed in self.mapped
            if any((topic, guideline) in changed for guideline in named)
        )
        return tuple((mapping, over(said)) for mapping, said in others if judged(said)[0] is not kind)

    def _on(self, topic: str, guidelines: Iterable[str], changed: Mapping[Place, Position]) -> dict[str, Position]:
        places = ((guideline, (topic, guideline)) for guideline in guidelines)
        return {
            guideline: changed.get(place) or self.printed[place] for guideline, place in places if place in self.printed
        }


def _printed(base: KnowledgeBase) -> dict[Place, Position]:
    found: dict[Place, list[Statement]] = {}
    held: Held = {}
    wording = Wording(base)
    for rec in base.of(Recommendation):
        for topic, statement in by_topic(wording, rec, held):
            found.setdefault((topic, rec.guideline), []).append(statement)
    return {place: position(said) for place, said in found.items()}


def _mapped(
    base: KnowledgeBase, printed: Mapping[Place, Position], mapping: StrengthMapping
) -> Mapping[Place, Position]:
    """Return the positions that another mapping of strengths changes."""
    read = ((rec, strength(base, rec, mapping)) for rec in base.of(Recommendation))
    otherwise = {rec.id: found for rec, found in read if found is not base.strength(rec)}
    return MappingProxyType({
        place: position(replace(s, strength=otherwise.get(s.recommendation, s.strength)) for s in said.statements)
        for place, said in printed.items()
        if any(s.recommendation in otherwise for s in said.statements)
    })  # fmt: skip


def among(
    base: KnowledgeBase, topic: str, guidelines: Iterable[str], mapping: StrengthMapping | None = None
) -> Verdict:
    """Return the verdict on a topic over what these guidelines say on it, under the printed labels or another mapping."""
    return base.positions.among(topic, guidelines, mapping)


def under_other_mappings(
    base: KnowledgeBase, topic: str, guidelines: Iterable[str]
) -> tuple[tuple[StrengthMapping, Verdict], ...]:
    """Return each other mapping under which the verdict on a topic would change, with the verdict it gives."""
    return base.positions.under_other_mappings(topic, guidelines)
