"""To whom the guidelines' recommendations on one topic apply: each two as a frame, and all of them in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import pandas as pd

from kb.comparison import difference, mention
from kb.comparison.applicability import BY_NUMBERS, Applicability, relate, turned
from kb.comparison.reason import compared
from kb.comparison.verdict import Statement
from kb.frames import MANY, TEXT, column
from kb.prose import Sentence, listed, sentence
from kb.records import Recommendation
from kb.vocabulary import Relatedness

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase

Who = tuple[str, str]
"""A guideline, and the conditions of one of its recommendations in words."""
Pairs = Mapping[tuple[Who, Who], Applicability]
HOW = {
    Relatedness.SAME: "{first} and {second} apply to the same patients",
    Relatedness.NARROWER: "{first} applies to fewer patients than {second}",
    Relatedness.OVERLAPPING: "{first} overlaps with {second}: some patients meet both",
    Relatedness.EXCLUSIVE: "{first} and {second} exclude each other: no patient meets both",
}
UNSAID = "No relation was judged between the other conditions; a patient may meet both, one or none of them."


def relations(base: KnowledgeBase, topic: str, guidelines: Iterable[str]) -> pd.DataFrame:
    """Return how the patients of each two recommendations of different guidelines on a topic relate, numbered from 0.

    Compared are the recommendations that the verdict compares. Columns: `first`
    and `second` (``str``: ids), `how` (``category`` of `Relatedness`, read from
    first to second), `rests_on` (tuple of words).
    """
    recs = [base.get(Recommendation, s.recommendation) for s in _statements(base, topic, guidelines)]
    pairs = [
        (one, other, relate(base, one, other, topic))
        for one, other in combinations(recs, 2)
        if one.guideline != other.guideline
    ]
    return pd.DataFrame({
        "first": column([one.id for one, _, _ in pairs], TEXT),
        "second": column([other.id for _, other, _ in pairs], TEXT),
        "how": column([found.how for *_, found in pairs], Relatedness),
        "rests_on": column([found.rests_on for *_, found in pairs], MANY),
    })  # fmt: skip


def patients(base: KnowledgeBase, topic: str, guidelines: Iterable[str]) -> tuple[Sentence, ...]:
    """Return in sentences how the conditions on a topic relate; none where there are none.

    `about` is *unconditional* or a term of `Relatedness`; the grounds of what
    curators judged come last, each once, as *grounds*.
    """
    statements = _statements(base, topic, guidelines)
    if len({s.guideline for s in statements}) < 2 or not any(s.conditions for s in statements):
        return ()
    found = _pairs(base, topic, [s for s in statements if s.conditions])
    return (
        *_unconditional(base, topic, statements),
        *(said for how in HOW for said in _related(base, topic, how, found)),
        *([Sentence(Relatedness.NOT_COMPARABLE, UNSAID, (topic,))] if _any_unsaid(found) else []),
        *(Sentence("grounds", said, (topic,)) for said in _grounds(found)),
    )


def _statements(base: KnowledgeBase, topic: str, guidelines: Iterable[str]) -> list[Statement]:
    return [s for of in compared(base.positions.among(topic, guidelines)) for s in of]


def _unconditional(base: KnowledgeBase, topic: str, statements: Sequence[Statement]) -> Iterator[Sentence]:
    free = tuple(dict.fromkeys(s.guideline for s in statements if not s.conditions))
    if free:
        limited = [s for s in statements if s.conditions]
        named = listed(_limited(base, g, limited, g in free) for g in dict.fromkeys(s.guideline for s in limited))
        verb = "names" if len(free) == 1 else "name"
        text = f"{mention.countries(base, free)} {verb} no condition; narrower: {named}"
        yield Sentence("unconditional", sentence(text), (topic,), free)


def _limited(base: KnowledgeBase, guideline: str, limited: Sequence[Statement], also_free: bool) -> str:
    """Return a guideline with the conditions of its recommendations, one after the other."""
    conditions = " or ".join(dict.fromkeys(_who(s)[1] for s in limited if s.guideline == guideline))
    further = "a further recommendation of " if also_free else ""
    return f"{further}{mention.country(base, guideline)} ({conditions})"


def _pairs(base: KnowledgeBase, topic: str, limited: Sequence[Statement]) -> Pairs:
    """Return how each two conditions of different guidelines relate, read so that none is broader."""
    found: dict[tuple[Who, Who], Applicability] = {}
    for one, other in combinations(limited, 2):
        if one.guideline != other.guideline:
            first, second = (base.get(Recommendation, s.recommendation) for s in (one, other))
            read = relate(base, first, second, topic)
            places = (_who(one), _who(other))
            turn = read.how is Relatedness.BROADER
            found[places[::-1] if turn else places] = Applicability(turned(read.how), read.rests_on) if turn else read
    return found


def _related(base: KnowledgeBase, topic: str, how: Relatedness, pairs: Pairs) -> Iterator[Sentence]:
    by: dict[Who, list[Who]] = {}
    for (first, second), found in pairs.items():
        if found.how is how:
            by.setdefault(first, []).append(second)
    for first, seconds in by.items():
        words = HOW[how].format(first=_named(base, first), second=listed(_named(base, who) for who in seconds))
        yield Sentence(how, sentence(words), (topic,), (first[0], *(who for who, _ in seconds)))


def _grounds(pairs: Pairs) -> Iterable[str]:
    """Return what a curator judged of each two conditions, each once."""
    return dict.fromkeys(words for found in pairs.values() for words in found.rests_on if words != BY_NUMBERS)


def _any_unsaid(pairs: Pairs) -> bool:
    return any(found.how is Relatedness.NOT_COMPARABLE for found in pairs.values())


def _who(statement: Statement) -> Who:
    # A number stands in parentheses of its own, which would stand inside those of the whole.
    return statement.guideline, difference.conditions_of((statement,)).replace(" (", ": ").replace(")", "")


def _named(base: KnowledgeBase, who: Who) -> str:
    guideline, conditions = who
    return f"{mention.country(base, guideline)} ({conditions})"
