"""A panel as a picture: SVG and PNG drawn on the server, offline, with its source underneath."""

import textwrap
from datetime import date
from typing import Any

import vl_convert

from kb import charts, labels
from kb.effects.panel import NO_RANKING, Panel
from kb.exports.cover import citation
from kb.knowledge import KnowledgeBase
from kb.records import Intervention

WIDTH = 760
SHARPNESS = 2.0


def svg(kb: KnowledgeBase, panel: Panel, on: date) -> bytes:
    """Return the panel as SVG on white paper."""
    return vl_convert.vegalite_to_svg(specification(kb, panel, on)).encode()


def png(kb: KnowledgeBase, panel: Panel, on: date) -> bytes:
    """Return the panel as PNG on white paper, sharp enough for a projector."""
    return vl_convert.vegalite_to_png(specification(kb, panel, on), scale=SHARPNESS)


def specification(kb: KnowledgeBase, panel: Panel, on: date) -> dict[str, Any]:
    """Return the panel's specification for paper: a fixed width, a title, and where the numbers come from."""
    names = {effect.id: kb.get(Intervention, effect.intervention).label for effect in panel.plotted}
    made = charts.forest(panel, names, charts.LIGHT, WIDTH)
    made["background"] = charts.LIGHT.paper
    made["config"]["background"] = charts.LIGHT.paper
    made["config"]["font"] = "sans-serif"
    made["padding"] = 16
    made["title"] = {
        "text": f"{panel.title}: {labels.MEASURE[panel.measure]}",
        "subtitle": textwrap.wrap(f"{_caution(panel)}{kb.package.evidence_about} {citation(kb, on)}", 120),
        "anchor": "start", "fontSize": 17, "subtitleFontSize": 11, "subtitleColor": charts.LIGHT.quiet, "offset": 14,
    }  # fmt: skip
    return made


def _caution(panel: Panel) -> str:
    # A picture travels without the page that it was taken from.
    ranking = f"{NO_RANKING} " if len(panel.plotted) > 1 else ""
    odds = f"{labels.ODDS} " if panel.measure.is_odds else ""
    return ranking + odds
