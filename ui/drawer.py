"""The drawer: the record or records that the address names in `open`, beside whatever page is shown."""

import streamlit as st

from kb import labels
from kb.records import Recommendation, kind_of
from ui import cards, details, registry, state, titles
from ui.literal import plain
from ui.served import base

MOST = 20


def show() -> None:
    """Open the drawer where the address asks for records that there are."""
    asked = st.query_params.get_all("open")
    found = [record for record in dict.fromkeys(asked) if record in base().records]
    if asked and not found:
        st.warning("No record has the id in this address.")
        return
    if found:
        st.dialog(plain(_title(found)), width="medium", position="right", on_dismiss=_closed)(_hold)(found[:MOST])


def _title(found: list[str]) -> str:
    if len(found) == 1:
        record = base().records[found[0]]
        return f"{labels.KIND[kind_of(record)]}: {titles.title(record)}"
    kinds = {kind_of(base().records[record]) for record in found}
    return labels.counted(len(found), kinds.pop()) if len(kinds) == 1 else f"{len(found)} records"


def _hold(found: list[str]) -> None:
    together = [record for record in found if isinstance(base().records[record], Recommendation)]
    if together:
        cards.show(together, "drawer-cards", alone=True)
    for record in found:
        if record not in together:
            details.show(record, f"drawer-{record}", alone=len(found) == 1)
    if len(found) == 1:
        st.page_link(registry.page("record"), label="Open its page", query_params={"id": found[0]})
        st.page_link(registry.page("graph"), label="Explore its links", query_params={"id": found[0]})
        titles.link(found[0])


def _closed() -> None:
    state.opened_anew()
    state.clear("open")
