"""Amounts in a query, such as *7 months* or *90 MME*, beside the thresholds of the recommendations."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from kb import labels
from kb.records import Guideline, Recommendation, Record, ThresholdLink, Unit

DAYS: Mapping[str, float] = MappingProxyType(
    {
        "day": 1,
        "week": 7,
        "month": 30.436875,
        "year": 365.2425,
        "tag": 1,
        "woche": 7,
        "monat": 30.436875,
        "jahr": 365.2425,
    }
)
"""Lengths of time in days, as a query may name them; months and years in the mean."""
TIME = "time"
_ENDINGS = ("s", "n", "e", "en")
_COUNTS = (
    "one two three four five six seven eight nine ten eleven twelve",
    "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
)
NUMBER_WORDS: Mapping[str, float] = MappingProxyType(
    {word: float(n) for words in _COUNTS for n, word in enumerate(words.split(), 1)}
)
PACE = frozenset(["every", "each", "per", "over", "within", "alle", "pro", "jede", "jeden", "innerhalb", "binnen"])
"""Before an amount, these make it a pace or a limit and no fact about a patient."""
RANGE = frozenset(["to", "bis", "or", "oder"])
"""Between the two ends of a range."""


@dataclass(frozen=True)
class Amount:
    """An amount as written, and in the base unit of its dimension: `time` in days, any other in that unit."""

    printed: str
    value: float
    dimension: str


@dataclass(frozen=True)
class Threshold:
    """A number at which a trigger of a recommendation holds, and what is then recommended.

    Bounds are inclusive and in the base unit.
    """

    recommendation: str
    action: str
    country: str
    country_name: str
    trigger: str
    words: str
    dimension: str
    at_least: float | None
    at_most: float | None

    def holds(self, amount: Amount) -> bool:
        """Return whether an amount of the same dimension lies within the bounds."""
        low = self.at_least is None or amount.value >= self.at_least * 0.999
        return low and (self.at_most is None or amount.value <= self.at_most * 1.001)


def thresholds(records: Mapping[str, Record]) -> tuple[Threshold, ...]:
    """Return every threshold of every recommendation, the highest first."""
    found = [
        _threshold(rec, link, guideline, unit)
        for rec in records.values()
        if isinstance(rec, Recommendation) and isinstance(guideline := records.get(rec.guideline), Guideline)
        for link in rec.triggers
        if isinstance(unit := records.get(link.unit or ""), Unit)
    ]
    return tuple(sorted(found, key=lambda one: -(one.at_least or 0)))


def _threshold(rec: Recommendation, link: ThresholdLink, guideline: Guideline, unit: Unit) -> Threshold:
    # A rate, such as a percentage a month, has a time as well, but is none.
    dimension, scale = (TIME, unit.days) if unit.days and not unit.percent else (_first_word(unit.label), 1.0)
    low, high = (None if bound is None else bound * scale for bound in (link.at_least, link.at_most))
    words = labels.measured(link.at_least, link.at_most, unit)
    return Threshold(
        rec.id, rec.action, guideline.country, guideline.country_name, link.to, words, dimension, low, high
    )


def _first_word(label: str) -> str:
    """Return the word by which a query names a unit, such as ``mme`` for ``MME/day``."""
    return re.split(r"[\s/]", label.lower())[0]


def read(words: Sequence[str], known: Iterable[str]) -> tuple[tuple[int, int], Amount] | None:
    """Return the first amount among words whose dimension is known, with the places from and to; or None."""
    dimensions = frozenset(known)
    for i, (number, unit) in enumerate(pairwise(words)):
        value = _number(number.lower())
        days = _days(unit.lower())
        dimension, scale = (TIME, days) if days else (unit.lower(), 1.0)
        if value is None or dimension not in dimensions or _is_pace(words[:i]):
            continue
        return (i, i + 2), Amount(f"{number} {unit}", value * scale, dimension)
    return None


def _is_pace(before: Sequence[str]) -> bool:
    """Return whether the words before an amount make it a pace or a limit; the other end of a range is passed over."""
    back = (word.lower() for word in reversed(before))
    first = next((word for word in back if word not in RANGE and _number(word) is None), "")
    return first in PACE


def _number(word: str) -> float | None:
    if word.isascii() and word.isdigit():
        return float(word[:9])
    return NUMBER_WORDS.get(word)


def _days(unit: str) -> float | None:
    """Return how long a time is in days by its name, one or many; None for what is no time."""
    stems = (unit, *(unit.removesuffix(ending) for ending in _ENDINGS))
    return next((DAYS[stem] for stem in stems if stem in DAYS), None)
