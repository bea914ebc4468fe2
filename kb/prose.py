"""Parts of sentences, and sentences that carry the ids of what they speak of, so that a page can link them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Sentence:
    """One sentence in plain English: what it is about (a key), its text, and the ids of what it speaks of."""

    about: str
    text: str
    topics: tuple[str, ...] = ()
    guidelines: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()


def listed(words: Iterable[str]) -> str:
    """Return words as a list in a sentence: ``a, b and c``, or ``a; b; and c`` where one of them holds a comma."""
    found = list(words)
    if len(found) < 2:
        return "".join(found)
    between, last = ("; ", "; and ") if any("," in word for word in found) else (", ", " and ")
    return f"{between.join(found[:-1])}{last}{found[-1]}"


def inside(label: str) -> str:
    """Return a label as it stands inside a sentence; an abbreviation keeps its capitals."""
    return label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"


def sentence(text: str) -> str:
    """Return text that begins with a capital and ends with a full stop."""
    return f"{text[:1].upper()}{text[1:]}."


def unsaid(statement: str, parts: Iterable[str]) -> tuple[str, ...]:
    """Return the parts whose words do not stand in a statement already, whatever its capitals and marks."""
    whole = f" {_words(statement)} "
    return tuple(part for part in parts if f" {_words(part)} " not in whole)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
