"""How far two words are apart, by the rule with which the index forgives typing errors."""

from collections.abc import Iterable

SHORTEST_BEGINNING = 4
"""Letters that a word needs before longer words that begin with it are found as well."""


def forgiven(term: str) -> int:
    """Return how many typing errors are forgiven in a term: none below five letters, two from nine on."""
    return 0 if len(term) < 5 else 2 if len(term) >= 9 else 1


def distance(one: str, other: str) -> int:
    """Return how many letters have to be added, taken away, changed or swapped with the next to turn one into the other."""
    before, row = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and against == one[i - 2]:
                least = min(least, last[j - 2] + 1)
            row.append(least)
    return row[-1]


def close(one: str, other: str, most: int) -> bool:
    """Return whether two words differ by at most so many typing errors."""
    if abs(len(one) - len(other)) > most or len(set(one) ^ set(other)) > 2 * most:
        return False
    return distance(one, other) <= most


def nearest(term: str, known: Iterable[str]) -> str | None:
    """Return the known term that a mistyped one is nearest to within what is forgiven, or None."""
    near = [other for other in known if close(term, other, forgiven(term))]
    return min(near, key=lambda other: (distance(term, other), other), default=None)


def same(term: str, kept: str) -> bool:
    """Return whether a term is the one that is kept."""
    return term == kept


def begins(term: str, kept: str) -> bool:
    """Return whether a term is the beginning of the one that is kept, and long enough to count as that."""
    return len(term) >= SHORTEST_BEGINNING and kept.startswith(term)


def slip(term: str, kept: str) -> bool:
    """Return whether a term may be the one that is kept, mistyped."""
    most = forgiven(term)
    return most > 0 and close(term, kept, most)
