"""Neighbours as they are drawn: each once, in order, with its link; no label on another; who says so by the line."""

import pytest

import kb
from kb import charts, labels, walk
from kb.charts.neighbourhood import DASHES, positions
from tests.kb.charts.drawn import WIDTHS, marks, said, sound

BASE = kb.load(kb.CURATED)
RECORDS = ("ca-2017", "t3-acupuncture-dose", "acupuncture", "lin-langford-2025")
CHARTS = {record: charts.neighbourhood(BASE, walk.neighbours(BASE, record)) for record in RECORDS}
each = pytest.mark.parametrize("record", RECORDS)


@each
def test_every_neighbour_is_drawn_once_with_its_kind_and_link(record):
    around = walk.neighbours(BASE, record)
    data = CHARTS[record].data
    assert list(data["id"]) == [neighbour.id for neighbour in around.neighbours]
    for group in around:
        for neighbour in group.neighbours:
            row = data[data["id"] == neighbour.id].iloc[0]
            assert row["said"] == f"{group.said} ({labels.KIND[group.kind].lower()})"


@each
@pytest.mark.parametrize("width", [*WIDTHS, 600])
def test_every_text_can_be_read(record, width):
    sound(CHARTS[record], width)


@each
def test_the_line_says_who_says_so(record):
    around = walk.neighbours(BASE, record)
    drawn = list(marks(CHARTS[record], kind="rule"))[: len(around.neighbours)]
    wanted = [DASHES[neighbour.steps[0].basis] for neighbour in around.neighbours]
    assert [m["strokeDash"] for m in drawn] == wanted
    assert {labels.BASIS[basis] for basis in DASHES} <= set(said(CHARTS[record]))


@each
def test_kinds_that_are_drawn_together_have_marks_of_their_own(record):
    data = CHARTS[record].data
    looks = data.groupby("kind")[["shape", "open"]].agg(["nunique", "first"])
    assert (looks[[("shape", "nunique"), ("open", "nunique")]] == 1).all(axis=None)
    assert not looks[[("shape", "first"), ("open", "first")]].duplicated().any()


def test_places_keep_the_order_from_top_to_bottom_left_then_right():
    places = positions(["a", "b", "c", "d", "e"], "middle")
    assert places["middle"] == (0, 0)
    assert [places[n][0] for n in "abcde"] == [-1, -1, -1, 1, 1]
    assert places["a"][1] > places["b"][1] > places["c"][1]
    assert places["d"][1] > places["e"][1]
    assert max(abs(y) for _, y in places.values()) == 1


def test_a_record_without_neighbours_is_drawn_alone():
    assert positions([], "middle") == {"middle": (0.0, 0.0)}
    assert charts.neighbourhood(BASE, walk.Neighbourhood("acupuncture", ())).data.empty


def test_a_click_gives_the_neighbour():
    (param,) = [p for p in CHARTS["acupuncture"].to_dict()["params"] if "select" in p]
    assert param["select"]["fields"] == ["id"]


def test_the_text_in_its_place_says_what_is_left_out():
    around = walk.neighbours(BASE, "lin-langford-2025")
    assert f"{around.left_out} more are not drawn" in charts.neighbourhood.alt_text(BASE, around)
