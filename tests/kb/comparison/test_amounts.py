"""Numbers on common scales: worked out as the formula says, the printed value beside, nobody left out."""

import pytest

from kb import charts, labels
from kb.comparison.amounts import Scale, among, compare
from kb.knowledge import CURATED, load

KB = load(CURATED)
BY_SCALE = {c.scale: c for c in compare(KB)}


def given(scale):
    return {a.recommendation.id: a for a in BY_SCALE[scale].amounts}


def test_canadas_taper_spans_its_slowest_and_its_fastest_reading():
    amount = given(Scale.TAPER)["ca-how-2"]
    assert (amount.low, amount.high) == (pytest.approx(5), pytest.approx(20))
    assert "5 to 10%" in amount.printed
    assert "every 2 to 4 weeks" in amount.printed
    assert amount.formula


def test_a_rate_per_month_is_scaled_to_four_weeks_and_stays_open_below():
    amount = given(Scale.TAPER)["us-how-7"]
    assert amount.low is None
    assert amount.high == pytest.approx(10 * 28 / 30.436875)


def test_six_months_are_twenty_six_weeks_and_twelve_weeks_stay_as_printed():
    assert given(Scale.TIME)["de-when-4"].low == pytest.approx(6 * 365.2425 / 12 / 7)
    weeks = given(Scale.TIME)["de-when-1"]
    assert (weeks.low, weeks.high, weeks.formula) == (None, 12, "")


def test_the_dose_threshold_is_canadas_alone():
    assert {i: (a.low, a.high) for i, a in given(Scale.DOSE).items()} == {"ca-when-1": (90, None)}


@pytest.mark.parametrize("scale", Scale)
def test_every_guideline_gives_a_number_or_is_said_to_give_none(scale):
    speaking = {a.recommendation.guideline for a in BY_SCALE[scale].amounts}
    silent = {g.id for g in BY_SCALE[scale].silent}
    assert speaking | silent == {g.id for g in KB.guidelines}
    assert not speaking & silent


@pytest.mark.parametrize("scale", Scale)
def test_the_chart_has_a_row_for_each_amount_and_each_silence(scale):
    spec = charts.ranges(BY_SCALE[scale], {g.id: g.country_name for g in KB.guidelines}, charts.LIGHT, 760)
    rows = spec["data"]["values"]
    drawn = [row for row in rows if row["given"]]
    assert {row["id"] for row in drawn} == {a.recommendation.id for a in BY_SCALE[scale].amounts}
    assert {row["label"] for row in rows if not row["given"]} == {g.country_name for g in BY_SCALE[scale].silent}
    for row in drawn:
        amount = given(scale)[row["id"]]
        assert row["shown"] == labels.span(amount.low, amount.high)
        assert row["low_is_open"] == (amount.low is None)
        assert row["high_is_open"] == (amount.high is None)
        assert amount.low is None or row["low"] == amount.low
        assert amount.high is None or row["high"] == amount.high


def test_choosing_guidelines_keeps_only_theirs():
    chosen = among(BY_SCALE[Scale.TAPER], ("us-2022", "de-2020"))
    assert [a.recommendation.id for a in chosen.amounts] == ["us-how-7"]
    assert [g.id for g in chosen.silent] == ["de-2020"]


@pytest.mark.parametrize(
    ("low", "high", "expected"), [(5, 20, "5 to 20"), (None, 9.199, "9.2 or less"), (90, None, "90 or more")]
)
def test_a_span_says_which_end_is_open(low, high, expected):
    assert labels.span(low, high) == expected
