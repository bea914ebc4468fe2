"""To whom recommendations apply: how the patients of one relate to those of another, by triggers and thresholds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

import networkx as nx

from kb import labels
from kb.prose import inside
from kb.records import Recommendation, ThresholdLink, Trigger, Unit
from kb.vocabulary import Relatedness

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase

TURNED = {Relatedness.NARROWER: Relatedness.BROADER, Relatedness.BROADER: Relatedness.NARROWER}
"""How a relation reads from the other side; the others read the same."""
BY_NUMBERS = "by their numbers"
_WITHIN = {Relatedness.SAME, Relatedness.NARROWER}
_MEETING = {*_WITHIN, Relatedness.BROADER, Relatedness.OVERLAPPING}


_SMALLER = {
    Relatedness.SAME: {"first": Relatedness.NARROWER, "second": Relatedness.BROADER},
    Relatedness.NARROWER: {"first": Relatedness.NARROWER, "second": Relatedness.OVERLAPPING},
    Relatedness.BROADER: {"first": Relatedness.OVERLAPPING, "second": Relatedness.BROADER},
}
"""How a relation reads once the patients of the first, or of the second, have become fewer by an exception."""


@dataclass(frozen=True)
class Applicability:
    """How the patients of a recommendation relate to those of another, and what that rests on, in words."""

    how: Relatedness
    rests_on: tuple[str, ...] = ()


def said(base: KnowledgeBase, link: ThresholdLink) -> str:
    """Return a trigger in words, with its number where it has one."""
    number = labels.threshold(base, link)
    label = base.get(Trigger, link.to).label
    return f"{label} ({number})" if number else label


def shared_names(base: KnowledgeBase) -> dict[str, str]:
    """Return, for each trigger, the first in the vocabulary of those that mean nearly the same: itself, or another."""
    triggers = base.of(Trigger)
    same = nx.Graph([(t.id, r.to) for t in triggers for r in t.related if r.how is Relatedness.SAME])
    same.add_nodes_from(t.id for t in triggers)
    order = {trigger.id: place for place, trigger in enumerate(triggers)}
    return {
        name: min(named, key=order.__getitem__)
        for named in nx.connected_components(same)
        for name in named
    }  # fmt: skip


def limit(base: KnowledgeBase, link: ThresholdLink, names: Mapping[str, str]) -> str:
    """Return a name for a trigger at its threshold that is the same wherever both mean nearly the same."""
    low, high, counted = span(base, link)
    return f"{names[link.to]} {low:g} {high:g} {counted}"


def counting(base: KnowledgeBase, rec: Recommendation, topic: str) -> tuple[ThresholdLink, ...]:
    """Return the triggers that limit a recommendation on one topic: all but those that `aside` returns."""
    left_out = aside(base, rec, topic)
    return tuple(link for link in rec.triggers if link not in left_out)


def aside(base: KnowledgeBase, rec: Recommendation, topic: str) -> tuple[ThresholdLink, ...]:
    """Return the triggers that are a reason for another topic alone.

    Where a recommendation gives a reason that belongs to this topic, its reasons
    that belong to other topics are alternatives to it; where it gives none, or
    where they hold only together, nothing is set aside.
    """
    belongs = {link.to: base.get(Trigger, link.to).topic for link in rec.triggers}
    if rec.together or topic not in belongs.values():
        return ()
    return tuple(link for link in rec.triggers if belongs[link.to] not in {None, topic})


def relate(base: KnowledgeBase, first: Recommendation, second: Recommendation, topic: str) -> Applicability:
    """Return how the patients to whom the first applies on a topic relate to those of the second.

    Triggers are compared with each other by what curators say of them and by
    their thresholds, in one unit. Any one of several triggers is enough, unless
    they hold only together. An exception makes narrower. Conditions without a
    trigger are compared by their words. Where nothing says how two conditions
    relate, they are *not comparable*: both may be true of one patient, or not.
    """
    ours, theirs = _alternatives(base, first, topic), _alternatives(base, second, topic)
    return _excepted(base, first, second, _compared(base, ours, theirs))


def _excepted(
    base: KnowledgeBase, first: Recommendation, second: Recommendation, found: Applicability
) -> Applicability:
    """Return the relation once patients are left out by exceptions; an exception of one alone makes that one narrower."""
    names = shared_names(base)
    ours, theirs = ({limit(base, link, names) for link in rec.unless} for rec in (first, second))
    if ours == theirs or found.how not in _SMALLER:
        return found
    alone = [words for words, only in (("first", ours - theirs), ("second", theirs - ours)) if only]
    how = _SMALLER[found.how][alone[0]] if len(alone) == 1 else Relatedness.OVERLAPPING
    return Applicability(how, found.rests_on)


Alternative = Sequence[ThresholdLink | str]
"""What has to be true together: triggers, or a condition in words."""


def _alternatives(base: KnowledgeBase, rec: Recommendation, topic: str) -> tuple[Alternative, ...]:
    if not rec.triggers and not rec.unless:
        return tuple((condition,) for condition in rec.conditions)
    links = counting(base, rec, topic)
    return (links,) if rec.together and links else tuple((link,) for link in links)


def _compared(base: KnowledgeBase, ours: Sequence[Alternative], theirs: Sequence[Alternative]) -> Applicability:
    if not ours or not theirs:
        return Applicability(_where_one_has_none(ours, theirs))
    pairs = [[_of_alternatives(base, one, other) for other in theirs] for one in ours]
    within = all(any(pair.how in _WITHIN for pair in row) for row in pairs)
    around = all(any(turned(pair.how) in _WITHIN for pair in column) for column in zip(*pairs, strict=True))
    return _over(within, around, [pair for row in pairs for pair in row])


def _where_one_has_none(ours: Sequence[Alternative], theirs: Sequence[Alternative]) -> Relatedness:
    if not ours and not theirs:
        return Relatedness.SAME
    return Relatedness.NARROWER if ours else Relatedness.BROADER


def _together(within: bool, around: bool, pairs: set[Relatedness]) -> Relatedness:
    """Return how two sets of alternatives relate: each of ours within one of theirs, the other way round, or neither."""
    if within and around:
        return Relatedness.SAME
    if within or around:
        return Relatedness.NARROWER if within else Relatedness.BROADER
    if pairs == {Relatedness.EXCLUSIVE}:
        return Relatedness.EXCLUSIVE
    return Relatedness.OVERLAPPING if pairs & _MEETING else Relatedness.NOT_COMPARABLE


def _of_alternatives(base: KnowledgeBase, one: Alternative, other: Alternative) -> Applicability:
    """Return how two alternatives relate, each of which may be several conditions that hold together.

    What holds together is narrower than each of its parts, and excludes what one
    of them excludes.
    """
    pairs = [[_of_conditions(base, a, b) for b in other] for a in one]
    every = [pair for row in pairs for pair in row]
    if any(pair.how is Relatedness.EXCLUSIVE for pair in every):
        return Applicability(Relatedness.EXCLUSIVE, _words(every))
    # Of what holds together, one part inside is enough for the whole to be inside.
    within = all(any(pair.how in _WITHIN for pair in column) for column in zip(*pairs, strict=True))
    around = all(any(turned(pair.how) in _WITHIN for pair in row) for row in pairs)
    return _over(within, around, every)


def _over(within: bool, around: bool, pairs: Sequence[Applicability]) -> Applicability:
    return Applicability(_together(within, around, {pair.how for pair in pairs}), _words(pairs))


def _words(pairs: Sequence[Applicability]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words for pair in pairs for words in pair.rests_on))


def _of_conditions(base: KnowledgeBase, one: ThresholdLink | str, other: ThresholdLink | str) -> Applicability:
    if isinstance(one, str) or isinstance(other, str):
        return Applicability(Relatedness.SAME if one == other else Relatedness.NOT_COMPARABLE)
    if one.to == other.to:
        return _by_number(base, one, other)
    how, why = _curated(base, one.to, other.to)
    words = (f"{said(base, one)} and {inside(said(base, other))}: {why}",) if why else ()
    if how is Relatedness.SAME:
        by_number = _by_number(base, one, other)
        return Applicability(by_number.how, (*words, *by_number.rests_on))
    if how in _MEETING and _by_number(base, one, other).how is Relatedness.EXCLUSIVE:
        return Applicability(Relatedness.EXCLUSIVE, words)
    return Applicability(how, words)


def _curated(base: KnowledgeBase, one: str, other: str) -> tuple[Relatedness, str]:
    """Return what a curator says of how one trigger relates to another, and why; it is said on either of them."""
    for trigger, to, read in ((one, other, lambda how: how), (other, one, turned)):
        for related in base.get(Trigger, trigger).related:
            if related.to == to:
                return read(related.how), related.why or ""
    return Relatedness.NOT_COMPARABLE, ""


def turned(how: Relatedness) -> Relatedness:
    """Return how a relation reads from the other side."""
    return TURNED.get(how, how)


def _by_number(base: KnowledgeBase, one: ThresholdLink, other: ThresholdLink) -> Applicability:
    """Return how two triggers relate by their thresholds, where these can be brought to one unit."""
    ours, theirs = span(base, one), span(base, other)
    if ours == theirs:
        return Applicability(Relatedness.SAME)
    if ours[2] and theirs[2] and ours[2] != theirs[2]:
        return Applicability(Relatedness.NOT_COMPARABLE)
    return Applicability(_of_spans(ours, theirs), (BY_NUMBERS,))


Span = tuple[float, float, str]
"""From where to where a trigger holds, both inclusive, and in what it is counted: a unit, or days; empty without a number."""


def span(base: KnowledgeBase, link: ThresholdLink) -> Span:
    """Return from where to where a trigger holds; a time in days, everything where it has no number."""
    if link.unit is None:
        return -inf, inf, ""
    unit = base.get(Unit, link.unit)
    factor, counted = (unit.days, "days") if unit.days else (1.0, unit.id)
    low, high = (None if n is None else round(n * factor, 6) for n in (link.at_least, link.at_most))
    return -inf if low is None else low, inf if high is None else high, counted


def _of_spans(ours: Span, theirs: Span) -> Relatedness:
    (low, high, _), (other_low, other_high, _) = ours, theirs
    if low > other_high or high < other_low:
        return Relatedness.EXCLUSIVE
    if low >= other_low and high <= other_high:
        return Relatedness.NARROWER
    if low <= other_low and high >= other_high:
        return Relatedness.BROADER
    return Relatedness.OVERLAPPING
