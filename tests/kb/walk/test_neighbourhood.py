"""What stands around a record: its neighbours and nobody else, never more than can be read, none out of reach."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.graph import edges
from kb.knowledge import CURATED, load
from kb.records import kind_of
from kb.walk.neighbourhood import MOST, around

KB = load(CURATED)
EDGES = edges(KB.graph)
ids = st.sampled_from(sorted(KB.records))


def beside(record):
    return {*KB.graph.successors(record), *KB.graph.predecessors(record)}


@given(ids)
def test_neighbours_are_one_link_away_and_none_stands_twice(record):
    found = around(KB, record)
    shown = [one.id for one in found.neighbours]
    assert len(shown) == len(set(shown))
    assert set(shown) <= beside(record)
    assert found.total == len(beside(record))


@given(ids)
def test_no_more_are_shown_than_can_be_read_and_the_rest_is_counted(record):
    found = around(KB, record)
    assert len(found.neighbours) == min(MOST, len(beside(record)))
    assert found.left_out == len(beside(record)) - len(found.neighbours)


@given(ids)
def test_every_link_between_the_two_is_told(record):
    for one in around(KB, record).neighbours:
        told = {(step.relation, step.forwards, step.basis, step.reason) for step in one.steps}
        expected = {(e.relation, True, e.basis, e.reason) for e in EDGES if (e.source, e.target) == (record, one.id)}
        expected |= {(e.relation, False, e.basis, e.reason) for e in EDGES if (e.target, e.source) == (record, one.id)}
        assert told == expected
        assert one.links == KB.graph.degree(one.id)


@given(ids)
def test_a_group_holds_one_kind_under_one_relation(record):
    found = around(KB, record)
    assert len({group.key for group in found.groups}) == len(found.groups)
    assert len({(group.said, group.kind) for group in found.groups}) == len(found.groups)
    for group in found.groups:
        for one in group.neighbours:
            assert one.steps[0].said == group.said
            assert kind_of(KB.records[one.id]) == group.kind


@given(ids)
def test_what_is_shown_is_dealt_out_over_the_groups(record):
    groups = around(KB, record).groups
    fewest = min((len(g.neighbours) for g in groups if len(g.neighbours) < g.total), default=MOST)
    assert max(len(group.neighbours) for group in groups) <= max(fewest + 1, 1)


@pytest.mark.parametrize("record", ["lin-langford-2025", "us-2022", "weighing-benefit-and-risk", "ca-how-2"])
def test_part_by_part_every_neighbour_is_reached_once(record):
    reached = []
    for group in around(KB, record).groups:
        for part in range(1, group.parts + 1):
            found = around(KB, record, group.key, part)
            assert 0 < len(found.neighbours) <= MOST
            reached += [one.id for one in found.neighbours]
    assert sorted(reached) == sorted(beside(record))


def test_where_it_was_read_comes_last():
    assert around(KB, "ca-how-2").groups[-1].said == "was read in"


def test_an_unknown_id_is_an_error():
    with pytest.raises(KeyError):
        around(KB, "nope")
