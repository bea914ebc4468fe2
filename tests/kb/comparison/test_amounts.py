"""Numbers on common scales: calculated as the formula says, the printed value beside, nobody left out."""

import pandas as pd
import pytest

from kb.comparison import compare, numbers
from kb.comparison.amounts import amounts, spans
from kb.knowledge import CURATED, load
from kb.records import Scale, Unit
from tests.kb import small
from tests.kb.small import rec

BASE = load(CURATED)
PACE, TIME, HEAT = (small.base().get(Scale, f"scale-{name}") for name in ("pace", "time", "heat"))


def given(scale, *quantities):
    return [
        (a.low, a.high, a.printed, a.formula)
        for a in amounts(small.base(), rec("aa-1", ["heat"], quantities=quantities), scale)
    ]


def test_a_number_in_the_unit_of_its_scale_stays_as_printed():
    assert given(TIME, ("time", 2, 3, "week")) == [(2, 3, "time as printed", "")]
    assert given(HEAT, ("heat-of-oven", 200, None, "degree")) == [(200, None, "heat-of-oven as printed", "")]


def test_a_time_is_converted_and_says_how():
    assert given(TIME, ("time", 14, None, "day")) == [
        (pytest.approx(2), None, "time as printed", "1 day = 1.00 days; divided by 7")
    ]  # fmt: skip


def test_a_rate_is_converted_to_the_time_of_its_scale():
    assert given(PACE, ("pace", None, 3, "percent-a-day")) == [
        (None, pytest.approx(21), "pace as printed", "7 of 1.00 days")
    ]  # fmt: skip


def test_a_unit_without_a_length_is_not_converted():
    assert given(TIME, ("time", 2, 3, "loaf")) == [(2, 3, "time as printed", "")]


def test_a_step_and_an_interval_make_a_rate_from_the_slowest_to_the_fastest():
    ((low, high, printed, formula),) = given(PACE, ("step", 5, 10, "percent"), ("gap", 2, 4, "week"))
    assert (low, high) == (pytest.approx(5 / 4), pytest.approx(10 / 2))
    assert printed == "step as printed, gap as printed"
    assert (
        formula == "smallest step at the longest interval to largest step at the shortest, taken as shares of one dose"
    )
    assert given(PACE, ("step", 5, 10, "percent"), ("gap", 14, 14, "day"))[0][:2] == (
        pytest.approx(2.5), pytest.approx(5),
    )  # fmt: skip


def test_an_open_end_of_a_step_or_an_interval_stays_open():
    assert given(PACE, ("step", None, 10, "percent"), ("gap", 2, None, "week"))[0][:2] == (None, 5)
    assert given(PACE, ("step", 5, None, "percent"), ("gap", None, 4, "week"))[0][:2] == (1.25, None)
    assert given(PACE, ("step", None, 10, "percent"), ("gap", None, 4, "week"))[0][:2] == (None, None)


def test_a_step_or_an_interval_alone_is_no_rate():
    assert given(PACE, ("step", 5, 10, "percent")) == []
    assert given(PACE, ("gap", 2, 4, "week")) == []


def test_a_printed_rate_counts_before_one_that_could_be_calculated():
    found = given(PACE, ("step", 5, 10, "percent"), ("gap", 2, 4, "week"), ("pace", 1, 2, "percent-a-week"))
    assert found == [(1, 2, "pace as printed", "")]


def test_numbers_of_other_scales_are_left_alone():
    assert given(HEAT, ("time", 2, 3, "week"), ("number", 2, None, "loaf")) == []


def test_several_numbers_of_one_scale_all_stand():
    assert [a[:2] for a in given(TIME, ("time", 1, 2, "week"), ("time", 7, 8, "week"))] == [(1, 2), (7, 8)]


def test_numbers_for_a_verdict_are_on_their_scales_or_by_kind_and_unit():
    base = small.base()
    one = rec("aa-1", ["heat"], quantities=[("time", 7, None, "day"), ("number", 2, 3, "loaf")])
    assert spans(base, one) == {("time", 1.0, None), ("number (loaf)", 2, 3)}
    assert spans(base, rec("aa-1", ["heat"])) == frozenset()


def test_the_same_time_in_other_units_is_the_same_number():
    base = small.base(Unit(id="third", label="third", days=7 / 3))
    three = rec("aa-1", ["heat"], quantities=[("time", 3, None, "third")])
    one = rec("aa-2", ["heat"], quantities=[("time", 1, None, "week")])
    assert spans(base, three) == spans(base, one)


def test_every_guideline_gives_a_number_or_is_said_to_give_none():
    base = small.base(rec("bb-1", ["heat"], quantities=[("time", 1, 2, "week")]), rec("aa-1", ["heat"]))
    by = {of.scale.id: of for of in compare(base)}
    assert list(by) == ["scale-pace", "scale-time", "scale-heat"]
    assert [a.recommendation.id for a in by["scale-time"].amounts] == ["bb-1"]
    assert [g.id for g in by["scale-time"].silent] == ["aa", "cc"]
    assert [g.id for g in by["scale-heat"].silent] == ["aa", "bb", "cc"]
    assert by["scale-time"].unit is base.get(Unit, "week")


def test_choosing_guidelines_keeps_only_theirs():
    base = small.base(*(rec(f"{g}-1", ["heat"], quantities=[("time", 1, 2, "week")]) for g in ("aa", "bb")))
    of = compare(base, ["bb", "cc"])[1]
    assert [a.recommendation.id for a in of.amounts] == ["bb-1"]
    assert [g.id for g in of.silent] == ["cc"]


def test_the_frame_holds_every_amount_with_words_and_numbers():
    base = small.base(
        rec("bb-1", ["heat"], quantities=[("time", 7, None, "day"), ("heat-of-oven", None, 200, "degree")]),
        rec("aa-1", ["heat"], quantities=[("time", 1, 2, "week")]),
    )
    found = numbers(base)
    assert found.to_dict("list") | {"low": found.low.tolist(), "high": found.high.tolist()} == {
        "scale": ["time", "time", "heat"], "title": ["Time of proving", "Time of proving", "Heat"],
        "unit": ["weeks", "weeks", "degrees"], "guideline": ["bb", "aa", "bb"], "country": ["BB", "AA", "BB"],
        "country_name": ["Borduria", "Arcadia", "Borduria"], "recommendation": ["bb-1", "aa-1", "bb-1"],
        "low": [1, 1, pd.NA], "high": [pd.NA, 2, 200],
        "printed": ["time as printed", "time as printed", "heat-of-oven as printed"],
        "formula": ["1 day = 1.00 days; divided by 7", *found.formula[1:]],
    }  # fmt: skip
    assert found.formula.isna().tolist() == [False, True, True]
    assert [str(found[name].dtype) for name in ("scale", "low", "high", "formula")] == [
        "str",
        "Float64",
        "Float64",
        "str",
    ]
    assert numbers(base, ["aa"]).recommendation.tolist() == ["aa-1"]


def test_a_frame_without_numbers_has_its_columns_all_the_same():
    assert list(numbers(small.base()).columns) == list(numbers(BASE).columns)


def test_curated_numbers_are_worked_out_from_the_calendar():
    found = numbers(BASE).set_index(["scale", "recommendation"])
    taper, rate = found.loc[("taper", "ca-how-2")], found.loc[("taper", "us-how-7")]
    assert (taper.low, taper.high) == (pytest.approx(5), pytest.approx(20))
    assert pd.isna(rate.low)
    assert rate.high == pytest.approx(10 * 28 / 30.436875)
    assert found.loc[("time", "de-when-4")].low == pytest.approx(6 * 365.2425 / 12 / 7)
    assert found.loc[("dose", "ca-when-1")].low == 90
