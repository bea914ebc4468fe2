"""Numbers as they are drawn: the printed words first, open ends as arrows that reach nothing."""

import pandas as pd
import pytest

import kb
from kb import charts, comparison
from tests.kb.charts.drawn import WIDTHS, marks, said, sound, texts

BASE = kb.load(kb.CURATED)
SCALES = dict(list(comparison.numbers(BASE).groupby("scale", sort=False)))
CHARTS = {scale: charts.numbers(frame, BASE.recommendations) for scale, frame in SCALES.items()}
each = pytest.mark.parametrize("scale", SCALES)


def place(chart, value):
    at = {float(m["text"]): m["x"] for m in texts(chart) if m["layer"] == "axis"}
    (a, left), (b, right) = min(at.items()), max(at.items())
    return left + (value - a) / (b - a) * (right - left)


def squares(chart):
    return [m for m in marks(chart, kind="symbol") if m["shape"] == "square"]


def arrows(chart, side):
    return [m for m in marks(chart, kind="symbol") if m["shape"] == f"triangle-{side}"]


@each
def test_both_ends_lie_where_the_numbers_are_and_an_open_end_is_an_arrow(scale):
    frame, chart = SCALES[scale], CHARTS[scale]
    ends = {round(place(chart, end)) for end in pd.concat([frame["low"], frame["high"]]).dropna()}
    found = {round(m["x"]) for m in squares(chart)}
    assert all(min(abs(end - one) for one in found) <= 2 for end in ends)
    assert all(min(abs(end - one) for one in ends) <= 2 for end in found)
    assert len(arrows(chart, "right")) == frame["high"].isna().sum()
    assert len(arrows(chart, "left")) == frame["low"].isna().sum()


@each
def test_an_arrow_never_reaches_zero(scale):
    for arrow in arrows(CHARTS[scale], "left"):
        assert arrow["x"] > place(CHARTS[scale], 0) + 5


@each
def test_what_is_printed_stands_there_word_for_word_under_its_country(scale):
    shown = " ".join(said(CHARTS[scale])).replace("-\n", "-").replace("\n", " ")
    for row in SCALES[scale].itertuples():
        assert row.country_name in shown
        assert row.printed in shown


@each
def test_the_axis_names_its_unit(scale):
    frame = SCALES[scale]
    assert f"{frame['title'].iloc[0]}, {frame['unit'].iloc[0]}" in said(CHARTS[scale])


@each
def test_guidelines_that_give_no_number_have_no_row(scale):
    given = set(SCALES[scale]["country_name"])
    assert {g.country_name for g in BASE.by_country if g.country_name in said(CHARTS[scale])} == given


@each
@pytest.mark.parametrize("width", WIDTHS)
def test_every_text_can_be_read(scale, width):
    sound(CHARTS[scale], width)


def test_a_calculated_number_is_about_and_no_finer_than_it_can_be():
    for chart in CHARTS.values():
        for row in chart.data.itertuples():
            assert row.compared.startswith("about") == (row.formula != "as printed")
    us = next(r for r in CHARTS["taper"].data.itertuples() if r.opens_down)
    assert us.compared == "about 9.2 % of the dose per 4 weeks or less"


def test_a_row_shows_the_strength_of_its_recommendation():
    for scale, chart in CHARTS.items():
        strengths = BASE.recommendations.loc[SCALES[scale]["recommendation"], "strength"]
        assert list(chart.data["strength"]) == list(strengths)


def test_two_scales_cannot_share_an_axis():
    with pytest.raises(ValueError, match="exactly one scale, not 4"):
        charts.numbers(comparison.numbers(BASE))
    with pytest.raises(ValueError, match="not 0"):
        charts.numbers(comparison.numbers(BASE).iloc[:0])


def test_a_click_gives_the_recommendation():
    for scale, chart in CHARTS.items():
        assert list(chart.data["id"]) == list(SCALES[scale]["recommendation"])
