"""The records as an immutable property graph: a frozen networkx.MultiDiGraph.

A node is the id of a record and has its `kind`. An edge has its relation as
its key, with `basis` (stated, decided, derived) and `reason` (empty unless a
curator decided it). All of them are plain `str`, so that any writer of
networkx can store the graph.
"""

from collections.abc import Iterable, Mapping

import networkx as nx

from kb.edges import Edge, edges_of
from kb.records import Record, kind_of
from kb.vocabulary import Basis, Relation


def build(records: Iterable[Record]) -> nx.MultiDiGraph:
    """Return the frozen graph of records.

    Of two links of one record with the same relation and target the last counts.
    Raises KeyError for a link to an unknown id.
    """
    kept = tuple(records)
    return joined({record.id: kind_of(record) for record in kept}, (link for one in kept for link in edges_of(one)))


def joined(kinds: Mapping[str, str], links: Iterable[Edge]) -> nx.MultiDiGraph:
    """Return the frozen graph of ids with their kinds and of links. Raises KeyError for a link to an unknown id."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((record, {"kind": kind}) for record, kind in kinds.items())
    graph.add_edges_from(_row(link) for link in links)
    if lost := graph.nodes - kinds.keys():
        raise KeyError(min(lost))
    return nx.freeze(graph)


def _row(link: Edge) -> tuple[str, str, str, dict[str, str]]:
    return link.source, link.target, link.relation.value, {"basis": link.basis.value, "reason": link.reason}


def edges(graph: nx.MultiDiGraph) -> list[Edge]:
    """Return every edge of a built graph: the inverse of the links that went into it."""
    return [
        Edge(source, Relation(relation), target, Basis(link["basis"]), link["reason"], "", "")
        for source, target, relation, link in graph.edges(keys=True, data=True)
    ]


def unreachable(graph: nx.MultiDiGraph, kind: str = "document") -> set[str]:
    """Return the ids of records that no chain of links, in either direction, joins to a record of `kind`."""
    anchors = {record for record, kind_here in graph.nodes(data="kind") if kind_here == kind}
    parts = nx.weakly_connected_components(graph)
    return {record for part in parts if anchors.isdisjoint(part) for record in part}
