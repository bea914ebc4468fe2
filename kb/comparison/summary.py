"""Where guidelines agree, where they differ and in what, and what is not in the tables: in sentences, from the data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import pandas as pd

from kb.comparison import difference, mention
from kb.comparison.amounts import Amount, Numbers, compare
from kb.comparison.reason import states_nothing
from kb.comparison.verdict import Kind
from kb.comparison.verdicts import Order, ordered, verdicts
from kb.knowledge import KnowledgeBase
from kb.prose import Sentence, inside, listed, sentence

EXAMPLES = 2
"""How many topics a sentence on differences spells out; it carries the ids of all."""
EVERYTHING = "in direction, strength, conditions and numbers"
Words = Callable[[KnowledgeBase, str, Iterable[str]], str]
Said = Mapping[str, tuple[str, ...]]
"""The guidelines that address each topic, most first."""


def summary(base: KnowledgeBase, guidelines: Iterable[str] | None = None) -> tuple[Sentence, ...]:
    """Return sentences on how the guidelines (all, where none are named) compare, in the order a reader asks.

    `about` is one of *addressed*, *all*, *same-way*, *direction*, *agree*, *strength*,
    *applicability*, *numbers*, *not-comparable*, *all-but-one*, *one* and
    *silent*; a sentence for which the data hold nothing is left out. Counted are
    the topics themselves, without narrower ones.
    """
    chosen = tuple(g.id for g in base.by_country) if guidelines is None else tuple(guidelines)
    found = verdicts(base, chosen)
    found = ordered(found[found.guidelines > 0], Order.GUIDELINES)
    if found.empty:
        return ()
    said = {topic: tuple(g for g in chosen if base.said(topic, g)) for topic in found.index}
    return (
        _addressed(found, chosen),
        *_all(base, said, chosen),
        *_direction(base, found, chosen),
        *_agree(base, found, chosen),
        *_strength(base, found, chosen),
        *_applicability(base, found),
        *numbers(base, chosen),
        *_not_comparable(base, found),
        *_all_but_one(base, said, chosen),
        *_one(base, said, chosen),
        *_silent(base, said, chosen),
    )


def _addressed(found: pd.DataFrame, chosen: Sequence[str]) -> Sentence:
    several = tuple(found.index[found.guidelines > 1])
    who = "The guideline has" if len(chosen) == 1 else f"The {len(chosen)} guidelines have"
    more = f"; {_two(chosen)} address {len(several)} of them" if len(chosen) > 1 else ""
    text = f"{who} recommendations on {mention.counted(len(found))}{more}."
    return Sentence("addressed", text, several, tuple(chosen))


def _two(chosen: Sequence[str]) -> str:
    return "both" if len(chosen) == 2 else "at least two"


def _all(base: KnowledgeBase, said: Said, chosen: Sequence[str]) -> Iterable[Sentence]:
    topics = tuple(topic for topic, who in said.items() if len(who) == len(chosen) > 1)
    if topics:
        who = "Both" if len(chosen) == 2 else f"All {len(chosen)}"
        yield Sentence("all", f"{who} address {mention.topics(base, topics)}.", topics, tuple(chosen))
    elif len(chosen) > 1:
        yield Sentence("all", f"No topic is addressed by {'both' if len(chosen) == 2 else f'all {len(chosen)}'}.")


def _direction(base: KnowledgeBase, found: pd.DataFrame, chosen: Sequence[str]) -> Iterable[Sentence]:
    compared = tuple(found.index[found.pointing > 1])
    apart = _differing(found, Kind.DIFFER_IN_DIRECTION)
    same = tuple(topic for topic in compared if topic not in apart)
    if same:
        whole = "the one topic" if len(compared) == 1 else f"all {len(compared)} topics"
        every = f"{len(same)} of the {len(compared)} topics" if apart else whole
        text = f"They point the same way on {every} that {_two(chosen)} recommend for or against."
        yield Sentence("same-way", text, same)
    if apart:
        words = examples(base, apart, chosen, difference.direction)
        yield Sentence("direction", f"They differ in direction on {words}.", apart)


def agreement(base: KnowledgeBase, agreed: Iterable[str], chosen: Sequence[str]) -> Iterable[Sentence]:
    """Yield on which topics guidelines agree, apart those where none of them states a condition or a number."""
    by: dict[bool, list[str]] = {}
    for topic in agreed:
        by.setdefault(states_nothing(base.positions.among(topic, chosen)), []).append(topic)
    if stated := by.get(False):
        yield Sentence("agree", f"They agree {EVERYTHING} on {mention.topics(base, stated)}.", tuple(stated))
    if bare := by.get(True):
        none = "neither" if len(chosen) == 2 else "none"
        text = f"They agree in direction and strength on {mention.topics(base, bare)}; {none} states a condition or a number there."
        yield Sentence("agree", text, tuple(bare))


def _agree(base: KnowledgeBase, found: pd.DataFrame, chosen: Sequence[str]) -> Iterable[Sentence]:
    agreed = tuple(found.index[found.verdict == Kind.AGREE])
    yield from agreement(base, agreed, chosen)
    if agreed:
        return
    if (found.guidelines > 1).any():
        yield Sentence("agree", f"On no topic do they agree {EVERYTHING} alike.")


def _strength(base: KnowledgeBase, found: pd.DataFrame, chosen: Sequence[str]) -> Iterable[Sentence]:
    topics = _differing(found, Kind.DIFFER_IN_STRENGTH)
    if topics:
        words = examples(base, topics, chosen, difference.strength)
        yield Sentence("strength", f"They differ in strength on {words}.", topics)


def _applicability(base: KnowledgeBase, found: pd.DataFrame) -> Iterable[Sentence]:
    topics = _differing(found, Kind.DIFFER_IN_APPLICABILITY)
    only = found[found.verdict == Kind.DIFFER_IN_APPLICABILITY]
    alone, apart = tuple(only.index[only.pointing > 1]), tuple(only.index[only.pointing < 2])
    if not topics:
        return
    parts = [
        f"; on {len(of)} of these {said}: {mention.topics(base, of)}"
        for of, said in (
            (alone, "nothing else differs among those who recommend for or against"),
            (apart, "fewer than two recommend for or against"),
        )
        if of
    ]
    text = f"Conditions or numbers differ on {mention.counted(len(topics))}{''.join(parts)}."
    yield Sentence("applicability", text, (*alone, *apart, *(t for t in topics if t not in only.index)))


def _differing(found: pd.DataFrame, kind: Kind) -> tuple[str, ...]:
    return tuple(found.index[[kind in differences for differences in found.differences]])


def examples(base: KnowledgeBase, topics: Sequence[str], chosen: Sequence[str], words: Words) -> str:
    """Return how many topics there are and the first of them, each with what differs there."""
    first = topics[:EXAMPLES]
    spelt = listed(f"{mention.topics(base, [topic])} ({words(base, topic, chosen)})" for topic in first)
    return f"{mention.counted(len(topics))}{', among them ' if len(topics) > len(first) else ': '}{spelt}"


def numbers(base: KnowledgeBase, guidelines: Sequence[str]) -> Iterable[Sentence]:
    """Yield a sentence for each scale on which one of the guidelines gives a number, naming those that give none."""
    for of in compare(base, guidelines):
        if of.amounts:
            text = f"On {inside(of.scale.label)}, {_given(base, of, guidelines)}."
            yield Sentence("numbers", text, (), tuple(guidelines))


def _given(base: KnowledgeBase, of: Numbers, guidelines: Sequence[str]) -> str:
    by: dict[str, list[str]] = {}
    for amount in of.amounts:
        by.setdefault(amount.recommendation.guideline, []).append(f"“{amount.printed}”{under(amount)}")
    giving = [f"{mention.country(base, g)} gives {' and '.join(by[g])}" for g in guidelines if g in by]
    silent = [g for g in guidelines if g not in by]
    none = f"no number in the summary tables for {mention.countries(base, silent)}"
    return "; ".join([*giving, *([none] if silent else [])])


def under(amount: Amount) -> str:
    """Return the conditions of a number's recommendation in parentheses: without them the number would say more."""
    conditions = "; ".join(amount.recommendation.conditions)
    return f" ({conditions})" if conditions else ""


def _not_comparable(base: KnowledgeBase, found: pd.DataFrame) -> Iterable[Sentence]:
    topics = tuple(found.index[found.verdict == Kind.NOT_COMPARABLE])
    if topics:
        text = (
            f"Strength cannot be compared on {mention.topics(base, topics)}: "
            "not every guideline there recommends for or against with a reported strength."
        )
        yield Sentence("not-comparable", text, topics)


def _all_but_one(base: KnowledgeBase, said: Said, chosen: Sequence[str]) -> Iterable[Sentence]:
    missing: dict[str, list[str]] = {}
    for topic, who in said.items():
        if len(who) == len(chosen) - 1 > 1:
            (absent,) = set(chosen) - set(who)
            missing.setdefault(absent, []).append(topic)
    for guideline, topics in missing.items():
        text = f"All but {mention.country(base, guideline)} address {mention.topics(base, topics)}."
        yield Sentence("all-but-one", text, tuple(topics), (guideline,))


def _one(base: KnowledgeBase, said: Said, chosen: Sequence[str]) -> Iterable[Sentence]:
    for guideline in chosen if len(chosen) > 1 else ():
        topics = tuple(topic for topic, who in said.items() if who == (guideline,))
        if topics:
            text = f"{mention.country(base, guideline)} alone addresses {mention.topics(base, topics)}"
            yield Sentence("one", sentence(text), topics, (guideline,))


def _silent(base: KnowledgeBase, said: Said, chosen: Sequence[str]) -> Iterable[Sentence]:
    absent: dict[int, list[str]] = {}
    for guideline in chosen:
        absent.setdefault(sum(guideline not in who for who in said.values()), []).append(guideline)
    missing = {count: absent[count] for count in sorted(absent, reverse=True) if count}
    if missing and len(chosen) > 1:
        words = listed(f"{mention.countries(base, who)} on {count}" for count, who in missing.items())
        text = f"Of these {mention.counted(len(said))}, not in the summary tables: {words}."
        yield Sentence("silent", text, (), tuple(guideline for who in missing.values() for guideline in who))
