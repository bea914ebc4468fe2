"""Every plot's specification: its numbers are the records' numbers, its axis fits its measure, both ends are named."""

import json

import pytest

from kb import charts, labels
from kb.effects.panel import interval, panels
from kb.knowledge import CURATED, load
from kb.records import Effect, Intervention

KB = load(CURATED)
PANELS = panels(KB, KB.of(Effect))
IDS = [f"{p.outcome.id}-{p.measure}" for p in PANELS]


def specification(panel, ink=charts.LIGHT):
    return charts.forest(panel, {e.id: KB.get(Intervention, e.intervention).label for e in panel.plotted}, ink, 300)


def rows(spec):
    found = {}
    for layer in spec["layer"]:
        for row in layer.get("data", {}).get("values", spec.get("data", {}).get("values", [])):
            if "estimate" in row:
                found[row["id"]] = row
    for values in spec.get("datasets", {}).values():
        found.update({row["id"]: row for row in values if "estimate" in row})
    return found


def texts(spec):
    return json.dumps(spec, ensure_ascii=False)


@pytest.mark.parametrize("panel", PANELS, ids=IDS)
def test_the_numbers_drawn_are_the_numbers_of_the_records(panel):
    drawn = rows(specification(panel))
    assert set(drawn) == {e.id for e in panel.plotted}
    for e in panel.plotted:
        around = interval(e)
        row = drawn[e.id]
        assert (row["estimate"], row["ci_low"], row["ci_high"]) == (e.estimate, around.low, around.high)
        assert row["derived"] == around.derived
        assert row["shown"].startswith(e.printed)


@pytest.mark.parametrize("panel", PANELS, ids=IDS)
def test_a_plot_holds_one_measure(panel):
    assert {row["measure"] for row in rows(specification(panel)).values()} == {panel.measure}


@pytest.mark.parametrize("panel", PANELS, ids=IDS)
def test_ratios_are_on_a_logarithmic_axis_and_differences_on_a_linear_one(panel):
    scales = {layer["encoding"]["x"].get("scale", {}).get("type") for layer in specification(panel)["layer"]} - {None}
    assert scales == {"log" if panel.measure.is_ratio else "linear"}


@pytest.mark.parametrize("panel", PANELS, ids=IDS)
def test_both_ends_say_what_they_favour(panel):
    left, right = charts.favours(panel)
    better = right if panel.better == "higher" else left
    assert "favours intervention" in better
    assert left in texts(specification(panel))
    assert right in texts(specification(panel))


@pytest.mark.parametrize("panel", PANELS, ids=IDS)
def test_an_interval_beyond_the_axis_ends_in_an_arrow(panel):
    low, high = charts.limits(panel)
    for row in rows(specification(panel)).values():
        assert row["cut_low"] == (row["ci_low"] < low)
        assert row["cut_high"] == (row["ci_high"] > high)
        assert low <= row["low"] <= row["high"] <= high


def test_the_interval_of_spinal_cord_stimulation_is_cut():
    panel = next(p for p in PANELS if p.measure == "RR")
    assert rows(specification(panel))["t3-spinal-cord-stimulation-stop"]["cut_high"]


@pytest.mark.parametrize("panel", PANELS, ids=IDS)
def test_markers_are_of_one_size(panel):
    squares = [layer["mark"] for layer in specification(panel)["layer"] if layer["mark"].get("type") == "square"]
    assert [type(mark["size"]) for mark in squares] == [int]


def test_every_plot_has_a_short_text_in_its_place():
    assert all(20 < len(charts.alternative(panel)) < 200 for panel in PANELS)


@pytest.mark.parametrize("panel", PANELS, ids=IDS)
def test_each_row_says_its_people_and_certainty_and_draws_its_circles(panel):
    spec = specification(panel)
    drawn = rows(spec)
    marks = [m for layer in spec["layer"] for m in layer["data"]["values"] if "shape" in m]
    for place, effect in enumerate(panel.plotted):
        row = drawn[effect.id]
        assert str(effect.studies or "not printed") in row["rests_on"]
        assert labels.certainty(effect).lower() in row["sure"].lower()
        circles = [m["shape"] for m in marks if m["place"] == place]
        assert circles == [charts.SHAPES[mark] for mark in labels.certainty_mark(effect) if mark != " "]
    assert len(marks) == sum(len(labels.certainty_mark(e)) for e in panel.plotted)
