"""Two guidelines against each other: what both address, what only one does, and a paragraph on how they compare."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from kb.comparison import difference, mention
from kb.comparison.summary import agreement, examples, numbers
from kb.comparison.verdict import Kind
from kb.comparison.verdicts import verdicts
from kb.knowledge import KnowledgeBase
from kb.prose import Sentence, sentence
from kb.records import Guideline

MOST_NAMED = 3
"""Topics without a reported strength that a sentence names; it carries the ids of all."""


@dataclass(frozen=True)
class Pair:
    """Two guidelines, topic by topic, and a paragraph on them.

    `both` are the verdicts on the topics that both address, as `verdicts` gives
    them; `only_first` and `only_second` are ids of topics. All are in the order
    of the outline.
    """

    both: pd.DataFrame
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    sentences: tuple[Sentence, ...]

    @property
    def paragraph(self) -> str:
        """The sentences as one text."""
        return " ".join(sentence.text for sentence in self.sentences)


def pair(base: KnowledgeBase, first: str, second: str, topics: Iterable[str] | None = None) -> Pair:
    """Return how two guidelines compare on topics (all, where none are named), each topic by itself."""
    found = verdicts(base, (first, second), topics)
    both = found[found.guidelines == 2]
    only_first, only_second = (
        tuple(t for t in found.index[found.guidelines == 1] if base.said(t, g)) for g in (first, second)
    )
    sentences = (
        _opening(base, first, second, both),
        *agreement(base, _kind(both, Kind.AGREE), (first, second)),
        *_direction(base, first, second, both),
        *_strength(base, first, second, both),
        *_unrated(base, first, second, both),
        *_applicability(base, first, second, both),
        *numbers(base, (first, second)),
        *_only(base, first, only_first),
        *_only(base, second, only_second),
    )
    return Pair(both, only_first, only_second, sentences)


def _opening(base: KnowledgeBase, first: str, second: str, both: pd.DataFrame) -> Sentence:
    named = " and ".join(_dated(base, guideline) for guideline in (first, second))
    said = f"both address {mention.counted(len(both))}{_same_way(both)}" if len(both) else "address no topic in common"
    return Sentence("both", f"In the summary tables, {named} {said}.", tuple(both.index), (first, second))


def _same_way(both: pd.DataFrame) -> str:
    """Return on how many of the topics they point the same way, unless they do not everywhere."""
    pointing = int((both.pointing == 2).sum())
    if not pointing or _kind(both, Kind.DIFFER_IN_DIRECTION):
        return ""
    if pointing < len(both):
        return f" and point the same way on the {pointing} that both recommend for or against"
    return f" and point the same way on {'it' if pointing == 1 else 'each of them'}"


def _dated(base: KnowledgeBase, guideline: str) -> str:
    name, year = mention.country(base, guideline), base.get(Guideline, guideline).year
    return name if name.endswith(f"({year})") else f"{name} ({year})"


def _kind(found: pd.DataFrame, kind: Kind) -> tuple[str, ...]:
    return tuple(found.index[found.verdict == kind])


def _direction(base: KnowledgeBase, first: str, second: str, both: pd.DataFrame) -> Iterable[Sentence]:
    topics = _kind(both, Kind.DIFFER_IN_DIRECTION)
    for words, of in _alike(topics, lambda topic: difference.direction(base, topic, (first, second))):
        yield Sentence("direction", f"They differ in direction on {mention.topics(base, of)}: {words}.", of)


def _strength(base: KnowledgeBase, first: str, second: str, both: pd.DataFrame) -> Iterable[Sentence]:
    topics = _kind(both, Kind.DIFFER_IN_STRENGTH)
    for words, of in _alike(topics, lambda topic: difference.strength(base, topic, (first, second))):
        yield Sentence("strength", f"Recommendations on {mention.topics(base, of)} are {words}.", of)


def _alike(topics: Sequence[str], word: Callable[[str], str]) -> list[tuple[str, tuple[str, ...]]]:
    """Return topics by what differs there, in words; most topics first."""
    by: dict[str, list[str]] = {}
    for topic in topics:
        by.setdefault(word(topic).replace("; ", " and "), []).append(topic)
    return [(words, tuple(of)) for words, of in sorted(by.items(), key=lambda item: -len(item[1]))]


def _unrated(base: KnowledgeBase, first: str, second: str, both: pd.DataFrame) -> Iterable[Sentence]:
    """Yield, for each guideline, on how many of the topics the strength of what it recommends is not reported."""
    for guideline in (first, second):
        topics = tuple(both.index[[guideline in unrated for unrated in both.unrated]])
        if topics:
            text = f"{mention.country(base, guideline)} has no reported strength on {len(topics)} of these"
            more = f", {mention.topics(base, topics)}" if len(topics) <= MOST_NAMED else ""
            yield Sentence(
                "unrated",
                sentence(f"{text}{more}, so that strength cannot be compared there"),
                topics,
                (guideline,),
            )


def _applicability(base: KnowledgeBase, first: str, second: str, both: pd.DataFrame) -> Iterable[Sentence]:
    """Yield on how many topics only conditions or numbers differ, and where they do while one takes no side, or both."""
    topics = _kind(both, Kind.DIFFER_IN_APPLICABILITY)
    by: dict[tuple[str, ...], list[str]] = {}
    for topic in topics:
        by.setdefault(both.neutral[topic], []).append(topic)
    if sided := by.pop((), []):
        words = examples(base, sided, (first, second), difference.conditions)
        yield Sentence("applicability", f"Only conditions or numbers differ on {words}.", tuple(sided))
    for neutral, of in by.items():
        takes = "takes" if len(neutral) == 1 else "take"
        text = f"{mention.countries(base, neutral)} {takes} no side on {mention.topics(base, of)}"
        yield Sentence("neutral", sentence(f"{text}; conditions or numbers differ there"), tuple(of), neutral)


def _only(base: KnowledgeBase, guideline: str, topics: Sequence[str]) -> Iterable[Sentence]:
    if topics:
        text = f"of the two, {mention.country(base, guideline)} alone addresses {mention.topics(base, topics)}"
        yield Sentence("only", sentence(text), tuple(topics), (guideline,))
