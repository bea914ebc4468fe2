"""Tapers as they are drawn: every step where its day and dose are, both ends apart, open ends never given a line."""

import json
from datetime import date
from decimal import Decimal as D

import altair as alt
import pytest

import kb
from kb import KnowledgeBase, charts
from kb.cases.plan import Hold, Plan
from kb.cases.tapers import steps, tapers
from kb.charts import theme
from kb.charts.figure import SOURCE
from kb.records import Recommendation
from tests.kb.charts.drawn import WIDTHS, marks, said, sound, texts

BASE = kb.load(kb.CURATED)
PLAN = Plan(D(80), date(2025, 3, 3), D("1.5"), thresholds=(D(90), D(50)), smallest=D(5), holds=(Hold(3, 28),))
FOUND = tapers(BASE, PLAN)
FIGURE = charts.taper.figure(FOUND)
CHART = FIGURE.chart()
BARE = charts.taper(tapers(BASE, Plan(D("7.5"), most=5)))
CASES = {
    "all": CHART,
    "one year": charts.taper(FOUND, days=365),
    "ten days": charts.taper(FOUND, days=10),
    "no equivalents": BARE,
    "beside others": charts.taper(
        tapers(BASE, Plan(D(2000), factor=D("4.7"), beside=D(500), thresholds=(D(2900), D(600), D(590), D(100))))
    ),
    "many thresholds": charts.taper(tapers(BASE, Plan(D(80), factor=D("1.5"), thresholds=tuple(range(110, 116))))),
    "tablets": charts.taper(tapers(BASE, Plan(D(80), strengths=(D(20), D(5)), factor=D("1.5")))),
    "one guideline": charts.taper(tapers(BASE, PLAN, ["us-2022"])),
    "tiny": charts.taper(tapers(BASE, Plan(D("0.05"), factor=D("0.1"), thresholds=(D("0.01"),)))),
}
LINES = {(str(x.pace.recommendation.id), str(x.of), str(x.end)): x for x in FOUND.lines}


def kinds(chart, kind):
    return chart.data[chart.data["kind"] == kind]


# --- rows ---------------------------------------------------------------------------------------------------------


def test_the_rows_of_the_chart_are_the_rows_of_the_table():
    table, drawn = steps(FOUND), kinds(CHART, "step")
    assert list(drawn["id"]) == list(table["recommendation"])
    for column in ("country_name", "of", "end", "pace", "printed", "step"):
        assert list(drawn[column]) == list(table[column])
    assert list(drawn["dose"]) == [f"{dose} mg a day" for dose in table["dose"]]
    assert list(drawn["mme"]) == [f"{mme} MME a day" for mme in table["mme"]]
    assert list(drawn["when"]) == [
        f"day {day} (week {week:g})" for day, week in zip(table["day"], table["week"], strict=True)
    ]
    assert list(drawn["date"]) == [f"{day.day} {day:%B %Y}" for day in table["date"]]
    for column in ("of_starting", "of_current"):
        assert list(drawn[column]) == ["–" if p is None else f"{p}%" for p in table[column]]


def test_steps_beyond_the_end_of_the_axis_are_the_only_ones_without_a_row():
    table, drawn = steps(FOUND), kinds(CASES["one year"], "step")
    assert len(drawn) == (table["day"] <= 365).sum()
    assert len(kinds(CASES["ten days"], "step")) == len(FOUND.lines)


# --- places -------------------------------------------------------------------------------------------------------


def across(chart, width=900):
    """Where the first two weeks written under the first panel lie, in pixels, and how many pixels a day takes."""
    one, other = list(kinds(chart, "time-tick")["text"])[:2]
    length = 7 if one.startswith("Week") else 1
    left, right = (min(m["x"] for m in texts(chart, width) if m["text"] == text) for text in (one, other))
    return left, (right - left) / (float(other) * length)


def up(chart, width=900):
    """Where no dose lies in the first panel, in pixels, and how many pixels a unit of dose takes."""
    names = list(kinds(chart, "dose-tick")["text"])
    highest = max(names, key=float)
    at = {
        text: min(m["y"] for m in texts(chart, width) if m["text"] == text and m["align"] == "right")
        for text in ("0", highest)
    }
    return at["0"], (at["0"] - at[highest]) / float(highest)


def hits(chart, width=900):
    return [m for m in marks(chart, width) if m["layer"] == "steps_marks"]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_step_lies_at_its_day_and_dose(width):
    left, day = across(CHART, width)
    low, dose = up(CHART, width)
    first = [x for x in FOUND.lines if str(x.of) == "starting"][:2]
    wanted = [step for x in first for step in x.taper.steps]
    for mark, step in zip(hits(CHART, width), wanted, strict=False):
        assert mark["x"] == pytest.approx(left + step.day * day, abs=1)
        assert mark["y"] + mark["height"] / 2 == pytest.approx(low - float(step.dose) * dose, abs=1)


def test_lines_go_through_their_steps_and_the_fast_end_is_thicker():
    lines = [m for m in marks(CHART, kind="line") if m.get("stroke") == theme.ACCENT]
    widths = {(m["strokeWidth"], m["interpolate"]) for m in lines}
    assert widths == {(2.5, "step-after"), (1.2, "step-after")}
    assert sum(m["strokeWidth"] == 1.2 for m in lines) == sum(
        len(x.taper.steps) for x in FOUND.lines if x.end == "slow"
    )
    assert len(lines) == len(steps(FOUND))


def test_a_band_lies_between_both_ends_and_an_open_end_has_neither_band_nor_line():
    band = kinds(CHART, "band")
    assert set(band["country_name"]) == {"Canada"}
    assert (band["py"] >= band["py2"]).all()
    assert set(kinds(CHART, "step").query("country_name == 'United States'")["end"]) == {"fast"}
    assert said(CHART).count("or slower →") == 2
    assert said(BARE).count("or slower →") == 2
    for (rec, of, end), line in LINES.items():
        rows = band.query(f"id == '{rec}' and of == '{of}'")
        for _, row in rows.iterrows():
            day = row["px"] * max(x.taper.last.day for x in FOUND.lines)
            dose = [step.dose for step in line.taper.steps if step.day <= day + 0.01][-1]
            assert row["py" if end == "slow" else "py2"] == pytest.approx(float(dose) / 80)


def test_thresholds_are_rules_with_their_numbers_at_their_dose():
    left, _ = across(CHART)
    low, dose = up(CHART)
    rules = sorted({round(m["y"], 3) for m in marks(CHART, kind="rule") if m.get("strokeDash") == [5, 3]})
    assert [m for m in rules if m < low] == pytest.approx([low - 60 * dose, low - 50 / 1.5 * dose], abs=0.01)
    for text, mme in (("90", 90), ("50", 50)):
        named = [m for m in texts(CHART) if m["text"] == text and m.get("fontWeight") == theme.BOLD]
        assert len(named) == 4
        assert named[0]["y"] == pytest.approx(low - mme / 1.5 * dose, abs=0.01)
        assert named[0]["x"] > left


def test_what_is_taken_beside_it_moves_the_thresholds():
    plan = Plan(D(100), factor=D(1), beside=D(40), thresholds=(D(90), D(30), D(150)))
    chart = charts.taper(tapers(BASE, plan, ["us-2022"]))
    # 90 MME with 40 from others is 50 mg; 30 is never reached, and 150 was never taken.
    assert set(kinds(chart, "threshold")["py"]) == {0.5}
    ticks = kinds(chart, "mme-tick").query("column == 0")
    assert dict(zip(ticks["text"], ticks["py"], strict=True)) == pytest.approx(
        {"40": 0, "60": 0.2, "80": 0.4, "100": 0.6, "120": 0.8, "140": 1}
    )


def test_a_threshold_stands_in_the_place_of_a_number_of_the_axis_that_is_near():
    shown = list(kinds(CHART, "mme-tick").query("row == 0 and column == 0")["text"])
    assert shown == ["0", "20", "120"]


def test_the_step_that_goes_below_a_threshold_has_a_dot():
    table = steps(FOUND)
    passing = table[table["passes"] != ""]
    drawn = kinds(CHART, "passed")
    assert list(drawn["step"]) == list(passing["step"])
    assert len([m for m in marks(CHART, kind="symbol") if m.get("shape") == "circle"]) == len(passing)
    told = kinds(CHART, "step").reset_index()["says"]
    assert set(told[passing.index]) == {
        "below 90 MME/day", "below 50 MME/day", "below 90 MME/day; kept 28 days longer",
    }  # fmt: skip
    assert set(told.drop(passing.index)) == {"–", "kept 28 days longer"}
    assert "Dot:" not in " ".join(said(BARE))


def test_a_pause_is_a_bar_as_long_as_the_pause():
    _, day = across(CHART)
    bars = [m for m in marks(CHART, kind="rule") if m.get("strokeWidth") == 5]
    assert len(bars) == len(FOUND.lines)
    assert [abs(m["x2"] - m["x"]) for m in bars] == pytest.approx([28 * day] * len(bars), abs=0.2)
    assert "Bar on a line: a pause." in " ".join(said(CHART)).replace("\n", " ")
    assert not [m for m in marks(BARE, kind="rule") if m.get("strokeWidth") == 5]


def test_a_stop_is_a_square_and_what_goes_on_ends_in_an_arrow():
    def ended(chart):
        shapes = [m["shape"] for m in marks(chart, kind="symbol")]
        return shapes.count("square"), shapes.count("triangle-right")

    assert ended(CHART) == (6, 0)
    # In a year, three of six have stopped: Canada's fast end of the starting dose, and of the United States too.
    assert ended(CASES["one year"]) == (2, 4)
    assert ended(BARE) == (0, 6)
    assert "goes on" in " ".join(said(BARE))
    assert "goes on" not in " ".join(said(CHART))


# --- words --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", CASES)
def test_every_text_can_be_read(name, width):
    sound(CASES[name], width)


def test_each_pace_is_headed_by_its_country_its_numbers_as_printed_and_both_readings():
    shown = [text.replace("\n", " ") for text in said(CHART)]
    for line in FOUND.lines:
        assert line.pace.guideline.country_name in shown
        assert line.pace.printed in shown
    assert "Shares of the starting dose: stop after 24 to 84 weeks" in shown
    assert "Shares of the current dose: stop after 60 to 228 weeks" in shown
    assert "Shares of the starting dose: stop after 47 weeks or more" in shown
    assert "Shares of the current dose: no stop within these steps" in said(BARE)


def test_axes_are_named_in_the_drug_and_in_equivalents():
    assert said(CHART).count("mg a day") == said(CHART).count("MME a day") == 4
    assert "MME a day" not in said(BARE)
    assert said(CHART).count("Week 0") == 4
    assert said(CASES["ten days"]).count("Day 0") == 4


def test_guidelines_that_print_no_pace_are_named_and_drawn_nowhere():
    assert "No pace in the recommendations read here: Australia, Germany, United Kingdom." in " ".join(
        said(CHART)
    ).replace("\n", " ")
    assert set(CHART.data["country_name"]) == {"Canada", "United States"}
    assert "No pace" not in " ".join(said(CASES["one guideline"]))


def test_the_text_in_its_place_says_where_each_taper_ends():
    assert charts.taper.alt_text(tapers(BASE, PLAN, ["us-2022"])) == (
        "Tapers from 80 mg a day (120 MME a day in all). "
        "United States, fast end, 10% of the starting dose every month: stop after 47 weeks or more. "
        "United States, fast end, 10% of the current dose every month: stop after 126 weeks or more. "
        "The table has every step."
    )
    assert "Australia, Germany, United Kingdom" in FIGURE.alt
    assert "MME" not in charts.taper.alt_text(tapers(BASE, Plan(D(80)), ["us-2022"]))
    assert "mg a day left after" in charts.taper.alt_text(tapers(BASE, Plan(D(80), most=3)))


def test_every_step_is_pointed_at_clicked_and_read_out():
    (param,) = [p for p in CHART.to_dict()["params"] if "select" in p]
    assert (param["select"]["fields"], param["views"]) == (["id"], ["steps"])
    drawn = hits(CHART)
    assert len(drawn) == len(steps(FOUND))
    assert all(m["width"] >= 4 and m["height"] >= 12 for m in drawn)
    (layer,) = [x for x in FIGURE.spec["layer"] if x["mark"].get("aria")]
    assert {t["field"] for t in layer["encoding"]["tooltip"]} >= {
        "pace",
        "date",
        "dose",
        "mme",
        "of_starting",
        "of_current",
    }
    assert kinds(CHART, "step")["description"].iloc[1] == (
        "Canada, slow end, 5% of the starting dose every 4 weeks: step 1, 76 mg a day from day 28 (week 4)."
    )


# --- as every chart -----------------------------------------------------------------------------------------------


def test_the_chart_is_valid_and_takes_the_colours_of_the_page():
    assert isinstance(CHART, alt.LayerChart)
    assert CHART.data is FIGURE.rows
    assert FIGURE.table.to_pylist() == FIGURE.rows.to_dict("records")
    assert FIGURE.spec["data"] == {"name": SOURCE}
    text = json.dumps(FIGURE.spec)
    assert theme.INK in text
    assert '"black"' not in text
    assert set(FIGURE.values) <= {param["name"] for param in FIGURE.template.spec["params"]}
    assert FIGURE.template is charts.taper.figure(FOUND, days=90).template


def test_without_a_pace_there_is_no_chart():
    with pytest.raises(ValueError, match="at least one guideline that prints a pace"):
        charts.taper(tapers(BASE, PLAN, ["de-2020"]))


def changed(**numbers):
    """The curated base with other numbers in the recommendation of Canada."""
    rec = next(x.pace.recommendation for x in FOUND.lines)
    parts = [q.model_copy(update=numbers.get(q.kind.removeprefix("taper-"), {})) for q in rec.quantities]
    made = rec.model_copy(update={"quantities": tuple(parts)})
    return KnowledgeBase({**BASE.records, made.id: made}, BASE.graph, "")


@pytest.mark.parametrize(
    ("numbers", "words", "ends"),
    [
        ({"step": {"high": None}}, "stop after 80 weeks or less", {"slow"}),
        ({"step": {"low": None}}, "stop after 20 weeks or more", {"fast"}),
        ({"step": {"low": 10}, "interval": {"high": 2}}, "stop after 20 weeks", {"both"}),
        ({"step": {"low": 100, "high": 100}, "interval": {"low": 1}}, "stop after 7 days to 4 weeks", {"slow", "fast"}),
        ({"step": {"low": 50, "high": 100, "unit": "mg"}}, "stop after 2 to 8 weeks", {"slow", "fast"}),
    ],
)
def test_any_guideline_is_drawn_by_what_it_prints(numbers, words, ends):
    found = tapers(changed(**numbers), Plan(D(80), smallest=D(5)), ["ca-2017"])
    chart = charts.taper(found)
    assert any(text.endswith(f": {words}") for text in said(chart))
    assert set(kinds(chart, "step")["end"]) == ends
    assert (len(kinds(chart, "band")) > 0) == (len(ends) == 2)
    key = said(chart)[-1]
    assert ("Thin line" in key, "fastest" in key, "Shaded" in key) == ("slow" in ends, "fast" in ends, len(ends) == 2)
    assert ("← or faster" in said(chart), "or slower →" in said(chart)) == (ends == {"slow"}, ends == {"fast"})
    for width in WIDTHS:
        sound(chart, width)


def test_all_recommendations_with_a_pace_are_drawn():
    rated = {r.id for r in BASE.of(Recommendation) if any(q.kind in {"taper-step", "taper-rate"} for q in r.quantities)}
    assert set(CHART.data["id"]) == rated
