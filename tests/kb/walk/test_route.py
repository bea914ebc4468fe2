"""The way between two records: every step is in the graph, and a slow, obvious search finds nothing better."""

from itertools import combinations, pairwise
from types import SimpleNamespace

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kb
from kb.edges import Edge
from kb.graph import edges, joined
from kb.records import Recommendation
from kb.vocabulary import Basis, Relation
from kb.walk import PASSING, components, path, sentence, sources_passed

BASE = kb.load(kb.CURATED)
IDS = sorted(BASE.records)
ids = st.sampled_from(IDS)


def stands(base, step):
    source, target = (step.start, step.end) if step.forwards else (step.end, step.start)
    return Edge(source, step.relation, target, step.basis, step.reason, "", "") in edges(base.graph)


def plain(base):
    """The same records and links as networkx knows them, without directions."""
    graph = nx.Graph((edge.source, edge.target) for edge in edges(base.graph))
    graph.add_nodes_from(base.graph)
    return graph


def records_on(steps, start):
    return [start, *(step.end for step in steps)]


@given(ids, ids)
def test_every_step_is_a_link_of_the_graph_and_goes_on_where_the_last_one_ended(start, end):
    steps = path(BASE, start, end)
    assert all(stands(BASE, step) for step in steps)
    assert all(one.end == next_one.start for one, next_one in pairwise(steps))
    assert records_on(steps, start)[-1] == end
    assert len(set(records_on(steps, start))) == len(steps) + 1


@given(ids, ids)
def test_the_way_back_leads_through_the_same_records(start, end):
    there, back = path(BASE, start, end), path(BASE, end, start)
    assert len(there) == len(back)
    assert records_on(there, start) == records_on(back, end)[::-1]


@given(ids, ids)
def test_asking_again_gives_the_same_way(start, end):
    assert path(BASE, start, end) == path(BASE, start, end)


def test_no_two_recommendations_are_joined_by_what_they_were_read_in():
    recommendations = [rec.id for rec in BASE.of(Recommendation)]
    for start, end in combinations(recommendations[::3], 2):
        assert sources_passed(BASE, path(BASE, start, end)) == (), (start, end)


def test_a_link_to_a_source_is_taken_where_the_source_is_asked_for():
    (step,) = path(BASE, "lin-langford-2025", "ca-how-2")
    assert step.said == "is the source of"
    assert not step.forwards
    assert path(BASE, "ca-how-2", "lin-langford-2025")[0].said == "was read in"


def test_records_that_only_a_source_joins_are_told_so():
    steps = path(BASE, "def-strong", "ca-how-2")
    assert sources_passed(BASE, steps) == ("lin-langford-2025",)


def test_a_source_at_the_end_is_not_passed_through():
    assert sources_passed(BASE, path(BASE, "ca-how-2", "lin-langford-2025")) == ()


def test_a_shared_topic_comes_before_a_remark_on_both():
    assert [step.end for step in path(BASE, "ca-how-2", "au-how-1")] == ["gradual-tapering", "au-how-1"]


def test_a_record_is_no_step_away_from_itself():
    assert path(BASE, "ca-how-2", "ca-how-2") == ()


@pytest.mark.parametrize("pair", [("nope", "ca-how-2"), ("ca-how-2", "nope"), ("", "")])
def test_an_unknown_id_is_an_error(pair):
    with pytest.raises(KeyError):
        path(BASE, *pair)


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
    graph = joined(kinds, [links[key] for key in sorted(links)])
    return SimpleNamespace(graph=graph, links=dict(graph.degree()))


def cost(base, way):
    """Links, what it costs to pass through records, and then, between equals, how many links those records have."""
    passed = sum(PASSING.get(base.graph.nodes[record]["kind"], 0) for record in way[1:-1])
    return len(way) - 1 + passed, sum(base.graph.degree[record] for record in way[1:-1])


@given(small())
def test_no_way_costs_less(base):
    found = path(base, "r0", "r1")
    every = list(nx.all_simple_paths(plain(base), "r0", "r1"))
    if not every:
        assert found is None
        return
    assert all(stands(base, step) for step in found)
    assert cost(base, records_on(found, "r0")) == min(cost(base, way) for way in every)


@pytest.mark.parametrize("crowded", ["r2", "r3"])
def test_of_equal_ways_the_one_that_fewer_records_share_is_taken(crowded):
    kinds = dict.fromkeys(("r0", "r1", "r2", "r3", "r4"), "topic")
    ends = [("r0", "r2"), ("r2", "r1"), ("r0", "r3"), ("r3", "r1"), (crowded, "r4")]
    links = [Edge(one, Relation.ABOUT, other, Basis.STATED, "", "", "") for one, other in ends]
    graph = joined(kinds, links)
    steps = path(SimpleNamespace(graph=graph, links=dict(graph.degree())), "r0", "r1")
    assert [step.end for step in steps] == ["r3" if crowded == "r2" else "r2", "r1"]


@given(small())
def test_of_several_links_the_surest_is_named(base):
    order = list(Basis)
    for step in path(base, "r0", "r1") or ():
        links = [edge for edge in edges(base.graph) if {edge.source, edge.target} == {step.start, step.end}]
        assert order.index(step.basis) == min(order.index(edge.basis) for edge in links)


def test_passing_through_a_source_costs_more_than_any_way_through_content_that_the_data_need():
    content = plain(BASE)
    content.remove_nodes_from(
        [one for one, kind in BASE.graph.nodes(data="kind") if PASSING.get(kind, 0) == PASSING["document"]]
    )
    largest = content.subgraph(max(nx.connected_components(content), key=len))
    assert nx.diameter(largest) < PASSING["document"]


# --- read out ----------------------------------------------------------------------------------------------------


def test_a_path_reads_as_one_sentence_in_which_each_record_is_named_once():
    said = sentence(BASE, path(BASE, "ca-how-2", "au-how-1"))
    assert said.startswith("Recommendation “Canada: ")
    assert said.count("“") == 3
    assert f"is about topic “{BASE.records['gradual-tapering'].label}”, which is the subject of recommendation" in said
    assert said.endswith("”.")


@given(ids, ids)
def test_a_sentence_says_every_step_in_order(start, end):
    steps = path(BASE, start, end)
    said = sentence(BASE, steps)
    place = 0
    for step in steps:
        place = said.index(step.said, place) + len(step.said)
    assert said.count(", which ") >= max(0, len(steps) - 1)


def test_no_steps_are_no_sentence():
    assert sentence(BASE, ()) == ""


@given(small())
def test_records_that_hang_together_are_those_that_a_path_joins(base):
    parts = components(base)
    assert sorted(record for part in parts for record in part) == sorted(base.graph)
    assert [len(part) for part in parts] == sorted(map(len, parts), reverse=True)
    together = any({"r0", "r1"} <= part for part in parts)
    assert together == (path(base, "r0", "r1") is not None)
