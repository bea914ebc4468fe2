"""The title of a record on its own page and in the drawer, its place in its document, and its link."""

from urllib.parse import urlsplit

import streamlit as st

from kb.names import name
from kb.records import Recommendation, Record, Reference
from ui import registry
from ui.served import base


def title(record: Record) -> str:
    """Return what a record is called on its own page: its name, and of a reference its whole title."""
    if isinstance(record, Reference) and record.title:
        return f"{record.number}. {record.title}"
    return name(base(), record)


def place(record: Record) -> str:
    """Return the place of a recommendation in its document, such as ``Table 1, item 4``; nothing for other records."""
    if not isinstance(record, Recommendation):
        return ""
    parts = (
        f"{head} {number}" for head, number in (("Table", record.where.table), ("item", record.where.item)) if number
    )
    return ", ".join(parts)


def link(record: str) -> None:
    """Show the address of a record, to be copied: its own page, without the filters of any other."""
    st.caption("Link to this record")
    st.code(f"{_site()}{registry.address('record', id=record)}", language=None, wrap_lines=True)


def _site() -> str:
    """Return the address at which a reader's browser has the app; empty where it is not known."""
    here = urlsplit(st.context.url or "")
    path, _, last = here.path.rstrip("/").rpartition("/")
    folder = path if last in registry.TITLES else here.path.rstrip("/")
    return f"{here.scheme}://{here.netloc}{folder}" if here.netloc else ""
