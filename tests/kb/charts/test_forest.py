"""Every forest plot as it is drawn: numbers where they belong, both ends named, nothing derived that looks printed."""

import itertools
import math

import pytest

import kb
from kb import charts, effects
from kb.charts.forest_axis import steps
from kb.effects import interval
from kb.records import Effect
from tests.kb.charts.drawn import WIDTHS, marks, said, sound, texts

BASE = kb.load(kb.CURATED)
PANELS = [panel for panel in effects.panels(BASE, BASE.of(Effect)) if panel.plotted]
each = pytest.mark.parametrize("panel", PANELS, ids=[panel.name for panel in PANELS])
# Vega moves what is written under an axis to whole pixels.
NEAR = 1.5
CHARTS = {panel.name: charts.forest(BASE.effects.loc[[e.id for e in panel.plotted]]) for panel in PANELS}


def rows(*ids):
    return BASE.effects.loc[list(ids)]


def chart(panel):
    return CHARTS[panel.name]


def ticks(drawn):
    """Where the values of the axis stand, by value."""
    return {float(m["text"].replace("−", "-")): m["x"] for m in drawn if m["layer"] == "axis"}


def estimates(drawn):
    return [m for m in drawn if m["marktype"] == "symbol" and m["shape"] in {"square", "diamond"}]


def bars(drawn):
    return [m for m in drawn if m["marktype"] == "rule" and m.get("strokeWidth") == 2]


def place(panel, drawn, value):
    """Where a value lies, worked out the slow way from two values that are written under the axis."""
    at = ticks(texts(chart(panel)))
    (a, left), (b, right) = min(at.items()), max(at.items())
    scale = math.log if panel.measure.is_ratio else float
    return left + (scale(value) - scale(a)) / (scale(b) - scale(a)) * (right - left)


@each
def test_marks_and_lines_lie_where_the_records_numbers_are(panel):
    drawn = marks(chart(panel))
    for effect, mark, bar in zip(panel.plotted, estimates(drawn), bars(drawn), strict=True):
        around = interval(effect)
        assert mark["x"] == pytest.approx(place(panel, drawn, effect.estimate), abs=NEAR)
        assert sorted((bar["x"], bar["x2"])) == pytest.approx(
            [place(panel, drawn, around.low), place(panel, drawn, around.high)], abs=NEAR
        )
        assert mark["y"] == bar["y"]


@each
def test_the_rows_of_a_chart_are_the_rows_of_its_frame(panel):
    assert list(chart(panel).data["id"]) == [effect.id for effect in panel.plotted]


@each
def test_a_row_says_its_name_numbers_people_and_certainty(panel):
    shown = " ".join(said(chart(panel))).replace("\n", " ")
    for effect in panel.plotted:
        row = BASE.effects.loc[effect.id]
        assert row["intervention_label"] in shown
        assert row["printed"] in shown
        assert f"{effect.participants:,} people" in shown if effect.participants else "not printed" in shown
        assert kb.labels.CERTAINTY[effect.certainty[0]] in shown if effect.certainty else "Not reported" in shown


@each
def test_the_line_of_no_difference_lies_at_1_for_ratios_and_at_0_for_differences(panel):
    drawn = marks(chart(panel))
    nulls = [m for m in drawn if m["marktype"] == "rule" and m.get("opacity") == 0.74 and "x2" not in m]
    assert len(nulls) == len(panel.plotted)
    null = place(panel, drawn, 1 if panel.measure.is_ratio else 0)
    assert all(m["x"] == pytest.approx(null, abs=NEAR) for m in nulls)


@each
def test_both_ends_say_what_they_favour_and_what_lies_there(panel):
    left, right = sorted((m for m in texts(chart(panel)) if "Favours" in m["text"]), key=lambda m: m["x"])
    better = right if panel.better == "higher" else left
    assert "intervention" in better["text"]
    assert (left["align"], right["align"]) == ("left", "right")
    assert ("←" in left["text"], "→" in right["text"]) == (True, True)
    words = said(chart(panel))
    assert sum("with intervention" in text for text in words) == 2
    assert any(("more people" if panel.measure.counts_people else "higher") in text for text in words)


@each
@pytest.mark.parametrize("width", WIDTHS)
def test_every_text_can_be_read(panel, width):
    sound(chart(panel), width)


@each
def test_an_axis_names_its_unit_and_a_logarithmic_one_says_so(panel):
    title = next(
        text for text in said(chart(panel)) if text.startswith(kb.labels.MEASURE[panel.measure].capitalize() + ",")
    )
    units = set(BASE.effects.loc[[e.id for e in panel.plotted]]["unit"].dropna())
    assert "log scale" in title if panel.measure.is_ratio else all(unit in title.replace("\n", " ") for unit in units)


def test_a_derived_interval_is_dashed_and_said_to_be_calculated_and_no_other_is():
    for panel in PANELS:
        for effect, bar in zip(panel.plotted, bars(marks(chart(panel))), strict=True):
            assert (bar["strokeDash"] != [1, 0]) == interval(effect).derived
        assert any("(calculated)" in text for text in said(chart(panel))) == any(
            interval(e).derived for e in panel.plotted
        )


def test_an_interval_beyond_the_axis_ends_in_an_arrow_with_its_number():
    drawn = charts.forest(rows("t3-spinal-cord-stimulation-stop"), domain=(0.5, 10))
    (arrow,) = [m for m in marks(drawn) if m.get("shape") == "triangle-right"]
    (number,) = [m for m in texts(drawn) if m["text"] == "31.77"]
    assert arrow["x"] == max(m["x2"] if "x2" in m else m["x"] for m in bars(marks(drawn)))
    assert abs(number["x"] - arrow["x"]) < 10
    assert not [m for m in marks(drawn) if m.get("shape") == "triangle-left"]


def test_an_interval_within_the_axis_has_no_arrow():
    for panel in PANELS:
        assert not [m for m in marks(chart(panel)) if "triangle" in str(m.get("shape"))]


def test_an_estimate_beyond_the_axis_is_no_mark():
    drawn = marks(charts.forest(rows("t3-spinal-cord-stimulation-stop"), domain=(0.5, 5)))
    assert estimates(drawn) == []
    assert [m for m in drawn if m.get("shape") == "triangle-right"]


def test_a_diamond_stands_only_where_the_source_pooled():
    for panel in PANELS:
        for effect, mark in zip(panel.plotted, estimates(marks(chart(panel))), strict=True):
            assert (mark["shape"] == "diamond") == effect.pooled
        assert any("Diamond" in text for text in said(chart(panel))) == any(e.pooled for e in panel.plotted)


def test_two_measures_or_outcomes_cannot_share_a_plot():
    with pytest.raises(ValueError, match="exactly one measure"):
        charts.forest(rows("t3-pain-management-programmes-stop", "t3-patient-multicomponent-stop"))
    with pytest.raises(ValueError, match="exactly one outcome"):
        charts.forest(rows("t3-patient-multicomponent-dose", "t3-patient-multicomponent-stop"))
    with pytest.raises(ValueError, match="exactly one"):
        charts.forest(BASE.effects.iloc[:0])


def test_a_row_without_an_interval_is_no_point():
    with pytest.raises(ValueError, match="t3-ketamine-use"):
        charts.forest(rows("t3-acupuncture-dose", "t3-ketamine-use"))


def test_a_domain_without_the_null_is_refused():
    with pytest.raises(ValueError, match="holds 1"):
        charts.forest(rows("t3-spinal-cord-stimulation-stop"), domain=(2, 50))


def test_a_reader_knows_the_values_of_a_logarithmic_axis():
    for panel in PANELS:
        if panel.measure.is_ratio:
            assert set(ticks(texts(chart(panel)))) <= {0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50}


@pytest.mark.parametrize(("low", "high"), [(-25, 25), (0, 1), (-0.3, 0.3), (0, 112.5)])
def test_an_axis_has_a_few_round_values(low, high):
    found = steps(low, high)
    assert 3 <= len(found) <= 7
    assert all(low <= value <= high for value in found)
    assert len({round(b - a, 6) for a, b in itertools.pairwise(found)}) == 1


def test_one_wide_interval_does_not_squeeze_the_others():
    many = rows("t3-pain-management-programmes-dose", "t3-acupuncture-dose", "t3-consumer-education-dose").copy()
    many.loc["t3-acupuncture-dose", ["ci_low", "ci_high"]] = [-900.0, 900.0]
    drawn = charts.forest(many)
    assert [m["shape"] for m in marks(drawn) if "triangle" in str(m.get("shape"))] == [
        "triangle-left",
        "triangle-right",
    ]
    assert {"−900", "900"} <= set(said(drawn))


def test_a_plot_says_in_a_sentence_what_it_shows():
    text = charts.forest.alt_text(rows("t3-acupuncture-dose", "t3-pain-management-programmes-dose"))
    assert "2 estimates" in text
    assert "1 of the intervals includes no difference" in text
    assert "left: favours intervention" in text


def test_every_row_is_read_out_once_and_has_a_tooltip():
    for panel in PANELS:
        hit = [m for m in marks(chart(panel)) if m["layer"] == "rows_marks"]
        assert [m["description"] for m in hit] == list(chart(panel).data["description"])
        (layer,) = [layer for layer in chart(panel).to_dict()["layer"] if layer.get("name") == "rows"]
        fields = {tooltip["field"] for tooltip in layer["encoding"]["tooltip"]}
        assert chart(panel).data[list(fields)].notna().all(axis=None)
        assert {"measured", "interval", "certainty_word", "printed_in"} <= fields


def test_a_certainty_given_as_a_range_names_both_ends():
    ranged = rows("t3-acupuncture-dose").copy()
    ranged["certainty"] = "very-low;low"
    assert "Very low to low" in said(charts.forest(ranged))


def test_what_is_not_printed_is_said():
    bare = rows("t3-acupuncture-dose").copy()
    bare[["studies", "participants"]] = None
    assert said(charts.forest(bare)).count("not printed") == 2
    assert {"trials not printed", "people not printed"} <= set(said(charts.forest(bare), width=340))
