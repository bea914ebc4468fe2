"""The pages of the app, in the order of the navigation, and how to get to one."""

from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import streamlit as st

FOLDER = Path(__file__).parent.parent / "pages"
FIRST = "overview"
TITLES = {
    "overview": "Overview",
    "recommendations": "Recommendations",
    "compare": "Compare",
    "evidence": "Evidence",
    "graph": "Links",
    "sources": "Sources",
    "search": "Search",
    "record": "Record",
}
NOT_IN_THE_NAVIGATION = frozenset({"record"})


def page(name: str) -> st.Page:
    """Return a page by its name. Raises KeyError for a name that is none."""
    title = TITLES[name]
    if name == FIRST:
        return st.Page(FOLDER / f"{name}.py", title=title, default=True)
    visibility = "hidden" if name in NOT_IN_THE_NAVIGATION else "visible"
    return st.Page(FOLDER / f"{name}.py", title=title, url_path=name, visibility=visibility)


def pages() -> list[st.Page]:
    """Return every page, in the order of the navigation."""
    return [page(name) for name in TITLES]


def address(name: str, **query: object) -> str:
    """Return the address of a page with a query; values may be single or several, absent ones are left out."""
    given = {key: value for key, value in query.items() if value}
    path = "" if name == FIRST else name
    return f"/{path}{'?' + urlencode(given, doseq=True) if given else ''}"


def follow(link: str) -> None:
    """Go to the page that an address of ours names; any other address leads nowhere."""
    parts = urlsplit(link)
    name = parts.path.strip("/") or FIRST
    if name not in TITLES or parts.netloc:
        return
    query = parse_qs(parts.query)
    if set(query) == {"id"}:
        # On the way Streamlit leaves this query on the page we come from. With its own filters kept, Back shows it as it was.
        query = {n: st.query_params.get_all(n) for n in st.query_params if n != "open"} | query
    st.switch_page(page(name), query_params=query)
