"""Filters and their counts, compared with a slow and obvious second implementation."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.facets import facets
from kb.knowledge import CURATED, load
from kb.records import Recommendation, Topic
from kb.selection import Selection

KB = load(CURATED)
FACETS = facets(KB)
OPTIONS = FACETS.options()


def obviously_has(rec, facet, option):
    if facet == "country":
        return KB.records[rec.guideline].country == option
    if facet == "topic":
        found = set()
        for link in rec.about:
            topic = KB.get(Topic, link.to)
            while topic:
                found.add(topic.id)
                topic = KB.get(Topic, topic.broader) if topic.broader else None
        return option in found
    if facet == "trigger":
        return option in {link.to for link in rec.triggers}
    return option == {"strength": KB.strength(rec), "phase": rec.phase, "verb": rec.verb}[facet]


def obviously_matching(selection):
    return [
        rec.id
        for rec in KB.of(Recommendation)
        if all(any(obviously_has(rec, f, o) for o in selection.get(f)) for f in OPTIONS if selection.get(f))
    ]


selections = st.fixed_dictionaries(
    {
        facet: st.lists(st.sampled_from(options), max_size=2, unique=True).map(tuple)
        for facet, options in OPTIONS.items()
    }
).map(Selection)


@settings(max_examples=150, deadline=None)
@given(selections)
def test_matching_is_what_the_obvious_way_finds(selection):
    assert list(FACETS.matching(selection)) == obviously_matching(selection)


@settings(max_examples=40, deadline=None)
@given(selections)
def test_a_count_is_what_choosing_the_option_alone_in_its_facet_leaves(selection):
    counts = FACETS.counts(selection)
    for facet, options in OPTIONS.items():
        for option in options:
            chosen = Selection({**selection.without(facet).chosen, facet: (option,)})
            assert counts[facet][option] == len(obviously_matching(chosen)), (facet, option)


def test_words_narrow_both_the_list_and_the_counts():
    found = np.array([FACETS.ids.index("us-how-7"), FACETS.ids.index("ca-how-2")])
    assert FACETS.matching(Selection(), found) == ("us-how-7", "ca-how-2")
    assert FACETS.matching(Selection({"country": ("CA",)}), found) == ("ca-how-2",)
    assert FACETS.counts(Selection(), found)["country"] == {"AU": 0, "CA": 1, "DE": 0, "GB": 0, "US": 1}


def test_nothing_found_leaves_nothing():
    assert FACETS.matching(Selection(), np.array([], dtype=int)) == ()
