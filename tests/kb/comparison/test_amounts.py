"""Numbers on common scales: worked out as the formula says, the printed value beside, nobody left out."""

import pytest

from kb import labels
from kb.comparison.amounts import Scale, among, compare
from kb.knowledge import CURATED, load
from kb.plots.ranges import ranges
from kb.plots.shapes import Line, Mark, Words

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
    assert speaking | silent == {g.id for g in KB.by_country}
    assert not speaking & silent


@pytest.mark.parametrize("scale", Scale)
def test_the_chart_has_a_row_for_each_amount_and_each_silence(scale):
    comparison = BY_SCALE[scale]
    made = ranges(comparison, {g.id: g.country_name for g in KB.by_country}, 876)
    heads = [w.says for w in made.items if isinstance(w, Words) and w.role == "head"]
    said = [w.says for w in made.items if isinstance(w, Words) and w.role == "text" and w.size == 14.5]
    countries = {g.id: g.country_name for g in KB.by_country}
    assert heads == [countries[a.recommendation.guideline] for a in comparison.amounts] + [
        g.country_name for g in comparison.silent
    ]
    assert said == [labels.span(a.low, a.high) for a in comparison.amounts] + ["gives none"] * len(comparison.silent)
    ends = [m.shape for m in made.items if isinstance(m, Mark)]
    wanted = [
        ("left" if a.low is None else "square", "right" if a.high is None else "square") for a in comparison.amounts
    ]
    assert ends == [shape for pair in wanted for shape in pair]


@pytest.mark.parametrize("scale", Scale)
def test_a_bar_reaches_from_the_lower_to_the_higher_number(scale):
    comparison = BY_SCALE[scale]
    made = ranges(comparison, {g.id: g.country_name for g in KB.by_country}, 876)
    top = 1.25 * max(end for a in comparison.amounts for end in (a.low, a.high) if end is not None)
    bars = [line for line in made.items if isinstance(line, Line) and line.role == "data"]
    for amount, bar in zip(comparison.amounts, bars, strict=True):
        low, high = ((x - 8) / 860 * top for x in (bar.x1, bar.x2))
        assert low == pytest.approx(amount.low or 0)
        assert high == pytest.approx(top if amount.high is None else amount.high)


def test_choosing_guidelines_keeps_only_theirs():
    chosen = among(BY_SCALE[Scale.TAPER], ("us-2022", "de-2020"))
    assert [a.recommendation.id for a in chosen.amounts] == ["us-how-7"]
    assert [g.id for g in chosen.silent] == ["de-2020"]


@pytest.mark.parametrize(
    ("low", "high", "expected"), [(5, 20, "5 to 20"), (None, 9.199, "9.2 or less"), (90, None, "90 or more")]
)
def test_a_span_says_which_end_is_open(low, high, expected):
    assert labels.span(low, high) == expected
