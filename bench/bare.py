"""The yardstick: a page of the same elements, all made beforehand, as stock Streamlit shows them.

What the pages of the app sent for each interaction is on file (`bench.recorded`):
as many widgets with the same options, the same text (a block of cards or a
table as one `st.html`), the same charts as a dict and a table of Arrow. A run
looks up what was chosen and hands these elements to Streamlit; it works out nothing.
"""

import os
import pickle
from functools import partial
from pathlib import Path

import streamlit as st

from bench.recorded import RECORDED, SET, Run
from bench.walk import PATHS, key


@st.cache_resource
def runs() -> dict[str, Run]:
    """Return what stands on a page after each choice."""
    return pickle.loads(Path(os.environ[RECORDED]).read_bytes())


def show(page: str) -> None:
    """Show what was sent for what is chosen now."""
    held = {name: st.session_state[name] for name in SET if name in st.session_state}
    chosen = {name: value if isinstance(value, list) else [value] for name, value in held.items() if value}
    if "id" in st.query_params:
        chosen["id"] = [st.query_params["id"]]
    places = {(0,): st, (1,): st.sidebar, (2,): st}
    for path, method, given in runs()[key(page, chosen)]:
        to = {"page": pages[given["page"]]} if method == "page_link" else {}
        places[path] = getattr(places[path[:-1]], method)(**given | to)


ICON = str(Path(__file__).parent.parent / "ui" / "icon.svg")
st.set_page_config(page_title="Bare", page_icon=ICON, layout="wide")
st.logo(ICON)
pages = {
    path: st.Page(partial(show, path), title=name.capitalize(), url_path=path, default=not path)
    for name, path in PATHS.items()
}
st.navigation(list(pages.values()), position="top").run()
