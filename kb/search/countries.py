"""What people call the countries of guidelines and those who live there, so that a query can name one."""

import re
from collections.abc import Iterable

from kb.records import Guideline
from kb.search.terms import split

_CAPITALS = re.compile(r"\b[A-Z]{3,}\b")


def names(guidelines: Iterable[Guideline]) -> dict[tuple[str, ...], str]:
    """Return the country code by what a query may call the country: words in lower case, codes of two letters as they are.

    A word that would mean two countries means none.
    """
    found: dict[tuple[str, ...], set[str]] = {}
    for guideline in guidelines:
        for words in _called(guideline):
            found.setdefault(words, set()).add(guideline.country)
    return {words: min(codes) for words, codes in found.items() if len(codes) == 1}


def _called(guideline: Guideline) -> Iterable[tuple[str, ...]]:
    # In lower case "us" and "in" are ordinary words, so a code counts as one only in capitals.
    yield (guideline.country,)
    yield tuple(split(guideline.country_name.lower()))
    others = guideline.country_synonyms
    for word in (*others.en, *others.de, *_CAPITALS.findall(f"{guideline.issuer} {guideline.short_title}")):
        yield tuple(split(word.lower()))
