"""Charts on a page: specifications built once for each theme and kept."""

from typing import Any

import streamlit as st

from kb import charts
from kb.comparison.amounts import Comparison
from kb.effects.panel import Panel, panels
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


def show_amounts(kb: KnowledgeBase, comparison: Comparison) -> None:
    """Show the numbers on one scale in the visitor's theme."""
    ink = charts.DARK if st.context.theme.type == "dark" else charts.LIGHT
    names = tuple(guideline.id for guideline in comparison.silent)
    recs = tuple(amount.recommendation.id for amount in comparison.amounts)
    key = (kb.fingerprint, ink.text, comparison.scale, *names, "|", *recs)
    if key not in _KEPT:
        countries = {guideline.id: guideline.country_name for guideline in kb.guidelines}
        _KEPT[key] = charts.ranges(comparison, countries, ink)
    alternative = f"{comparison.title}, {comparison.unit}. The same values stand in the table before it."
    st.vega_lite_chart(_KEPT[key], theme=None, width="stretch", key=f"plot-{comparison.scale}", alt=alternative)


def show(kb: KnowledgeBase, panel: Panel) -> None:
    """Show a panel's plot in the visitor's theme, with a short text in its place for those who do not see it."""
    ink = charts.DARK if st.context.theme.type == "dark" else charts.LIGHT
    name = f"plot-{panel.outcome.id}-{panel.measure}"
    st.vega_lite_chart(
        specification(kb, panel, ink), theme=None, width="stretch", key=name, alt=charts.alternative(panel)
    )
