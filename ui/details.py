"""One record as its permanent page and the drawer show it: what it says, where it was read, what it is linked to."""

import streamlit as st
from markupsafe import Markup

from kb import labels
from kb.records import (
    TERMS,
    Discrepancy,
    Document,
    Effect,
    Reading,
    Recommendation,
    Record,
    Sourced,
    Term,
    Topic,
    Trigger,
    kind_of,
)
from kb.walk import neighbours
from ui import block, effects, markup, originals, titles
from ui.comparison import why
from ui.facts import facts
from ui.served import base

SAID = ("statement", "meaning", "what", "description", "scope", "definition", "cannot_show")
"""The fields that hold what a record says, of which it has one at most."""
MOST = 12
"""How many links of one kind are listed; the page of links leads through all of them."""
Linked = tuple[str, str, str, str, str]
"""Id, title, basis and reason of a link, and the number at which it holds."""


def show(record: str, key: str, alone: bool = True) -> None:
    """Show a record: what it says, its facts, its links, where it was read; of a topic first its verdict.

    One that does not stand `alone` leads to its permanent page.
    """
    if isinstance(base().records[record], Topic):
        why.show(record)
    block.show(_made(record, alone), key)


@st.cache_data(max_entries=1000, show_spinner=False)
def _made(record_id: str, alone: bool) -> Markup:
    record = base().records[record_id]
    if isinstance(record, Effect):
        return effects.card(record, alone)
    said = next((text for field in SAID if (text := getattr(record, field, None))), "")
    document = base().get(Document, record.where.document) if isinstance(record, Sourced) else None
    return markup.render(
        "details.html", said=said, record=record, kind=labels.KIND[kind_of(record)], facts=facts(record), alone=alone,
        links=_links(record), most=MOST, carded=isinstance(record, Recommendation),
        read_in=labels.locator(record.where, document.short_title) if document else "",
        original=originals.address(document) if document else "",
    )  # fmt: skip


def _links(record: Record) -> list[tuple[str, list[Linked], int]]:
    """Return what the links say, with the first records that each leads to, and how many there are.

    How a record is measured and sorted is no news to a reader, and what its facts name already is not named again.
    """
    sorting = () if isinstance(record, Term) else TERMS
    return [
        (group.said, [_linked(record, step.end, step.basis, step.reason) for step in group.steps[:MOST]], group.total)
        for group in neighbours(base(), record.id)
        if group.kind not in sorting and not {step.end for step in group.steps} <= _named(record)
    ]


def _named(record: Record) -> set[str]:
    """Return the records that facts or source of a record name."""
    match record:
        case Reading():
            return {record.about}
        case Discrepancy():
            return {side.record for side in record.sides}
    return {record.where.document} if isinstance(record, Sourced) else set()


def _linked(record: Record, end: str, basis: str, reason: str) -> Linked:
    other = base().records[end]
    return end, titles.title(other), basis, reason, _threshold(record, other) or _threshold(other, record)


def _threshold(record: Record, trigger: Record) -> str:
    """Return at which number a trigger holds for a recommendation; empty where no number or no such link is there."""
    if not isinstance(record, Recommendation) or not isinstance(trigger, Trigger):
        return ""
    held = (labels.threshold(base(), link) for link in (*record.triggers, *record.unless) if link.to == trigger.id)
    return next(held, "")
