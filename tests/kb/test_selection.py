"""A selection survives the way through a URL, and nothing a visitor sends is more than compared."""

from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from kb.selection import MOST_WORDS, Selection, legible, parsed, shortened

ALLOWED = {"country": ("AU", "CA", "DE"), "topic": ("pain", "sleep")}


def test_known_values_are_chosen_and_the_rest_is_named():
    pairs = [("country", "AU"), ("country", "AU"), ("country", "XX"), ("colour", "red"), ("q", " two  words ")]
    selection, ignored = parsed(pairs, ALLOWED)
    assert selection == Selection({"country": ("AU",)}, "two words")
    assert ignored == (
        "“XX” is not known under country, so it was left out.",
        "“colour” is no filter of this page, so it was left out.",
    )


def test_toggling_twice_changes_nothing():
    start = Selection({"country": ("AU",)}, "pain")
    assert start.toggled("topic", "sleep").toggled("topic", "sleep").query() == start.query()


def test_an_empty_selection_is_false_and_has_no_query():
    assert not Selection()
    assert not Selection({"country": ()})
    assert Selection().query() == ""


@given(
    st.lists(st.sampled_from(ALLOWED["country"]), unique=True),
    st.lists(st.sampled_from(ALLOWED["topic"]), unique=True),
    st.text(max_size=60),
)
def test_a_query_reads_back_as_the_selection_that_wrote_it(countries, topics, words):
    words = " ".join(legible(words).split()[:MOST_WORDS])
    written = Selection({"country": tuple(countries), "topic": tuple(topics)}, words)
    pairs = parse_qsl(written.query(), keep_blank_values=True)
    read, ignored = parsed(pairs, ALLOWED)
    assert not ignored
    assert read.query() == written.query()


@given(st.lists(st.tuples(st.text(max_size=300), st.text(max_size=5000)), max_size=80))
def test_no_query_string_is_too_strange(pairs):
    selection, ignored = parsed(pairs, ALLOWED)
    assert all(set(values) <= set(ALLOWED[name]) for name, values in selection.chosen.items())
    assert len(selection.words) <= 200
    assert all(len(sentence) < 200 for sentence in ignored)


def test_long_text_is_cut_with_an_ellipsis():
    assert shortened("a" * 50, 10) == "aaaaaaaaa…"


def test_words_beyond_the_limit_are_said_to_be_left_out():
    words = " ".join(f"word{i}" for i in range(13))
    selection, (sentence,) = parsed([("q", words)], ALLOWED)
    assert selection.words == words.removesuffix(" word12")
    assert sentence.startswith("Only “word0 word1")
    assert parsed([("q", "x" * 201)], ALLOWED)[1] == (f"Only “{'x' * 39}…” was searched for; the rest was too long.",)
    assert parsed([("q", "x" * 200)], ALLOWED)[1] == ()


def test_how_many_sentences_are_not_shown_is_said():
    _, ignored = parsed([(f"name{i}", "1") for i in range(60)], ALLOWED)
    assert len(ignored) == 51
    assert ignored[-1] == "Left out as well: 10 more."


def test_what_would_turn_or_spoil_the_words_after_it_is_taken_out():
    assert legible("a\u202eb\u2066c\ud800d\x1be\0f") == "abc d e f"
    assert legible("ä 😀 👩\u200d⚕️ שלום") == "ä 😀 👩\u200d⚕️ שלום"
    assert parsed([("\u202egnp.exe", "1")], ALLOWED)[1][0].startswith("“gnp.exe” is no filter")
