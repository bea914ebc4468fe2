"""The address of a page: its query is the state of the page, and every link is made here."""

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from kb.selection import Selection

Pairs = tuple[tuple[str, str], ...]


def pairs() -> Pairs:
    """Return the names and values in the query of the page that a visitor is on. Streamlit reads at most 1000."""
    return tuple((name, value) for name in st.query_params for value in st.query_params.get_all(name))


def to(page: str, chosen: Selection | Mapping[str, str] | None = None, anchor: str = "") -> str:
    """Return the address of a page (empty for the overview) with a selection as its query."""
    query = chosen.query() if isinstance(chosen, Selection) else urlencode(chosen or {})
    return f"/{page}{f'?{query}' if query else ''}{f'#{anchor}' if anchor else ''}"
