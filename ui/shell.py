"""The script that every visit runs: navigation, the sidebar that all pages share, the page, the footer, the drawer."""

from pathlib import Path

import streamlit as st

from kb.problem import BadData
from ui import again, block, drawer, problems, registry, sidebar, state
from ui.literal import plain
from ui.served import base, opened

ICON = Path(__file__).parent / "icon.svg"
WORDMARK = Path(__file__).parent / "wordmark.svg"


def run() -> None:
    """Show the page of this visit, or, where the data folder breaks a rule, what is wrong with it."""
    found = opened()
    if isinstance(found, BadData):
        st.set_page_config(page_title="Concordance", page_icon=str(ICON))
        problems.show(found)
        return
    presenting = state.presenting()
    page = st.navigation(registry.pages(), position="hidden" if presenting else "top")
    st.set_page_config(
        page_title=f"{page.title} · Concordance", page_icon=str(ICON), layout="wide",
        initial_sidebar_state="collapsed" if presenting else "auto",
    )  # fmt: skip
    st.logo(str(WORDMARK), icon_image=str(ICON))
    name = page.url_path or registry.FIRST
    state.arrive(name)
    sidebar.show(name)
    st.html(block.STYLE)
    page.run()
    footer()
    again.watch()
    drawer.show()


def footer() -> None:
    """Say what the page is not for, which data it shows, and how to report an error."""
    package = base().package
    st.caption(
        f"{plain(package.not_for)} Data version {base().version}. Found an error? {plain(package.report_errors)}"
    )


run()
