"""One record as its permanent page and the drawer show it: what it says, where it was read, what it is linked to."""

import streamlit as st
from markupsafe import Markup

from kb import labels
from kb.names import name
from kb.records import Document, Effect, Recommendation, Record, Sourced, Topic, kind_of
from ui import block, effects, markup
from ui.comparison import why
from ui.facts import facts
from ui.served import base

SAID = ("statement", "meaning", "what", "description", "scope", "handling")
"""The fields that hold what a record says, of which it has one at most."""
MOST = 12
"""How many links of one kind are listed; the page of links leads through all of them."""


def show(record: str, key: str) -> None:
    """Show a record: its statement or title, its facts, its links, where it was read; of a topic first its verdict."""
    if isinstance(base().records[record], Topic):
        why.show(record)
    block.show(_made(record), key)


@st.cache_data(max_entries=1000, show_spinner=False)
def _made(record_id: str) -> Markup:
    record = base().records[record_id]
    if isinstance(record, Effect):
        return effects.card(record)
    said = next((text for field in SAID if (text := getattr(record, field, None))), "")
    return markup.render(
        "details.html", said=said, base=base(), record=record, kind=labels.KIND[kind_of(record)], facts=_facts(record),
        links=_links(record_id), read_in=_read_in(record), most=MOST, carded=isinstance(record, Recommendation),
    )  # fmt: skip


def _facts(record: Record) -> list[tuple[str, list[str]]]:
    # The card of a recommendation says the rest.
    on_card = {"Caveats", "Quantities", "Action", "Phase", "Conditions"} if isinstance(record, Recommendation) else ()
    return [(heading, lines) for heading, lines in facts(base(), record) if heading not in on_card]


def _read_in(record: Record) -> str:
    if not isinstance(record, Sourced):
        return ""
    return labels.locator(record.where, base().get(Document, record.where.document).short_title)


def _links(record: str) -> list[tuple[str, list[tuple[str, str, str, str]], int]]:
    """Return what the links say, with (id, name, basis, reason) of the first records that each leads to, and how many."""
    from kb.walk import neighbours

    return [
        (
            group.said,
            [
                (step.end, name(base(), base().records[step.end]), step.basis, step.reason)
                for step in group.steps[:MOST]
            ],
            group.total,
        )
        for group in neighbours(base(), record)
    ]
