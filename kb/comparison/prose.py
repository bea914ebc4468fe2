"""Sentences about guidelines and topics, each with the topics it speaks of, so that a page can link them."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.knowledge import KnowledgeBase
from kb.records import Guideline, Topic

# English names of countries that a sentence writes with an article.
WITH_ARTICLE = ("United ", "Netherlands", "Philippines", "Czech Republic", "Dominican Republic", "European ")


@dataclass(frozen=True)
class Sentence:
    """One sentence in plain English: what it is about (a key), its text, and the ids of its topics and guidelines."""

    about: str
    text: str
    topics: tuple[str, ...] = ()
    guidelines: tuple[str, ...] = ()


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


def topics(base: KnowledgeBase, ids: Iterable[str]) -> str:
    """Return topics as a list in a sentence."""
    return listed(inside(base.get(Topic, topic).label) for topic in ids)


def country(base: KnowledgeBase, guideline: str) -> str:
    """Return a guideline as a sentence names it: by its country, and by its year where that country has several."""
    of = base.get(Guideline, guideline)
    several = sum(other.country == of.country for other in base.by_country) > 1
    name = f"{'the ' if of.country_name.startswith(WITH_ARTICLE) else ''}{of.country_name}"
    return f"{name} ({of.year})" if several else name


def countries(base: KnowledgeBase, guidelines: Iterable[str]) -> str:
    """Return guidelines as a list in a sentence."""
    return listed(country(base, guideline) for guideline in guidelines)


def counted(count: int) -> str:
    """Return a number of topics in words, such as ``1 topic`` or ``3 topics``."""
    return f"{count} topic{'' if count == 1 else 's'}"


def sentence(text: str) -> str:
    """Return text that begins with a capital and ends with a full stop."""
    return f"{text[:1].upper()}{text[1:]}."
