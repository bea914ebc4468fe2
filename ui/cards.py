"""Cards of recommendations, and what each guideline says on topics that have to be shown beside them."""

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from kb import labels
from kb.comparison import companions
from kb.names import dated
from kb.records import Document, Recommendation
from ui import block, discrepancies, markup, originals, terms
from ui.served import base


def show(ids: Iterable[str], key: str, alone: bool = False) -> None:
    """Show a card for each recommendation, in the order of `ids`.

    A card shown `alone` also gives what the same guideline says on the topics
    that have to be shown beside its own; a list gives that once, above
    (`companions_of`).
    """
    block.show(_cards(tuple(ids), alone), key)


@st.cache_data(max_entries=1000, show_spinner=False, hash_funcs={tuple: repr})
def _cards(ids: tuple[str, ...], alone: bool) -> Markup:
    return markup.render(
        "cards.html", base=base(), alone=alone, recommendations=[base().get(Recommendation, i) for i in ids],
        companions=lambda rec: companions(base(), rec), numbers=_numbers, where=_where,
        original=originals.address, dated=dated, term=terms.term,
        disagreements=lambda rec: discrepancies.on([rec.id]),
    )  # fmt: skip


def _numbers(rec: Recommendation) -> str:
    said = (f"{labels.quantity(base(), q)}{f' ({q.note})' if q.note else ''}" for q in rec.quantities)
    return "; ".join(said)


def _where(rec: Recommendation) -> str:
    return labels.locator(rec.where, base().get(Document, rec.where.document).short_title)
