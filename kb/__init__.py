"""The knowledge base: records, reading, checking, graph, questions, comparison, effects, exports."""
