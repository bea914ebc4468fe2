"""One record as its permanent page and the drawer show it: what it says, where it was read, what it is linked to."""

from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from kb import labels
from kb.records import (
    TERMS,
    Discrepancy,
    Document,
    Effect,
    Finding,
    Reading,
    Recommendation,
    Record,
    Sourced,
    Term,
    Topic,
    Trigger,
    kind_of,
)
from kb.vocabulary import Basis
from kb.walk import Step, neighbours
from ui import block, discrepancies, effects, findings, markup, originals, terms, titles
from ui.comparison import why
from ui.facts import facts
from ui.served import base

SAID = ("statement", "meaning", "what", "description", "scope", "definition", "cannot_show")
"""The fields that hold what a record says, of which it has one at most."""
MOST = 12
"""How many links of one kind are listed; the page of links leads through all of them."""


@dataclass(frozen=True)
class Linked:
    """A link to another record: its title, who answers for the link and why, and what narrows it.

    `at` is the number at which a trigger holds, `does` what a recommendation does
    to a topic, `term` the other record's name in the `language` of the guideline shown.
    """

    id: str
    title: str
    basis: Basis
    reason: str
    at: str = ""
    does: str = ""
    term: str = ""
    language: str | None = None


def show(record: str, key: str, alone: bool = True) -> None:
    """Show a record: what it says, its facts, its links, where it was read; of a topic first its verdict.

    One that is not shown `alone` links to its permanent page.
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
    document = base().get(Document, record.where.document) if isinstance(record, Sourced) and record.where else None
    carded = isinstance(record, Recommendation)
    return markup.render(
        "details.html", said=said, record=record, kind=labels.KIND[kind_of(record)], facts=facts(record), alone=alone,
        links=_links(record), carded=carded, balance=findings.balance(record),
        found=None if carded or isinstance(record, Discrepancy) else discrepancies.below(record),
        read_in=labels.locator(record.where, document.short_title) if document else "",
        original=originals.address(document) if document else "",
    )  # fmt: skip


def _links(record: Record) -> list[tuple[str, list[Linked], int]]:
    """Return what the links say, with the first records that each leads to, and how many more there are.

    How a record is measured and sorted is no news to a reader, what its page names
    already is not named again, and discrepancies are shown by their weight.
    """
    left = {"discrepancy", *(() if isinstance(record, Term) else TERMS)}
    named = _named(record)
    kept = (
        (group.said, [step for step in group.steps if step.end not in named], group.total - len(group.steps))
        for group in neighbours(base(), record.id)
        if group.kind not in left
    )
    return [
        (said, [_linked(record, step) for step in steps[:MOST]], max(len(steps) - MOST, 0) + hidden)
        for said, steps, hidden in kept
        if steps
    ]


def _named(record: Record) -> set[str]:
    """Return the records that the page of a record names beside its links."""
    match record:
        case Reading():
            return {record.about}
        case Discrepancy():
            return {side.record for side in record.sides}
        case Finding():
            return {record.where.document, *(link.to for link in record.balanced_by)}
        case Topic():
            # The verdict above the links names them, with what each does to the topic.
            return set(discrepancies.behind(record))
    return {record.where.document} if isinstance(record, Sourced) and record.where else set()


def _linked(record: Record, step: Step) -> Linked:
    other, language = base().records[step.end], terms.language(record)
    return Linked(
        step.end, titles.title(other), step.basis, step.reason, _threshold(record, other) or _threshold(other, record),
        _does(record, other), terms.term(other, language), language,
    )  # fmt: skip


def _does(record: Record, topic: Record) -> str:
    """Return what a recommendation does to a topic; empty for any other two records."""
    if not isinstance(record, Recommendation) or not isinstance(topic, Topic):
        return ""
    directions = (link.direction for link in record.about if link.to == topic.id)
    return next((labels.does(direction, topic.reason_for, record.verb) for direction in directions), "")


def _threshold(record: Record, trigger: Record) -> str:
    """Return at which number a trigger holds for a recommendation; empty where no number or no such link is there."""
    if not isinstance(record, Recommendation) or not isinstance(trigger, Trigger):
        return ""
    held = (labels.threshold(base(), link) for link in (*record.triggers, *record.unless) if link.to == trigger.id)
    return next(held, "")
