"""Filters and their counts, compared with a slow and obvious second implementation."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.filters import facets
from kb.knowledge import CURATED, load
from kb.records import Guideline, Recommendation, Topic, Trigger
from kb.vocabulary import Phase, Strength, Verb

BASE = load(CURATED)
OPTIONS = {
    "country": tuple(guideline.country for guideline in BASE.by_country),
    "topic": tuple(topic.id for topic, _ in BASE.outline),
    "strength": tuple(Strength),
    "phase": tuple(Phase),
    "verb": tuple(Verb),
    "trigger": tuple(trigger.id for trigger in BASE.of(Trigger)),
}
IDS = [rec.id for rec in BASE.of(Recommendation)]


@cache
def everything():
    return facets(BASE)


def obviously_has(rec, facet, option):
    if facet == "country":
        return BASE.get(Guideline, rec.guideline).country == option
    if facet == "topic":
        found = set()
        for link in rec.about:
            topic = BASE.get(Topic, link.to)
            while topic:
                found.add(topic.id)
                topic = BASE.get(Topic, topic.broader) if topic.broader else None
        return option in found
    if facet == "trigger":
        return option in {link.to for link in rec.triggers}
    return option == {"strength": BASE.strength(rec), "phase": rec.phase, "verb": rec.verb}[facet]


def obviously_matching(chosen, found=None):
    kept = {
        rec.id
        for rec in BASE.of(Recommendation)
        if all(any(obviously_has(rec, f, o) for o in chosen[f]) for f in OPTIONS if chosen.get(f))
    }
    return [i for i in (IDS if found is None else found) if i in kept]


selections = st.fixed_dictionaries(
    {},
    optional={
        facet: st.lists(st.sampled_from(options), max_size=2, unique=True).map(tuple)
        for facet, options in OPTIONS.items()
    },
)
searches = st.none() | st.lists(st.sampled_from(IDS), unique=True)


@settings(max_examples=150, deadline=None)
@given(selections, searches)
def test_matching_is_what_the_obvious_way_finds_in_its_order(chosen, found):
    assert list(everything().matching(chosen, found)) == obviously_matching(chosen, found)


@settings(max_examples=40, deadline=None)
@given(selections, searches)
def test_a_count_is_what_choosing_the_option_alone_in_its_facet_leaves(chosen, found):
    counts = everything().counts(chosen, found)
    assert list(counts) == list(OPTIONS)
    for facet, options in OPTIONS.items():
        assert tuple(counts[facet]) == options
        for option in options:
            alone = {**chosen, facet: (option,)}
            assert counts[facet][option] == len(obviously_matching(alone, found)), (facet, option)


def test_options_stand_in_the_order_a_reader_sees_them():
    found = everything().options()
    assert list(found) == list(OPTIONS)
    assert found == OPTIONS


def test_words_narrow_both_the_list_and_the_counts_and_keep_their_order():
    found = ["us-how-7", "ca-how-2"]
    assert list(everything().matching({}, found)) == found
    assert list(everything().matching({"country": ("CA",)}, found)) == ["ca-how-2"]
    assert everything().counts({}, found)["country"] == {"AU": 0, "CA": 1, "DE": 0, "GB": 0, "US": 1}


def test_what_is_found_twice_or_is_no_recommendation_counts_once_or_not():
    found = ["us-how-7", "t3-acupuncture-dose", "us-how-7"]
    assert list(everything().matching({}, found)) == ["us-how-7"]
    assert sum(everything().counts({}, found)["country"].values()) == 1


def test_nothing_found_leaves_nothing():
    assert list(everything().matching({}, [])) == []
    assert set(everything().counts({}, [])["strength"].values()) == {0}


def test_nothing_chosen_leaves_everything_in_the_order_of_the_files():
    assert list(everything().matching({})) == IDS
    assert list(everything().matching({"country": ()})) == IDS


def test_what_is_chosen_on_another_page_is_left_alone():
    assert list(everything().matching({"outcome": ("discontinuation",), "view": ("table",)})) == IDS


def test_an_unknown_option_is_an_error():
    with pytest.raises(KeyError):
        everything().matching({"country": ("ZZ",)})
