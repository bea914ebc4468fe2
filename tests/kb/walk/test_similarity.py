"""How alike two guidelines are: symmetric, 1 with itself, and the same as counted by hand from the records."""

from itertools import combinations, product
from types import SimpleNamespace

import networkx as nx
import pytest

from kb.walk import similarities, similarity
from kb.walk.similarity import FIELDS, named

GUIDELINES = ("au-2023", "ca-2017", "de-2020", "gb-2022", "us-2022")
PAIRS = list(product(GUIDELINES, repeat=2))


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_it_is_the_same_from_either_side(base, first, second):
    there, back = similarity(base, first, second), similarity(base, second, first)
    for one, other in ((there.topics, back.topics), (there.triggers, back.triggers)):
        assert one.jaccard == other.jaccard
        assert one.both == other.both
        assert (one.only_first, one.only_second) == (other.only_second, other.only_first)


@pytest.mark.parametrize("guideline", GUIDELINES)
def test_a_guideline_is_wholly_like_itself(base, guideline):
    own = similarity(base, guideline, guideline)
    assert own.topics.jaccard == own.triggers.jaccard == 1
    assert own.topics.only_first == own.topics.only_second == ()


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_it_is_what_counting_the_edges_gives(base, first, second):
    for relation, found in (
        ("about", similarity(base, first, second).topics),
        ("triggered_by", similarity(base, first, second).triggers),
    ):
        terms = {}
        for guideline in (first, second):
            issued = [rec for rec, _, key in base.graph.in_edges(guideline, keys=True) if key == "issued_in"]
            terms[guideline] = {
                term for rec in issued for _, term, key in base.graph.out_edges(rec, keys=True) if key == relation
            }
        assert set(found.both) == terms[first] & terms[second]
        assert set(found.only_first) == terms[first] - terms[second]
        assert set(found.only_second) == terms[second] - terms[first]
        assert found.jaccard == len(terms[first] & terms[second]) / len(terms[first] | terms[second])


@pytest.mark.parametrize("first", GUIDELINES)
def test_it_lies_between_nothing_and_all(base, first):
    for second in GUIDELINES:
        for overlap in (similarity(base, first, second).topics, similarity(base, first, second).triggers):
            assert 0 <= overlap.jaccard <= 1
            assert (overlap.jaccard == 1) == (not overlap.only_first and not overlap.only_second)
            assert overlap.either == len({*overlap.both, *overlap.only_first, *overlap.only_second})


def test_where_neither_names_any_there_is_no_share(base):
    mute = SimpleNamespace(by_country=base.by_country, records=base.records, of=lambda _: (), get=base.get)
    assert similarity(mute, "au-2023", "ca-2017").topics.jaccard is None
    assert similarities(mute)["topics"].isna().all()


def test_the_table_holds_every_pair_once_as_it_is_counted_alone(base):
    table = similarities(base)
    assert [frozenset(pair) for pair in zip(table["first"], table["second"], strict=True)] == [
        frozenset(pair) for pair in combinations([g.id for g in base.by_country], 2)
    ]
    for row in table.itertuples():
        one = similarity(base, row.first, row.second)
        assert (row.topics, row.topics_both, row.topics_either) == (
            one.topics.jaccard, len(one.topics.both), one.topics.either,
        )  # fmt: skip
        assert (row.triggers, row.triggers_both, row.triggers_either) == (
            one.triggers.jaccard, len(one.triggers.both), one.triggers.either,
        )  # fmt: skip


def test_it_rests_on_a_graph_of_two_parts(base):
    for field in FIELDS.values():
        assert nx.is_bipartite(named(base, field))


@pytest.mark.parametrize("record", ["ca-how-2", "safety", "nope"])
def test_only_guidelines_can_be_compared(base, record):
    with pytest.raises(KeyError):
        similarity(base, "ca-2017", record)
