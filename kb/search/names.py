"""The names of concepts as phrases: which of them a query holds, whatever stands between their words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import tantivy

from kb.search import spelling
from kb.search.terms import FILLERS, LANGUAGES, split, stemmer
from kb.search.texts import Name


class Stem(NamedTuple):
    """A word brought to its stem by the rules of one language."""

    language: str
    stem: str


class Phrase(NamedTuple):
    """Words of a query, by their places, that are together the name of concepts; `names` holds one name of each."""

    places: tuple[int, ...]
    names: tuple[Name, ...]


@dataclass(frozen=True, eq=False)
class Names:
    """Every name of every concept: `by_stems` by all its words, `holding` the sets of stems that hold a stem.

    `written` gives a word that has a stem, to be shown.
    """

    by_stems: Mapping[frozenset[Stem], tuple[Name, ...]]
    holding: Mapping[Stem, tuple[frozenset[Stem], ...]]
    written: Mapping[Stem, str]

    def phrases(self, stems: Sequence[frozenset[Stem]]) -> tuple[Phrase, ...]:
        """Return the names held by words given as their stems, those of most words first, no word in two of them."""
        asked = frozenset().union(*stems)
        held = {whole for stem in asked for whole in self.holding.get(stem, ()) if whole <= asked}
        found: list[Phrase] = []
        free = set(range(len(stems)))
        for whole in sorted(held, key=lambda whole: (-len(whole), sorted(whole))):
            places = tuple(i for i in sorted(free) if stems[i] & whole)
            if whole <= frozenset().union(*(stems[i] for i in places)):
                found.append(Phrase(places, self._every(stems, places)))
                free -= set(places)
        return tuple(found)

    def _every(self, stems: Sequence[frozenset[Stem]], places: tuple[int, ...]) -> tuple[Name, ...]:
        """Return one name of each concept that has a name of just these words: an English one first, of those the first."""
        asked = frozenset().union(*(stems[i] for i in places))
        different = len({stems[i] for i in places})
        same = {w for stem in asked for w in self.holding.get(stem, ()) if w <= asked and len(w) == different}
        found: dict[str, Name] = {}
        for whole in sorted(same, key=sorted, reverse=True):
            for name in self.by_stems[whole]:
                found.setdefault(name.of, name)
        return tuple(found[of] for of in sorted(found))

    def of(self, concept: str) -> tuple[Name, ...]:
        """Return every name of a concept (id)."""
        return self._by_concept.get(concept, ())

    @cached_property
    def _by_concept(self) -> Mapping[str, tuple[Name, ...]]:
        found: dict[str, list[Name]] = {}
        for names in self.by_stems.values():
            for name in names:
                found.setdefault(name.of, []).append(name)
        return {of: tuple(names) for of, names in found.items()}

    def corrected(self, word: str) -> Stem | None:
        """Return the stem of the word in a name that a mistyped word is nearest to, or None."""
        if not spelling.forgiven(word):
            return None
        meant = spelling.nearest(word, self.by_word)
        return None if meant is None else self.by_word[meant]

    @cached_property
    def by_word(self) -> Mapping[str, Stem]:
        """The stem of each word in a name, as it is written."""
        return {word: stem for stem, word in self.written.items()}


def stemmers() -> dict[str, tantivy.TextAnalyzer]:
    """Return what finds the stems of words, by language."""
    return {language: stemmer(name) for language, name in LANGUAGES.items()}


def gathered(names: Iterable[Name]) -> Names:
    """Return the names of concepts made ready to be looked for in a query."""
    made = stemmers()
    by_stems: dict[frozenset[Stem], list[Name]] = {}
    holding: dict[Stem, list[frozenset[Stem]]] = {}
    written: dict[Stem, str] = {}
    for name in names:
        words = [word for word in split(name.words.lower()) if word not in FILLERS]
        each = {Stem(name.language, stem): word for word in words for stem in made[name.language].analyze(word)}
        if whole := frozenset(each):
            if whole not in by_stems:
                for stem in whole:
                    holding.setdefault(stem, []).append(whole)
            by_stems.setdefault(whole, []).append(name)
            written |= {stem: word for stem, word in each.items() if stem not in written}
    return Names(
        {whole: tuple(same) for whole, same in by_stems.items()},
        {stem: tuple(wholes) for stem, wholes in holding.items()},
        written,
    )
