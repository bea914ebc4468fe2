"""Recommendations as files: the rows asked for in their order, and nothing that limits one left behind."""

from datetime import date

import pandas as pd
import pytest

from kb import labels
from kb.comparison import companions
from kb.exports import recommendations, statement, wording
from kb.exports.contract import RECOMMENDATIONS
from kb.knowledge import CURATED, load
from kb.names import dated
from kb.records import Guideline, Recommendation, Topic, Trigger
from tests.kb.exports import plain
from tests.kb.exports.reread import boxes, sheet, tables, words, written

BASE = load(CURATED)
DAY = date(2031, 2, 3)
EVERY = BASE.of(Recommendation)
TICKED = [BASE.get(Recommendation, i) for i in ("us-how-6", "ca-how-2", "us-how-1", "au-when-1")]
HEAD = {column.key: column.head for column in recommendations.TABLE}


@pytest.fixture(scope="module")
def every():
    return written(recommendations.file(BASE, EVERY, ("All recommendations",), DAY))


@pytest.fixture(scope="module")
def ticked():
    return written(recommendations.file(BASE, TICKED, ("4 rows ticked by hand",), DAY))


def beside(rec):
    """What has to be read with a recommendation, text by text."""
    for companion in companions(BASE, rec):
        yield companion.topic.label
        for other in companion.recommendations:
            yield from (other.statement, *other.caveats, other.id, labels.STRENGTH[BASE.strength(other)].lower())
        if not companion.recommendations:
            yield labels.NOT_IN_TABLES


def test_the_csv_holds_the_contract_s_rows_and_what_has_to_be_read_with_each(every):
    rows = every[2]
    keys = RECOMMENDATIONS.keys
    assert [{key: row[key] for key in keys} for row in rows] == [
        {key: plain.flat(value) for key, value in plain.recommendation(BASE, rec).items()} for rec in EVERY
    ]
    assert list(rows[0])[len(keys)] == "to_be_read_with"
    for rec, row in zip(EVERY, rows, strict=True):
        assert all(needed.replace(";", ",") in row["to_be_read_with"] for needed in beside(rec))
        assert bool(row["to_be_read_with"]) == bool(companions(BASE, rec))
    assert "life-threatening" in next(row for row in rows if row["id"] == "us-how-6")["to_be_read_with"]


def test_every_row_of_a_csv_says_what_it_is_of_which_data_and_what_it_is_not_for(every):
    for row in every[2]:
        assert row["chosen"] == "All recommendations;55 recommendations"
        assert (row["data_version"], row["taken_on"]) == (BASE.version, "2031-02-03")
        assert row["not_for"] == BASE.package.not_for
        assert row["cite_as"].startswith("The Concordance developers. Concordance: ")
        assert "https://doi.org/" in row["source_document"]


def test_the_rows_are_those_ticked_in_their_order_in_every_format(ticked):
    document, workbook, rows = ticked
    ids = [rec.id for rec in TICKED]
    assert [row["id"] for row in rows] == ids
    assert [row["Record"] for row in sheet(workbook, "Recommendations")] == ids
    assert [row["Record"] for row in sheet(workbook, "Data")] == ids
    (table,) = tables(document, "Record")
    assert [row.cells[0].paragraphs[0].text for row in table.rows[1:]] == ids
    assert not [p for p in document.paragraphs if p.style.name == "Heading 2"]


def test_a_readable_sheet_says_in_words_what_the_record_holds(every):
    for rec, row in zip(EVERY, sheet(every[1], "Recommendations"), strict=True):
        guideline = BASE.get(Guideline, rec.guideline)
        assert row[HEAD["country"]] == guideline.country_name
        assert row[HEAD["guideline"]].startswith(dated(guideline))
        assert row[HEAD["statement"]] == rec.statement
        assert row[HEAD["strength"]] == labels.STRENGTH[BASE.strength(rec)]
        assert row[HEAD["label"]] == (rec.strength or "no label printed")
        assert row[HEAD["wording"]] == labels.VERB[rec.verb]
        assert row[HEAD["phase"]] == labels.phase(BASE, rec.phase)
        assert row[HEAD["topics"]] == "\n".join(BASE.get(Topic, link.to).label for link in rec.about)
        assert (row[HEAD["conditions"]] or "") == "\n".join(rec.conditions)
        assert (row[HEAD["caveats"]] or "") == "\n".join(rec.caveats)
        assert row[HEAD["note"]] == rec.note
        assert row[HEAD["where"]] == plain.where(BASE, rec.where)
        triggers = [BASE.get(Trigger, link.to).label for link in rec.triggers]
        assert all(t in row[HEAD["triggers"]] for t in triggers)
        numbers = [labels.quantity(BASE, q) + (f" ({q.note})" if q.note else "") for q in rec.quantities]
        assert (row[HEAD["numbers"]] or "") == "\n".join(numbers)
        assert all(needed in (row[HEAD["beside"]] or "") for needed in beside(rec))


def test_word_has_every_recommendation_under_its_guideline_with_its_limits(every):
    document = every[0]
    headed = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert [h.split(":")[0] for h in headed] == list(
        dict.fromkeys(BASE.get(Guideline, r.guideline).country_name for r in EVERY)
    )
    rows = [row for table in tables(document, "Record") for row in table.rows[1:]]
    assert [row.cells[0].paragraphs[0].text for row in rows] == [rec.id for rec in EVERY]
    for rec, row in zip(EVERY, rows, strict=True):
        assert row.cells[1].paragraphs[0].text == rec.statement
        assert all(text in row.cells[1].text for text in (*rec.conditions, *rec.caveats, rec.note or ""))
        assert row.cells[2].paragraphs[0].text == labels.STRENGTH[BASE.strength(rec)]
        assert row.cells[4].text == plain.where(BASE, rec.where)


def test_what_has_to_be_read_with_them_stands_once_above_each_guideline(every):
    document = every[0]
    framed = "\n".join(boxes(document))
    for rec in EVERY:
        assert all(needed in framed for needed in beside(rec))
    by_guideline = {
        rec.guideline: {line for r in EVERY if r.guideline == rec.guideline for line in wording.beside(BASE, r)}
        for rec in EVERY
    }
    assert len(boxes(document)) == sum(map(len, by_guideline.values()))


def test_out_of_order_the_country_of_what_has_to_be_read_is_named(ticked):
    framed = boxes(ticked[0])
    assert any("United States: " in text and "life-threatening" in text for text in framed)
    assert any("Australia: " in text for text in framed)
    assert framed[0].startswith("To be read with it: ")
    assert not any(text.startswith("To be read with it") for text in framed[1:])


def test_the_cover_names_the_guidelines_that_speak_and_no_other(ticked):
    document = ticked[0]
    (table,) = tables(document, "Country")
    assert [row.cells[0].text for row in table.rows[1:]] == ["Australia", "Canada", "United States"]
    for row, guideline in zip(
        table.rows[1:], (g for g in BASE.by_country if g.country in {"AU", "CA", "US"}), strict=True
    ):
        assert guideline.title in row.cells[1].text
        assert row.cells[2].text == guideline.status_words
    assert "4 rows ticked by hand" in words(document)
    assert "4 recommendations" in words(document)


def test_a_workbook_keeps_in_view_which_recommendation_a_row_is_of(every):
    assert every[1]["Recommendations"].freeze_panes == "C2"
    assert every[1]["Data"].freeze_panes == "B2"
    assert every[1].sheetnames == ["About", "Recommendations", "Data", "Evidence", "References", "Columns"]


def test_without_any_recommendation_a_file_says_so():
    document, workbook, rows = written(recommendations.file(BASE, (), ("Search: “xyz”",), DAY))
    assert rows == []
    assert workbook["Recommendations"].max_row == 1
    assert "No recommendation is left by what was chosen." in words(document)
    assert not tables(document, "Country")


@pytest.mark.parametrize(
    "key", ["caveats", "conditions", "beside", "note", "numbers", "strength", "statement", "record"]
)
def test_no_file_can_be_made_without_what_limits_a_recommendation(key):
    with pytest.raises(ValueError, match=key):
        statement.columns("topics", key)


def test_columns_can_go_without_others_and_take_another_key():
    assert [c.key for c in statement.columns("topics", "evidence")] == [
        c.key for c in statement.COLUMNS if c.key not in {"topics", "evidence"}
    ]
    assert statement.column("beside", key="other").key == "other"
    assert statement.column("beside").key == "beside"
    assert statement.column("beside", key="other").head == "To be read with it"


def test_a_guideline_without_a_recommendation_has_a_row_that_claims_nothing():
    guideline = BASE.by_country[0]
    row = statement.no_row(guideline, "Nothing here")
    assert set(row) == {c.key for c in statement.COLUMNS}
    assert {key for key, value in row.items() if value} == {"country", "guideline", "statement"}
    assert row["statement"] == "Nothing here"
    assert all(isinstance(row[c.key], tuple) == c.many for c in statement.COLUMNS)


def test_a_reference_is_cited_with_its_number_and_where_it_is_found():
    reference = next(r for r in BASE.of(type(BASE.records["ref-41"])) if r.doi and r.doi not in r.citation)
    assert wording.cited(reference) == f"{reference.number}. {reference.citation} https://doi.org/{reference.doi}"
    bare = reference.model_copy(update={"doi": None, "url": None})
    assert wording.cited(bare) == f"{bare.number}. {bare.citation}"
    linked = reference.model_copy(update={"doi": None, "url": "https://a.example"})
    assert wording.cited(linked).endswith(" https://a.example")
    within = linked.model_copy(update={"citation": "Something (https://a.example)."})
    assert wording.cited(within) == f"{within.number}. Something (https://a.example)."


def test_frames_are_of_one_row_a_recommendation():
    part = recommendations.readable(BASE, TICKED)
    assert isinstance(part.frame, pd.DataFrame)
    assert list(part.frame.record) == [rec.id for rec in TICKED]
    assert set(part.table.keys) <= set(part.frame.columns)
