"""Where something is missing: one voice alone, recommendations without trials, trials without recommendations."""

from dataclasses import dataclass

from kb.comparison.matrix import Row, matrix
from kb.knowledge import KnowledgeBase
from kb.records import Effect, Intervention, Recommendation
from kb.vocabulary import Direction, EffectStatus


@dataclass(frozen=True)
class Coverage:
    """How many guidelines speak on a topic or below it, and how many of them take a side."""

    row: Row
    speaking: frozenset[str]
    taking_a_side: frozenset[str]


def coverage(base: KnowledgeBase) -> tuple[Coverage, ...]:
    """Return, for every topic with the topics below it, which guidelines speak and which take a side."""
    rows = matrix(base, [guideline.id for guideline in base.by_country])
    speaking: dict[str, set[str]] = {row.topic.id: set() for row in rows}
    sides: dict[str, set[str]] = {row.topic.id: set() for row in rows}
    for rec in base.of(Recommendation):
        for link in rec.about:
            for topic in base.above(link.to):
                speaking[topic].add(rec.guideline)
                if link.direction is not Direction.NEITHER:
                    sides[topic].add(rec.guideline)
    return tuple(Coverage(row, frozenset(speaking[row.topic.id]), frozenset(sides[row.topic.id])) for row in rows)


def one_voice(base: KnowledgeBase) -> tuple[Row, ...]:
    """Return the topics on which one guideline alone speaks."""
    return tuple(row for row in matrix(base, [g.id for g in base.by_country]) if row.speaking == 1)


def without_trials(base: KnowledgeBase) -> tuple[Recommendation, ...]:
    """Return the recommendations on which no trial in the data bears."""
    tried = _tried(base)
    return tuple(
        rec for rec in base.of(Recommendation) if not any(link.to in tried for link in rec.interventions)
    )  # fmt: skip


def without_recommendation(base: KnowledgeBase) -> tuple[Intervention, ...]:
    """Return the interventions that were tried and that no recommendation asks for."""
    tried = _tried(base)
    asked = {link.to for rec in base.of(Recommendation) for link in rec.interventions}
    return tuple(i for i in base.of(Intervention) if i.id in tried and i.id not in asked)


def _tried(base: KnowledgeBase) -> frozenset[str]:
    return frozenset(e.intervention for e in base.of(Effect) if e.status is not EffectStatus.NO_TRIALS)
