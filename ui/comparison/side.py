"""What each guideline says, statement by statement: one group of topics at a time, or one topic for a projector."""

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from kb import labels
from kb.records import Document, Guideline, PracticePoint, Recommendation, Topic
from ui import block, markup, state
from ui.beside import companions
from ui.comparison.asked import Asked, Query, judged
from ui.comparison.marks import against, worded
from ui.comparison.matrix import heads, verdict
from ui.served import base

MOST = 6
"""How many statements a cell spells out; the rest are one click away."""
WHOLE = 4
"""With so few topics, all stand on one page, whatever group they belong to."""


def show(asked: Asked, at: Iterable[str]) -> None:
    """Show the group of topics, or the single topic, that `at` names; the first, where it names none."""
    topics = [topic.id for topic, _ in base().outline if topic.id in set(asked.topics)]
    parts = {topic: [topic] for topic in topics} if state.presenting() else groups(topics)
    here = place(parts, next(iter(at), ""))
    shown = parts[here] if state.presenting() or here == "" else within(parts[here], next(iter(at), ""))
    names = {part: _label(part, len(held)) for part, held in parts.items()}
    if state.presenting():
        turn(list(parts), here)
    elif len(parts) > 1:
        state.choice("show", "Topics", names, [here], required=True, label_visibility="collapsed")
    held = [rec.id for topic in shown for g in asked.guidelines for rec in base().said(topic, g)]
    companions(held)
    block.show(_made(asked.guidelines, tuple(shown), asked.printed, asked.practice, asked.query), "side")
    if len(parts) > 1 and not state.presenting():
        turn(list(parts), here)


def groups(topics: list[str]) -> dict[str, list[str]]:
    """Return topics under their upper topics; a few of them all together, under no name."""
    if len(topics) <= WHOLE:
        return {"": topics}
    found: dict[str, list[str]] = {}
    for topic in topics:
        found.setdefault(base().above(topic)[-1], []).append(topic)
    return found


def place(parts: dict[str, list[str]], asked: str) -> str:
    """Return the part that a topic stands in, or that bears its name; the first where there is none."""
    known = base().narrower(asked) if asked else frozenset()
    return next(
        (p for p, held in parts.items() if asked == p or asked in held), next((p for p in parts if p in known), next(iter(parts)))
    )  # fmt: skip


def within(topics: list[str], asked: str) -> list[str]:
    """Return the one topic asked for, where it is among those of its group; else the group."""
    return [asked] if asked in topics and asked != base().above(asked)[-1] else topics


def turn(parts: list[str], here: str) -> None:
    """Show the ways to the part before and the part after, which the arrow keys take too."""
    number = parts.index(here)
    with st.container(horizontal=True):
        for step, key in ((-1, "Left"), (1, "Right")):
            to = parts[number + step] if 0 <= number + step < len(parts) else ""
            if to:
                sign = "←" if step < 0 else "→"
                label = base().get(Topic, to).label
                st.button(
                    f"{sign} {label}", key=f"turn-{step}", on_click=state.write, kwargs={"show": to, "page": None},
                    shortcut=key, type="tertiary",
                )  # fmt: skip


def _label(part: str, count: int) -> str:
    return f"{base().get(Topic, part).label} ({labels.counted(count, 'topic')})" if part else "All"


@st.cache_data(max_entries=500, show_spinner=False)
def _made(guidelines: tuple[str, ...], topics: tuple[str, ...], printed: bool, practice: bool, query: Query) -> Markup:
    verdicts, seen = judged(guidelines), {}
    points = _practice(topics) if practice else {}
    rows = []
    for topic in topics:
        label = base().get(Topic, topic).label
        cells = [(base().get(Guideline, g), *_cell(topic, label, g, printed, seen)) for g in guidelines]
        said = [(document, by_topic.get(topic, [])) for document, by_topic in points.items()]
        rows.append((base().get(Topic, topic), verdict(verdicts.loc[topic]), cells, said))
    documents = [base().get(Document, document) for document in points]
    return markup.render(
        "compare_side.html",
        guidelines=heads(guidelines),
        rows=rows,
        documents=documents,
        base_strength=base().strength,
        records=base().records,
    )


Said = list[tuple[Recommendation, str, str, str]]


def _cell(
    topic: str, label: str, guideline: str, printed: bool, seen: dict[str, str]
) -> tuple[Said, tuple[str, ...], int]:
    """Return what a cell spells out, the ids of all that it holds, and how many stand on narrower topics.

    Each statement has the words for its strength, what it does to the topic,
    and the topic under which it stands in full already, if it does.
    """
    recs = base().said(topic, guideline)
    said = [(rec, worded(rec, printed, short=False), against(rec, topic), seen.get(rec.id, "")) for rec in recs[:MOST]]
    for rec in recs[:MOST]:
        seen.setdefault(rec.id, label)
    return said, tuple(rec.id for rec in recs), base().below(topic, guideline)


def _practice(topics: tuple[str, ...]) -> dict[str, dict[str, list[PracticePoint]]]:
    found: dict[str, dict[str, list[PracticePoint]]] = {}
    for point in base().of(PracticePoint):
        for link in point.about:
            if link.to in topics:
                found.setdefault(point.where.document, {}).setdefault(link.to, []).append(point)
    return found
