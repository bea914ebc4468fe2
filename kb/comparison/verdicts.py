"""Verdicts as a frame, one row a topic, and the orders in which a reader may want them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

import pandas as pd

from kb.comparison.verdict import Kind, Verdict
from kb.frames import MANY, TEXT, WHOLE, column
from kb.vocabulary import Direction

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase


class Order(StrEnum):
    """How verdicts are sorted."""

    DIVERGENCE = "divergence"
    TOPIC = "topic"
    GUIDELINES = "guidelines"


def verdicts(
    base: KnowledgeBase, guidelines: Iterable[str] | None = None, topics: Iterable[str] | None = None
) -> pd.DataFrame:
    """Return the verdict on each topic (all, in the order of the outline) over these guidelines (all), by `topic`.

    ===========  ===============================================================
    verdict      ``category`` in the order of `Kind`: most divergent first
    guidelines   ``Int64``: how many have a recommendation on the topic itself
    differences  tuple: every way in which they differ, the verdict's first
    unrated      tuple of guidelines for or against without a reported strength
    inputs       tuple of the recommendations that went in
    label        ``str``: the topic in words
    pointing     ``Int64``: how many guidelines recommend for or against
    agreed       ``category``: for or against, where all of these, at least two, point that way; else missing
    neutral      tuple of guidelines that address the topic and do neither
    set_aside    tuple: *id: condition* for each reason that counts for another topic alone
    mappings     tuple of the other mappings of strengths under which the verdict would change
    ===========  ===============================================================
    """
    named = tuple(guideline.id for guideline in base.by_country) if guidelines is None else tuple(guidelines)
    labels = {topic.id: topic.label for topic, _ in base.outline}
    rows = tuple(labels) if topics is None else tuple(topics)
    found = [base.positions.among(topic, named) for topic in rows]
    changing = [base.positions.under_other_mappings(topic, named) for topic in rows]
    columns = {
        "verdict": ([v.kind for v in found], Kind),
        "guidelines": ([len(v.guidelines) for v in found], WHOLE),
        "differences": ([v.differences for v in found], MANY),
        "unrated": ([sorted(v.unrated) for v in found], MANY),
        "inputs": ([[s.recommendation for s in v.inputs] for v in found], MANY),
        "label": ([labels[topic] for topic in rows], TEXT),
        "pointing": ([len(v.guidelines - v.neutral) for v in found], WHOLE),
        "agreed": ([v.agreed for v in found], Direction),
        "neutral": ([sorted(v.neutral) for v in found], MANY),
        "set_aside": ([_set_aside(v) for v in found], MANY),
        "mappings": ([[mapping.id for mapping, _ in changed] for changed in changing], MANY),
    }
    made = {name: column(values, dtype) for name, (values, dtype) in columns.items()}
    return pd.DataFrame(made, index=pd.Index(rows, name="topic", dtype=TEXT))


def _set_aside(found: Verdict) -> list[str]:
    return [f"{s.recommendation}: {condition}" for s in found.inputs for condition in sorted(s.set_aside)]


def ordered(verdicts: pd.DataFrame, order: Order) -> pd.DataFrame:
    """Return verdicts in another order; what is equal there stays in the order of the topics.

    Most divergent first puts differences before agreement and, within a
    verdict, more differences and more guidelines first.
    """
    if order is Order.TOPIC:
        return verdicts
    keys = {"guidelines": -verdicts.guidelines}
    if order is Order.DIVERGENCE:
        keys = {"verdict": verdicts.verdict.cat.codes, "differences": -verdicts.differences.map(len), **keys}
    places = pd.DataFrame(keys).reset_index(drop=True).sort_values(list(keys), kind="stable").index
    return verdicts.take(places)
