"""Where something is missing: topics, recommendations without trials, trials without recommendations."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from kb.frames import MANY, column
from kb.knowledge import KnowledgeBase
from kb.records import Effect, Intervention, Recommendation
from kb.vocabulary import EffectStatus


def coverage(base: KnowledgeBase, guidelines: Collection[str] | None = None) -> pd.DataFrame:
    """Return, for every topic with the topics below it, which guidelines address it, by `topic` in the order of the outline.

    Columns: `label` (str), `depth` (Int64); `addressing`, `pointing` and
    `silent` (tuples of guidelines, by country: those with any recommendation,
    those that recommend for or against, and those without); `own` (tuple: those
    with a recommendation on the topic itself).
    """
    chosen = [g.id for g in base.by_country if guidelines is None or g.id in guidelines]
    said: dict[str, set[str]] = {topic: set() for topic in base.topics.index}
    pointing: dict[str, set[str]] = {topic: set() for topic in said}
    for (own, guideline), position in base.positions.printed.items():
        for topic in base.above(own):
            said[topic].add(guideline)
            if position.directions:
                pointing[topic].add(guideline)
    found = base.topics[["label", "depth"]]
    found.index.name = "topic"
    columns = {
        "addressing": [[g for g in chosen if g in said[topic]] for topic in said],
        "pointing": [[g for g in chosen if g in pointing[topic]] for topic in said],
        "silent": [[g for g in chosen if g not in said[topic]] for topic in said],
        "own": [[g for g in chosen if base.said(topic, g)] for topic in said],
    }
    return found.assign(**{name: column(values, MANY) for name, values in columns.items()})


def without_trials(base: KnowledgeBase) -> tuple[Recommendation, ...]:
    """Return the recommendations that no intervention with trials in the data is linked to."""
    tried = _tried(base)
    return tuple(rec for rec in base.of(Recommendation) if not any(link.to in tried for link in rec.interventions))


def without_recommendation(base: KnowledgeBase) -> tuple[Intervention, ...]:
    """Return the interventions with trials that no recommendation is linked to."""
    tried = _tried(base)
    linked = {link.to for rec in base.of(Recommendation) for link in rec.interventions}
    return tuple(i for i in base.of(Intervention) if i.id in tried and i.id not in linked)


def _tried(base: KnowledgeBase) -> frozenset[str]:
    return frozenset(e.intervention for e in base.of(Effect) if e.status is not EffectStatus.NO_TRIALS)
