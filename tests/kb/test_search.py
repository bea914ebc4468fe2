"""Search finds what a reader means: other words, German, stems, typing errors."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.knowledge import CURATED, load
from kb.records import Recommendation
from kb.search import SearchIndex, nearest_topics

KB = load(CURATED)
INDEX = SearchIndex(KB.records.values())


def found(words):
    return INDEX.find(words, "recommendation").ids


def topics_of(rec):
    return {link.to for link in KB.get(Recommendation, rec).about}


@pytest.mark.parametrize("words", ["weaning", "ausschleichen", "weaning off", "langsam reduzieren"])
def test_words_for_tapering_lead_to_gradual_reduction(words):
    assert all("gradual-reduction" in topics_of(rec) or "how-to-reduce" in topics_of(rec) for rec in found(words)[:3])
    assert found(words)


@pytest.mark.parametrize("words", ["sleeping tablets", "sleeping pills", "Schlafmittel", "benzodiazepine"])
def test_words_for_sedatives_find_the_recommendation_on_sedating_medicines(words):
    assert "au-when-3" in found(words)[:3]


@pytest.mark.parametrize("words", ["buprenorphine", "bupernorphine", "buprenorphin", "Buprenorphne", "methadon"])
def test_a_typing_error_still_finds_the_rotation(words):
    assert found(words)[0] == "ca-how-6"


@pytest.mark.parametrize(("words", "rec"), [("90 MME", "ca-when-1"), ("cold turkey", "gb-how-2"), ("pharmacist", "ca-how-4"), ("Psychotherapie", "de-how-4"), ("second opinion", "gb-when-2")])  # fmt: skip
def test_the_obvious_question_has_the_obvious_answer(words, rec):
    assert rec in found(words)[:3]


def test_a_question_in_a_sentence_falls_back_to_any_of_its_words():
    hits = INDEX.find("how fast should I taper somebody who takes zolpidem at night", "recommendation")
    assert hits.ids
    assert not hits.every_word


def test_words_that_mean_nothing_find_nothing():
    assert found("xylophonquartz") == ()
    assert found("the of and") == ()
    assert found("") == ()


def test_only_the_wanted_kind_is_found():
    assert all(KB.records[i] for i in INDEX.find("acupuncture", "intervention").ids)
    assert INDEX.find("acupuncture", "intervention").ids[0] == "acupuncture"


def test_topics_near_the_words_are_offered():
    assert "gradual-reduction" in nearest_topics(INDEX, "weaning")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_no_words_are_too_strange_to_search_for(words):
    assert set(found(words)) <= {r.id for r in KB.of(Recommendation)}
