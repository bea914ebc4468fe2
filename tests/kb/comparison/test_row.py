"""Rows of records: what the matrix as a frame holds, as records."""

from kb.comparison import matrix, rows
from kb.knowledge import CURATED, load
from kb.records import Topic
from tests.kb import small
from tests.kb.small import rec

BASE = load(CURATED)
ALL = [guideline.id for guideline in BASE.by_country]
SMALL = small.base(rec("aa-1", ["heat"]), rec("aa-2", ["heat"]), rec("bb-1", ["heat", "halt"]))


def test_rows_hold_what_the_frame_holds():
    found = [
        (row.topic.id, row.depth, cell.guideline, tuple(r.id for r in cell.recommendations), cell.below)
        for row in rows(BASE, ALL)
        for cell in row.cells
    ]
    cells = matrix(BASE)
    columns = [cells[name] for name in ("topic", "depth", "guideline", "recommendations", "below")]
    assert found == list(zip(*columns, strict=True))


def test_columns_stand_in_the_order_asked_for_and_topics_bring_narrower_ones():
    (when, heat, *_) = rows(SMALL, ["bb", "aa"], ["when"])
    assert [cell.guideline for cell in heat.cells] == ["bb", "aa"]
    assert [len(cell.recommendations) for cell in heat.cells] == [1, 2]
    assert {row.topic.id for row in rows(SMALL, ["aa"], ["when"])} == SMALL.narrower("when")
    assert when.topic is SMALL.get(Topic, "when")


def test_a_row_counts_the_guidelines_that_address_the_topic_itself():
    counted = {row.topic.id: row.addressing for row in rows(SMALL, ["aa", "bb", "cc"])}
    assert (counted["heat"], counted["halt"], counted["when"]) == (2, 1, 0)


def test_a_heading_has_recommendations_below_it_only():
    headings = {row.topic.id for row in rows(SMALL, ["aa", "cc"]) if row.is_heading}
    assert headings == {"when"}
    assert {row.topic.id for row in rows(SMALL, ["bb"]) if row.is_heading} == {"when", "care"}
