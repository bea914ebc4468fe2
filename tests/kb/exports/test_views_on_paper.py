"""The views of a comparison on paper and in a workbook: headings, columns, lines of cells, and what is left of nothing."""

import dataclasses
from datetime import date
from functools import cache

import pytest

from kb.comparison import rows
from kb.exports import comparison, numbers, statement
from kb.exports.cells import lines
from kb.exports.chosen import Chosen
from kb.exports.paper import WIDE
from kb.knowledge import CURATED, load
from kb.records import Recommendation
from tests.kb.exports.reread import sheet, tables, words, written

BASE = load(CURATED)
DAY = date(2031, 2, 3)
TWO = tuple(g for g in BASE.by_country if g.country in {"CA", "US"})
HEADED = {"side": "group", "conditions": "phase", "numbers": "scale", "grades": "country", "gaps": "gap"}


@cache
def of_two():
    return Chosen(TWO, rows(BASE, [g.id for g in TWO]), ("Two",), DAY)


@cache
def file(view):
    return comparison.file(BASE, of_two(), view)


@cache
def documents(view):
    return written(file(view))


def on_paper(part, document):
    """The rows of a part in a document: the paragraphs of each cell."""
    found = [t for t in document.tables if [c.text for c in t.rows[0].cells] == [p.head for p in part.places]]
    return [[c.paragraphs for c in row.cells] for t in found for row in t.rows[1:]]


@pytest.mark.parametrize("view", HEADED)
def test_rows_stand_under_headings(view):
    part, document = file(view).parts[0], documents(view)[0]
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert headings[: headings.index(part.frame[HEADED[view]].iloc[-1]) + 1] == list(
        dict.fromkeys(part.frame[HEADED[view]])
    )


@pytest.mark.parametrize("view", HEADED)
def test_each_sentence_of_a_cell_is_a_line_of_its_own_and_short_words_share_one(view):
    part, document = file(view).parts[0], documents(view)[0]
    rows = on_paper(part, document)
    assert len(rows) == len(part.frame)
    for row, cells in zip(part.frame.astype(object).to_dict("records"), rows, strict=True):
        for place, paragraphs in zip(part.places, cells, strict=True):
            for key in place.holds:
                said = lines(row[key])
                wanted = said if key in statement.SENTENCES or view == "side" else ["; ".join(said)] if said else []
                if key not in part.numbered:
                    texts = [p.text for p in paragraphs]
                    named = "" if key == place.holds[0] or not place.named else f"{part.table[key].head}: "
                    assert all(f"{named}{line}" in texts for line in wanted)


@pytest.mark.parametrize("view", HEADED)
def test_where_nothing_is_left_the_columns_are_there_still(view):
    nothing = comparison.file(BASE, dataclasses.replace(of_two(), rows=(), kept=frozenset()), view)
    part = nothing.parts[0]
    assert list(part.frame.columns)[: len(part.table.keys)] == part.table.keys
    document, workbook, flat = written(nothing)
    if part.frame.empty:
        assert "Nothing is left by what was chosen." in words(document)
        assert flat == []
        assert [c.value for c in workbook[part.name][1]] == [c.head for c in part.table]


def test_side_by_side_the_page_is_shared_by_the_topic_and_each_guideline():
    part, document = file("side").parts[0], documents("side")[0]
    assert [p.head for p in part.places] == ["Topic", *(f"{g.country_name}, {g.year}" for g in TWO)]
    assert [p.width for p in part.places] == [pytest.approx(WIDE / 3)] * 3
    assert part.table.name == "side-by-side"
    assert part.table.holds.startswith("Topic by guideline")
    assert [c.holds for c in part.table][3:-1] == [f"What {g.short_title} says on it" for g in TWO]
    # The verdict stands under its topic without its name.
    for row, cells in zip(part.frame.itertuples(), on_paper(part, document), strict=True):
        assert [p.text for p in cells[0]] == [row.topic, *row.verdict]


def test_side_by_side_a_cell_of_a_csv_has_its_lines_after_each_other():
    part, flat = file("side").parts[0], documents("side")[2]
    for row, of_csv in zip(part.frame.to_dict("records"), flat, strict=True):
        for g in TWO:
            said = ";".join(line.replace(";", ",") for line in row[g.id])
            assert of_csv[part.table[g.id].head] == said


def test_only_the_guidelines_chosen_are_said_to_give_no_number():
    frame = file("numbers").parts[0].frame
    assert set(frame.country) <= {g.country_name for g in TWO}
    silent = frame[frame.nothing]
    assert len(silent)
    assert silent.statement.map(lambda said: not said).all()
    ids = [g.id for g in TWO]
    assert set(frame.scale) == {
        scale.scale.label
        for scale in numbers.compare(BASE, ids)
        if any(amount.recommendation.guideline in ids for amount in scale.amounts)
    }


def test_a_guideline_without_a_number_is_greyed():
    frame, page = file("numbers").parts[0].frame, documents("numbers")[1]["Numbers"]
    assert [row[0].font.italic for row in page.iter_rows(2)] == [bool(nothing) for nothing in frame.nothing]


def test_where_grades_were_read_is_a_number_explained_at_the_end():
    part, document = file("grades").parts[0], documents("grades")[0]
    addresses = list(dict.fromkeys(line for value in part.frame.grade_read_in for line in value))
    assert addresses
    heading = statement.NUMBERED["grade_read_in"]
    texts = [p.text for p in document.paragraphs]
    after = texts[texts.index(heading) + 1 :]
    assert after[: len(addresses)] == [f"[{n}] {address}" for n, address in enumerate(addresses, 1)]


def test_the_schemes_keep_two_columns_in_view():
    workbook = documents("grades")[1]
    assert workbook["Grading schemes"].freeze_panes == "C2"
    assert workbook["Other mappings"].freeze_panes == "B2"


def test_a_gap_without_a_recommendation_claims_nothing():
    frame = file("gaps").parts[0].frame
    columns = {c.key: c for c in file("gaps").parts[0].table}
    for row in frame.to_dict("records"):
        if row["record"] not in {r.id for r in BASE.of(Recommendation)}:
            assert all(isinstance(row[key], tuple) for key, column in columns.items() if column.many)
            assert {key for key, value in row.items() if key in columns and lines(value)} <= {
                "gap", "subject", "record", "evidence", "statement",
            }  # fmt: skip
    assert sheet(documents("gaps")[1], "Gaps")
    assert tables(documents("gaps")[0], file("gaps").parts[0].places[0].head)
