"""The matrix as it is drawn: a cell for each topic and guideline, marked by how strongly, never by more than was said."""

import pytest

import kb
from kb import charts, comparison, labels
from kb.charts import symbols, theme
from tests.kb.charts.drawn import WIDTHS, marks, said, sound, texts

BASE = kb.load(kb.CURATED)
CELLS, VERDICTS = comparison.matrix(BASE), comparison.verdicts(BASE)
CHART = charts.matrix(CELLS, VERDICTS, BASE.guidelines)
HELD = CELLS[CELLS["count"] > 0]


def hits(chart=CHART, width=900):
    return [m for m in marks(chart, width) if m["layer"] == "rows_marks"]


def parts(cell):
    """What is drawn of a cell that holds something: a row for each of its strengths."""
    drawn = CHART.data[CHART.data["kind"] == "part"]
    return list(drawn[(drawn["topic"] == cell.topic) & (drawn["guideline"] == cell.guideline)].itertuples())


def boxes(chart=CHART):
    """The coloured boxes of cells; those of the legend stand below the last row."""
    found = [m for m in marks(chart, kind="rect") if m.get("fill") in theme.STRENGTH.values()]
    bottom = max(m["y2"] for m in hits(chart))
    return [m for m in found if m["y2"] <= bottom]


def test_every_topic_and_guideline_has_a_cell_and_no_topic_is_lost():
    cells = CHART.data[CHART.data["kind"] == "cell"]
    assert set(zip(cells["topic"], cells["guideline"], strict=True)) >= set(
        zip(HELD["topic"], HELD["guideline"], strict=True)
    )
    named = CHART.data[CHART.data["kind"].isin(["topic", "group"])]
    assert list(named["topic"]) == list(dict.fromkeys(CELLS["topic"]))


def test_a_box_for_each_strength_in_a_cell_in_its_colour_and_with_its_mark():
    wanted = sorted(theme.STRENGTH[s] for strengths in HELD["strengths"] for s in strengths)
    assert sorted(m["fill"] for m in boxes()) == wanted
    shapes = [m["shape"] for m in marks(CHART, kind="symbol") if m["shape"] in symbols.strength().values()]
    legend = 1
    for strength, path in symbols.strength().items():
        assert shapes.count(path) == sum(strength in s for s in HELD["strengths"]) + legend


def test_an_empty_cell_is_a_dot_and_no_box():
    dots = [m for m in marks(CHART, kind="symbol") if m.get("size") == 7]
    topics = set(CHART.data[CHART.data["kind"] == "topic"]["topic"])
    assert len(dots) == len(CELLS[(CELLS["count"] == 0) & CELLS["topic"].isin(topics)])


def test_strong_is_darkest_and_outlined_and_not_reported_is_empty_and_dashed():
    drawn = boxes()
    strong = next(m for m in drawn if m["fill"] == theme.STRENGTH["strong"])
    unrated = next(m for m in drawn if m["fill"] == "transparent")
    weak = next(m for m in drawn if m["fill"] == theme.STRENGTH["weak-or-conditional"])
    assert strong["strokeWidth"] > weak["strokeWidth"]
    assert unrated["strokeDash"] != [1, 0]
    assert strong["strokeDash"] == [1, 0]


def test_a_recommendation_against_is_never_shown_as_its_strength_alone():
    against = HELD[HELD["direction"] == "against"]
    assert len(against)
    for row in against.itertuples():
        part = parts(row)[0]
        assert part.text.startswith("Against")
        assert part.text_short.startswith("no")
    for row in HELD[HELD["direction"] == "for"].itertuples():
        assert not any("Against" in part.text for part in parts(row))


def test_a_cell_says_how_many_recommendations_it_holds():
    one_way = HELD[(HELD["strengths"].map(len) == 1) & (HELD["direction"] != "both")]
    for row in one_way.itertuples():
        count = row[CELLS.columns.get_loc("count") + 1]
        same = row.pointing or count
        assert ("×" in parts(row)[0].text) == (same > 1)
        assert (f"+{count - same}" in parts(row)[0].text) == (count > same)
    said_of = CHART.data[CHART.data["kind"] == "cell"].set_index(["topic", "guideline"])["says"]
    for reason, words in ((True, "gives it as a reason for deprescribing"), (False, "recommends it")):
        cell = HELD[(HELD["count"] > 1) & (HELD["direction"] == "for") & (HELD["reason_for"].notna() == reason)].iloc[0]
        said = said_of[(cell["topic"], cell["guideline"])]
        assert said.startswith(f"{cell['count']} recommendations: the guideline {words}")


def test_each_topic_has_its_verdict_and_how_many_guidelines_cover_it():
    topics = CHART.data[CHART.data["kind"] == "topic"].set_index("topic")
    for topic, row in topics.iterrows():
        assert row["text"] == labels.VERDICT[VERDICTS.loc[topic, "verdict"]]
        assert row["addressed"] == f"{VERDICTS.loc[topic, 'guidelines']} of {len(BASE.by_country)}"
    assert said(CHART).count("Differ in strength") == (VERDICTS["verdict"] == "differ-in-strength").sum()


@pytest.mark.parametrize("width", WIDTHS)
def test_every_text_can_be_read(width):
    sound(CHART, width)


def test_countries_are_named_in_full_with_their_years_and_by_code_where_it_is_narrow():
    for guideline in BASE.by_country:
        assert {guideline.country_name, str(guideline.year)} <= set(said(CHART))
        assert guideline.country in said(CHART, 340)
        assert guideline.country_name not in said(CHART, 340)


def test_all_topics_fit_on_one_screen_beside_their_cells():
    topics = CHART.data[CHART.data["kind"] == "topic"]
    assert max(m["y2"] for m in hits()) < min(26 * len(topics) + 40, 800)


def test_a_cell_is_pointed_at_before_its_topic_and_both_are_read_out():
    drawn = hits()
    whole, cell = drawn[0], drawn[1]
    assert (whole["x"], whole["x2"]) == (0, 900)
    assert whole["x"] < cell["x"] < cell["x2"] < whole["x2"]
    assert all(m["description"] for m in drawn)
    assert len(drawn) == CHART.data["kind"].isin(["topic", "cell"]).sum()


def test_a_click_gives_topic_guideline_and_country():
    (param,) = [p for p in CHART.to_dict()["params"] if "select" in p]
    assert (param["name"], param["select"]["fields"]) == (charts.PICKED, ["topic", "guideline", "country"])


def test_a_part_of_the_topics_and_two_guidelines_make_a_matrix_too():
    held = CELLS[
        CELLS["topic"].isin(["rapid-tapering", "abrupt-discontinuation"]) & CELLS["country"].isin(["CA", "US"])
    ]
    chart = charts.matrix(held, VERDICTS)
    assert "2 of 2" in said(chart) or "1 of 2" in said(chart)
    assert len(boxes(chart)) == held["strengths"].map(len).sum()
    assert [m["text"] for m in texts(chart) if m["text"] in {"Canada", "United States"}] == ["Canada", "United States"]


def test_no_cells_make_no_matrix():
    with pytest.raises(ValueError, match="at least one topic"):
        charts.matrix(CELLS.iloc[:0], VERDICTS)


def test_the_text_in_its_place_counts_topics_and_verdicts():
    text = charts.matrix.alt_text(CELLS, VERDICTS)
    assert f"by {len(BASE.by_country)} guidelines" in text
    assert f"one guideline {(VERDICTS['verdict'] == 'one-guideline').sum()}" in text
