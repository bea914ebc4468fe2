"""A hundred people: as many are filled as reach the outcome, and the difference can be told without colours."""

import pytest

from kb import charts
from kb.charts import theme
from kb.effects import Absolute
from tests.kb.charts.drawn import WIDTHS, marks, said, sound

MORE = Absolute(72, 301, 178, 460, False)
FEWER = Absolute(301, 72, 40, 90, False)


def people(found, arm):
    drawn = list(marks(charts.people(found, "stopping opioids"), kind="symbol"))
    assert len(drawn) == 200
    return drawn[100 * arm : 100 * (arm + 1)]


@pytest.mark.parametrize(
    ("found", "without", "with_"), [(MORE, 7, 30), (FEWER, 30, 7), (Absolute(500, 500, 400, 600, False), 50, 50)]
)
def test_as_many_are_filled_as_reach_the_outcome(found, without, with_):
    assert [sum(m["fillOpacity"] == 1 for m in people(found, arm)) for arm in (0, 1)] == [without, with_]


def test_the_difference_is_coloured_in_the_arm_that_has_it():
    for found, arm in ((MORE, 1), (FEWER, 0)):
        coloured = [[m["fill"] == theme.ACCENT for m in people(found, one)] for one in (0, 1)]
        assert [sum(one) for one in coloured][arm] == 23
        assert sum(coloured[1 - arm]) == 0


def test_numbers_and_interval_stand_beside_the_people():
    shown = said(charts.people(MORE, "stopping opioids"))
    assert {"7 without the intervention", "30 with the intervention", "interval 18 to 46", "23 more of 100"} <= set(
        shown
    )
    assert "23 fewer of 100" in said(charts.people(FEWER, "stopping opioids"))


def test_fewer_than_one_of_a_hundred_is_not_none():
    assert "fewer than 1 without the intervention" in said(charts.people(Absolute(3, 20, 10, 40, False), "it"))
    assert "0 with the intervention" in said(charts.people(Absolute(30, 0, 0, 20, False), "it"))


def test_no_difference_after_rounding_is_said_to_be_rounded():
    assert "rounded" in charts.people.alt_text(Absolute(300, 302, 290, 310, False), "it")


@pytest.mark.parametrize("width", WIDTHS)
def test_every_text_can_be_read(width):
    sound(charts.people(MORE, "stopping opioids"), width)


def test_the_text_in_its_place_says_all_of_it():
    assert charts.people.alt_text(MORE, "stopping opioids") == (
        "Of 100 people: stopping opioids. 7 without the intervention, 30 with the intervention (interval 18 to 46). "
        "23 more of 100."
    )
