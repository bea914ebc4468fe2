"""As many recommendations as wanted: the curated data again and again, under other ids and in made-up words.

Records keep what they are made of (links, numbers, strengths, lengths of
texts), so that a large collection is as uneven as the curated one and follows
its model. The same size and seed always give the same.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate, count, islice, product
from pathlib import Path
from random import Random
from string import ascii_uppercase as LETTERS
from typing import Any

import rtoml

import kb
from kb.records import kind_of

KINDS = {
    "vocabulary": ("topic", "trigger", "intervention", "comparator", "outcome"),
    "sources": ("document", "source-table", "guideline", "reference"),
    "evidence": ("effect",),
    "recommendations": ("recommendation",),
}
"""What is copied together. All other kinds are there once, as they were curated."""
POWERS = {"vocabulary": 0.37, "sources": 0.33, "evidence": 0.67, "recommendations": 1}
"""How the number of copies grows with that of recommendations: 100,000 have some 60 guidelines and 550 topics."""
FREE = {
    "statement": 1, "action": 1, "conditions": 1, "caveats": 1, "synonyms": 1, "translations": 1, "label": 3, "country_name": 3,
}  # fmt: skip
"""Fields of text, written anew in as many made-up words, and in so many at least: no two names may be the same."""
NO_IDS = frozenset({"verb", "direction"})
"""Fields whose values may read like an id."""
LEFT_OUT = {"authors", "authors_complete"}
"""Fields that are written in another way than they are read."""
PLAIN = tuple(f"q{letter}" * 4 for letter in "bcdfghjklmnp")
"""Words that resemble no other, for which a search that forgives typing errors has to find as many as any."""
OFTEN = 0.02
"""In which part of the recommendations one of them stands."""
WORDS, EXPONENT = 30_000, 1.05
"""Zipf's law: the k-th commonest word is used in proportion to 1 / (k + 2.7) ** 1.05 (Mandelbrot's form)."""
A_FILE = 1_000
"""Records in one file, so that it stays below the 5 MB that reading allows."""
Made = tuple[str, dict[str, Any]]
"""A record as its kind and its fields."""


def write(folder: Path, size: int) -> None:
    """Write a data folder of so many recommendations."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds = defaultdict(list)
    for kind, fields in records(size):
        kinds[kind].append(fields)
    for kind, found in kinds.items():
        for start in range(0, len(found), A_FILE):
            text = rtoml.dumps({kind: found[start : start + A_FILE]})
            (folder / f"{kind}-{start:06}.toml").write_text(text, encoding="utf-8")


def records(size: int, seed: int = 5) -> Iterator[Made]:
    """Yield every record of a collection."""
    chance = Random(seed)
    curated = [(kind_of(one), one.model_dump(mode="json", exclude_none=True, exclude=LEFT_OUT)) for one in _curated()]
    copied = {kind: group for group, kinds in KINDS.items() for kind in kinds}
    yield from ((kind, fields) for kind, fields in curated if kind not in copied)
    groups = {fields["id"]: copied[kind] for kind, fields in curated if kind in copied}
    many, words, countries, items = copies(size), _words(chance), _countries(), Counter()
    for group in KINDS:
        made = _copied([one for one in curated if copied.get(one[0]) == group], group, groups, many, chance)
        for kind, copy, fields in islice(made, size) if group == "recommendations" else made:
            if copy:
                fields |= {name: words(fields[name], FREE[name]) for name in FREE if name in fields}
            if copy and kind == "guideline":
                fields |= {"country": next(countries), "country_synonyms": {}}
            if kind == "recommendation":
                cell = fields["where"]["document"], fields["where"]["table"], fields["guideline"]
                items[cell] += 1
                fields["where"]["item"] = items[cell]
                fields["statement"] += f" {chance.choice(PLAIN)}" if copy and chance.random() < OFTEN else ""
            yield kind, fields


def copies(size: int) -> dict[str, int]:
    """Return how many copies of each group so many recommendations come with, the curated ones among them."""
    times = size / sum(kind_of(record) == "recommendation" for record in _curated())
    return {group: max(1, round(times**power)) for group, power in POWERS.items()}


def _curated() -> list[kb.records.Record]:
    return list(kb.load(kb.CURATED).records.values())


def _copied(
    members: list[Made], group: str, groups: Mapping[str, str], many: Mapping[str, int], chance: Random
) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Yield copy after copy of a group, with its number; of recommendations without end.

    In other groups a copy refers to that of its own number or, beyond their
    last, to one drawn by chance, the first ones more often.
    """
    for copy in count() if group == "recommendations" else range(many[group]):
        drawn = {g: copy if g == group or copy < n else _often(chance, n) for g, n in many.items()}
        for kind, fields in members:
            yield kind, copy, _renamed(fields, groups, drawn)


def _often(chance: Random, among: int) -> int:
    return chance.choices(range(among), [1 / (place + 2) for place in range(among)])[0]


def _renamed(value: Any, groups: Mapping[str, str], drawn: Mapping[str, int]) -> Any:
    """Return fields with the ids of copies in place of those that were copied."""
    if isinstance(value, dict):
        return {name: part if name in NO_IDS else _renamed(part, groups, drawn) for name, part in value.items()}
    if isinstance(value, list):
        return [_renamed(part, groups, drawn) for part in value]
    copy = drawn[groups[value]] if isinstance(value, str) and value in groups else 0
    return f"{value}-{copy}" if copy else value


def _words(chance: Random) -> Callable[[Any, int], Any]:
    """Return what turns a text, or texts, into as many made-up words, used as unevenly as those of a language."""
    syllables = ["".join(parts) for parts in product("bdfgklmnprstvz", "aeiou", ("", "l", "n", "r"))]
    made = dict.fromkeys("".join(chance.choices(syllables, k=chance.choice((2, 3, 3)))) + "k" for _ in range(2 * WORDS))
    known, weights = list(made)[:WORDS], list(accumulate(1 / (k + 2.7) ** EXPONENT for k in range(WORDS)))

    def anew(text: Any, fewest: int) -> Any:
        if isinstance(text, dict):
            return {name: anew(part, fewest) for name, part in text.items()}
        if isinstance(text, list):
            return [anew(part, fewest) for part in text]
        return " ".join(chance.choices(known, cum_weights=weights, k=max(fewest, len(text.split())))).capitalize()

    return anew


def _countries() -> Iterator[str]:
    return ("".join(pair) for pair in product("QXYZ", LETTERS))
