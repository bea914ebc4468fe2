"""The graph is networkx's own, holds every link of every record once, gives them back, and cannot be changed."""

import io

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kb
from kb import graph
from kb.edges import Edge, edges_of
from kb.records import Topic, kind_of
from kb.vocabulary import Basis, Relation

BASE = kb.load(kb.CURATED)


def told(edge):
    return (edge.source, edge.relation, edge.target, edge.basis, edge.reason)


def test_it_is_a_networkx_graph_of_all_records_with_their_kinds():
    assert isinstance(BASE.graph, nx.MultiDiGraph)
    assert dict(BASE.graph.nodes(data="kind")) == {id_: kind_of(record) for id_, record in BASE.records.items()}


def test_building_and_reading_back_are_inverse():
    put_in = [edge for record in BASE.records.values() for edge in edges_of(record)]
    read = graph.edges(BASE.graph)
    assert sorted(e[:3] for e in read) == sorted({e[:3] for e in put_in})
    assert set(map(told, read)) <= set(map(told, put_in))


IDS = tuple("abcdef")
links = st.builds(
    Edge,
    st.sampled_from(IDS),
    st.sampled_from(Relation),
    st.sampled_from(IDS),
    st.sampled_from(Basis),
    st.text(max_size=3),
    st.just(""),
    st.just(""),
)


@given(st.lists(links, max_size=20))
def test_what_goes_in_comes_out_and_of_two_the_last_counts(put_in):
    built = graph.joined(dict.fromkeys(IDS, "topic"), put_in)
    last = {edge[:3]: edge for edge in put_in}
    assert sorted(graph.edges(built)) == sorted(last.values())
    assert built.number_of_edges() == len(last)


@given(st.lists(links, max_size=20))
def test_building_again_from_what_came_out_gives_the_same_graph(put_in):
    kinds = dict(zip(IDS, ("topic", "effect") * 3, strict=True))
    built = graph.joined(kinds, put_in)
    again = graph.joined(dict(built.nodes(data="kind")), graph.edges(built))
    assert nx.utils.graphs_equal(built, again)


def test_the_graph_cannot_be_changed():
    for change in (
        lambda: BASE.graph.add_node("new"),
        lambda: BASE.graph.add_edge("ca-how-2", "safety"),
        lambda: BASE.graph.remove_node("ca-how-2"),
        BASE.graph.clear,
    ):
        with pytest.raises(nx.NetworkXError, match=r"[Ff]rozen"):
            change()
    with pytest.raises(TypeError):
        BASE.records["new"] = None


def test_a_link_to_nothing_is_an_error():
    with pytest.raises(KeyError, match="nowhere"):
        graph.build([Topic(id="a", label="A", scope="s", broader="nowhere")])


def test_networkx_can_write_it_as_graphml_and_read_it_back():
    written = io.BytesIO()
    nx.write_graphml(BASE.graph, written)
    written.seek(0)
    read = nx.read_graphml(written, force_multigraph=True)
    assert dict(read.nodes(data="kind")) == dict(BASE.graph.nodes(data="kind"))
    assert sorted(read.edges(data="reason", default="")) == sorted(BASE.graph.edges(data="reason"))


def test_nothing_hangs_loose():
    assert graph.unreachable(BASE.graph) == set()


@given(st.lists(links, max_size=12))
def test_what_no_chain_of_links_joins_to_a_document_is_named(put_in):
    kinds = dict(zip(IDS, ("document", "topic", "topic", "effect", "effect", "document"), strict=True))
    reached = {"a", "f"}
    for _ in IDS:
        reached |= {end for e in put_in for end in (e.source, e.target) if {e.source, e.target} & reached}
    assert graph.unreachable(graph.joined(kinds, put_in)) == set(IDS) - reached


def test_every_decided_edge_says_why():
    assert [e for e in graph.edges(BASE.graph) if e.basis is Basis.DECIDED and not e.reason] == []


@given(st.lists(st.integers(0, 9), min_size=10, max_size=10))
def test_a_tree_of_topics_becomes_its_broader_edges(parents):
    topics = [
        Topic(id=f"t{i}", label=f"T{i}", scope="s", broader=f"t{p}" if p < i else None) for i, p in enumerate(parents)
    ]
    built = graph.build(topics)
    assert set(built.edges()) == {(t.id, t.broader) for t in topics if t.broader}
