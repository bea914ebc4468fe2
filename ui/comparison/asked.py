"""What the Compare page is asked for: guidelines, the topics of its rows in their order, the recommendations left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from kb import comparison
from kb.comparison import Kind, Order
from kb.records import Recommendation
from ui.served import base, facets

VIEWS = {
    "summary": "Summary", "side": "Side by side", "conditions": "Conditions", "numbers": "Numbers", "grades": "Grades",
    "gaps": "Gaps",
}  # fmt: skip
ORDERS = {
    str(Order.TOPIC): "By topic",
    str(Order.DIVERGENCE): "Most divergent",
    str(Order.GUIDELINES): "Most guidelines",
}
FACETS = ("country", "topic", "strength", "phase", "trigger", "verb")
SWITCHES = ("all", "printed", "practice")
NARROWING = (*FACETS[1:], "all", "verdict")
PRINTED = "The labels as printed, in place of the common strengths."
PRACTICE = "From the smaller sources; they are no guideline."
ENOUGH = 500
"""Among how many recommendations those are looked for beside which others have to stand."""
MOST = 20
"""How many guidelines stand side by side."""

Query = tuple[tuple[str, tuple[str, ...]], ...]
"""Chosen values by name, as a key of what is kept."""


@dataclass(frozen=True)
class Asked:
    """What is compared: ids of guidelines in their order, of the topics of the rows in theirs, of recommendations left.

    `counts` says how many topics each verdict would leave; `several` is how many
    guidelines were asked for, of which the first `MOST` are compared. The topics
    stand under their upper topics where they are `grouped`, and are a part of all
    where `narrowed`. `beside` are recommendations beside which others have to
    stand, as many as it takes to show each of those once. `query` is what links
    within the page carry along, and what all else depends on: what is made of it
    is kept by it.
    """

    guidelines: tuple[str, ...]
    topics: tuple[str, ...]
    kept: tuple[str, ...]
    beside: tuple[str, ...]
    counts: Mapping[str, int]
    several: int
    printed: bool
    practice: bool
    grouped: bool
    narrowed: bool
    query: Query


def options() -> dict[str, Iterable[str]]:
    """Return every name that the address of the page may hold, with its values."""
    return {
        **facets().options(), "view": VIEWS, "verdict": tuple(map(str, Kind)), "sort": ORDERS,
        **dict.fromkeys(SWITCHES, ("1",)), "show": tuple(topic.id for topic, _ in base().outline),
    }  # fmt: skip


def asked(chosen: Mapping[str, tuple[str, ...]]) -> Asked:
    """Return what a selection asks for."""
    return _asked(tuple((name, tuple(chosen.get(name, ()))) for name in (*FACETS, *SWITCHES, "verdict", "sort")))


@st.cache_resource(max_entries=100, show_spinner=False, hash_funcs={tuple: repr})
def _asked(pairs: Query) -> Asked:
    chosen = dict(pairs)
    every = comparison.guidelines_of(base(), chosen)
    guidelines = every[:MOST]
    kept = facets().matching({name: chosen[name] for name in FACETS})
    rows = _rows(chosen, guidelines, set(kept))
    counts = rows.verdict.value_counts().to_dict()
    rows = rows[rows.verdict.isin(chosen["verdict"])] if chosen["verdict"] else rows[rows.verdict != Kind.NONE]
    topics = comparison.ordered(rows, Order(next(iter(chosen["sort"]), Order.TOPIC))).index
    return Asked(
        guidelines=guidelines,
        topics=tuple(topics),
        kept=tuple(kept),
        beside=_beside(kept[:ENOUGH]),
        counts={str(kind): counts.get(kind, 0) for kind in Kind},
        several=len(every),
        printed=bool(chosen["printed"]),
        practice=bool(chosen["practice"]),
        grouped=chosen["sort"] in {(), (str(Order.TOPIC),)},
        narrowed=any(chosen[name] for name in NARROWING),
        query=tuple((name, values) for name, values in pairs if values),
    )


def _beside(ids: Iterable[str]) -> tuple[str, ...]:
    found: dict[tuple[str, str], str] = {}
    for rec in (base().get(Recommendation, i) for i in ids):
        for companion in comparison.companions(base(), rec):
            found.setdefault((rec.guideline, companion.topic.id), rec.id)
    return tuple(dict.fromkeys(found.values()))


def _rows(chosen: Mapping[str, tuple[str, ...]], guidelines: tuple[str, ...], kept: set[str]) -> pd.DataFrame:
    """Return the verdicts on the topics that every filter but that of the verdict leaves."""
    heading = comparison.headings(base(), guidelines)
    rows = judged(guidelines).loc[[t for t in comparison.topics_of(base(), chosen) if t not in heading]]
    if any(chosen[name] for name in FACETS if name not in {"country", "topic"}):
        rows = rows[[not kept.isdisjoint(inputs) for inputs in rows.inputs]]
    return rows[rows.guidelines == len(guidelines)] if chosen["all"] else rows


@st.cache_resource(max_entries=50, show_spinner=False, hash_funcs={tuple: repr})
def judged(guidelines: tuple[str, ...]) -> pd.DataFrame:
    """Return the verdicts on every topic over these guidelines (`kb.comparison.verdicts`); read only."""
    return comparison.verdicts(base(), guidelines)
