"""Cards of recommendations, and what each guideline says on topics that have to be shown beside them."""

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup, escape

from kb import labels
from kb.comparison import companions
from kb.names import dated
from kb.records import Document, Recommendation
from ui import block, discrepancies, markup, originals, terms
from ui.served import base

MOST_KEPT = 5000
"""How many cards are kept as they were made."""


def show(ids: Iterable[str], key: str, alone: bool = False, above: str = "") -> None:
    """Show a card for each recommendation, in the order of `ids`, under the markup `above`, in one block.

    A card shown `alone` also gives what the same guideline says on the topics
    that have to be shown beside its own; a list gives that once, above
    (`ui.beside.companions`).
    """
    shown = tuple(ids)
    block.show(escape(above) + Markup("").join(_card(rec, alone, len(shown) == 1) for rec in shown), key)


@st.cache_resource(show_spinner=False)
def _kept() -> dict[tuple[str, bool, bool], Markup]:
    """Return the cards that were made, shared by all visitors: hardly two selections show the same ones."""
    return {}


def _card(rec: str, alone: bool, single: bool) -> Markup:
    kept, key = _kept(), (rec, alone, single)
    if key not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[key] = _made(rec, alone, single)
    return kept[key]


def _made(rec: str, alone: bool, single: bool) -> Markup:
    return markup.render(
        "cards.html", base=base(), alone=alone, single=single, rec=base().get(Recommendation, rec),
        companions=lambda rec: companions(base(), rec), numbers=_numbers, where=_where,
        original=originals.address, dated=dated, term=terms.term,
        disagreements=lambda rec: discrepancies.on([rec.id]),
    )  # fmt: skip


def _numbers(rec: Recommendation) -> str:
    said = (f"{labels.quantity(base(), q)}{f' ({q.note})' if q.note else ''}" for q in rec.quantities)
    return "; ".join(said)


def _where(rec: Recommendation) -> str:
    return labels.locator(rec.where, base().get(Document, rec.where.document).short_title)
