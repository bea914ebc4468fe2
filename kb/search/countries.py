"""What people call countries and those who live there, so that a query can name one.

These words belong to no subject: a guideline brings its country's code and
name, and the abbreviations in its issuer and title. A country that is not
listed is known by its name.
"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kb.records import Guideline
from kb.search.terms import split

WORDS: Mapping[str, str] = MappingProxyType({
    "AT": "Austrian Österreich österreichisch", "AU": "Australian Australien australisch Aussie",
    "BE": "Belgian Belgien belgisch", "BR": "Brazilian Brasilien brasilianisch", "CA": "Canadian Kanada kanadisch",
    "CH": "Swiss Schweiz schweizerisch", "CN": "Chinese China chinesisch", "DE": "German Deutschland deutsch deutsche",
    "DK": "Danish Dänemark dänisch", "ES": "Spanish Spanien spanisch", "FI": "Finnish Finnland finnisch",
    "FR": "French Frankreich französisch", "GB": "UK British Britain England English NHS Großbritannien britisch",
    "IE": "Irish Irland irisch", "IN": "Indian Indien indisch", "IT": "Italian Italien italienisch",
    "JP": "Japanese Japan japanisch", "NL": "Dutch Niederlande niederländisch Holland",
    "NO": "Norwegian Norwegen norwegisch", "NZ": "Kiwi Neuseeland neuseeländisch", "PL": "Polish Polen polnisch",
    "PT": "Portuguese Portugal portugiesisch", "SE": "Swedish Schweden schwedisch",
    "US": "USA American Americans America amerikanisch amerikanische", "ZA": "Südafrika südafrikanisch",
})  # fmt: skip
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
    single = WORDS.get(guideline.country, "").split()
    for word in (*single, *_CAPITALS.findall(f"{guideline.issuer} {guideline.short_title}")):
        yield (word.lower(),)
