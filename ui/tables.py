"""Reading tables as real HTML tables, and the sortable table of the same rows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from kb.names import name
from ui import block, markup, registry, state
from ui.served import base

Cell = str | int | float | Mapping[str, str] | Sequence[Any] | None


def opens(record: str, text: str = "") -> dict[str, str]:
    """Return a cell that opens a record in the drawer; its link leads to the record's permanent page."""
    return {
        "open": record, "href": registry.address("record", id=record), "text": text or name(base(), base().records[record])
    }  # fmt: skip


def opens_all(records: Iterable[str], text: str) -> dict[str, str]:
    """Return a cell that opens several records in the drawer."""
    ids = tuple(records)
    return {"open": " ".join(ids), "href": registry.address("record", id=ids[0]), "text": text}


def goes(address: str, text: str) -> dict[str, str]:
    """Return a cell that leads to a page of the app."""
    return {"go": address, "text": text}


def leads_out(address: str, text: str) -> dict[str, str]:
    """Return a cell that leads to a page of somebody else's."""
    return {"out": address, "text": text}


def reading(
    caption: str, heads: Sequence[str], rows: Iterable[Sequence[Cell] | str], *, tall: bool = False, stacks: bool = True,
    titled: bool = True,
) -> Markup:  # fmt: skip
    """Return a table to be read: a row that is one text or link heads a group; `stacks` turns rows into cards on a narrow screen.

    `tall` lets it scroll inside itself under its heads. Its caption is not seen
    where it is not `titled`: where the page says the same just above.
    """
    return markup.render(
        "table.html", caption=caption, heads=heads, rows=list(rows), tall=tall, stacks=stacks, titled=titled
    )


def show(markup_of_table: Markup, key: str) -> None:
    """Show a reading table, or several joined."""
    block.show(markup_of_table, key)


def sortable(frame: pd.DataFrame, heads: Mapping[str, str], page: str, alt: str, wide: Sequence[str] = ()) -> None:
    """Show rows of a frame, indexed by id, as a table to sort and tick; Export then takes the ticked rows of the page.

    `heads` names the columns shown, in their order, by key; those that hold sentences are `wide`.
    """
    ids = tuple(frame.index)
    key = f"sortable-{page}-{hash(ids)}"
    shown = frame[list(heads)].rename(columns=dict(heads))
    st.dataframe(
        shown, key=key, on_select=lambda: _ticked(page, ids, key), selection_mode="multi-row", hide_index=True, alt=alt,
        column_config={heads[column]: st.column_config.TextColumn(width="large") for column in wide},
    )  # fmt: skip


def _ticked(page: str, ids: tuple[str, ...], key: str) -> None:
    state.tick(page, [ids[row] for row in st.session_state[key]["selection"]["rows"]])
