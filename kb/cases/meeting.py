"""Conditions that meet in one patient: recommendations that nothing joins in general, side by side in a case.

After arXiv 2604.17340: most conflicts between guidelines are local. Neither
condition implies the other, and only who meets both has two recommendations
that do not say the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import pandas as pd

from kb.cases.applies import Answer, Applies, answer
from kb.cases.known import Dose, Knowledge, Known, closed, knowledge
from kb.frames import MANY, TEXT, YES_NO, column
from kb.records import Case, Topic
from kb.vocabulary import Direction, Strength

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Side:
    """A recommendation that applies on a topic, for or against, with all its triggers that are met (`met`)."""

    answer: Answer
    topic: str
    direction: Direction
    met: frozenset[str]

    @property
    def guideline(self) -> str:
        """The guideline that makes it."""
        return self.answer.recommendation.guideline

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions that are met and count on the topic, in words."""
        return tuple(ground.condition for ground in self.answer.deciding if not ground.exception)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two recommendations of different guidelines whose conditions meet in a case and do not imply each other.

    `opposed` where one is for a topic and the other against it. Otherwise both
    give a reason for the same thing, and differ in strength or in how binding
    their wording is.
    """

    first: Side
    second: Side
    opposed: bool


def meetings(
    base: KnowledgeBase, case: Case, guidelines: Collection[str] | None = None, dose: Dose | None = None
) -> tuple[Meeting, ...]:
    """Return each two recommendations of the guidelines (all, where none are named) that meet in a case, opposed first."""
    known = knowledge(base, case, dose)
    chosen = [g.id for g in base.by_country if guidelines is None or g.id in guidelines]
    sides = [side for topic in base.of(Topic) for guideline in chosen for side in _sides(base, known, topic, guideline)]
    found: dict[frozenset[str], Meeting] = {}
    for first, second in combinations(sides, 2):
        if first.guideline != second.guideline and _apart(base, first, second):
            opposed = _opposed(base, first, second)
            pair = frozenset({first.answer.recommendation.id, second.answer.recommendation.id})
            if opposed or (opposed is False and pair not in found):
                found[pair] = Meeting(first, second, opposed)
    return tuple(sorted(found.values(), key=lambda meeting: not meeting.opposed))


def _sides(base: KnowledgeBase, known: Knowledge, topic: Topic, guideline: str) -> Iterator[Side]:
    for rec in base.said(topic.id, guideline):
        found = answer(base, known, rec, topic.id)
        for link in rec.about:
            if link.to == topic.id and link.direction.takes_side and found.applies is Applies.APPLIES and rec.triggers:
                yield Side(found, topic.id, link.direction, _met(answer(base, known, rec)))


def _met(found: Answer) -> frozenset[str]:
    return frozenset(ground.trigger for ground in found.deciding if ground.trigger and not ground.exception)


def _apart(base: KnowledgeBase, first: Side, second: Side) -> bool:
    """Return whether the conditions that are met on one side imply none of those on the other, nor are implied."""
    return not any(
        one in _implied(base, other) or other in _implied(base, one) for one in first.met for other in second.met
    )


def _implied(base: KnowledgeBase, trigger: str) -> set[str]:
    return {other for other, known in closed(base, {trigger: Known(True, "")}).items() if known.holds}


def _opposed(base: KnowledgeBase, first: Side, second: Side) -> bool | None:
    """Return whether two are opposed on one topic (True), or differ in a reason for the same (False); None for neither."""
    if first.direction is not second.direction:
        return True if first.topic == second.topic else None
    reasons = {base.get(Topic, side.topic).reason_for for side in (first, second)}
    return False if len(reasons) == 1 and None not in reasons and _differ(base, first, second) else None


def _differ(base: KnowledgeBase, first: Side, second: Side) -> bool:
    recs = first.answer.recommendation, second.answer.recommendation
    strengths = {base.strength(rec) for rec in recs} - {Strength.NOT_REPORTED}
    return len(strengths) > 1 or len({rec.verb for rec in recs}) > 1


def frame(base: KnowledgeBase, found: Sequence[Meeting]) -> pd.DataFrame:
    """Return one row a meeting, counted from 0.

    Columns: `first`, `second` (``str``: recommendations), `topics` (tuple),
    `first_conditions`, `second_conditions` (tuple: what is met, in words) and
    `opposed` (``bool``).
    """
    topics = [dict.fromkeys((one.first.topic, one.second.topic)) for one in found]
    return pd.DataFrame({
        "first": column([one.first.answer.recommendation.id for one in found], TEXT),
        "second": column([one.second.answer.recommendation.id for one in found], TEXT),
        "topics": column(topics, MANY),
        "first_conditions": column([one.first.conditions for one in found], MANY),
        "second_conditions": column([one.second.conditions for one in found], MANY),
        "opposed": column([one.opposed for one in found], YES_NO),
    })  # fmt: skip
