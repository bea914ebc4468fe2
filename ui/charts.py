"""Charts on a page: specifications built once for each theme and kept."""

from typing import Any

import streamlit as st

from kb import charts
from kb.effects import Panel, panels
from kb.knowledge import KnowledgeBase
from kb.records import Effect, Intervention

_KEPT: dict[tuple[str, ...], dict[str, Any]] = {}


def warm(kb: KnowledgeBase) -> None:
    """Build the plots of all effects in both themes, before anyone asks for them."""
    for panel in panels(kb, kb.of(Effect)):
        for ink in (charts.LIGHT, charts.DARK):
            specification(kb, panel, ink)


def specification(kb: KnowledgeBase, panel: Panel, ink: charts.Ink) -> dict[str, Any]:
    """Return the kept specification of a panel, built at first need. Nobody may change it."""
    key = (kb.fingerprint, ink.text, *(effect.id for effect in panel.plotted))
    if key not in _KEPT:
        names = {e.id: kb.get(Intervention, e.intervention).label for e in panel.plotted}
        _KEPT[key] = charts.forest(panel, names, ink)
    return _KEPT[key]


def show(kb: KnowledgeBase, panel: Panel) -> None:
    """Show a panel's plot in the visitor's theme, with a short text in its place for those who do not see it."""
    ink = charts.DARK if st.context.theme.type == "dark" else charts.LIGHT
    name = f"plot-{panel.outcome.id}-{panel.measure}"
    st.vega_lite_chart(
        specification(kb, panel, ink), theme=None, width="stretch", key=name, alt=charts.alternative(panel)
    )
