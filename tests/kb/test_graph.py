"""The graph holds every link of every record once, and gives them back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb import graph
from kb.edges import edges_of
from kb.knowledge import CURATED, load
from kb.records import Topic
from kb.vocabulary import Basis

KB = load(CURATED)


def keys(edges):
    return {(e.source, e.relation, e.target, e.basis, e.reason) for e in edges}


def test_building_and_reading_back_are_inverse():
    put_in = [edge for record in KB.records.values() for edge in edges_of(record)]
    once = {(e.source, e.relation, e.target) for e in put_in}
    read = graph.edges(KB.graph)
    assert {(e.source, e.relation, e.target) for e in read} == once
    assert keys(read) <= keys(put_in)


def test_the_graph_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        KB.graph.targets[0] = 1
    with pytest.raises(TypeError):
        KB.graph.place["new"] = 0
    with pytest.raises(TypeError):
        KB.records["new"] = None


def test_nothing_hangs_loose():
    assert graph.unreachable(KB.graph) == set()


def test_every_decided_edge_says_why():
    assert [e for e in graph.edges(KB.graph) if e.basis is Basis.DECIDED and not e.reason] == []


@given(st.lists(st.integers(0, 9), min_size=10, max_size=10))
def test_a_tree_of_topics_becomes_its_broader_edges(parents):
    topics = [
        Topic(id=f"t{i}", label=f"T{i}", scope="s", broader=f"t{p}" if p < i else None) for i, p in enumerate(parents)
    ]
    built = graph.build(topics)
    assert {(edge.source, edge.target) for edge in built.edges()} == {(t.id, t.broader) for t in topics if t.broader}
