"""The statements of guidelines side by side, as a table: a row a topic, a column a guideline."""

from typing import NamedTuple

import streamlit as st
from markupsafe import Markup

from kb.comparison import patients
from kb.records import Document, Guideline, PracticePoint, Recommendation, Topic
from ui import markup
from ui.comparison.asked import judged
from ui.comparison.marks import against, worded
from ui.comparison.matrix import heads, verdict
from ui.served import base

MOST = 6
"""How many statements a cell spells out; the rest are one click away."""


class Said(NamedTuple):
    """A recommendation in a cell: the words for its strength, what it does to the topic, and where it is given in full."""

    rec: Recommendation
    strength: str
    does: str
    before: str


class Cell(NamedTuple):
    """What a guideline says on a topic: what is spelt out, the ids of all, how many stand on narrower topics."""

    guideline: Guideline
    said: list[Said]
    ids: tuple[str, ...]
    below: int


@st.cache_data(max_entries=500, show_spinner=False, hash_funcs={tuple: repr})
def table(
    over: tuple[str, ...], guidelines: tuple[str, ...], topics: tuple[str, ...], printed: bool, practice: bool, headed: bool
) -> Markup:  # fmt: skip
    """Return the statements of `guidelines` on topics, with verdicts over all in `over`.

    A statement that stands under several of the topics is spelt out once. The
    names of topics are seen where `headed`; practice points have columns of
    their own.
    """
    verdicts, seen = judged(over), {}
    points = _practice(topics) if practice else {}
    rows = [
        (base().get(Topic, topic), verdict(verdicts.loc[topic]), [_cell(topic, g, printed, seen) for g in guidelines],
         [(document, _points(topic, by_topic, seen)) for document, by_topic in points.items()],
         patients(base(), topic, over))
        for topic in topics
    ]  # fmt: skip
    return markup.render(
        "compare_side.html", base=base(), guidelines=heads(guidelines), rows=rows, over=len(over), headed=headed,
        documents=[base().get(Document, document) for document in points],
    )  # fmt: skip


def _cell(topic: str, guideline: str, printed: bool, seen: dict[str, str]) -> Cell:
    recs = base().said(topic, guideline)
    said = [Said(r, worded(r, printed, short=False), against(r, topic), _before(r, topic, seen)) for r in recs[:MOST]]
    return Cell(base().get(Guideline, guideline), said, tuple(r.id for r in recs), base().below(topic, guideline))


def _points(
    topic: str, by_topic: dict[str, list[PracticePoint]], seen: dict[str, str]
) -> list[tuple[PracticePoint, str]]:
    return [(point, _before(point, topic, seen)) for point in by_topic.get(topic, [])]


def _before(record: Recommendation | PracticePoint, topic: str, seen: dict[str, str]) -> str:
    """Return the other topic under which a record was seen first, in words, or nothing; keep this one where there is none."""
    first = seen.setdefault(record.id, topic)
    return base().get(Topic, first).label if first != topic else ""


def _practice(topics: tuple[str, ...]) -> dict[str, dict[str, list[PracticePoint]]]:
    """Return the practice points on these topics, by document and topic."""
    found: dict[str, dict[str, list[PracticePoint]]] = {}
    for point in base().of(PracticePoint):
        for link in point.about:
            if link.to in topics:
                found.setdefault(point.where.document, {}).setdefault(link.to, []).append(point)
    return found
