"""Topic by guideline as one long frame: a row a cell, and the cross-table that is made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kb.comparison.verdict import Position, Statement
from kb.frames import MANY, ONE_OF, TEXT, WHOLE, column
from kb.vocabulary import Direction, Strength

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase

Chosen = Mapping[str, tuple[str, ...]]
BOTH = "both"
DIRECTIONS = (*Direction, BOTH)
_STRENGTHS, _DIRECTIONS = list(Strength), list(Direction)


def cells(base: KnowledgeBase, printed: Mapping[tuple[str, str], Position]) -> pd.DataFrame:
    """Return a row for each topic (as in `base.outline`) and each guideline (as in `base.by_country`).

    ================  ==========================================================
    topic             ``str``, with its `label` (``str``), `reason_for` (``str``; missing for most) and `depth` (``Int64``)
    guideline         ``category``, as are its `country` and `country_name`
    recommendations   tuple of ids on the topic itself, in the order of the source
    count             ``Int64``: how many these are; 0 is *not in the summary tables*
    strength          ``category``: the strength that a mark shows, the first of `strengths`; missing where there are none
    strengths         tuple: every strength in the cell, once, in the order of the vocabulary, which is no rank
    direction         ``category``: for, against, both or neither; missing where there are no recommendations
    directions        tuple: every direction in the cell, once
    pointing          ``Int64``: how many of the recommendations are for or against; the others take no side
    conditions        tuple of words: what limits the recommendations on this topic
    below             ``Int64``: how many recommendations are about narrower topics
    ================  ==========================================================
    """
    places = [
        (topic, depth, guideline, _statements(printed, topic.id, guideline.id))
        for topic, depth in base.outline
        for guideline in base.by_country
    ]
    strengths = [sorted({s.strength for s in said}, key=_STRENGTHS.index) for *_, said in places]
    directions = [sorted({s.direction for s in said}, key=_DIRECTIONS.index) for *_, said in places]
    held = [tuple(rec.id for rec in base.said(topic.id, guideline.id)) for topic, _, guideline, _ in places]
    columns = {
        "topic": ([topic.id for topic, *_ in places], TEXT),
        "label": ([topic.label for topic, *_ in places], TEXT),
        "reason_for": ([topic.reason_for for topic, *_ in places], TEXT),
        "depth": ([depth for _, depth, *_ in places], WHOLE),
        "guideline": ([guideline.id for *_, guideline, _ in places], ONE_OF),
        "country": ([guideline.country for *_, guideline, _ in places], ONE_OF),
        "country_name": ([guideline.country_name for *_, guideline, _ in places], ONE_OF),
        "recommendations": (held, MANY),
        "count": ([len(ids) for ids in held], WHOLE),
        "strength": ([found[0] if found else None for found in strengths], Strength),
        "strengths": (strengths, MANY),
        "direction": ([_direction(found) for found in directions], DIRECTIONS),
        "directions": (directions, MANY),
        "pointing": ([sum(s.direction.takes_side for s in said) for *_, said in places], WHOLE),
        "conditions": ([sorted({c for s in said for c in s.conditions}) for *_, said in places], MANY),
        "below": ([base.below(topic.id, guideline.id) for topic, _, guideline, _ in places], WHOLE),
    }
    return pd.DataFrame({name: column(values, dtype) for name, (values, dtype) in columns.items()})


def _statements(printed: Mapping[tuple[str, str], Position], topic: str, guideline: str) -> tuple[Statement, ...]:
    found = printed.get((topic, guideline))
    return found.statements if found else ()


def _direction(found: list[Direction]) -> str | None:
    pointing = [direction for direction in found if direction.takes_side]
    if len(pointing) > 1:
        return BOTH
    return (pointing or found or [None])[0]


def matrix(base: KnowledgeBase, chosen: Chosen | None = None) -> pd.DataFrame:
    """Return the cells of the chosen topics (with narrower ones) and countries, all where none are chosen.

    Columns as in `cells`, numbered from 0; topics in the order of the outline,
    guidelines in the order chosen. A cell holds what a guideline says on the
    topic itself, so that a recommendation stands once for each topic it is about.
    """
    every = base.positions.cells
    order = {guideline.id: place for place, guideline in enumerate(base.by_country)}
    columns = np.array([order[guideline] for guideline in guidelines_of(base, chosen)], dtype=int)
    wanted = frozenset(topics_of(base, chosen))
    rows = np.array([place for place, (topic, _) in enumerate(base.outline) if topic.id in wanted], dtype=int)
    return every.take(np.add.outer(rows * len(order), columns).ravel()).reset_index(drop=True)


def guidelines_of(base: KnowledgeBase, chosen: Chosen | None = None) -> tuple[str, ...]:
    """Return the ids of the guidelines of the chosen countries, in the order chosen; all of them where none is."""
    countries = (chosen or {}).get("country") or tuple(dict.fromkeys(g.country for g in base.by_country))
    return tuple(g.id for country in countries for g in base.by_country if g.country == country)


def topics_of(base: KnowledgeBase, chosen: Chosen | None = None) -> tuple[str, ...]:
    """Return the ids of the chosen topics and of those below them, in the order of the outline; all where none is chosen."""
    topics = (chosen or {}).get("topic", ())
    wanted = frozenset().union(*(base.narrower(topic) for topic in topics))
    return tuple(topic.id for topic, _ in base.outline if not topics or topic.id in wanted)


def pivot(cells: pd.DataFrame, values: str = "strength") -> pd.DataFrame:
    """Return one column of a matrix as a cross-table: topics down, countries across, in the order of the matrix.

    Where a country has several guidelines, these stand across.
    """
    across = cells[["country", "guideline"]].drop_duplicates()
    by = "guideline" if across.country.duplicated().any() else "country"
    table = cells.pivot(index="topic", columns=by, values=values)
    return table.reindex(index=_once(cells["topic"]), columns=_once(across[by].astype("str")))


def _once(values: Iterable[str]) -> pd.Index:
    return pd.Index(values).unique()
