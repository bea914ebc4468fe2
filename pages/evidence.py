"""What the trials show: one panel for each outcome and measure, and everything that is not a number."""

from ui import block, charts, evidence
from ui.served import library

view = evidence.view(library().kb)
block.show("evidence.html", "evidence", kb=view.kb, view=view)
for panel in view.panels:
    block.show("panel.html", f"panel-{panel.outcome.id}-{panel.measure}", kb=view.kb, panel=panel)
    if panel.plotted:
        charts.show(view.kb, panel)
block.show("evidence_words.html", "evidence-words", kb=view.kb, view=view)
