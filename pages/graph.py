"""Walk from any record to its neighbours, and find the way between two."""

from ui import block, graph

block.show(graph.page)
