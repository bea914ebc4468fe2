"""What each guideline says, statement by statement: one group of topics at a time, or one topic for a projector."""

from collections.abc import Iterable

import streamlit as st

from kb import labels
from kb.records import Guideline, Topic
from ui import beside, block, state
from ui.comparison.asked import Asked
from ui.comparison.outline import groups, outlined, place, within
from ui.comparison.statements import table
from ui.literal import plain
from ui.served import base

EACH = 12
"""How many topics of a group stand on one page."""


def show(asked: Asked, at: Iterable[str], page: Iterable[str] = ()) -> None:
    """Show the group of topics, or the single topic, that `at` names; the first, where it names none."""
    parts = groups(outlined(asked.topics))
    here = place(parts, next(iter(at), ""))
    shown = within(parts[here], next(iter(at), ""))
    if len(parts) > 1:
        alone = {} if len(shown) == len(parts[here]) else {shown[0]: base().get(Topic, shown[0]).label}
        names = alone | {part: _label(part, len(held)) for part, held in parts.items()}
        state.choice("show", "Topics", names, [*alone, here], required=True, label_visibility="collapsed")
    number, found = state.page(len(shown), EACH, page), len(shown)
    shown = shown[number * EACH : (number + 1) * EACH]
    beside.show(_held(asked, shown))
    made = table(asked.guidelines, asked.guidelines, tuple(shown), asked.printed, asked.practice, headed=True)
    block.show(made, "side")
    state.pages(found, EACH, number)
    if len(parts) > 1:
        turn(list(parts), here)


def present(asked: Asked, at: Iterable[str]) -> None:
    """Show one topic in big type, in columns only for those who address it; a list and the arrow keys lead to the others."""
    topics = outlined(asked.topics)
    here = place({topic: [topic] for topic in topics}, next(iter(at), "") or _first(asked, topics))
    with st.container(horizontal=True, vertical_alignment="center"):
        names = {topic: base().get(Topic, topic).label for topic in topics}
        state.choice("show", "Topic", names, [here], required=True, label_visibility="collapsed")
        turn(topics, here)
    st.title(plain(base().get(Topic, here).label))
    addressing = tuple(g for g in asked.guidelines if base().said(here, g))
    block.show(table(asked.guidelines, addressing, (here,), asked.printed, asked.practice, headed=False), "side")
    if silent := [base().get(Guideline, g).country_name for g in asked.guidelines if g not in addressing]:
        st.caption(f"{labels.NOT_IN_TABLES}: {plain(', '.join(silent))}")
    beside.show(_held(asked, [here]))


def _first(asked: Asked, topics: list[str]) -> str:
    """Return the first topic that all the guidelines address, or the first."""
    return next((t for t in topics if all(base().said(t, g) for g in asked.guidelines)), topics[0])


def turn(parts: list[str], here: str) -> None:
    """Show the ways to the part before and the part after; where one presents, the arrow keys take them."""
    number = parts.index(here)
    with st.container(horizontal=True):
        for step, sign, key in ((-1, "←", "Left"), (1, "→", "Right")):
            if 0 <= number + step < len(parts):
                to = parts[number + step]
                label = base().get(Topic, to).label
                st.button(
                    label if state.presenting() else f"{sign} {label}", key=f"turn-{step}", type="tertiary", on_click=state.write,
                    kwargs={"show": to, "page": None}, shortcut=key if state.presenting() else None,
                )  # fmt: skip


def _held(asked: Asked, topics: list[str]) -> list[str]:
    said = base().said
    return [rec.id for topic in topics for g in asked.guidelines for rec in said(topic, g)]


def _label(part: str, count: int) -> str:
    return f"{base().get(Topic, part).label} ({labels.counted(count, 'topic')})"
