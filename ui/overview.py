"""What the first page shows: the answer in sentences, the ways on, the matrix with its table, the guidelines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from markupsafe import Markup

from kb import charts, comparison, labels
from kb.charts.figure import Figure
from kb.comparison import Order
from kb.records import Document, Guideline, Reference
from ui import block, markup, originals, registry, tables
from ui import charts as drawn
from ui.answer import ONE_ALONE, answer
from ui.comparison import matrix as compared
from ui.comparison.asked import asked
from ui.served import base

Chosen = Mapping[str, tuple[str, ...]]
MOST_GUIDELINES, MOST_TOPICS = 12, 60
"""How many can be taken in at a glance; all can be compared on their own page."""


@dataclass(frozen=True)
class Glance:
    """What the matrix shows: guidelines and topics (ids), and how many match the filters."""

    guidelines: tuple[str, ...]
    topics: tuple[str, ...]
    all_guidelines: int
    all_topics: int

    @property
    def left_out(self) -> str:
        """How much of what matches is not shown, in words; empty where all of it is."""
        if len(self.guidelines) == self.all_guidelines and len(self.topics) == self.all_topics:
            return ""
        return (
            f"The first {len(self.topics)} of {self.all_topics} topics and {len(self.guidelines)} of "
            f"{self.all_guidelines} guidelines are shown. Compare shows the others."
        )


def glance(chosen: Chosen) -> Glance:
    """Return what the matrix shows for these filters: with each topic, those above it."""
    found = asked(chosen)
    inside = {above for topic in found.topics for above in base().above(topic)}
    topics = tuple(topic.id for topic, _ in base().outline if topic.id in inside)
    return Glance(found.guidelines[:MOST_GUIDELINES], topics[:MOST_TOPICS], found.several, len(topics))


def answers(shown: Glance) -> None:
    """Show in short sentences where the guidelines agree, where they differ, and what one alone addresses."""
    if len(shown.guidelines) > 1:
        block.show(_answers(shown.guidelines), "answers")


@st.cache_data(max_entries=100, show_spinner=False, hash_funcs={tuple: repr})
def _answers(guidelines: tuple[str, ...]) -> Markup:
    alone = int((comparison.verdicts(base(), guidelines).guidelines == 1).sum())
    folded = {ONE_ALONE: labels.counted(alone, "topic")}
    return markup.render("answer.html", told=answer(base(), guidelines), folded=folded)


def doors() -> None:
    """Show the ways on: to teach, to decide, to look something up."""
    st.page_link(
        registry.page("compare"), label="Teach one topic", icon=":material/co_present:",
        query_params={"view": "side", "show": _taught(), "present": "1"},
        help="One topic for the projector, with the guidelines side by side.",
    )  # fmt: skip
    st.page_link(
        registry.page("compare"), label="Decide: worksheet for Word or Excel", icon=":material/table_view:",
        query_params={"sort": Order.DIVERGENCE},
        help="The comparison, most divergent topics first. Export there gives a worksheet for Word or Excel.",
    )  # fmt: skip
    st.page_link(
        registry.page("recommendations"), label="Browse recommendations", icon=":material/list:",
        help="Filter by country, topic, strength and patient, or search in your own words.",
    )  # fmt: skip


@st.cache_resource(max_entries=1, show_spinner=False)
def _taught() -> str:
    """Return the topic that most guidelines address; of several, the most divergent one."""
    found = comparison.ordered(comparison.verdicts(base()), Order.DIVERGENCE)
    return str(comparison.ordered(found, Order.GUIDELINES).index[0])


def matrix(shown: Glance) -> None:
    """Show topic by country; a click opens what a cell holds."""
    drawn.show(figure(shown.guidelines, shown.topics), "matrix", opens=opened)


@st.cache_resource(max_entries=100, show_spinner=False, hash_funcs={tuple: repr})
def figure(guidelines: tuple[str, ...], topics: tuple[str, ...]) -> Figure:
    """Return the matrix of some topics and guidelines (ids); read only."""
    cells = comparison.matrix(base())
    held = cells[cells["topic"].isin(topics) & cells["guideline"].isin(guidelines)]
    return charts.matrix.figure(held, comparison.verdicts(base(), guidelines, topics), base().guidelines)


def table(chosen: Chosen) -> None:
    """Show the same topics and guidelines as a table to be read, a page at a time."""
    compared.show(asked(chosen), chosen["page"])


def opened(marks: list[dict[str, Any]]) -> list[str]:
    """Return the ids that a click on a cell opens: its recommendations, or the topic where it holds none."""
    mark = marks[0]
    said = base().said(mark["topic"], mark["guideline"]) if mark.get("guideline") else ()
    return [rec.id for rec in said] or [mark["topic"]]


def guidelines(shown: Glance) -> None:
    """Show each guideline with its status, its page, and where its original is."""
    tables.show(_guidelines(shown.guidelines), "guidelines")


@st.cache_data(max_entries=100, show_spinner=False, hash_funcs={tuple: repr})
def _guidelines(ids: tuple[str, ...]) -> Markup:
    held = [base().get(Guideline, guideline) for guideline in ids]
    found = [
        (
            tables.opens(of.id, f"{of.country_name} {of.year}"),
            labels.GUIDELINE_STATUS[of.status],
            originals.of(base().get(Reference, of.reference)),
        )
        for of in held
    ]
    return tables.reading("The guidelines", ["Guideline", "Status", "Original"], found)


def note() -> str:
    """Return what the chart is based on, and what an empty cell means."""
    document = base().get(Document, base().package.matrix_document)
    return (
        f"From the summary tables of {document.short_title}. A cell without a recommendation means that these tables "
        "hold none; the guideline itself may address the topic."
    )
