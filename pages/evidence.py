"""What the trials show: panels, a summary of findings, who recommends it, and what stands beyond the table."""

from ui import block, charts, evidence
from ui.served import library

view = evidence.view(library().kb)
block.show("evidence.html", "evidence", kb=view.kb, view=view, views=evidence.VIEWS)
if view.name == "panels":
    for panel in view.panels:
        block.show("panel.html", f"panel-{panel.outcome.id}-{panel.measure}", kb=view.kb, view=view, panel=panel)
        if panel.plotted:
            charts.show(view.kb, panel)
block.show(f"evidence_{view.name}.html", "evidence-more", kb=view.kb, view=view)
