"""Topic by guideline: a mark a cell, the verdict, and how many guidelines address the topic."""

from collections import Counter

import pandas as pd
import streamlit as st
from markupsafe import Markup

from kb import labels
from kb.comparison import Kind
from kb.records import Guideline, Topic
from kb.vocabulary import GuidelineStatus
from ui import block, markup
from ui.comparison.asked import Asked, Query, judged
from ui.comparison.marks import marks
from ui.served import base

WORTH_SAYING = frozenset({GuidelineStatus.LAPSED, GuidelineStatus.SUPERSEDED, GuidelineStatus.REVISION_ANNOUNCED})


def show(asked: Asked) -> None:
    """Show the topics asked for, each with its cells and verdict; a click opens what is in them."""
    block.show(_made(asked.guidelines, asked.topics, asked.grouped, asked.printed, asked.query), "matrix")


@st.cache_data(max_entries=500, show_spinner=False)
def _made(guidelines: tuple[str, ...], topics: tuple[str, ...], grouped: bool, printed: bool, query: Query) -> Markup:
    verdicts = judged(guidelines)
    rows = [
        {"topic": base().get(Topic, topic), "group": _upper(topic) if grouped else "",
         "cells": [(base().get(Guideline, g), marks(topic, g, printed), base().said(topic, g)) for g in guidelines],
         "verdict": verdict(verdicts.loc[topic])}
        for topic in topics
    ]  # fmt: skip
    said = " · ".join(
        f"{count} {labels.VERDICT[kind].lower()}"
        for kind, count in Counter(row["verdict"]["kind"] for row in rows).most_common()
    )
    return markup.render("compare_matrix.html", guidelines=heads(guidelines), rows=rows, query=dict(query), said=said)


def heads(guidelines: tuple[str, ...]) -> list[tuple[Guideline, str]]:
    """Return each guideline with its year, and its status where that is one a reader has to know."""
    found = [base().get(Guideline, guideline) for guideline in guidelines]
    return [
        (g, f"{g.year}, {labels.GUIDELINE_STATUS[g.status].lower()}" if g.status in WORTH_SAYING else str(g.year))
        for g in found
    ]


def verdict(row: pd.Series) -> dict[str, object]:
    """Return a row of `kb.comparison.verdicts` in words for a cell."""
    also = [labels.VERDICT[kind].removeprefix("Differ in ") for kind in row.differences[1:]]
    unrated = [base().get(Guideline, g) for g in row.unrated] if row.verdict not in _ALONE else []
    return {
        "kind": row.verdict, "words": labels.VERDICT[row.verdict], "also": " and ".join(also), "unrated": unrated,
        "changes": bool(row.mappings), "addressed": row.guidelines,
    }  # fmt: skip


_ALONE = frozenset({Kind.ONE_GUIDELINE, Kind.NONE})


def _upper(topic: str) -> str:
    return base().get(Topic, base().above(topic)[-1]).label
