"""What stands first in the sidebar of every page: one search over everything, Export, Present."""

import streamlit as st

from ui import export, registry, state
from ui.served import base

# Text measures in rem and grows with the root; a chart measures in pixels and is made larger as it stands (`ui.charts`).
BIG = '<style>html { font-size: 24px; } [class*="st-key-presented"] { zoom: 1.38; }</style>'


def show(page: str) -> None:
    """Show the search, and, where the page shows data, Export and Present. A page adds its filters below."""
    if state.presenting():
        st.html(BIG)
        if st.button("Leave the presentation", shortcut="Esc", type="tertiary"):
            state.clear("present")
            st.rerun()
        return
    with st.sidebar:
        # On a phone the sidebar covers the page, and only its navigation closes it: Streamlit offers a script no way to, as
        # a change of `initial_sidebar_state` means nothing once a visitor has opened it. There the navigation leads to the
        # page of the search instead, where the field stands, and this one is not shown (`style.css`).
        with st.container(key="search-everywhere"):
            _search()
        with st.container(horizontal=True):
            export.show(page)
            if st.button("Present", shortcut="P", help="Big type, no controls. Esc leads back."):
                state.write(present="1")
                st.rerun()


def _search() -> None:
    st.text_input(
        "Search everything", key="search", type="search", placeholder=base().package.search_examples, on_change=_asked
    )
    if words := st.session_state.pop("asked", ""):
        # The chosen countries come along: the search then says what each of them has, or that it has nothing.
        kept = {"country": st.query_params.get_all("country")} if "country" in st.query_params else {}
        st.switch_page(registry.page("search"), query_params={"q": words, **kept})


def _asked() -> None:
    st.session_state["asked"] = st.session_state["search"].strip()
    st.session_state["search"] = ""
