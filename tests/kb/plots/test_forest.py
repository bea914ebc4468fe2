"""Every panel as it is drawn: its numbers are the records' numbers, its axis fits its measure, both ends are named."""

import itertools
import math

import pytest

from kb import labels
from kb.effects.panel import interval, panels
from kb.knowledge import CURATED, load
from kb.plots import forest
from kb.plots.shapes import Line, Mark, Words
from kb.records import Effect, Intervention

KB = load(CURATED)
PANELS = [panel for panel in panels(KB, KB.of(Effect)) if panel.plotted]
each = pytest.mark.parametrize("panel", PANELS, ids=[panel.name for panel in PANELS])
WIDTHS = (316, 876)
LEFT = 8


def names(panel):
    return {e.id: KB.get(Intervention, e.intervention).label for e in panel.plotted}


def plot(panel, width=876):
    return forest.forest(panel, names(panel), width)


def value(panel, x, width=876):
    """The value at a place, worked out the slow way from both ends of the axis."""
    low, high = forest.limits(panel)
    share = (x - LEFT) / (width - 2 * LEFT)
    return low * (high / low) ** share if panel.measure.is_ratio else low + (high - low) * share


def said(panel):
    return [item.says for item in plot(panel).items if isinstance(item, Words)]


def of(panel, kind, **having):
    return [
        item
        for item in plot(panel).items
        if isinstance(item, kind) and all(getattr(item, name) == wanted for name, wanted in having.items())
    ]


@each
@pytest.mark.parametrize("width", WIDTHS)
def test_marks_and_lines_lie_where_the_records_numbers_are(panel, width):
    items = plot(panel, width).items
    squares = [item for item in items if isinstance(item, Mark) and item.shape == "square"]
    lines = [item for item in items if isinstance(item, Line) and item.role == "data"]
    low, high = forest.limits(panel)
    for effect, square, line in zip(panel.plotted, squares, lines, strict=True):
        around = interval(effect)
        assert value(panel, square.x, width) == pytest.approx(effect.estimate)
        assert value(panel, line.x1, width) == pytest.approx(max(around.low, low))
        assert value(panel, line.x2, width) == pytest.approx(min(around.high, high))
        assert line.dashed == around.derived
        assert square.y == line.y1 == line.y2


@each
def test_a_row_says_its_name_estimate_people_and_certainty(panel):
    for effect, row in zip(panel.plotted, forest.rows(panel, names(panel)), strict=True):
        assert (row.id, row.words[0]) == (effect.id, KB.get(Intervention, effect.intervention).label)
        assert effect.printed in row.words[1]
        assert str(effect.studies or "not printed") in row.words[2]
        assert labels.certainty(effect).lower() in row.words[3].lower()
        assert set(row.words) <= set(said(panel))


@each
def test_the_circles_of_a_row_are_those_of_its_certainty(panel):
    drawn = [mark.shape for mark in of(panel, Mark, role="text")]
    shapes = {"⊕": "crossed", "◯": "circle", "⊟": "box"}
    assert drawn == [shapes[mark] for e in panel.plotted for mark in labels.certainty_mark(e) if mark != " "]


@each
def test_the_line_of_no_difference_lies_at_1_for_ratios_and_at_0_for_differences(panel):
    (null,) = of(panel, Line, role="quiet", width=2)
    assert null.x1 == null.x2
    assert value(panel, null.x1) == pytest.approx(1 if panel.measure.is_ratio else 0)


@each
def test_equal_ratios_or_equal_differences_are_equally_far_apart(panel):
    ticks = [float(w.says.replace("−", "-")) for w in of(panel, Words, size=14) if w.says.strip("−.0123456789") == ""]
    assert len(ticks) >= 3
    gaps = {round(math.log(b / a) if panel.measure.is_ratio else b - a, 6) for a, b in itertools.pairwise(ticks)}
    assert len(gaps) == 1


@each
def test_both_ends_say_what_they_favour(panel):
    left, right = forest.favours(panel)
    assert "favours intervention" in (right if panel.better == "higher" else left)
    (at_left,), (at_right,) = of(panel, Words, says=left), of(panel, Words, says=right)
    assert at_left.x < at_right.x
    assert (at_left.anchor, at_right.anchor) == ("start", "end")


@each
def test_an_interval_beyond_the_axis_ends_in_an_arrow(panel):
    low, high = forest.limits(panel)
    cut = [interval(e).high > high for e in panel.plotted], [interval(e).low < low for e in panel.plotted]
    assert (len(of(panel, Mark, shape="right")), len(of(panel, Mark, shape="left"))) == tuple(map(sum, cut))


def test_the_interval_of_spinal_cord_stimulation_is_cut():
    panel = next(p for p in PANELS if p.measure == "RR")
    (arrow,) = of(panel, Mark, shape="right")
    assert arrow.y == of(panel, Mark, shape="square")[1].y


@each
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_leaves_the_picture(panel, width):
    made = plot(panel, width)
    for item in made.items:
        xs, ys = ((item.x1, item.x2), (item.y1, item.y2)) if isinstance(item, Line) else ((item.x,), (item.y,))
        assert all(0 <= x <= width for x in xs)
        assert all(0 <= y <= made.height for y in ys)


def test_a_difference_of_two_points_does_not_fill_the_plot():
    panel = next(p for p in PANELS if p.measure == "RD")
    assert forest.limits(panel) <= (-10, 10)


def test_units_that_differ_are_all_named():
    panel = next(p for p in PANELS if p.name == "dose-reduction-MD")
    assert forest.axis_title(panel) == ("Mean difference", "mg OME/day", "mg morphine equivalent/day", "mg MME/day")


@each
def test_every_plot_has_a_short_text_in_its_place(panel):
    crossing = sum(interval(e).low <= panel.measure.null <= interval(e).high for e in panel.plotted)
    assert f"{crossing or 'no'} interval" in plot(panel).alternative
    assert len(plot(panel).alternative) < 200
