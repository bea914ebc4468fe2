"""A query string is compared with what is allowed, and nothing of it is ever more than that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.query import LONGEST_TYPED, LONGEST_WORDS, MOST_WORDS, legible, read, shortened

ALLOWED = {"country": ("AU", "CA", "DE"), "topic": ("pain", "sleep")}


def test_known_values_are_chosen_and_the_rest_is_named():
    pairs = [
        ("country", "DE"),
        ("country", "AU"),
        ("country", "DE"),
        ("country", "XX"),
        ("colour", "red"),
        ("q", " two  words "),
    ]
    chosen, words, problems = read(pairs, ALLOWED)
    assert chosen == {"country": ("DE", "AU")}
    assert words == "two words"
    assert problems == (
        "“XX” is not known under country, so it was left out.",
        "“colour” is no filter of this page, so it was left out.",
    )


def test_words_and_typed_text_count_only_where_they_are_expected():
    assert read([("q", "pain")], ALLOWED, words=False) == (
        {},
        "",
        ("“q” is no filter of this page, so it was left out.",),
    )
    chosen, words, problems = read([("baseline-x", "7.2"), ("baseline-x", " 8 % ")], ALLOWED, free=("baseline-x",))
    assert (chosen, words, problems) == ({"baseline-x": ("8 %",)}, "", ())
    assert read([("baseline-x", "  ")], ALLOWED, free=("baseline-x",))[0] == {"baseline-x": ()}
    assert read([("n", "9" * 13)], ALLOWED, free=("n",))[0] == {"n": ("9" * (LONGEST_TYPED - 1) + "…",)}
    assert read([("n", "9" * 12)], ALLOWED, free=("n",))[0] == {"n": ("9" * LONGEST_TYPED,)}


@given(
    st.lists(st.sampled_from(ALLOWED["country"]), unique=True),
    st.lists(st.sampled_from(ALLOWED["topic"]), unique=True),
    st.text(max_size=60),
)
def test_what_was_read_reads_back_the_same(countries, topics, typed):
    pairs = [*(("country", c) for c in countries), ("q", typed), *(("topic", t) for t in topics)]
    chosen, words, _ = read(pairs, ALLOWED)
    assert chosen == {name: ids for name, ids in (("country", tuple(countries)), ("topic", tuple(topics))) if ids}
    again = [(name, value) for name, values in chosen.items() for value in values]
    assert read([*again, ("q", words)], ALLOWED) == (chosen, words, ())


@given(st.lists(st.tuples(st.text(max_size=300), st.text(max_size=5000)), max_size=80))
def test_no_query_string_is_too_strange(pairs):
    chosen, words, problems = read(pairs, ALLOWED)
    assert all(set(values) <= set(ALLOWED[name]) for name, values in chosen.items())
    assert len(words) <= LONGEST_WORDS
    assert all(len(sentence) < 200 for sentence in problems)


def test_long_text_is_cut_with_an_ellipsis():
    assert shortened("a" * 50, 10) == "aaaaaaaaa…"
    assert shortened("a" * 10, 10) == "a" * 10
    assert shortened("a" * 41) == "a" * 39 + "…"
    assert shortened(" two \n lines ") == "two lines"


def test_words_beyond_the_limit_are_said_to_be_left_out():
    _, words, (sentence,) = read([("q", " ".join(f"word{i}" for i in range(MOST_WORDS + 1)))], ALLOWED)
    assert words == " ".join(f"word{i}" for i in range(12))
    assert sentence.startswith("Only “word0 word1")
    assert read([("q", "x" * 201)], ALLOWED)[2] == (f"Only “{'x' * 39}…” was searched for; the rest was too long.",)
    assert read([("q", "x" * 200)], ALLOWED)[1:] == ("x" * 200, ())


@pytest.mark.parametrize(("names", "said"), [(50, 50), (51, 51), (60, 51)])
def test_how_many_sentences_are_not_shown_is_said(names, said):
    _, _, problems = read([(f"name{i}", "1") for i in range(names)], ALLOWED)
    assert len(problems) == said
    assert problems[-1] == (
        f"Left out as well: {names - 50} more."
        if names > 50
        else f"“name{names - 1}” is no filter of this page, so it was left out."
    )


def test_what_would_turn_or_spoil_the_words_after_it_is_taken_out():
    assert legible("a\u202eb\u2066c\ud800d\x1be\0f") == "abc d e f"
    assert legible("ä 😀 👩\u200d⚕️ שלום") == "ä 😀 👩\u200d⚕️ שלום"
    assert read([("\u202egnp.exe", "1")], ALLOWED)[2][0].startswith("“gnp.exe” is no filter")
