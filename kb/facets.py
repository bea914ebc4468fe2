"""Filtering recommendations, with a live count beside every option.

Options within one facet widen a selection, facets narrow each other. The count
beside an option is how many recommendations there would be with it chosen and
the other facets as they are.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from kb.knowledge import KnowledgeBase
from kb.records import Recommendation, Topic, Trigger
from kb.selection import Selection
from kb.vocabulary import Phase, Strength, Verb

FACETS = ("country", "topic", "strength", "phase", "verb", "trigger")


@dataclass(frozen=True)
class Facets:
    """Which recommendations have which option: one row of booleans an option, in the order of `ids`."""

    ids: tuple[str, ...]
    rows: Mapping[str, Mapping[str, np.ndarray]]

    def options(self) -> dict[str, tuple[str, ...]]:
        """Return the options of every facet, in the order a reader sees them."""
        return {facet: tuple(options) for facet, options in self.rows.items()}

    def matching(self, selection: Selection, found: Collection[str] | None = None) -> tuple[str, ...]:
        """Return the ids that a selection leaves, out of `found` where words were searched."""
        mask = self._all_but(selection, None, found)
        return tuple(self.ids[i] for i in np.flatnonzero(mask))

    def counts(self, selection: Selection, found: Collection[str] | None = None) -> dict[str, dict[str, int]]:
        """Return, by facet and option, how many recommendations the option leaves beside the other facets."""
        return {
            facet: {option: int(np.count_nonzero(mask & row)) for option, row in options.items()}
            for facet, options in self.rows.items()
            for mask in [self._all_but(selection, facet, found)]
        }

    def _all_but(self, selection: Selection, left_out: str | None, found: Collection[str] | None) -> np.ndarray:
        if found is None:
            mask = np.ones(len(self.ids), dtype=bool)
        else:
            mask = np.fromiter((i in found for i in self.ids), dtype=bool, count=len(self.ids))
        for facet, options in self.rows.items():
            if facet != left_out and (chosen := selection.get(facet)):
                mask = mask & np.logical_or.reduce([options[option] for option in chosen])
        return mask


def facets(kb: KnowledgeBase) -> Facets:
    """Return the facets of every recommendation; a topic counts for each topic above it."""
    recs = kb.of(Recommendation)
    country = {guideline.id: guideline.country for guideline in kb.guidelines}
    inside = {topic.id: kb.narrower(topic.id) for topic in kb.of(Topic)}

    def row(holds: Iterable[bool]) -> np.ndarray:
        return np.fromiter(holds, dtype=bool, count=len(recs))

    rows = {
        "country": {g.country: row(country[r.guideline] == g.country for r in recs) for g in kb.guidelines},
        "topic": {t: row(any(link.to in ids for link in r.about) for r in recs) for t, ids in inside.items()},
        "strength": {s: row(kb.strength(r) is s for r in recs) for s in Strength},
        "phase": {p: row(r.phase is p for r in recs) for p in Phase},
        "verb": {v: row(r.verb is v for r in recs) for v in Verb},
        "trigger": {t.id: row(any(link.to == t.id for link in r.triggers) for r in recs) for t in kb.of(Trigger)},
    }
    return Facets(tuple(r.id for r in recs), rows)
