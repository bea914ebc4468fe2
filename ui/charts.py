"""Charts on the screen: a figure of `kb.charts`, its rows handed over as Arrow, and what a click in it opens."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from typing import Any

import streamlit as st

from kb.charts.figure import PICKED, Figure
from ui import state

PRESENTED = 750
"""Pixels of a chart that is presented, before it is made larger."""
Picked = list[dict[str, Any]]
Written = Mapping[str, Iterable[str] | str | None]


def show(
    figure: Figure,
    key: str,
    opens: Callable[[Picked], Iterable[str]] | None = None,
    writes: Callable[[Picked], Written] | None = None,
) -> None:
    """Show a figure as wide as its place.

    `opens` turns the marks that were clicked into ids for the drawer; `writes`
    turns them into what else the address is to hold.
    """
    keyed = state.turn(key)
    asked = {}
    if opens or writes:
        asked = {"on_select": lambda: _picked(keyed, opens, writes), "selection_mode": PICKED}
    width = PRESENTED if state.presenting() else "stretch"
    with st.container(key=f"presented-{key}") if state.presenting() else nullcontext():
        st.vega_lite_chart(figure.table, figure.spec, width=width, alt=figure.alt, key=keyed, **asked)


def _picked(
    key: str, opens: Callable[[Picked], Iterable[str]] | None, writes: Callable[[Picked], Written] | None
) -> None:
    marks = st.session_state[key]["selection"].get(PICKED, [])
    if marks:
        state.write(**(writes(marks) if writes else {"open": opens(marks)}))
