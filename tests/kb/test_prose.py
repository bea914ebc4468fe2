"""Parts of sentences."""

import pytest

from kb.prose import inside, listed, sentence


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a, x", "b"], "a, x; and b"),
        (["a", "b, x", "c"], "a; b, x; and c"),
    ],
)
def test_a_list_in_a_sentence(words, said):
    assert listed(iter(words)) == said


@pytest.mark.parametrize(
    ("label", "said"), [("Dose", "dose"), ("MME and OME", "MME and OME"), ("A dose", "a dose"), ("X", "x"), ("", "")]
)
def test_a_label_inside_a_sentence_keeps_abbreviations(label, said):
    assert inside(label) == said


@pytest.mark.parametrize(("text", "said"), [("the US agrees", "The US agrees."), ("Both do", "Both do."), ("", ".")])
def test_a_sentence_begins_with_a_capital_and_ends_with_a_full_stop(text, said):
    assert sentence(text) == said
