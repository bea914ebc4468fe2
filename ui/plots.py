"""Plots as pictures in the page: drawn on the server once for a narrow and once for a broad page, and kept.

The colours are those of the page's style, so one picture serves every theme,
print and forced colours.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Any

import vl_convert
from cachetools import LRUCache, cached
from markupsafe import Markup

from kb import charts
from kb.comparison.amounts import Comparison
from kb.effects.panel import Panel, panels
from kb.knowledge import KnowledgeBase
from kb.records import Effect, Intervention

NARROW, BROAD = 300, 860
LETTERS_KEPT = 8_000_000
SCREEN = charts.Ink(
    paper="var(--st-background-color)", text="var(--st-text-color)", mark="var(--plot-mark)", quiet="var(--soft)"
)


@dataclass(frozen=True)
class Plot:
    """The same plot for a narrow and for a broad page, and a short text in its place."""

    alternative: str
    narrow: Markup
    broad: Markup

    def __len__(self) -> int:
        return len(self.narrow) + len(self.broad)


def warm(kb: KnowledgeBase) -> None:
    """Draw the plots of all effects before anyone asks for them."""
    for panel in panels(kb, kb.of(Effect)):
        if panel.plotted:
            forest(kb, panel)


def _panel_key(kb: KnowledgeBase, panel: Panel) -> Hashable:
    return (kb.fingerprint, panel.name, *(effect.id for effect in panel.plotted))


@cached(LRUCache(LETTERS_KEPT, getsizeof=len), key=_panel_key, lock=Lock())
def forest(kb: KnowledgeBase, panel: Panel) -> Plot:
    """Return the pictures of a panel, of which the page shows the one that fits."""
    names = {effect.id: kb.get(Intervention, effect.intervention).label for effect in panel.plotted}
    return _drawn(charts.alternative(panel), lambda width: charts.forest(panel, names, SCREEN, width))


def _comparison_key(kb: KnowledgeBase, comparison: Comparison) -> Hashable:
    silent = tuple(guideline.id for guideline in comparison.silent)
    return (kb.fingerprint, comparison.scale, silent, tuple(amount.recommendation.id for amount in comparison.amounts))


@cached(LRUCache(LETTERS_KEPT, getsizeof=len), key=_comparison_key, lock=Lock())
def ranges(kb: KnowledgeBase, comparison: Comparison) -> Plot:
    """Return the pictures of the numbers on one scale, of which the page shows the one that fits."""
    countries = {guideline.id: guideline.country_name for guideline in kb.guidelines}
    alternative = f"{comparison.title}, {comparison.unit}. The same values stand in the table before it."
    return _drawn(alternative, lambda width: charts.ranges(comparison, countries, SCREEN, width))


def _drawn(alternative: str, specification: Callable[[int], dict[str, Any]]) -> Plot:
    return Plot(alternative, *(_svg(specification(width)) for width in (NARROW, BROAD)))


def _svg(specification: dict[str, Any]) -> Markup:
    # The page names the whole picture and sets its font; each of its many pieces would name both again.
    specification["config"]["aria"] = False
    return Markup(vl_convert.vegalite_to_svg(specification).replace(f' font-family="{charts.FONT}"', ""))
