"""The address of a page: its query is the state of the page, and every link is made here."""

from collections.abc import Collection, Iterable, Mapping
from urllib.parse import urlencode

import streamlit as st

from kb.selection import Selection, parsed


def pairs() -> list[tuple[str, str]]:
    """Return the names and values in the query of the page that a visitor is on, in no more than 200 pairs."""
    found = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
    return found[:200]


def selection(
    allowed: Mapping[str, Iterable[str]], with_words: bool = False, free: Collection[str] = ()
) -> tuple[Selection, tuple[str, ...]]:
    """Return what the query of this page selects, and a sentence for each part that means nothing here."""
    return parsed(pairs(), allowed, with_words, free)


def to(page: str, chosen: Selection | Mapping[str, str] | None = None, anchor: str = "") -> str:
    """Return the address of a page (empty for the overview) with a selection as its query."""
    query = chosen.query() if isinstance(chosen, Selection) else urlencode(chosen or {})
    return f"/{page}{f'?{query}' if query else ''}{f'#{anchor}' if anchor else ''}"
