"""The records as an immutable property graph: nodes are ids, the key of an edge is its relation."""

from collections.abc import Iterable

import networkx as nx

from kb.edges import Edge, edges_of
from kb.records import Record, kind_of


def build(records: Iterable[Record]) -> nx.MultiDiGraph:
    """Return a frozen graph of ids; each edge carries `basis`, and `reason` where a curator decided it.

    Two links of one record with the same relation and target are one edge. The
    graph holds no copies of records, so that it stays small.
    """
    graph = nx.MultiDiGraph()
    records = tuple(records)
    graph.add_nodes_from((record.id, {"kind": kind_of(record)}) for record in records)
    for record in records:
        for edge in edges_of(record):
            graph.add_edge(edge.source, edge.target, key=edge.relation, basis=edge.basis, reason=edge.reason)
    return nx.freeze(graph)


def edges(graph: nx.MultiDiGraph) -> list[Edge]:
    """Return every edge of a built graph: the inverse of the links that went into it."""
    return [
        Edge(source, relation, target, facts["basis"], facts["reason"], "", "")
        for source, target, relation, facts in graph.edges(keys=True, data=True)
    ]


def unreachable(graph: nx.MultiDiGraph, kind: str = "document") -> set[str]:
    """Return the ids of nodes that no chain of edges, in either direction, joins to a node of `kind`."""
    anchors = {node for node, facts in graph.nodes(data=True) if facts.get("kind") == kind}
    undirected = graph.to_undirected(as_view=True)
    reached: set[str] = set()
    for component in nx.connected_components(undirected):
        if component & anchors:
            reached |= component
    return set(graph) - reached
