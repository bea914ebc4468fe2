"""Fingerprints find a passage through line breaks and hyphens, and do not find a changed word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.audit import audit
from kb.fingerprint import fingerprint, reduced
from kb.records import Definition, Locator

PASSAGE = "Taper the dose gradually, by 5 to 10% every 2 weeks; agree on reviews."


def definition(passage, name="one"):
    where = Locator(document="book")
    return Definition(id=name, where=where, passage=fingerprint(passage), term="t", meaning="m")


def found(text, passage=PASSAGE):
    (finding,) = audit([definition(passage)], text)
    return finding.passage


@pytest.mark.parametrize(
    "copy",
    [
        PASSAGE,
        "Taper the dose gradu-\nally, by 5 to 10%\nevery 2 weeks; agree on reviews.",
        "TAPER THE DOSE GRADUALLY BY 5 TO 10 % EVERY 2 WEEKS: AGREE ON REVIEWS",
        "before words. " + PASSAGE + " After words.",
    ],
)
def test_the_same_words_are_found_however_they_are_set(copy):
    assert reduced(found(copy)) == reduced(PASSAGE)


@pytest.mark.parametrize(
    "copy",
    [
        PASSAGE.replace("10%", "20%"),
        PASSAGE.replace("gradually", "rapidly"),
        PASSAGE.replace("agree on reviews", "reviews agree on"),
        PASSAGE[:-10],
        "",
    ],
)
def test_a_changed_word_is_not_found(copy):
    assert found(copy) is None


def test_two_records_of_one_passage_are_both_found():
    findings = audit([definition(PASSAGE, "one"), definition(PASSAGE, "two")], PASSAGE)
    assert [f.passage is not None for f in findings] == [True, True]


def test_a_record_without_fingerprint_is_left_out():
    assert audit([definition(PASSAGE).model_copy(update={"passage": None})], PASSAGE) == ()


def test_a_passage_needs_letters():
    with pytest.raises(ValueError, match="no letter"):
        fingerprint(" … ")


@given(st.text(max_size=80), st.text(min_size=1, max_size=60).filter(reduced), st.text(max_size=80))
def test_what_is_there_is_found(before, passage, after):
    text = f"{before} {passage} {after}"
    assert found(text, passage) is not None
