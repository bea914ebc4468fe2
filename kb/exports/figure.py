"""A panel as a picture: SVG and PNG drawn on the server, offline, with its source above it."""

import textwrap
from datetime import date

import vl_convert

from kb import labels
from kb.effects.panel import NO_RANKING, Panel
from kb.exports.cover import citation
from kb.knowledge import KnowledgeBase
from kb.plots.forest import forest
from kb.plots.svg import file
from kb.records import Intervention

WIDTH, LETTERS = 776, 118
SHARPNESS = 2.0


def svg(base: KnowledgeBase, panel: Panel, on: date) -> bytes:
    """Return the panel as SVG on white paper."""
    return _picture(base, panel, on).encode()


def png(base: KnowledgeBase, panel: Panel, on: date) -> bytes:
    """Return the panel as PNG on white paper, sharp enough for a projector."""
    return vl_convert.svg_to_png(_picture(base, panel, on), scale=SHARPNESS)


def _picture(base: KnowledgeBase, panel: Panel, on: date) -> str:
    names = {effect.id: base.get(Intervention, effect.intervention).label for effect in panel.plotted}
    lines = textwrap.wrap(f"{_caution(panel)}{base.package.evidence_about} {citation(base, on)}", LETTERS)
    return file(forest(panel, names, WIDTH), f"{panel.title}: {labels.MEASURE[panel.measure]}", tuple(lines))


def _caution(panel: Panel) -> str:
    # A picture travels without the page that it was taken from.
    ranking = f"{NO_RANKING} " if len(panel.plotted) > 1 else ""
    odds = f"{labels.ODDS} " if panel.measure.is_odds else ""
    return ranking + odds
