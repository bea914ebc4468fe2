"""The way from one record to another through the graph: short, and through what the records are about."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import networkx as nx

from kb.knowledge import KnowledgeBase
from kb.records import TERMS
from kb.vocabulary import Basis
from kb.walk.step import Step, between

SOURCES = frozenset({"document", "scheme", "package"})
"""Kinds that join nearly everything, through *read in*, *listed in* and *graded by* and by being written about."""

PASSING = {
    **dict.fromkeys((*SOURCES, *TERMS), 20),
    **dict.fromkeys(("discrepancy", "finding", "mapping", "reading"), 3),
}
"""What it costs to pass through a record of a kind, in links; 0 for the kinds that are not named.

Any two recommendations were read in the same document, two links apart, and
that says nothing about them. So passing through a source costs more than the
longest way through content that the curated data need (twelve links), and is
left for records that nothing else joins; so is passing through a term, because
two numbers in weeks need have nothing in common. The weight is on the record and not on
its links, because a remark on the document joins through it just as idly.
Remarks may join anything: one finding names all guidelines. So a detour of
three links by way of recommendations, topics, trials and the like is preferred.
The two ends decide nothing: every way between them has both.
"""


def path(base: KnowledgeBase, start: str, end: str) -> tuple[Step, ...] | None:
    """Return the steps from one record to another, none where both are the same, or None where no chain joins them.

    Shortest counts links and what it costs to pass through records. Among ways
    of equal cost the one through records with fewer links wins, because what few
    share says more. The way back leads through the same records. Raises
    KeyError for an id that is not in the graph.
    """
    for record in (start, end):
        if record not in base.graph:
            raise KeyError(record)
    first, last = sorted((start, end))
    either_way = base.graph.to_undirected(as_view=True)
    try:
        _, way = nx.bidirectional_dijkstra(either_way, first, last, weight=_cost(base))
    except nx.NetworkXNoPath:
        return None
    return tuple(_surest(base, *pair) for pair in pairwise(way if first == start else way[::-1]))


def sources_passed(base: KnowledgeBase, steps: Sequence[Step]) -> tuple[str, ...]:
    """Return the ids of sources that a path passes through, its ends apart: where it has any, little joins the two."""
    kinds = base.graph.nodes(data="kind")
    return tuple(step.end for step in steps[:-1] if kinds[step.end] in SOURCES)


def components(base: KnowledgeBase) -> tuple[frozenset[str], ...]:
    """Return the ids of records that hang together, largest group first; a sound knowledge base is one group."""
    parts = nx.weakly_connected_components(base.graph)
    return tuple(sorted(map(frozenset, parts), key=lambda part: (-len(part), min(part))))


def _cost(base: KnowledgeBase) -> Callable[[str, str, object], int]:
    degree, kinds = base.links, base.graph.nodes(data="kind")
    # More than the numbers of links along any path can add up to, so that they only ever decide between equals.
    one = 4 * base.graph.number_of_edges() + 1

    def half(record: str) -> int:
        # Each record on the way is counted by the link that reaches it and by the link that leaves it. The two ends
        # are counted once whatever the way, so they decide nothing.
        return one * (1 + PASSING.get(kinds[record], 0)) + degree[record]

    return lambda here, there, _: half(here) + half(there)


def _surest(base: KnowledgeBase, here: str, there: str) -> Step:
    order = list(Basis)
    return min(between(base, here, there), key=lambda step: order.index(step.basis))
