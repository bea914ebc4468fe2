"""The evidence map as it is drawn: what is tried, how often and how surely, and *no trials* apart from *nothing here*."""

import pytest

import kb
from kb import charts, effects
from kb.charts import theme
from tests.kb.charts.drawn import WIDTHS, marks, said, sound

BASE = kb.load(kb.CURATED)
CHART = charts.evidence_map(BASE.effects)
CELLS = CHART.data[CHART.data["kind"] == "cell"].set_index(["intervention", "outcome"])


def test_every_cell_says_what_the_summary_of_effects_says():
    outcomes = [*BASE.outcomes.index, ""]
    for intervention, cells in effects.evidence_map(BASE):
        for outcome, cell in zip(outcomes, cells, strict=True):
            shown = CELLS.loc[(intervention.id, outcome)]
            if not cell.effects:
                assert (shown["state"], shown["text"]) == ("", "")
            elif all(effect.status == "no-trials" for effect in cell.effects):
                assert (shown["state"], shown["text"]) == ("no-trials", "No trials")
            else:
                assert shown["state"] == (cell.certainty or "not-reported")
                assert shown["text"].split()[0] == (str(cell.trials) if cell.trials else "Trials")


def test_no_trials_is_said_and_nothing_in_the_data_is_a_dot():
    dots = [m for m in marks(CHART, kind="symbol") if m.get("size") == 8]
    assert len(dots) == (CELLS["state"] == "").sum()
    assert said(CHART).count("No trials") == (CELLS["state"] == "no-trials").sum()


def test_a_certainty_is_a_colour_and_a_word_and_unrated_is_dashed():
    bottom = max(m["y2"] for m in marks(CHART) if m["layer"] == "rows_marks")
    drawn = [m for m in marks(CHART, kind="rect") if m.get("strokeDash") and m["y2"] <= bottom]
    for level, colour in theme.CERTAINTY.items():
        assert sum(m["fill"] == colour for m in drawn) == (CELLS["state"] == level).sum()
    assert sum(m["strokeDash"] != [1, 0] for m in drawn) == (CELLS["state"] == "not-reported").sum()
    assert said(CHART).count("Not reported") == (CELLS["state"] == "not-reported").sum()


@pytest.mark.parametrize("width", WIDTHS)
def test_every_text_can_be_read(width):
    sound(CHART, width)


def test_interventions_without_trials_keep_their_row():
    for label in BASE.interventions["label"]:
        assert label in " ".join(said(CHART)).replace("\n", " ")


def test_a_click_gives_intervention_and_outcome():
    (param,) = [p for p in CHART.to_dict()["params"] if "select" in p]
    assert param["select"]["fields"] == ["intervention", "outcome"]


def test_no_effects_make_no_map():
    with pytest.raises(ValueError, match="at least one effect"):
        charts.evidence_map(BASE.effects.iloc[:0])


def test_the_text_in_its_place_counts_the_three_kinds_of_cell():
    text = charts.evidence_map.alt_text(BASE.effects)
    tried = (~CELLS["state"].isin(["", "no-trials"])).sum()
    assert f"{tried} cells with trials" in text
    assert f"{(CELLS['state'] == '').sum()} with nothing in this data set" in text
