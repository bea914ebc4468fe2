"""Made-up words that are used as unevenly as those of a language, from a seed."""

from itertools import accumulate, product
from random import Random

VOCABULARY = 30_000
EXPONENT = 1.05
"""Zipf's law: the k-th commonest word is used in proportion to 1 / (k + 2.7) ** 1.05 (Mandelbrot's form)."""
ONSETS = ("b", "br", "d", "dr", "f", "g", "gr", "k", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "v", "z")
VOWELS = ("a", "e", "i", "o", "u")
ENDS = ("k", "l", "m", "n", "p", "r", "t", "x")


class Words:
    """A vocabulary, commonest word first, and ways to draw from it."""

    def __init__(self, chance: Random) -> None:
        syllables = ["".join(parts) for parts in product(ONSETS, VOWELS)]
        made: dict[str, None] = {}
        while len(made) < VOCABULARY:
            stem = "".join(chance.choices(syllables, k=chance.choice((2, 2, 3, 3, 3))))
            made[stem + chance.choice(ENDS)] = None
        self.vocabulary = tuple(made)
        self._weights = list(accumulate(1 / (k + 2.7) ** EXPONENT for k in range(VOCABULARY)))
        self._chance = chance

    def some(self, fewest: int, most: int) -> str:
        """Return a run of words, common ones more often, of a length between the two."""
        count = self._chance.randint(fewest, most)
        return " ".join(self._chance.choices(self.vocabulary, cum_weights=self._weights, k=count))

    def sentence(self, fewest: int, most: int) -> str:
        """Return the same as a sentence."""
        return self.some(fewest, most).capitalize() + "."

    def rare(self, place: int) -> str:
        """Return two words that together stand nowhere else as a name; the same for the same place."""
        # 1999 and 2003 are prime, so that no two of the first four million places share both words.
        return f"{self.vocabulary[2000 + place % 1999]} {self.vocabulary[5000 + place % 2003]}"
