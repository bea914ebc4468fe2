"""Plots as pictures in the page: one for a narrow and one for a broad page, in the colours of its style."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from kb.comparison.amounts import Comparison
from kb.effects.panel import Panel
from kb.knowledge import KnowledgeBase
from kb.plots import forest, ranges, svg
from kb.plots.shapes import Plot
from kb.records import Intervention

NARROW, BROAD = 316, 876


@dataclass(frozen=True)
class Pictures:
    """The same plot for a narrow and for a broad page, and a short text in its place."""

    alternative: str
    narrow: Markup
    broad: Markup


def of_panel(kb: KnowledgeBase, panel: Panel) -> Pictures:
    """Return the pictures of a panel, of which the page shows the one that fits."""
    names = {effect.id: kb.get(Intervention, effect.intervention).label for effect in panel.plotted}
    return _pictures(lambda width: forest.forest(panel, names, width))


def of_amounts(kb: KnowledgeBase, comparison: Comparison) -> Pictures:
    """Return the pictures of the numbers on one scale, of which the page shows the one that fits."""
    countries = {guideline.id: guideline.country_name for guideline in kb.guidelines}
    return _pictures(lambda width: ranges.ranges(comparison, countries, width))


def _pictures(plot: Callable[[float], Plot]) -> Pictures:
    narrow, broad = plot(NARROW), plot(BROAD)
    # Every word in a picture is text of an XML tree, which escapes it.
    return Pictures(broad.alternative, Markup(svg.inline(narrow)), Markup(svg.inline(broad)))
