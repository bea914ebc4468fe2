"""Walking the graph: what stands around a record, the way between two, how alike two guidelines are."""

from kb.walk.neighbourhood import MOST, Group, Neighbour, Neighbourhood, neighbours
from kb.walk.route import PASSING, SOURCES, components, path, sources_passed
from kb.walk.sentence import sentence
from kb.walk.similarity import Overlap, Similarity, similarities, similarity
from kb.walk.step import Step, between

__all__ = [
    "MOST",
    "PASSING",
    "SOURCES",
    "Group",
    "Neighbour",
    "Neighbourhood",
    "Overlap",
    "Similarity",
    "Step",
    "between",
    "components",
    "neighbours",
    "path",
    "sentence",
    "similarities",
    "similarity",
    "sources_passed",
]
