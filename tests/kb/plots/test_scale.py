"""An axis holds its ends, keeps order, and writes round values."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.plots.scale import Scale

values = st.floats(-1e6, 1e6, allow_nan=False)


@given(values, values, values)
def test_a_linear_axis_is_a_straight_line(low, high, here):
    if high - low < 1e-3:
        return
    scale = Scale(low, high, 10, 110)
    assert (scale.at(low), scale.at(high)) == (10, pytest.approx(110))
    assert scale.at(here) == pytest.approx(10 + 100 * (here - low) / (high - low), abs=1e-3)


@given(st.floats(1.01, 100), st.floats(0.01, 100))
def test_on_a_logarithmic_axis_a_ratio_and_its_inverse_are_equally_far_from_one(reach, ratio):
    scale = Scale(1 / reach, reach, 0, 200, is_log=True)
    assert scale.at(1) == pytest.approx(100)
    assert scale.at(ratio) - 100 == pytest.approx(100 - scale.at(1 / ratio), abs=1e-6)


@given(st.floats(0.1, 1e5))
def test_ticks_are_round_few_and_on_the_axis(high):
    ticks = Scale(-high, high, 0, 1).ticks()
    assert 2 <= len(ticks) <= 9
    assert 0 in ticks
    assert all(-high <= tick <= high for tick in (round(tick, 9) for tick in ticks if abs(tick) < high))
    step = ticks[1] - ticks[0]
    assert round(step / 10 ** math.floor(math.log10(step) + 1e-9), 6) in {1, 2, 5, 10}


def test_ticks_of_ratios_are_powers_of_two():
    assert Scale(0.25, 16, 0, 1, is_log=True).ticks() == (0.25, 0.5, 1, 2, 4, 8, 16)


@pytest.mark.parametrize(("low", "high", "is_log"), [(1, 1, False), (2, 1, False), (0, 5, True), (-1, 5, True)])
def test_an_axis_that_makes_no_sense_cannot_be_made(low, high, is_log):
    with pytest.raises(ValueError, match="an axis runs"):
        Scale(low, high, 0, 1, is_log)
