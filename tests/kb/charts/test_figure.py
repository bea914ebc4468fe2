"""A figure is its chart taken apart: the same specification, the same rows, and a template that no figure changes."""

import json

import altair as alt
import pytest

import kb
from kb import charts, comparison, walk
from kb.charts import theme
from kb.charts.figure import SOURCE
from kb.effects import Absolute

BASE = kb.load(kb.CURATED)
ROWS = BASE.effects.loc[["t3-acupuncture-dose", "t3-pain-management-programmes-dose"]]
FIGURES = {
    "forest": charts.forest.figure(ROWS),
    "matrix": charts.matrix.figure(comparison.matrix(BASE), comparison.verdicts(BASE), BASE.guidelines),
    "evidence map": charts.evidence_map.figure(BASE.effects),
    "numbers": charts.numbers.figure(comparison.numbers(BASE).query("scale == 'taper'")),
    "people": charts.people.figure(Absolute(72, 301, 178, 460, False), "stopping opioids"),
    "neighbourhood": charts.neighbourhood.figure(BASE, walk.neighbours(BASE, "acupuncture")),
}
each = pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)


@each
def test_the_chart_of_a_figure_is_valid_and_has_its_rows(figure):
    chart = figure.chart()
    assert isinstance(chart, alt.LayerChart)
    assert chart.data is figure.rows
    assert chart.to_dict()["layer"] == figure.spec["layer"]


@each
def test_the_table_is_the_rows_and_the_specification_holds_none(figure):
    assert figure.table.to_pylist() == figure.rows.to_dict("records")
    assert "datasets" not in figure.spec
    assert figure.spec["data"] == {"name": SOURCE}
    assert "description" not in figure.spec, "the page gives the alternative text, and two would be one too many"


@each
def test_everything_can_be_told_without_seeing_it(figure):
    assert len(figure.alt) > 30
    hits = [layer for layer in figure.spec["layer"] if layer["mark"].get("aria")]
    assert len(hits) == (0 if figure is FIGURES["people"] else 1)


@each
def test_a_page_cannot_change_the_size_that_a_chart_works_out(figure):
    # What a specification leaves out, Streamlit fills in: 20 pixels of padding, taken from the height.
    assert figure.spec["padding"] == {"left": 0, "top": 0, "right": 0, "bottom": 0}
    assert figure.spec["autosize"] == {"type": "none", "contains": "content"}


@each
def test_text_takes_the_colour_of_the_page(figure):
    text = json.dumps(figure.spec)
    assert theme.INK in text
    assert not any(colour in text for colour in ('"black"', '"#000'))


def test_a_template_is_built_once_and_filled_anew_each_time():
    one = charts.forest.figure(ROWS)
    other = charts.forest.figure(ROWS.iloc[:1])
    assert one.template is other.template
    before = json.dumps(one.template.spec)
    spec = other.spec
    spec["params"].clear()
    spec["height"] = 1
    assert json.dumps(one.template.spec) == before
    assert one.spec["params"] != []


def test_every_parameter_that_a_figure_fills_is_one_of_its_template():
    for figure in FIGURES.values():
        assert set(figure.values) <= {param["name"] for param in figure.template.spec["params"]}


def test_charts_are_functions_that_say_what_they_take():
    assert "one outcome and one measure" in charts.forest.__doc__
    assert charts.forest(ROWS).to_dict()["layer"] == FIGURES["forest"].spec["layer"]
