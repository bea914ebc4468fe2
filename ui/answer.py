"""What guidelines agree on, where they differ, and what only one addresses: short sentences made from the data."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import pandas as pd

from kb import comparison
from kb.comparison import Kind, Numbers
from kb.comparison.mention import counted, country
from kb.comparison.summary import under
from kb.knowledge import KnowledgeBase
from kb.prose import inside, listed
from kb.records import Topic
from kb.vocabulary import Direction
from ui.tables import opens, opens_all

Piece = str | dict[str, str]
"""A part of a sentence: text, or a link as a cell of a reading table has it."""
ONE_ALONE = "Addressed by one guideline"
"""The heading of what a page may fold away."""
MOST_APART = 2
"""How many topics on which guidelines point apart are named."""
MOST = 5
"""How many topics a sentence names; of others it says how many there are."""


def answer(base: KnowledgeBase, guidelines: Sequence[str]) -> list[tuple[str, list[Piece]]]:
    """Return three headings on how guidelines (ids) compare, each with its sentences in pieces; empty ones are left out."""
    found = comparison.verdicts(base, guidelines)
    told = (
        ("Agree", agree(base, guidelines, found)),
        ("Differ", differ(base, guidelines, found)),
        (ONE_ALONE, little(base, guidelines, found)),
    )
    return [(head, pieces) for head, said in told if (pieces := list(said))]


def agree(base: KnowledgeBase, guidelines: Sequence[str], found: pd.DataFrame) -> Iterator[Piece]:
    """Yield the topics that all guidelines recommend, and those on which the verdicts (`found`) agree against them."""
    cells = comparison.matrix(base)
    ways = comparison.pivot(cells[cells["guideline"].isin(guidelines)], "direction")
    count = len(guidelines)
    everyone = list(ways.index[(ways == Direction.FOR).all(axis="columns")]) if count > 1 else []
    against = found.index[found["agreed"] == Direction.AGAINST]
    if everyone:
        yield f"{'Both' if count == 2 else f'All {count}'} recommend in the same direction on "
        yield from [*_named(base, everyone), ". "]
    elif count > 1:
        yield f"On no topic do {'both' if count == 2 else f'all {count}'} recommend in the same direction. "
    for topic in against[:MOST]:
        pointing = (ways.loc[topic] == Direction.AGAINST).sum()
        yield from [f"The {pointing} that recommend for or against ", _topic(base, topic), " recommend against it. "]


def differ(base: KnowledgeBase, guidelines: Sequence[str], found: pd.DataFrame) -> Iterator[Piece]:
    """Yield on how many topics guidelines differ in what, and the numbers of the scale on which most of them give one."""
    if counts := counted_differences(found):
        yield f"{counts} "
    scales = [scale for scale in comparison.compare(base, guidelines) if len(_giving(scale)) > 1]
    if scales:
        yield from _numbers(base, max(scales, key=lambda scale: len(_giving(scale))))


def counted_differences(found: pd.DataFrame) -> str:
    """Return in a sentence on how many topics guidelines differ in what (`kb.comparison.verdicts`); empty where they do not."""
    several = found[found["guidelines"] > 1]
    said = {
        Kind.DIFFER_IN_DIRECTION: "in direction", Kind.DIFFER_IN_STRENGTH: "in strength",
        Kind.DIFFER_IN_APPLICABILITY: "in conditions or numbers",
    }  # fmt: skip
    counts = {words: sum(kind in ways for ways in several["differences"]) for kind, words in said.items()}
    apart = several["label"][[Kind.DIFFER_IN_DIRECTION in ways for ways in several["differences"]]]
    named = {"in direction": f" ({', '.join(map(inside, apart))})" if 0 < len(apart) <= MOST_APART else ""}
    parts = listed(f"{words} on {count}{named.get(words, '')}" for words, count in counts.items() if count)
    more = "; one topic can count several times" if sum(map(bool, counts.values())) > 1 else ""
    return f"Of the {counted(len(several))} that at least two address, they differ {parts}{more}." if parts else ""


def _giving(of: Numbers) -> list[str]:
    return list(dict.fromkeys(amount.recommendation.guideline for amount in of.amounts))


def _numbers(base: KnowledgeBase, of: Numbers) -> Iterator[Piece]:
    yield f"{of.scale.label}: "
    for place, guideline in enumerate(_giving(of)):
        amounts = [amount for amount in of.amounts if amount.recommendation.guideline == guideline]
        printed = " and ".join(f"{amount.printed}{under(amount)}" for amount in amounts)
        name = country(base, guideline).removeprefix("the ")
        yield from [
            "; " if place else "",
            opens_all([amount.recommendation.id for amount in amounts], name),
            f" {printed}",
        ]
    rest = len(of.silent)
    other = "the other" if rest == 1 else f"the other {rest}"
    yield f"; no number in the summary tables for {other}." if rest else "."


def little(base: KnowledgeBase, guidelines: Sequence[str], found: pd.DataFrame) -> Iterator[Piece]:
    """Yield the topics that one guideline alone addresses, each with that guideline."""
    alone = [topic for topic in found.index[found["guidelines"] == 1] if len(guidelines) > 1]
    if not alone:
        return
    who = {topic: next(g for g in guidelines if base.said(topic, g)) for topic in alone}
    named = [[_topic(base, t), f" ({country(base, who[t]).removeprefix('the ')})"] for t in alone[:MOST]]
    yield from ["Only one guideline addresses ", *_listed(named, len(alone) - MOST), "."]


def _topic(base: KnowledgeBase, topic: str) -> Piece:
    return opens(topic, inside(base.get(Topic, topic).label))


def _named(base: KnowledgeBase, topics: Sequence[str]) -> Iterable[Piece]:
    return _listed([[_topic(base, topic)] for topic in topics[:MOST]], len(topics) - MOST)


def _listed(items: Sequence[Sequence[Piece]], more: int) -> Iterable[Piece]:
    """Return items as a list in a sentence; `more` of them, where there are any, are only counted."""
    every = [*items, *([[f"{more} more"]] if more > 0 else [])]
    joints = ["", *[", "] * (len(every) - 2), " and "][: len(every)]
    return chain.from_iterable([joint, *item] for joint, item in zip(joints, every, strict=True))
