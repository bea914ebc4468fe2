"""Filtering recommendations, with a live count beside every option.

Options within one facet widen a selection, facets narrow each other. The count
beside an option is how many recommendations there would be with it chosen and
the other facets as they are.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from kb.knowledge import KnowledgeBase
from kb.records import Recommendation, Topic, Trigger
from kb.selection import Selection
from kb.vocabulary import Phase, Strength, Verb


@dataclass(frozen=True)
class Options:
    """The options of one facet, and one row of bits for each: bit `i` says whether recommendation `i` has it."""

    places: Mapping[str, int]
    bits: np.ndarray

    def any_of(self, chosen: Iterable[str]) -> np.ndarray:
        """Return the bits of the recommendations that have at least one of the options. Raises KeyError for no option."""
        return np.bitwise_or.reduce(self.bits[[self.places[option] for option in chosen]], axis=0)

    def counts(self, kept: np.ndarray) -> dict[str, int]:
        """Return, for each option, how many of the recommendations in `kept` have it."""
        # A narrow selection leaves most words of bits empty, and those need not be looked at.
        words = np.flatnonzero(kept)
        ones = np.bitwise_count(self.bits[:, words] & kept[words]).sum(axis=1, dtype=np.int64)
        return dict(zip(self.places, ones.tolist(), strict=True))


@dataclass(frozen=True)
class Facets:
    """Which recommendations have which option. Recommendations are numbered in the order of `ids`."""

    ids: tuple[str, ...]
    facets: Mapping[str, Options]

    def options(self) -> dict[str, tuple[str, ...]]:
        """Return the options of every facet, in the order a reader sees them."""
        return {facet: tuple(options.places) for facet, options in self.facets.items()}

    def only(self, names: Iterable[str]) -> "Facets":
        """Return the same recommendations with some of the facets."""
        return replace(self, facets={name: self.facets[name] for name in names})

    def matching(self, selection: Selection, found: np.ndarray | None = None) -> tuple[str, ...]:
        """Return the ids that a selection leaves; where words were searched, out of `found` and in its order."""
        if found is None and not any(selection.get(facet) for facet in self.facets):
            return self.ids
        kept = self._all_but(selection, None, self._everything)
        held = np.unpackbits(kept.view(np.uint8), count=len(self.ids), bitorder="little").astype(bool)
        numbers = np.flatnonzero(held) if found is None else found[held[found]]
        return tuple(self.ids[number] for number in numbers.tolist())

    def counts(self, selection: Selection, found: np.ndarray | None = None) -> dict[str, dict[str, int]]:
        """Return, by facet and option, how many recommendations the option leaves beside the other facets."""
        among = self._among(found)
        return {facet: options.counts(self._all_but(selection, facet, among)) for facet, options in self.facets.items()}

    def _among(self, found: np.ndarray | None) -> np.ndarray:
        return self._everything if found is None else _bits([found], len(self.ids))[0]

    @cached_property
    def _everything(self) -> np.ndarray:
        return _bits([range(len(self.ids))], len(self.ids))[0]

    def _all_but(self, selection: Selection, left_out: str | None, kept: np.ndarray) -> np.ndarray:
        for facet, options in self.facets.items():
            if facet != left_out and (chosen := selection.get(facet)):
                kept = kept & options.any_of(chosen)
        return kept


def facets(base: KnowledgeBase) -> Facets:
    """Return the facets of every recommendation; a topic counts for each topic above it."""
    recs = base.of(Recommendation)
    country = {guideline.id: guideline.country for guideline in base.by_country}
    values: dict[str, tuple[Iterable[str], Callable[[Recommendation], Iterable[str]]]] = {
        "country": (country.values(), lambda r: (country[r.guideline],)),
        "topic": ((t.id for t in base.of(Topic)), lambda r: {t for link in r.about for t in base.above(link.to)}),
        "strength": (Strength, lambda r: (base.strength(r),)),
        "phase": (Phase, lambda r: (r.phase,)),
        "verb": (Verb, lambda r: (r.verb,)),
        "trigger": ((t.id for t in base.of(Trigger)), lambda r: {link.to for link in r.triggers}),
    }
    return Facets(tuple(rec.id for rec in recs), {name: _options(recs, *of) for name, of in values.items()})


def _options(
    recs: Sequence[Recommendation], options: Iterable[str], held: Callable[[Recommendation], Iterable[str]]
) -> Options:
    holding: dict[str, list[int]] = {option: [] for option in options}
    for number, rec in enumerate(recs):
        for option in held(rec):
            holding[option].append(number)
    return Options({option: place for place, option in enumerate(holding)}, _bits(holding.values(), len(recs)))


def _bits(rows: Collection[Sequence[int] | np.ndarray], size: int) -> np.ndarray:
    """Return one row for each of `rows`, in words of 64 bits, with the bits set that it names."""
    held = np.zeros((len(rows), -(-size // 64) * 64), dtype=bool)
    for row, numbers in enumerate(rows):
        held[row, numbers] = True
    return np.packbits(held, axis=1, bitorder="little").view(np.uint64)
