"""How alike two guidelines are: symmetric, 1 with itself, and the same as counted by hand from the records."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.walk.similarity import Overlap, similarity

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
        named = {}
        for guideline in (first, second):
            recommendations = [e.source for e in base.graph.edges_to(guideline) if e.relation == "issued_in"]
            named[guideline] = {e.target for r in recommendations for e in base.graph.edges_from(r) if e.relation == relation}  # fmt: skip
        assert set(found.both) == named[first] & named[second]
        assert set(found.only_first) == named[first] - named[second]
        assert set(found.only_second) == named[second] - named[first]
        assert found.jaccard == len(named[first] & named[second]) / len(named[first] | named[second])


@given(st.sets(st.text()), st.sets(st.text()))
def test_it_lies_between_nothing_and_all(first, second):
    overlap = Overlap(tuple(first & second), tuple(first - second), tuple(second - first))
    if not first | second:
        assert overlap.jaccard is None
    else:
        assert 0 <= overlap.jaccard <= 1
        assert (overlap.jaccard == 1) == (first == second)
        assert overlap.either == len(first | second)


@pytest.mark.parametrize("record", ["ca-how-2", "safety", "nope"])
def test_only_guidelines_can_be_compared(base, record):
    with pytest.raises(KeyError):
        similarity(base, "ca-2017", record)
