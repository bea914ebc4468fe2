"""Pictures in the page: their colours come from its style, nothing in them runs, and each is drawn once."""

import re
from dataclasses import replace

import pytest

from kb.effects.panel import panels
from kb.records import Effect
from ui import plots


@pytest.fixture(scope="module")
def panel(kb):
    return next(p for p in panels(kb, kb.of(Effect)) if p.name == "discontinuation-RR")


def test_every_colour_comes_from_the_style_so_that_it_fits_light_dark_and_print(kb, panel):
    drawn = plots.forest(kb, panel)
    for picture in (drawn.narrow, drawn.broad):
        colours = set(re.findall(r' (?:fill|stroke)="([^"]+)"', picture))
        assert colours <= {"none", "transparent", *vars(plots.SCREEN).values()}


def test_a_plot_is_drawn_once_for_everyone(kb, panel):
    assert plots.forest(kb, panel) is plots.forest(kb, panel)


def test_fewer_rows_are_another_picture(kb, panel):
    fewer = replace(panel, plotted=panel.plotted[:1])
    assert "Spinal cord" not in plots.forest(kb, fewer).broad
    assert "Spinal cord" in plots.forest(kb, panel).broad


def test_text_from_the_data_stays_text(kb, panel):
    hostile = replace(panel, plotted=(panel.plotted[0].model_copy(update={"printed": "<script>alert(1)</script>&"}),))

    drawn = plots.forest.__wrapped__(kb, hostile)
    assert "<script" not in drawn.broad
    assert "&lt;script" in drawn.broad
