"""No text is too strange, too long or too hostile to search for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.knowledge import CURATED, load
from kb.search import MOST_WORDS, SearchIndex

BASE = load(CURATED)
INDEX = SearchIndex(BASE)
PARTS = ("how fast", "taper", "7 months", "UK", "NICE", "90 MME", "cannabis", "every", "2", "Schlafmittel", "-", "’", "%", "\x00", "🙂",
         "weeks", "ketamine", "Germany", "US", "wie", "AND", "title_en:", "*", "\"", "(", "٣ months", "² weeks", "¹²")  # fmt: skip


def check(words, countries=()):
    found = INDEX.everything(words, 3, countries)
    for group in found.groups:
        assert 0 < len(group.hits) <= 3
        assert group.total >= len(group.hits)
    for answer in found.answers:
        assert answer.text
        assert set(answer.ids) <= BASE.records.keys()
    assert set(found.nearest) <= BASE.records.keys()
    assert not (found.nearest and found.groups)
    assert set(INDEX.find(words, "recommendation", countries).ids) <= set(BASE.recommendations.index)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_searched_for(words):
    check(words)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=16), st.lists(st.sampled_from(["DE", "GB", "XX", ""]), max_size=3))
def test_any_mixture_of_what_has_a_meaning_can_be_searched_for(parts, countries):
    check(" ".join(parts), tuple(countries))


@pytest.mark.parametrize(
    "words", ["x" * 100_000, "taper " * 50_000, "9" * 5_000 + " months", "\ud800 taper", "İ" * 500]
)
def test_a_text_of_any_length_can_be_searched_for(words):
    check(words)
    assert len(INDEX.read(words).units) <= MOST_WORDS + 1


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80))
def test_the_same_words_have_the_same_answer(words):
    assert INDEX.everything(words) == INDEX.everything(words)
