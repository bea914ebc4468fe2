"""Pictures in the page: text from the data stays text, and each plot is there for a narrow and for a broad page."""

from dataclasses import replace

import pytest

from kb.effects.panel import panels
from kb.records import Effect
from ui import plots
from ui.markup import render


@pytest.fixture(scope="module")
def panel(base):
    return next(p for p in panels(base, base.of(Effect)) if p.name == "discontinuation-RR")


def test_a_plot_is_there_for_both_widths_with_the_same_words(base, panel):
    drawn = plots.of_panel(base, panel)
    assert drawn.narrow != drawn.broad
    for effect in panel.plotted:
        assert effect.printed in drawn.narrow
        assert effect.printed in drawn.broad


def test_fewer_rows_are_another_picture(base, panel):
    fewer = replace(panel, plotted=panel.plotted[:1])
    assert "Spinal cord" not in plots.of_panel(base, fewer).broad
    assert "Spinal cord" in plots.of_panel(base, panel).broad


def test_text_from_the_data_stays_text(base, panel):
    hostile = panel.plotted[0].model_copy(update={"printed": "<script>alert(1)</script>&"})
    drawn = plots.of_panel(base, replace(panel, plotted=(hostile,)))
    assert "<script" not in drawn.broad
    assert "&lt;script" in drawn.broad


def test_the_page_hides_the_picture_that_does_not_fit():
    style = render.__globals__["style"]().decode()
    assert ".cc .plot.narrow { display: none; }" in style
    assert ".cc .plot.broad { display: none; }" in style
