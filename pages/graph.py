"""Walk from any record to its neighbours, and find the way between two."""

from ui import block, graph
from ui.served import library

kb = library().kb
view = graph.view(library())
block.show("graph.html" if isinstance(view, graph.View) else "graph_start.html", "graph", kb=kb, view=view)
