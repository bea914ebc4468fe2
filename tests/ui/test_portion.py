"""A page of results at a time: nothing is lost or shown twice, and what an address asks for wrongly is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.portion import A_PAGE, ON_ONE, portion


@given(st.integers(0, 100_000))
def test_page_by_page_every_result_is_shown_once(total):
    last = portion("", total)[0].last
    pages = [portion(str(number), total)[0] for number in range(1, last + 1)]
    assert [place for page in pages for place in range(page.start, page.end)] == list(range(total))
    assert all(page.end - page.start <= A_PAGE for page in pages)


def test_without_a_page_the_first_is_shown():
    assert portion("", 1000) == portion("1", 1000)
    assert portion("", 1000)[1] == ()


def test_what_is_there_today_fits_on_one_page():
    assert portion("", 55)[0].last == 1


@pytest.mark.parametrize(
    ("asked", "total", "number", "said"),
    [
        ("99", 100, 2, "There is no page 99, so page 2 is shown"),
        ("2", 0, 1, "There is no page 2, so page 1 is shown"),
        ("0", 100, 1, "“0” is no number of a page, so page 1"),
        ("-1", 100, 1, "“-1” is no number"),
        ("²", 100, 1, "“²” is no number"),
        ("٢", 100, 1, "“٢” is no number"),
        ("2.0", 100, 1, "“2.0” is no number"),
        ("<b>", 100, 1, "“<b>” is no number"),
        ("99999999999…", 100, 1, "is no number"),
    ],
)
def test_a_page_that_is_not_there_is_said_with_what_is_shown_instead(asked, total, number, said):
    shown, (sentence,) = portion(asked, total)
    assert shown.number == number
    assert said in sentence


def test_all_are_shown_on_one_page_where_they_can_be_printed():
    shown, wrong = portion("all", ON_ONE)
    assert (shown.start, shown.end, wrong) == (0, ON_ONE, ())


def test_more_than_can_be_printed_stay_in_pages():
    shown, (sentence,) = portion("all", ON_ONE + 1)
    assert shown.end == A_PAGE
    assert "a file holds them all" in sentence


@given(st.text(max_size=20), st.integers(0, 5000))
def test_whatever_is_asked_for_is_a_page_that_exists(asked, total):
    shown, _ = portion(asked, total)
    assert 1 <= shown.number <= shown.last
    assert 0 <= shown.start <= shown.end <= total
