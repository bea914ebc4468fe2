"""Walking the graph: one step, the way between two records, what stands around one, how alike two guidelines are."""
