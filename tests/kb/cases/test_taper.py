"""Tapers: published schedules to the milligram, both readings of a percentage, pauses, thresholds, ends, tablets."""

from datetime import date
from decimal import Decimal as D
from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb import KnowledgeBase
from kb.cases.cut import Fixed, Listed, Of, Share
from kb.cases.pace import paces, without
from kb.cases.plan import HIGHEST, Hold, Plan
from kb.cases.tablets import makeable, nearest
from kb.cases.taper import COLUMNS, Ending, Leg, against, frame, said, shares, taper
from kb.cases.tapers import COLUMNS as ALL_COLUMNS
from kb.cases.tapers import End, ends, steps, tapers
from kb.cases.typed import TaperError
from kb.knowledge import CURATED, load
from kb.records import Guideline, Unit
from tests.kb import small
from tests.kb.small import rec

BASE = load(CURATED)
WEEK, FOUR_WEEKS = D(7), D(28)
MONTH = D("30.436875")
STARTING, CURRENT = Of.STARTING, Of.CURRENT


def mg(*doses):
    return tuple(D(str(dose)) for dose in doses)


def doses(found):
    return [step.dose for step in found.steps]


def days(found):
    return [step.day for step in found.steps]


def by(dose, percent, of, every=WEEK, **plan):
    return taper(Plan(D(dose), **plan), Leg(Share(D(percent), of), D(every)))


# --- published schedules ------------------------------------------------------------------------------------------

VA = {
    "slowest": mg(270, 255, 240, 225, 210, 195, 180, 165, 150, 135),
    "slower": mg(270, 225, 180, 135, 90, 45, 30, 15, 0),
}


def test_va_slowest_is_15_mg_a_month():
    found = taper(Plan(D(270), most=9), Leg(Fixed(D(15)), MONTH))
    assert tuple(doses(found)) == VA["slowest"]
    assert days(found)[:4] == [0, 30, 61, 91]
    assert doses(taper(Plan(D(270), most=9), Leg(Share(D(100) / 18, STARTING), MONTH)))[-1].quantize(D(1)) == 135


@pytest.mark.parametrize(("every", "last"), [(WEEK, 56), (MONTH, 243)])
def test_va_slower_and_faster_are_the_same_doses_at_other_intervals(every, last):
    legs = (Leg(Fixed(D(45)), every, until=D(100) / 6), Leg(Fixed(D(15)), every))
    assert tuple(doses(taper(Plan(D(270)), *legs))) == VA["slower"]
    listed = taper(Plan(D(270)), Leg(Listed(VA["slower"][1:]), every))
    assert tuple(doses(listed)) == VA["slower"]
    assert listed.last.day == last


def test_va_rapid_keeps_30_mg_for_three_days_and_15_mg_for_four():
    plan = Plan(D(270), holds=(Hold(5, 2), Hold(6, 3)))
    found = taper(plan, Leg(Listed(mg(180, 135, 90, 45, 30, 15, 0)), D(1)))
    on = {day: step.dose for step in found.steps for day in range(step.day, found.last.day)}
    assert [on[day] for day in range(1, 12)] == [180, 135, 90, 45, 30, 30, 30, 15, 15, 15, 15]
    assert (found.last.day, found.last.dose) == (12, 0)


def test_australian_schedules_are_equal_steps():
    assert doses(by(200, 25, STARTING)) == [200, 150, 100, 50, 0]
    assert days(by(200, 25, STARTING)) == [0, 7, 14, 21, 28]
    assert doses(by(80, 25, STARTING, MONTH, most=3)) == [80, 60, 40, 20]


def test_rxfiles_slows_down_at_a_third_of_the_dose():
    third = D(100) / 3
    fast = Leg(Share(D(10), STARTING), D(14), until=third), Leg(Share(D(5), STARTING), FOUR_WEEKS)
    found = taper(Plan(D(90)), *fast)
    assert doses(found)[:8] == [90, 81, 72, 63, 54, 45, 36, 27]
    assert doses(found)[8:] == [D("22.5"), 18, D("13.5"), 9, D("4.5"), 0]
    assert days(found)[7:10] == [98, 126, 154]
    slow = Leg(Share(D(5), CURRENT), FOUR_WEEKS, until=third), Leg(Share(D(5), CURRENT), D(56))
    found = taper(Plan(D(90), most=25), *slow)
    # 0.95 to the power of 22 is the first below a third.
    assert days(found)[22] == 22 * 28
    assert days(found)[23] == 22 * 28 + 56
    assert doses(found)[23] == pytest.approx(D(90) * D("0.95") ** 23)


def test_a_leg_ends_where_exactly_so_much_of_the_dose_is_left():
    legs = Leg(Share(D(10), STARTING), WEEK, until=D(30)), Leg(Share(D(10), CURRENT), WEEK)
    assert doses(taper(Plan(D(100), most=9), *legs))[6:] == [40, 30, 27, D("24.3")]


def test_legs_follow_each_other_and_the_last_one_goes_on():
    legs = (
        Leg(Fixed(D(10)), WEEK, until=D(70)), Leg(Fixed(D(5)), D(1), until=D(60)),
        Leg(Listed(mg(50, 20, 0)), D(2), until=D(90)),
    )  # fmt: skip
    found = taper(Plan(D(100)), *legs)
    assert doses(found) == [100, 90, 80, 70, 65, 60, 50, 20, 0]
    assert days(found) == [0, 7, 14, 21, 22, 23, 25, 27, 29]
    assert doses(taper(Plan(D(100)), legs[0], Leg(Fixed(D(1)), WEEK, until=D(95)), legs[2]))[3:] == [70, 50, 20, 0]


def test_steps_of_a_published_schedule_are_set_against_the_range_that_is_said_of_them():
    assert against("VA's slower", VA["slower"], D(5), D(20)) == (
        "VA's slower, said to be 5 to 20%, runs 16.7, 20, 25, 33.3, 50, 33.3, 50% of the current dose "
        "and 16.7, 16.7, 16.7, 16.7, 16.7, 5.6, 5.6% of the starting dose."
    )
    run = shares(VA["slower"])
    assert list(run["step"]) == [1, 2, 3, 4, 5, 6, 7]
    assert list(run["dose"]) == list(VA["slower"][1:-1])
    assert [str(p) for p in shares(mg(2, "0.5", 0))["of_current"]] == ["75"]


# --- one taper ----------------------------------------------------------------------------------------------------


def test_a_percentage_of_the_starting_dose_is_the_same_amount_each_time_and_of_the_current_dose_a_smaller_one():
    assert doses(by(100, 20, STARTING)) == [100, 80, 60, 40, 20, 0]
    assert doses(by(100, 20, CURRENT, most=3)) == [100, 80, 64, D("51.2")]


@given(
    st.decimals(1, 3000, places=2),
    st.decimals(1, 99, places=1),
    st.sampled_from([STARTING, CURRENT]),
    st.integers(1, 60),
)
def test_doses_are_those_of_the_formula(dose, percent, of, most):
    found = taper(Plan(dose, most=most), Leg(Share(percent, of), WEEK))
    for n, step in enumerate(found.steps):
        part = percent / 100
        wanted = max(dose - n * dose * part, D(0)) if of is STARTING else dose * (1 - part) ** n
        assert abs(step.dose - wanted) < D("1e-15")
    assert found.stops or len(found.steps) == most + 1


def test_a_share_of_the_starting_dose_that_does_not_go_into_it_ends_with_a_smaller_step():
    found = by(100, 30, STARTING)
    assert doses(found) == [100, 70, 40, 10, 0]
    assert found.ending is Ending.ZERO


def test_a_share_of_the_current_dose_never_reaches_zero_and_says_so():
    found = by(80, 10, CURRENT, most=12)
    assert (found.ending, found.stops) == (Ending.CUT_OFF, False)
    assert said(found) == (
        "A taper by shares of the current dose never reaches zero; this one is worked out for 12 steps, "
        "until day 84 (week 12), with 22.59 mg a day left."
    )


def test_it_stops_from_the_smallest_dose():
    found = by(80, 50, CURRENT, smallest=D(20))
    assert doses(found) == [80, 40, 20, 0]
    assert found.ending is Ending.SMALLEST
    assert said(found, "microgram") == (
        "A taper by shares of the current dose never reaches zero; this one stops after 3 steps, on day 21 (week 3), "
        "from 20 microgram, the end set for it."
    )
    assert doses(by(80, 50, CURRENT, smallest=D(15))) == [80, 40, 20, 10, 0]
    assert doses(by(5, 10, CURRENT, smallest=D(5))) == [5, 0]


def test_a_stop_from_the_smallest_dose_is_told_from_a_step_that_reaches_zero():
    assert by(80, 25, STARTING, smallest=D(20)).ending is Ending.ZERO
    found = by(80, 5, STARTING, smallest=D(10))
    assert (found.ending, doses(found)[-2:]) == (Ending.SMALLEST, [8, 0])
    assert said(found) == "Stops after 19 steps, on day 133 (week 19), from 8 mg."


def test_other_ends_are_said_plainly():
    assert said(by(80, 100, STARTING)) == "Stops after 1 step, on day 7 (week 1), from 80 mg."
    assert said(by(80, 10, STARTING, most=2)) == "Worked out for 2 steps, until day 14 (week 2), with 64 mg a day left."
    listed = taper(Plan(D(80), smallest=D(70)), Leg(Listed(mg(60, 40)), D(10)))
    assert (listed.ending, doses(listed)) == (Ending.LIST, [80, 60, 40])
    assert said(listed) == "The list ends after 2 steps, on day 20 (week 2.9), with 40 mg a day left."
    assert taper(Plan(D(80)), Leg(Listed(mg(40, 0)), D(10))).ending is Ending.ZERO
    assert taper(Plan(D(80), most=2), Leg(Listed(mg(60, 40)), D(10))).ending is Ending.CUT_OFF


def test_a_pause_keeps_a_dose_longer_and_moves_all_that_follows():
    plan = {"holds": (Hold(1, 10), Hold(1, 4), Hold(3, 7))}
    assert days(by(100, 20, STARTING, **plan)) == [0, 7, 28, 35, 49, 56]
    assert days(by(100, 20, STARTING, holds=(Hold(0, 5),))) == [0, 12, 19, 26, 33, 40]
    assert [step.held for step in by(100, 20, STARTING, **plan).steps] == [0, 14, 0, 7, 0, 0]
    assert doses(by(100, 20, STARTING, **plan)) == doses(by(100, 20, STARTING))


def test_a_pause_that_a_taper_never_comes_to_is_named():
    assert by(100, 20, STARTING, holds=(Hold(4, 7), Hold(5, 7), Hold(9, 7))).idle == (Hold(5, 7), Hold(9, 7))


def test_months_are_whole_days_that_do_not_drift():
    assert days(by(100, 10, STARTING, MONTH)) == [0, 30, 61, 91, 122, 152, 183, 213, 243, 274, 304]
    assert days(by(100, 50, STARTING, D("0.5"))) == [0, 1, 1]


def test_a_threshold_is_passed_by_the_first_step_below_it():
    plan = {"factor": D("1.5"), "thresholds": mg(50, 90, 200)}
    found = by(80, 25, STARTING, **plan)
    # 120, 90, 60, 30, 0: 90 is not yet below 90.
    assert [found.passes(D(t)) and found.passes(D(t)).number for t in (200, 90, 50)] == [None, 2, 3]
    assert list(frame(found)["passes"]) == ["", "", "90", "50", ""]
    assert by(80, 100, STARTING, **plan).passes(D(50)).number == 1
    assert list(frame(by(80, 100, STARTING, **plan))["passes"]) == ["", "90;50"]
    assert by(80, 25, STARTING, **plan, most=1).passes(D(90)) is None


def test_what_is_taken_beside_it_counts_and_stays():
    found = by(80, 25, STARTING, factor=D("1.5"), beside=D(40), thresholds=mg(90, 30))
    assert list(frame(found)["mme"]) == [160, 130, 100, 70, 40]
    assert found.passes(D(90)).number == 3
    assert found.passes(D(30)) is None


def test_a_frame_has_every_step_with_both_percentages():
    plan = Plan(D(80), start=date(2025, 2, 24), factor=D("1.5"), thresholds=mg(90), holds=(Hold(1, 3),), most=2)
    made = frame(taper(plan, Leg(Share(D("12.5"), CURRENT), WEEK)))
    assert list(made.columns) == list(COLUMNS)
    assert {name: str(kind) for name, kind in made.dtypes.items()} == COLUMNS
    assert list(made["step"]) == [0, 1, 2]
    assert list(made["day"]) == [0, 7, 17]
    assert list(made["week"]) == [0, 1, 2.4]
    assert [str(day.date()) for day in made["date"]] == ["2025-02-24", "2025-03-03", "2025-03-13"]
    assert list(map(str, made["dose"])) == ["80", "70", "61.25"]
    assert list(map(str, made["mme"])) == ["120", "105", "91.88"]
    assert list(map(str, made["left"])) == ["100", "87.5", "76.6"]
    assert list(map(str, made["of_starting"])) == ["None", "12.5", "10.9"]
    assert list(map(str, made["of_current"])) == ["None", "12.5", "12.5"]
    assert list(made["held"]) == [0, 3, 0]


def test_without_a_date_or_a_factor_there_is_none():
    made = frame(by(80, 50, STARTING))
    assert made["date"].isna().all()
    assert list(made["mme"]) == [None, None, None]
    assert list(made["passes"]) == ["", "", ""]


# --- tablets ------------------------------------------------------------------------------------------------------


def test_doses_are_those_that_whole_tablets_make_and_percentages_are_worked_out_again():
    found = by(80, 10, CURRENT, strengths=mg(20, 5), most=6)
    assert doses(found) == [80, 70, 65, 60, 50, 45, 45]
    made = frame(found)
    assert [str(p) for p in made["of_current"][1:]] == ["12.5", "7.1", "7.7", "16.7", "10", "0"]
    assert [str(p) for p in made["of_starting"][1:]] == ["12.5", "6.3", "6.3", "12.5", "6.3", "0"]
    assert [step.target for step in found.steps][:3] == [80, 72, D("64.8")]


def test_a_step_smaller_than_the_tablets_is_none_and_the_pace_is_kept():
    found = by(80, 5, STARTING, strengths=mg(10))
    # 76, 72, 68, 64, 60, 56, 52, 48, ...: of two as near, the lower.
    assert doses(found)[:9] == [80, 80, 70, 70, 60, 60, 60, 50, 50]
    assert [str(p) for p in frame(found)["of_current"][1:4]] == ["0", "12.5", "0"]


def test_rounding_never_raises_a_dose_and_the_smallest_tablet_is_the_end():
    # 33 mg cannot be made of 20 mg tablets; 40 mg would be more than is taken.
    assert doses(by(33, 5, STARTING, strengths=mg(20)))[:3] == [33, 20, 0]
    found = by(80, 10, CURRENT, strengths=mg(10))
    assert doses(found)[-2:] == [10, 0]
    assert found.ending is Ending.SMALLEST


def test_a_target_nearer_to_nothing_than_to_a_tablet_is_a_stop():
    found = taper(Plan(D(50), strengths=mg(30), smallest=D(1)), Leg(Share(D(80), CURRENT), WEEK))
    assert doses(found) == [50, 0]
    assert found.ending is Ending.SMALLEST


@given(
    st.decimals(1, 300, places=2),
    st.sets(st.decimals(1, 60, places=1), min_size=1, max_size=3),
    st.decimals(1, 60, places=0),
    st.sampled_from([STARTING, CURRENT]),
)
def test_rounded_doses_fall_and_can_be_made(dose, strengths, percent, of):
    found = taper(Plan(dose, strengths=tuple(strengths)), Leg(Share(percent, of), WEEK))
    made = doses(found)
    assert made == sorted(made, reverse=True)
    assert set(made[1:]) <= {dose, *makeable(strengths, dose)}


@given(st.sets(st.integers(2, 40), min_size=1, max_size=3), st.integers(1, 90))
def test_makeable_doses_are_those_of_every_pile_of_tablets(sizes, most):
    strengths = [D(size) / 4 for size in sizes]
    piles = (
        sum(pile) for n in range(most * 4 // min(sizes) + 1) for pile in combinations_with_replacement(strengths, n)
    )
    few = most <= 12
    assert not few or list(makeable(strengths, D(most))) == sorted({D(pile) for pile in piles if pile <= most})


def test_the_nearest_of_two_as_near_is_the_lower():
    assert [nearest(D(t), mg(0, 10, 20)) for t in (0, 4, 5, 6, 15, 16, 99)] == [0, 0, 0, 10, 10, 20, 20]


# --- what makes no sense ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"dose": 0}, "The starting dose must be above 0 and at most 3000, not 0."),
        ({"dose": -5}, "The starting dose must be above 0 and at most 3000, not -5."),
        ({"dose": "−5"}, "The starting dose must be above 0 and at most 3000, not −5."),
        ({"dose": 5000}, "The starting dose must be above 0 and at most 3000, not 5000."),
        ({"dose": "forty"}, "The starting dose must be a number such as 20 or 2.5, not “forty”."),
        ({"dose": ""}, "not “”"),
        ({"dose": D("NaN")}, "must be a number"),
        ({"dose": "Infinity"}, "must be a number"),
        ({"dose": "1e3"}, "must be a number"),
        ({"dose": True}, "must be a number"),
        ({"dose": "1.000"}, "write 1.000 with at most 2 decimals and without a mark for thousands"),
        ({"factor": 0}, "The factor to morphine equivalents must be above 0"),
        ({"factor": D("1.5"), "thresholds": (90, "x")}, "A threshold must be a number"),
        ({"factor": D("1.5"), "beside": -1}, "The morphine equivalents of other opioids must be above 0"),
        ({"thresholds": (90,)}, "only where the dose has a factor"),
        ({"beside": 3}, "only where the dose has a factor"),
        ({"strengths": (10, 0)}, "A tablet strength must be above 0"),
        ({"strengths": range(1, 14)}, "at most 12 tablet strengths"),
        ({"strengths": (501,)}, "at most 500, not 501"),
        ({"factor": "0.1234567"}, "at most 6 decimals"),
        ({"factor": 1, "thresholds": range(1, 8)}, "Name at most 6 thresholds."),
        ({"smallest": "-1"}, "The smallest dose must be above 0"),
        ({"most": 0}, "The number of steps must be a whole number from 1 to 200, not “0”."),
        ({"most": 201}, "from 1 to 200"),
        ({"most": "2.5"}, "must be a whole number"),
        ({"most": True}, "must be a whole number"),
        ({"start": date(1989, 12, 31)}, "A taper starts between 1990 and 2200, not in 1989."),
        ({"start": date(2201, 1, 1)}, "not in 2201"),
    ],
)
def test_a_value_outside_sense_is_refused_in_a_sentence(fields, says):
    with pytest.raises(TaperError) as error:
        Plan(**{"dose": D(80), **fields})
    assert says in str(error.value)
    assert isinstance(error.value, ValueError)


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lambda: Hold(-1, 7), "The step of a pause must be a whole number from 0 to 200"),
        (lambda: Hold(1, 0), "The days of a pause must be a whole number from 1 to 366"),
        (lambda: Share(D(0), STARTING), "above 0 and at most 100% of the dose, not 0%"),
        (lambda: Share(D(101), STARTING), "not 101%"),
        (lambda: Fixed(D(0)), "must take something away"),
        (lambda: Listed(()), "needs at least one"),
        (lambda: Listed(mg(5, -1)), "none below 0"),
        (lambda: Listed(mg(5, 5)), "below the one before"),
        (lambda: Leg(Fixed(D(1)), D(0)), "above 0 days"),
        (lambda: taper(Plan(D(80))), "at least one pace"),
        (lambda: taper(Plan(D(80)), Leg(Listed(mg(80, 40)), WEEK)), "must be below the dose that is taken before it"),
    ],
)
def test_a_pace_outside_sense_is_refused_in_a_sentence(made, says):
    with pytest.raises(TaperError) as error:
        made()
    assert says in str(error.value)


def test_what_is_typed_is_read_exactly():
    plan = Plan("2,5", factor="0.15", strengths=("5", 5, "2.5"), thresholds=("50", 90), most="7", beside="1.5")
    assert (plan.dose, plan.factor, plan.beside, plan.most) == (D("2.5"), D("0.15"), D("1.5"), 7)
    assert plan.strengths == mg("2.5", 5)
    assert plan.thresholds == mg(90, 50)
    assert Plan(HIGHEST, start=date(1990, 1, 1)).dose == HIGHEST
    assert Plan(1, start=date(2200, 12, 31)).least is None
    assert Plan(1, strengths=(5, 2)).least == 2
    assert Plan(1, strengths=(5, 2), smallest=3).least == 3
    assert Hold("2", "14") == Hold(2, 14)
    assert (Hold(200, 366).step, Plan(1).most, Plan(1, most=200).most) == (200, 100, 200)
    full = Plan(1, factor="0.123456", strengths=range(1, 13), thresholds=range(1, 7))
    assert (len(full.strengths), len(full.thresholds)) == (12, 6)
    assert Plan(1, strengths=(500,)).strengths == (500,)


# --- the guidelines -----------------------------------------------------------------------------------------------

PLAN = Plan(D(80), factor=D("1.5"), thresholds=mg(90, 50), smallest=D(5))
FOUND = tapers(BASE, PLAN)


def line(found, country, of, end):
    (one,) = [x for x in found.lines if (x.pace.guideline.country, x.of, x.end) == (country, of, end)]
    return one


def test_every_number_of_a_pace_is_read_from_its_recommendation():
    ca, us = paces(BASE)
    assert (ca.guideline.country, us.guideline.country) == ("CA", "US")
    assert (ca.slow.size, ca.slow.days, ca.fast.size, ca.fast.days) == (5, 28, 10, 14)
    assert (us.slow, us.fast.size, us.fast.days) == (None, 10, MONTH)
    assert (ca.is_rate, us.is_rate) == (False, True)
    assert "every 2 to 4 weeks" in ca.printed
    assert ca.notes == ("Whether of the starting or of the current dose is not said.",)
    assert us.printed == "10% per month or slower"
    assert us.notes[0].startswith("A rate.")


def test_every_guideline_has_a_pace_or_is_named_as_printing_none():
    assert [g.country for g in FOUND.silent] == ["AU", "DE", "GB"]
    assert {x.pace.guideline.id for x in FOUND.lines} | {g.id for g in FOUND.silent} == {
        g.id for g in BASE.of(Guideline)
    }
    chosen = ["ca-2017", "de-2020"]
    assert [g.id for g in without(BASE, chosen)] == ["de-2020"]
    assert {x.pace.guideline.id for x in tapers(BASE, PLAN, chosen).lines} == {"ca-2017"}
    assert tapers(BASE, PLAN, ["de-2020"]).lines == ()


def test_each_end_is_read_both_ways_and_an_open_end_has_no_taper():
    assert [(x.pace.guideline.country, str(x.of), str(x.end), x.words) for x in FOUND.lines] == [
        ("CA", "starting", "slow", "5% of the starting dose every 4 weeks"),
        ("CA", "starting", "fast", "10% of the starting dose every 2 weeks"),
        ("CA", "current", "slow", "5% of the current dose every 4 weeks"),
        ("CA", "current", "fast", "10% of the current dose every 2 weeks"),
        ("US", "starting", "fast", "10% of the starting dose every month"),
        ("US", "current", "fast", "10% of the current dose every month"),
    ]


def test_a_slow_end_is_never_below_the_fast_one():
    for of in ("starting", "current"):
        slow, fast = (line(FOUND, "CA", of, end).taper for end in ("slow", "fast"))
        on = [dict(zip(days(x), doses(x), strict=True)) for x in (slow, fast)]
        for day in range(0, 420, 14):
            high, low = (max((d, dose) for d, dose in x.items() if d <= day)[1] for x in on)
            assert low <= high


def test_canada_at_both_ends():
    assert doses(line(FOUND, "CA", "starting", "fast").taper) == [80, 72, 64, 56, 48, 40, 32, 24, 16, 8, 0]
    assert days(line(FOUND, "CA", "starting", "slow").taper) == [28 * n for n in range(21)]
    assert doses(line(FOUND, "CA", "current", "slow").taper)[:3] == [80, 76, D("72.2")]


def test_all_steps_are_one_frame():
    made = steps(FOUND)
    assert list(made.columns) == list(ALL_COLUMNS)
    assert {name: str(kind) for name, kind in made.dtypes.items()} == ALL_COLUMNS
    assert list(made.index) == list(range(sum(len(x.taper.steps) for x in FOUND.lines)))
    for x in FOUND.lines:
        rows = made.query(f"country == '{x.pace.guideline.country}' and of == '{x.of}' and end == '{x.end}'")
        assert list(rows["step"]) == list(range(len(x.taper.steps)))
        assert set(rows["pace"]) == {x.words}
        assert set(rows["printed"]) == {x.pace.printed}
        assert set(rows["recommendation"]) == {x.pace.recommendation.id}
        assert set(rows["guideline"]) == {x.pace.guideline.id}
        assert set(rows["country_name"]) == {x.pace.guideline.country_name}
    assert list(steps(tapers(BASE, PLAN, [])).columns) == list(ALL_COLUMNS)


def test_how_each_ends_is_one_frame_with_a_column_for_each_threshold():
    made = ends(FOUND)
    assert list(made.columns[-7:]) == ["steps", "day", "left", "ending", "says", "below 90", "below 50"]
    first = made.iloc[0]
    assert (first["steps"], first["day"], first["left"], first["ending"]) == (20, 560, 0, "zero")
    assert (first["below 90"], first["below 50"]) == (168, 336)
    assert first["says"] == "Stops after 20 steps, on day 560 (week 80), from 4 mg."
    # The fast end of 10% every 2 weeks: 88.2 ... MME after 3 steps, 48 after 6.
    assert tuple(made.iloc[1][["below 90", "below 50"]]) == (42, 84)
    low = ends(tapers(BASE, Plan(D(20), factor=D(1), thresholds=(90,))))
    assert low["below 90"].isna().all()
    assert list(ends(tapers(BASE, PLAN, [])).columns) == list(made.columns)


def test_the_unit_of_the_dose_is_named_as_the_data_name_it():
    assert tapers(BASE, Plan(D(80), unit="week")).unit == "week"
    assert tapers(BASE, Plan(D(80), unit="thimble")).unit == "thimble"


# --- any guideline ------------------------------------------------------------------------------------------------


def printing(*quantities, units=()):
    """A base of which one guideline prints these numbers."""
    base = small.base()
    records = {r.id: r for r in (*base.records.values(), *units) if r.id not in RECS}
    made = rec("aa-9", ["speed"], quantities=quantities)
    return KnowledgeBase({**records, made.id: made}, base.graph, "")


RECS = {r.id for r in small.base().records.values() if r.id[:3] in {"aa-", "bb-", "cc-"}}
DOUGH = Plan(D(100), unit="loaf", most=3)


def ends_of(base):
    return [(p.slow and (p.slow.size, p.slow.days), p.fast and (p.fast.size, p.fast.days)) for p in paces(base)]


@pytest.mark.parametrize(
    ("step", "gap", "slow", "fast"),
    [
        ((5, 10), (2, 4), (5, 28), (10, 14)),
        ((None, 10), (2, 4), None, (10, 14)),
        ((5, None), (2, 4), (5, 28), None),
        ((5, 10), (2, None), None, (10, 14)),
        ((5, 10), (None, 4), (5, 28), None),
        ((0, 10), (2, 4), None, (10, 14)),
    ],
)
def test_an_open_end_of_a_step_or_an_interval_is_an_open_end_of_the_pace(step, gap, slow, fast):
    base = printing(("step", *step, "percent"), ("gap", *gap, "week"))
    assert ends_of(base) == [(slow, fast)]


def test_without_both_a_step_and_an_interval_there_is_no_pace():
    for quantities in ([("step", 5, 10, "percent")], [("gap", 1, 2, "week")], [("time", 5, 10, "week")]):
        base = printing(*quantities)
        assert paces(base) == ()
        assert "aa" in {g.id for g in without(base)}
    assert paces(printing(("step", None, 5, "percent"), ("gap", None, 2, "week"))) == ()
    assert paces(printing(("step", 5, 5, "percent"), ("gap", 2, 2, "loaf"))) == ()


def test_a_printed_rate_counts_before_a_step_and_an_interval():
    base = printing(("step", 5, 10, "percent"), ("gap", 2, 4, "week"), ("pace", 1, 2, "percent-a-day"))
    assert ends_of(base) == [((1, 1), (2, 1))]
    found = tapers(base, DOUGH)
    assert {x.words for x in found.lines if x.end is End.FAST} == {
        "2% of the starting dose every day", "2% of the current dose every day",
    }  # fmt: skip


def test_a_rate_over_a_time_without_a_name_says_its_days():
    every = Unit(id="percent-a-moon", label="% of dough/moon", percent=True, days=29.53)
    found = tapers(printing(("pace", None, 2, "percent-a-moon"), units=[every]), DOUGH)
    assert found.lines[0].words == "2% of the starting dose every 29.5 days"


def test_a_pace_without_a_range_is_one_taper():
    found = tapers(printing(("step", 5, 5, "percent"), ("gap", 2, 2, "week")), DOUGH)
    assert [(x.of, x.end) for x in found.lines] == [(STARTING, End.BOTH), (CURRENT, End.BOTH)]


def test_steps_that_are_amounts_are_taken_as_they_are():
    found = tapers(printing(("step", 2, 4, "loaf"), ("gap", 1, 1, "day")), DOUGH)
    assert [(x.of, x.end, x.words) for x in found.lines] == [
        (Of.AMOUNT, End.SLOW, "2 loaves every day"), (Of.AMOUNT, End.FAST, "4 loaves every day"),
    ]  # fmt: skip
    assert doses(found.lines[1].taper) == [100, 96, 92, 88]
    assert found.unused == ()


def test_steps_in_another_unit_are_named_as_not_drawn():
    base = printing(("step", 2, 4, "loaf"), ("gap", 1, 1, "day"))
    found = tapers(base, Plan(D(100), unit="mg"))
    assert found.lines == ()
    assert [p.recommendation.id for p in found.unused] == ["aa-9"]
    assert "aa" not in {g.id for g in found.silent}


def test_steps_in_equivalents_are_turned_into_the_dose():
    unit = Unit(id="toast", label="toast", equivalent=True)
    base = printing(("step", 6, 6, "toast"), ("gap", 1, 1, "day"), units=[unit])
    assert doses(tapers(base, Plan(D(100), factor=D("1.5"), most=2)).lines[0].taper) == [100, 96, 92]
    assert tapers(base, Plan(D(100))).lines == ()
