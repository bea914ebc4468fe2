"""What the first page shows: the answer in sentences, the ways on, the matrix with its table, the guidelines."""

from dataclasses import replace
from typing import Any

import streamlit as st
from markupsafe import Markup

from kb import charts, comparison
from kb.charts.figure import Figure
from kb.comparison import Order
from kb.records import Document
from ui import block, markup, registry, rows, tables
from ui import charts as shown
from ui.answer import answer
from ui.comparison import matrix as compared
from ui.comparison.asked import asked
from ui.served import base

MOST_GUIDELINES, MOST_TOPICS = 12, 60
"""How many can be taken in at a glance; all can be compared on their own page."""


def answers() -> None:
    """Show in short sentences where the guidelines agree, where they differ, and where they say little."""
    block.show(_answers(), "answers")


@st.cache_data(max_entries=1, show_spinner=False)
def _answers() -> Markup:
    return markup.render("answer.html", told=answer(base()))


def doors() -> None:
    """Show the ways on: for who teaches, who decides, who looks something up."""
    st.page_link(
        registry.page("compare"), label="Teach one topic", icon=":material/co_present:",
        query_params={"view": "side", "show": _taught(), "present": "1"},
        help="One topic on the projector, guideline beside guideline.",
    )  # fmt: skip
    st.page_link(
        registry.page("compare"), label="Decide with a worksheet", icon=":material/table_view:",
        query_params={"sort": Order.DIVERGENCE},
        help="Most divergent first; Export gives the same as a worksheet in Word or Excel.",
    )  # fmt: skip
    st.page_link(
        registry.page("recommendations"), label="Browse recommendations", icon=":material/list:",
        help="Filter by country, topic, strength and patient, or search in your own words.",
    )  # fmt: skip


@st.cache_resource(max_entries=1, show_spinner=False)
def _taught() -> str:
    """Return the topic with most to show: that most guidelines address, and among those the most divergent one."""
    found = comparison.ordered(comparison.verdicts(base()), Order.DIVERGENCE)
    return str(comparison.ordered(found, Order.GUIDELINES).index[0])


@st.cache_resource(max_entries=1, show_spinner=False)
def glance() -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Return the guidelines and topics (ids) of the matrix, and how many topics there are in all."""
    guidelines = tuple(g.id for g in base().by_country[:MOST_GUIDELINES])
    topics = tuple(topic.id for topic, _ in base().outline if _addressed(topic.id, guidelines))
    return guidelines, topics[:MOST_TOPICS], len(topics)


def _addressed(topic: str, guidelines: tuple[str, ...]) -> bool:
    return any(base().said(topic, g) or base().below(topic, g) for g in guidelines)


def matrix() -> None:
    """Show topic by country; a click opens what a cell holds."""
    shown.show(figure(), "matrix", opens=opened)


@st.cache_resource(max_entries=1, show_spinner=False)
def figure() -> Figure:
    """Return the matrix of the topics and guidelines of `glance`; read only."""
    guidelines, topics, _ = glance()
    cells = comparison.matrix(base())
    held = cells[cells["topic"].isin(topics) & cells["guideline"].isin(guidelines)]
    return charts.matrix.figure(held, comparison.verdicts(base(), guidelines, topics), base().guidelines)


def table() -> None:
    """Show the same topics and guidelines as a table to be read."""
    guidelines, topics, _ = glance()
    every = asked({})
    compared.show(replace(every, guidelines=guidelines, topics=tuple(t for t in every.topics if t in topics)))


def opened(marks: list[dict[str, Any]]) -> list[str]:
    """Return the ids that a click on a cell opens: its recommendations, or the topic where it holds none."""
    mark = marks[0]
    said = base().said(mark["topic"], mark["guideline"]) if mark.get("guideline") else ()
    return [rec.id for rec in said] or [mark["topic"]]


def guidelines() -> None:
    """Show each guideline with its status, its page, and where its original is."""
    tables.show(_guidelines(), "guidelines")


@st.cache_data(max_entries=1, show_spinner=False)
def _guidelines() -> Markup:
    held = [rows.guideline(record) for record in base().by_country[:MOST_GUIDELINES]]
    found = [(name, status[0], original[0]) for name, status, _, original in held]
    return tables.reading("The guidelines", ["Guideline", "Status", "Original"], found)


def note() -> str:
    """Return what the picture rests on, and what an empty cell means."""
    document = base().get(Document, base().package.matrix_document)
    return (
        f"{base().package.subject}. Read in the summary tables of {document.short_title}: "
        "a cell without a mark means that these tables hold nothing, never that the guideline is silent."
    )
