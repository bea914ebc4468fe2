"""Export, in the same place on every page: what is shown or ticked, in each format that the page has."""

from collections.abc import Sequence

import streamlit as st

from ui import query, registry, state

FORMATS = {"docx": "Word", "xlsx": "Excel", "csv": "CSV"}
FILES = {
    "overview": ("comparison", tuple(FORMATS)),
    "recommendations": ("recommendations", tuple(FORMATS)),
    "compare": ("comparison", tuple(FORMATS)),
    "evidence": ("evidence", tuple(FORMATS)),
    "graph": ("graph", ("csv",)),
    "sources": ("sources", tuple(FORMATS)),
    "record": ("record", ("docx", "csv")),
}
NOT_IN_A_FILE = frozenset({"open", "page", "present"})


def show(page: str) -> None:
    """Show Export on a page that has files: of the ticked rows of its table, or of all that is shown."""
    if page not in FILES:
        return
    opened = st.popover("Export", help="Export what this page shows, as a file.", key="export", on_change="rerun")
    if opened.open:
        with opened:
            _files(page)


def _files(page: str) -> None:
    what, formats = FILES[page]
    ticked = state.ticked(page)
    st.caption(f"The {len(ticked)} ticked rows" if ticked else "What this page shows, with its filters")
    for form in formats:
        st.link_button(FORMATS[form], _address(page, f"{what}.{form}", ticked))
    for label, address in _pictures(page):
        st.link_button(label, address)
    st.link_button("All data (CSV, Parquet)", "/download/data.zip")


def _address(page: str, file: str, ticked: Sequence[str]) -> str:
    if ticked:
        return registry.address(f"download/{file}", id=ticked)
    return registry.address(f"download/{file}", **_query(page))


def _query(page: str) -> dict[str, list[str]]:
    # The first page shows the same as a chart and as a table: its view names none of those that files have.
    left = NOT_IN_A_FILE | ({"view"} if page == registry.FIRST else set())
    known = [n for n in st.query_params if n not in left and (n in state.NAMES or n.startswith("baseline-"))]
    # What a page ignores is left out of its files too, and not refused there.
    kept = {n: [value for value in st.query_params.get_all(n) if len(value) <= query.LONGEST_WORDS] for n in known}
    return kept | {query.WORDS: list(filter(None, [query.read(state.pairs(), {})[1]]))}


def _pictures(page: str) -> list[tuple[str, str]]:
    shown = PICTURES.get(page, ())
    return [
        (f"{title}, {form.upper()}", registry.address(f"download/figure.{form}", **{**_query(page), "chart": chart}))
        for title, chart in shown
        for form in ("svg", "png")
    ]


PICTURES = {
    "overview": (("Picture of the matrix", "matrix"),),
    "compare": (("Picture of the matrix", "matrix"),),
    "graph": (("Picture", "neighbourhood"),),
    "evidence": (("Evidence map", "evidence-map"),),
}
