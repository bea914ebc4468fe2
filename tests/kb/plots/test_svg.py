"""Plots as SVG: well-formed, text stays text, and a file carries its own colours."""

from xml.etree import ElementTree as ET

from kb.plots import svg
from kb.plots.shapes import Line, Mark, Plot, Words

HOSTILE = '<script>alert(1)</script>&"'
PLOT = Plot(100, 50, (Line(0, 0, 9, 9, "data", 4, True), Words(1, 2, HOSTILE, "head"), Mark(5, 5, "square")), HOSTILE)
NAME = "{http://www.w3.org/2000/svg}"


def test_a_plot_in_a_page_has_no_colours_of_its_own_and_text_stays_text():
    made = svg.inline(PLOT)
    root = ET.fromstring(made)
    assert [text.text for text in root.iter("text")] == [HOSTILE]
    assert not any({"fill", "stroke", "style"} & set(part.attrib) for part in root.iter())
    assert "<script" not in made


def test_words_are_drawn_after_lines_so_that_none_runs_through_them():
    assert [part.tag for part in ET.fromstring(svg.inline(PLOT))] == ["line", "path", "text"]


def test_a_derived_interval_is_dashed():
    assert "stroke-dasharray" in ET.fromstring(svg.inline(PLOT)).find("line").attrib


def test_a_file_has_paper_colours_a_title_and_its_lines():
    root = ET.fromstring(svg.file(PLOT, "Title", ("one", "two")))
    texts = [text.text for text in root.iter(f"{NAME}text")]
    assert texts[:3] == ["Title", "one", "two"]
    assert texts.count(HOSTILE) == 2, "once as the halo, once as the words"
    assert "#08306b" in root.find(f"{NAME}style").text
    assert root.find(f"{NAME}title").text.startswith("Title. ")
