"""What trials show, as it may be shown: selections, panels, absolute effects, sentences, summaries."""

from kb.effects import sentence, words
from kb.effects.absolute import Absolute, absolute, read_percent
from kb.effects.bearing import bearing_on, strong_on_low
from kb.effects.chosen import counts, options, rows, selected
from kb.effects.overview import overview
from kb.effects.panel import Interval, Panel, includes_no_difference, interval, panels, without_estimate
from kb.effects.summary import Cell, Line, evidence_map, summary

__all__ = [
    "Absolute",
    "Cell",
    "Interval",
    "Line",
    "Panel",
    "absolute",
    "bearing_on",
    "counts",
    "evidence_map",
    "includes_no_difference",
    "interval",
    "options",
    "overview",
    "panels",
    "read_percent",
    "rows",
    "selected",
    "sentence",
    "strong_on_low",
    "summary",
    "without_estimate",
    "words",
]
