"""Filtering recommendations, with a live count beside every option.

Options within one facet widen a selection, facets narrow each other. The count
beside an option is how many recommendations there would be with it chosen and
the other facets as they are.

A selection is a mapping of facets to the options chosen; what it holds under
other names is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from kb.knowledge import KnowledgeBase

Chosen = Mapping[str, tuple[str, ...]]
VOCABULARIES = ("strength", "phase", "verb")


@dataclass(frozen=True, eq=False)
class Facet:
    """One facet as an indicator in long form: a row for each recommendation and option that it has.

    `held` is categorical over the options, in the order a reader sees them; its
    index is the place of the recommendation, of which there are `size`.
    """

    held: pd.Series
    options: Mapping[str, int]
    size: int

    @cached_property
    def _places(self) -> np.ndarray:
        return self.held.index.to_numpy()

    @cached_property
    def _codes(self) -> np.ndarray:
        return self.held.cat.codes.to_numpy()

    def any_of(self, chosen: Iterable[str]) -> np.ndarray:
        """Return, by place, whether a recommendation has one of the options. Raises KeyError for an unknown option."""
        wanted = np.zeros(len(self.options), dtype=bool)
        wanted[[self.options[option] for option in chosen]] = True
        having = np.zeros(self.size, dtype=bool)
        having[self._places[wanted[self._codes]]] = True
        return having

    def counts(self, kept: np.ndarray) -> dict[str, int]:
        """Return, for each option, how many of the recommendations in `kept` (by place) have it."""
        codes = self._codes[kept[self._places]]
        return dict(zip(self.options, np.bincount(codes, minlength=len(self.options)).tolist(), strict=True))


@dataclass(frozen=True, eq=False)
class Facets:
    """The facets of every recommendation; `ids` gives the place of each, in the order of the files."""

    ids: pd.Index
    facets: Mapping[str, Facet]

    @cached_property
    def _objects(self) -> pd.Index:
        # Taking some of an Arrow-backed index, and reading its texts, takes tens of times as long.
        return self.ids.astype(object)

    def options(self) -> dict[str, tuple[str, ...]]:
        """Return the options of every facet, in the order a reader sees them."""
        return {name: tuple(facet.options) for name, facet in self.facets.items()}

    def matching(self, chosen: Chosen, found: Iterable[str] | None = None) -> pd.Index:
        """Return the ids that a selection leaves; where words were searched, those in `found`, in its order."""
        kept = self._kept(chosen, np.ones(len(self.ids), dtype=bool))
        if found is None:
            return self._objects[kept]
        places = self._places(found)
        return self.ids[places[kept[places]]]

    def counts(self, chosen: Chosen, found: Iterable[str] | None = None) -> dict[str, dict[str, int]]:
        """Return, by facet and option, how many recommendations the option leaves beside the other facets."""
        among = np.ones(len(self.ids), dtype=bool)
        if found is not None:
            among = np.zeros(len(self.ids), dtype=bool)
            among[self._places(found)] = True
        everywhere = self._kept(chosen, among)
        return {
            name: facet.counts(self._kept(chosen, among, but=name) if chosen.get(name) else everywhere)
            for name, facet in self.facets.items()
        }

    def _kept(self, chosen: Chosen, among: np.ndarray, but: str = "") -> np.ndarray:
        for name, facet in self.facets.items():
            if name != but and chosen.get(name):
                among = among & facet.any_of(chosen[name])
        return among

    def _places(self, found: Iterable[str]) -> np.ndarray:
        """Return the places of the recommendations among `found`, in its order, each once."""
        places = self.ids.get_indexer(pd.Index(found, dtype=self.ids.dtype).unique())
        return places[places >= 0]


def facets(base: KnowledgeBase) -> Facets:
    """Return the facets of every recommendation; a topic counts for each topic above it."""
    recs = base.recommendations
    ids, recs = recs.index, recs.reset_index(drop=True)
    above = {topic: base.above(topic) for topic in base.topics.index}
    held = {
        "country": (recs.country, base.guidelines.country),
        "topic": (recs.topics.explode().map(above).explode(), base.topics.index),
        **{name: (recs[name], recs[name].cat.categories) for name in VOCABULARIES},
        "trigger": (recs.triggers.explode().dropna(), base.triggers.index),
    }
    return Facets(ids, {name: _facet(values, options, len(ids)) for name, (values, options) in held.items()})


def _facet(values: pd.Series, options: Iterable[str], size: int) -> Facet:
    """Return the facet of values by place, where a place may have several, each of which counts once."""
    pairs = pd.DataFrame({"place": values.index, "option": values.astype("str").array}).drop_duplicates()
    every = dict.fromkeys(options)
    held = pd.Series(pd.Categorical(pairs.option, categories=list(every)), index=pairs.place.astype("int32"))
    return Facet(held, {option: place for place, option in enumerate(every)}, size)
