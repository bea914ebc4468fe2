"""Topic by guideline: a mark a cell, the verdict, and how many guidelines address the topic."""

from collections import Counter
from collections.abc import Iterable

import pandas as pd
import streamlit as st
from markupsafe import Markup, escape

from kb import labels
from kb.comparison import Kind
from kb.records import Guideline, Topic
from kb.vocabulary import GuidelineStatus
from ui import block, markup, state
from ui.comparison.asked import Asked, Query, judged
from ui.comparison.marks import marks
from ui.served import base

WORTH_SAYING = frozenset({GuidelineStatus.LAPSED, GuidelineStatus.SUPERSEDED, GuidelineStatus.REVISION_ANNOUNCED})

EACH = 60
"""How many topics stand on one page."""


def show(asked: Asked, page: Iterable[str] = (), above: str = "") -> None:
    """Show the topics asked for, each with its cells and verdict, a page at a time; a click opens what is in them.

    The markup `above` stands over them in the same block.
    """
    number = state.page(len(asked.topics), EACH, page)
    shown = asked.topics[number * EACH : (number + 1) * EACH]
    made = _made(asked.query, asked.guidelines, shown, len(asked.topics), asked)
    block.show(escape(above) + made, "matrix")
    state.pages(len(asked.topics), EACH, number)


@st.cache_data(max_entries=500, show_spinner=False, hash_funcs={tuple: repr})
def _made(query: Query, guidelines: tuple[str, ...], topics: tuple[str, ...], total: int, _asked: Asked) -> Markup:
    verdicts = judged(guidelines)
    rows = [_row(topic, verdicts.loc[topic], _asked) for topic in topics]
    kinds = Counter(verdicts.loc[list(_asked.topics)].verdict).most_common()
    said = " · ".join(f"{count} {labels.VERDICT[kind].lower()}" for kind, count in kinds)
    return markup.render(
        "compare_matrix.html", guidelines=heads(guidelines), rows=rows, query=dict(query), said=said,
        total=total,
    )  # fmt: skip


def _row(topic: str, judgement: pd.Series, asked: Asked) -> dict[str, object]:
    cells = [
        (base().get(Guideline, g), marks(topic, g, asked.printed), base().said(topic, g)) for g in asked.guidelines
    ]
    group = _upper(topic) if asked.grouped else ""
    return {"topic": base().get(Topic, topic), "group": group, "cells": cells, "verdict": verdict(judgement)}


def heads(guidelines: tuple[str, ...]) -> list[tuple[Guideline, str]]:
    """Return each guideline with its year, and its status where that is one a reader has to know."""
    found = [base().get(Guideline, guideline) for guideline in guidelines]
    return [
        (g, f"{g.year}, {labels.GUIDELINE_STATUS[g.status].lower()}" if g.status in WORTH_SAYING else str(g.year))
        for g in found
    ]


def verdict(row: pd.Series) -> dict[str, object]:
    """Return a row of `kb.comparison.verdicts` in words for a cell."""
    several = row.verdict not in _ALONE
    unrated = [base().get(Guideline, g) for g in row.unrated if several]
    neutral = [base().get(Guideline, g) for g in row.neutral if several]
    return {
        "kind": row.verdict, "words": labels.VERDICT[row.verdict], "also": also(row.differences), "way": way(row),
        "unrated": unrated, "neutral": neutral,
        "changes": bool(row.mappings), "addressed": row.guidelines,
    }  # fmt: skip


def way(row: pd.Series) -> str:
    """Return in words which way all point that recommend for or against, where at least two do and all agree in that."""
    every = "both" if row.pointing == 2 else f"all {row.pointing}"
    return "" if pd.isna(row.agreed) else f"{every} {labels.DIRECTION[row.agreed]}"


def also(differences: Iterable[str]) -> str:
    """Return in words what differs beside that which gives the verdict its name; nothing where that is all."""
    return " and ".join(labels.VERDICT[kind].removeprefix("Differ in ") for kind in list(differences)[1:])


_ALONE = frozenset({Kind.ONE_GUIDELINE, Kind.NONE})


def _upper(topic: str) -> str:
    return base().get(Topic, base().above(topic)[-1]).label
