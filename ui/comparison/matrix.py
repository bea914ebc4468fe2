"""Topic by guideline: a mark a cell, the verdict, and how many guidelines address the topic."""

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


def show(asked: Asked, grouped: bool, key: str = "matrix") -> None:
    """Show the topics asked for, under their upper topics where `grouped`; a click on a cell or verdict opens it."""
    block.show(_made(asked.guidelines, asked.topics, grouped, asked.printed, asked.query), key)


@st.cache_data(max_entries=500, show_spinner=False)
def _made(guidelines: tuple[str, ...], topics: tuple[str, ...], grouped: bool, printed: bool, query: Query) -> Markup:
    verdicts = judged(guidelines)
    rows = [
        {"topic": base().get(Topic, topic), "group": _upper(topic) if grouped else "",
         "cells": [(base().get(Guideline, g), marks(topic, g, printed), base().said(topic, g)) for g in guidelines],
         "verdict": verdict(verdicts.loc[topic])}
        for topic in topics
    ]  # fmt: skip
    return markup.render("compare_matrix.html", guidelines=heads(guidelines), rows=rows, query=dict(query))


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
    unrated = [base().get(Guideline, g).country_name for g in row.unrated] if row.verdict not in _ALONE else []
    return {
        "kind": row.verdict, "words": " and ".join([labels.VERDICT[row.verdict], *also]),
        "unrated": ", ".join(unrated), "changes": bool(row.mappings), "addressed": row.guidelines,
    }  # fmt: skip


_ALONE = frozenset({Kind.ONE_GUIDELINE, Kind.NONE})


def _upper(topic: str) -> str:
    return base().get(Topic, base().above(topic)[-1]).label
