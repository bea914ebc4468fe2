"""What stands around a record: its neighbours and nobody else, never more than can be read, none out of reach."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kb
from kb.graph import edges
from kb.records import kind_of
from kb.walk import MOST, neighbours

BASE = kb.load(kb.CURATED)
EDGES = edges(BASE.graph)
ids = st.sampled_from(sorted(BASE.records))


def beside(record):
    return {*BASE.graph.successors(record), *BASE.graph.predecessors(record)}


@given(ids)
def test_neighbours_are_one_link_away_and_none_stands_twice(record):
    found = neighbours(BASE, record)
    shown = [one.id for one in found.neighbours]
    assert len(shown) == len(set(shown))
    assert set(shown) <= beside(record)
    assert found.total == len(beside(record))


@given(ids)
def test_no_more_are_shown_than_can_be_read_and_the_rest_is_counted(record):
    found = neighbours(BASE, record)
    assert len(found.neighbours) == min(MOST, len(beside(record)))
    assert found.left_out == len(beside(record)) - len(found.neighbours)


@given(ids)
def test_every_link_between_the_two_is_told(record):
    for one in neighbours(BASE, record).neighbours:
        told = {(step.relation, step.forwards, step.basis, step.reason) for step in one.steps}
        expected = {(e.relation, True, e.basis, e.reason) for e in EDGES if (e.source, e.target) == (record, one.id)}
        expected |= {(e.relation, False, e.basis, e.reason) for e in EDGES if (e.target, e.source) == (record, one.id)}
        assert told == expected
        assert one.links == BASE.graph.degree[one.id]


@given(ids)
def test_a_group_holds_one_kind_under_one_relation(record):
    found = neighbours(BASE, record)
    assert len({group.key for group in found.groups}) == len(found.groups)
    assert len({(group.said, group.kind) for group in found.groups}) == len(found.groups)
    for group in found.groups:
        for one in group.neighbours:
            assert one.steps[0].said == group.said
            assert kind_of(BASE.records[one.id]) == group.kind


@given(ids)
def test_what_is_shown_is_dealt_out_over_the_groups(record):
    groups = neighbours(BASE, record).groups
    fewest = min((len(g.neighbours) for g in groups if len(g.neighbours) < g.total), default=MOST)
    assert max(len(group.neighbours) for group in groups) <= max(fewest + 1, 1)


@pytest.mark.parametrize("record", ["lin-langford-2025", "us-2022", "weighing-benefit-and-risk", "ca-how-2"])
def test_part_by_part_every_neighbour_is_reached_once(record):
    reached = []
    for group in neighbours(BASE, record).groups:
        for part in range(1, group.parts + 1):
            found = neighbours(BASE, record, group.key, part)
            assert 0 < len(found.neighbours) <= MOST
            reached += [one.id for one in found.neighbours]
    assert sorted(reached) == sorted(beside(record))


def test_groups_are_walked_in_order_with_the_link_that_names_them():
    found = neighbours(BASE, "ca-how-2")
    assert tuple(found) == found.groups
    for group in found:
        assert [step.end for step in group.steps] == [one.id for one in group.neighbours]
        assert {step.said for step in group.steps} == {group.said}


def test_members_of_a_group_come_in_the_order_of_the_links():
    (group,) = (g for g in neighbours(BASE, "gradual-tapering") if g.key == "about.from.recommendation")
    about = [e.source for e in EDGES if (e.relation, e.target) == ("about", "gradual-tapering")]
    order = [i for i in about if kind_of(BASE.records[i]) == "recommendation"]
    assert [one.id for one in group.neighbours] == order[: len(group.neighbours)]


def test_where_it_was_read_and_what_it_is_measured_in_come_last():
    said = list(dict.fromkeys(group.said for group in neighbours(BASE, "ca-how-2")))
    assert said[:2] == ["was issued in", "is about"]
    assert said[-3:] == ["was read in", "is measured in", "is classed as"]


def test_an_unknown_id_is_an_error():
    with pytest.raises(KeyError):
        neighbours(BASE, "nope")
