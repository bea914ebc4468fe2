"""The way between two records: every step is in the graph, and a slow, obvious search finds nothing better."""

from itertools import combinations, pairwise
from types import SimpleNamespace

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.edges import Edge
from kb.graph import edges, joined
from kb.knowledge import CURATED, load
from kb.records import Recommendation
from kb.vocabulary import Basis, Relation
from kb.walk.path import PASSING, SOURCES, shortest, sources_passed

KB = load(CURATED)
IDS = sorted(KB.records)
ids = st.sampled_from(IDS)


def stands(base, step):
    source, target = (step.start, step.end) if step.forwards else (step.end, step.start)
    return Edge(source, step.relation, target, step.basis, step.reason, "", "") in edges(base.graph)


def plain(base):
    """The same records and links as networkx knows them, without directions."""
    graph = nx.Graph((edge.source, edge.target) for edge in edges(base.graph))
    graph.add_nodes_from(base.graph.ids)
    return graph


def records_on(path, start):
    return [start, *(step.end for step in path)]


@given(ids, ids)
def test_every_step_is_a_link_of_the_graph_and_goes_on_where_the_last_one_ended(start, end):
    path = shortest(KB, start, end)
    assert all(stands(KB, step) for step in path)
    assert all(one.end == next_one.start for one, next_one in pairwise(path))
    assert records_on(path, start)[-1] == end
    assert len(set(records_on(path, start))) == len(path) + 1


@given(ids, ids)
def test_the_way_back_leads_through_the_same_records(start, end):
    there, back = shortest(KB, start, end), shortest(KB, end, start)
    assert len(there) == len(back)
    assert records_on(there, start) == records_on(back, end)[::-1]


@given(ids, ids)
def test_asking_again_gives_the_same_way(start, end):
    assert shortest(KB, start, end) == shortest(KB, start, end)


def test_no_two_recommendations_are_joined_by_what_they_were_read_in():
    recommendations = [rec.id for rec in KB.of(Recommendation)]
    for start, end in combinations(recommendations[::3], 2):
        assert sources_passed(KB, shortest(KB, start, end)) == (), (start, end)


def test_a_link_to_a_source_is_taken_where_the_source_is_asked_for():
    (step,) = shortest(KB, "lin-langford-2025", "ca-how-2")
    assert step.said == "is the source of"
    assert not step.forwards
    assert shortest(KB, "ca-how-2", "lin-langford-2025")[0].said == "was read in"


def test_records_that_only_a_source_joins_are_told_so():
    path = shortest(KB, "def-strong", "ca-how-2")
    assert sources_passed(KB, path) == ("lin-langford-2025",)


def test_a_source_at_the_end_is_not_passed_through():
    assert sources_passed(KB, shortest(KB, "ca-how-2", "lin-langford-2025")) == ()


def test_a_shared_topic_comes_before_a_remark_on_both():
    assert [step.end for step in shortest(KB, "ca-how-2", "au-how-1")] == ["gradual-reduction", "au-how-1"]


def test_a_record_is_no_step_away_from_itself():
    assert shortest(KB, "ca-how-2", "ca-how-2") == ()


@pytest.mark.parametrize("pair", [("nope", "ca-how-2"), ("ca-how-2", "nope"), ("", "")])
def test_an_unknown_id_is_an_error(pair):
    with pytest.raises(KeyError):
        shortest(KB, *pair)


@st.composite
def small(draw):
    """A graph of up to six records, so small that every way through it can be tried."""
    size = draw(st.integers(2, 6))
    kinds = {f"r{i}": draw(st.sampled_from(["topic", "recommendation", "finding", "document"])) for i in range(size)}
    links = {}
    one = st.integers(0, size - 1)
    for source, target, relation in draw(st.lists(st.tuples(one, one, st.sampled_from(Relation)), max_size=12)):
        if source != target:
            basis = draw(st.sampled_from(Basis))
            links[source, target, relation] = Edge(f"r{source}", relation, f"r{target}", basis, "because", "", "")
    return SimpleNamespace(graph=joined(kinds, [links[key] for key in sorted(links)]))


def cost(base, way):
    """Links, what it costs to pass through records, and then, between equals, how many links those records have."""
    passed = sum(PASSING.get(base.graph.kind(record), 0) for record in way[1:-1])
    return len(way) - 1 + passed, sum(base.graph.degree(record) for record in way[1:-1])


@given(small())
def test_no_way_costs_less(base):
    found = shortest(base, "r0", "r1")
    every = list(nx.all_simple_paths(plain(base), "r0", "r1"))
    if not every:
        assert found is None
        return
    assert all(stands(base, step) for step in found)
    assert cost(base, records_on(found, "r0")) == min(cost(base, way) for way in every)


@given(small())
def test_of_several_links_the_surest_is_named(base):
    order = list(Basis)
    for step in shortest(base, "r0", "r1") or ():
        links = [edge for edge in edges(base.graph) if {edge.source, edge.target} == {step.start, step.end}]
        assert order.index(step.basis) == min(order.index(edge.basis) for edge in links)


def test_passing_through_a_source_costs_more_than_any_way_through_content_that_the_data_need():
    content = plain(KB)
    content.remove_nodes_from([record for record in KB.graph.ids if KB.graph.kind(record) in SOURCES])
    largest = content.subgraph(max(nx.connected_components(content), key=len))
    assert nx.diameter(largest) < PASSING["document"]
