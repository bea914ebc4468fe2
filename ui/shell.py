"""The script that every visit runs: navigation and the page that the address names."""

from pathlib import Path

import streamlit as st

from kb.problem import BadData
from ui import block
from ui.served import opened

PAGES = Path(__file__).parent.parent / "pages"
ICON = Path(__file__).parent / "icon.svg"


def navigation() -> list:
    """Return the pages in the order of the navigation; a record's page has its own address but no entry there."""
    return [
        st.Page(PAGES / "overview.py", title="Overview", default=True),
        st.Page(PAGES / "recommendations.py", title="Recommendations", url_path="recommendations"),
        st.Page(PAGES / "compare.py", title="Compare", url_path="compare"),
        st.Page(PAGES / "evidence.py", title="Evidence", url_path="evidence"),
        st.Page(PAGES / "graph.py", title="Graph", url_path="graph"),
        st.Page(PAGES / "sources.py", title="Sources", url_path="sources"),
        st.Page(PAGES / "record.py", title="Record", url_path="record", visibility="hidden"),
    ]


def run() -> None:
    """Show the page of this visit, or, where the data folder breaks a rule, what is wrong with it."""
    found = opened()
    page = None if isinstance(found, BadData) else st.navigation(navigation(), position="top")
    title = f"{page.title} · Concordance" if page else "Concordance"
    st.set_page_config(page_title=title, page_icon=str(ICON), layout="wide")
    if page is None:
        block.show_problems(found.problems)
    else:
        page.run()


run()
