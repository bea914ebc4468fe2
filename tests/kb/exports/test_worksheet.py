"""The committee's worksheet: its rows are the matrix, its limits stay with it, and its files can be worked in."""

import csv
import dataclasses
import io
import zipfile
from datetime import date

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from kb import labels
from kb.comparison.matrix import companions, matrix
from kb.comparison.verdict import statements, under_other_mappings, verdict
from kb.exports import excel, files, tables, word, worksheet
from kb.exports.cover import cover
from kb.exports.evidence import NONE_BEARS, linked
from kb.exports.files import Comparison
from kb.exports.table import Column, Table, lines
from kb.knowledge import CURATED, load
from kb.records import Document, Effect, PracticePoint, Recommendation

KB = load(CURATED)
DAY = date(2031, 2, 3)
IDS = [g.id for g in KB.by_country]
ROWS = matrix(KB, IDS)
LINES = worksheet.lines(KB, ROWS)
TABLE = worksheet.table(KB)
CELL = {column.name: column.cell for column in TABLE.columns}
ALL = Comparison(KB.by_country, ROWS, ("Guidelines: all five", "Order: by topic"), DAY)
PAIR = Comparison(
    tuple(g for g in KB.by_country if g.country in {"CA", "US"}), matrix(KB, ["ca-2017", "us-2022"], ["safety"]),
    ("Guidelines: Canada, United States", "Topic: Safety"), DAY, practice=True,
)  # fmt: skip


def cell(line, name):
    return lines(CELL[name](line))


def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def paper(content):
    return docx.Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def workbook():
    return book(files.comparison_xlsx(KB, ALL))


@pytest.fixture(scope="module")
def document():
    return paper(files.comparison_docx(KB, ALL))


@pytest.fixture(scope="module")
def csv_rows():
    return list(csv.DictReader(io.StringIO(files.comparison_csv(KB, ALL).decode("utf-8-sig"))))


def topic_tables(document):
    return [t for t in document.tables if t.rows[0].cells[0].text == "Guideline"]


def test_the_rows_are_the_recommendations_of_the_matrix_and_its_empty_cells():
    expected = []
    for row in ROWS:
        for c in row.cells if not row.is_heading else ():
            expected += [(row.topic.id, c.guideline, rec.id) for rec in c.recommendations] or [
                (row.topic.id, c.guideline, "")
            ]
    found = [(x.topic.id, x.guideline.id, x.recommendation.id if x.recommendation else "") for x in LINES]
    assert found == expected
    assert {rec for *_, rec in found} - {""} == {r.id for r in KB.of(Recommendation)}


def test_all_three_files_hold_the_same_rows(workbook, document, csv_rows):
    topics = [line.topic.label for line in LINES]
    said = [cell(line, "statement")[0] for line in LINES]
    assert [(r["topic"], r["statement"]) for r in csv_rows] == list(zip(topics, said, strict=True))
    head, *rows = workbook["Comparison"].iter_rows(values_only=True)
    at = {name: i for i, name in enumerate(head)}
    assert [(r[at["topic"]], r[at["statement"]]) for r in rows] == list(zip(topics, said, strict=True))
    on_paper = [row.cells[1].paragraphs[0].text for table in topic_tables(document) for row in table.rows[1:]]
    assert on_paper == said


def test_an_empty_cell_says_that_it_is_empty_and_nothing_else():
    for line in LINES:
        if line.recommendation is None:
            assert cell(line, "statement") == (labels.ONLY_BELOW if line.below else labels.NOT_IN_TABLES,)
            filled = {name for name in CELL if cell(line, name)}
            assert filled == {"topic group", "topic", "country", "guideline", "statement", "verdict on the topic"}


def test_no_caveat_condition_or_number_is_lost_in_any_file(workbook, document, csv_rows):
    head, *rows = workbook["Comparison"].iter_rows(values_only=True)
    papers = [row.cells[1].text for table in topic_tables(document) for row in table.rows[1:]]
    for line, row, on_paper, flat in zip(LINES, rows, papers, csv_rows, strict=True):
        if line.recommendation:
            limits = (*line.recommendation.caveats, *line.recommendation.conditions)
            for limit in (*limits, *(labels.quantity(q) for q in line.recommendation.quantities)):
                assert limit in on_paper
                assert any(limit in str(value) for value in row)
                assert limit.replace(";", ",") in f"{flat['caveats']}{flat['conditions']}{flat['numbers']}"
    assert {"caveats", "conditions", "numbers"} <= set(head)


def test_what_has_to_stand_beside_a_recommendation_does(document):
    papers = [row.cells[1].text for table in topic_tables(document) for row in table.rows[1:]]
    for line, on_paper in zip(LINES, papers, strict=True):
        for companion in companions(KB, line.recommendation) if line.recommendation else ():
            beside = " ".join(cell(line, "to be read with it"))
            for words in [r.statement for r in companion.recommendations] or [labels.NOT_IN_TABLES]:
                assert words in beside
                assert words in on_paper


def test_every_column_has_its_place_on_paper():
    placed = [*word.ABOVE, *(name for place in word.LAYOUT for name in place.holds)]
    assert sorted(placed) == sorted(column.name for column in TABLE.columns)


def test_strength_label_and_native_grade_stand_beside_each_other():
    line = next(x for x in LINES if x.recommendation and x.recommendation.id == "us-when-1")
    assert cell(line, "strength") == ("Weak or conditional",)
    assert cell(line, "label as printed") == ("weak or conditional",)
    assert cell(line, "native grade")[0].startswith("category B, evidence type 4")
    assert cell(line, "native grade read in")[0].startswith("https://")
    assert cell(line, "native grade read in")[0].endswith("(secondary)")
    unlabelled = next(x for x in LINES if x.recommendation and x.recommendation.id == "us-how-2")
    assert cell(unlabelled, "label as printed") == ("no label printed",)
    assert cell(unlabelled, "strength") == ("Strength not reported",)


def test_an_address_of_a_grade_is_a_number_in_the_table_and_whole_at_the_end(document):
    text = "\n".join(p.text for p in document.paragraphs)
    cells = [row.cells[2].text for table in topic_tables(document) for row in table.rows[1:]]
    assert any("native grade read in: [1]" in words for words in cells)
    assert not any("https://" in words for words in cells)
    addresses = {address for line in LINES for address in cell(line, "native grade read in")}
    assert all(f"] {address}" in text for address in addresses)


def test_the_evidence_is_that_of_the_linked_interventions():
    for line in (x for x in LINES if x.recommendation):
        interventions = {link.to for link in line.recommendation.interventions}
        effects = [e for e in KB.of(Effect) if e.intervention in interventions]
        said = cell(line, "evidence")
        assert len(said) == max(len(effects), 1)
        if not effects:
            assert said == (NONE_BEARS,)
        for effect, words in zip(effects, said, strict=False):
            assert (effect.printed or effect.statement) in words
            assert effect.id in words
            certain = labels.certainty(effect).lower() if effect.certainty else "Certainty not reported"
            assert certain in words


def test_the_verdict_is_the_calculated_one_and_names_what_would_change_it():
    for line in LINES:
        held = [x.recommendation for x in LINES if x.topic is line.topic and x.recommendation]
        found = verdict(statements(KB, line.topic.id, held))
        words = cell(line, "verdict on the topic")
        assert words[0].split(",")[0] == labels.VERDICT[found.kind]
        for mapping, _ in under_other_mappings(KB, line.topic.id, {rec.guideline for rec in held}):
            assert any(mapping.title in said for said in words)


def test_every_recommendation_says_where_it_was_read():
    title = KB.get(Document, KB.package.matrix_document).short_title
    for line in (x for x in LINES if x.recommendation):
        assert cell(line, "read in")[0].startswith(f"{title}, Table ")
        assert cell(line, "record") == (line.recommendation.id,)


def test_the_columns_for_the_committee_are_empty_and_last(workbook, document, csv_rows):
    assert [column.name for column in TABLE.columns[-3:]] == list(worksheet.EMPTY)
    assert {row[name] for row in csv_rows for name in worksheet.EMPTY} == {""}
    sheet = workbook["Comparison"]
    head = [c.value for c in sheet[1]]
    assert head[-3:] == list(worksheet.EMPTY)
    assert {c.value for row in sheet.iter_rows(2, min_col=len(head) - 2) for c in row} == {None}
    for table in topic_tables(document):
        assert [c.text.lower() for c in table.rows[0].cells[-3:]] == list(worksheet.EMPTY)
        assert {c.text for row in table.rows[1:] for c in row.cells[-3:]} == {""}


def test_the_workbook_can_be_worked_in(workbook):
    sheet = workbook["Comparison"]
    last = openpyxl.utils.get_column_letter(len(TABLE.columns))
    assert workbook.sheetnames == ["About", "Comparison", "Evidence", "References", "Columns"]
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref == f"A1:{last}{len(LINES) + 1}"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert all(c.alignment.wrap_text for row in sheet.iter_rows() for c in row)
    widths = [d.width for d in sheet.column_dimensions.values()]
    assert all(excel.NARROWEST <= width <= excel.WIDEST + 1 for width in widths)
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"adopt,adapt,new,reject"'
    assert {c.font.italic for c in sheet["E"][1:]} == {True, False}


def test_no_row_of_the_workbook_hides_what_its_cells_hold(workbook):
    sheet = workbook["Comparison"]
    widths = [sheet.column_dimensions[c.column_letter].width for c in sheet[1]]
    for row in sheet.iter_rows(2):
        # Some programs do not fit rows to their text: at about 1.3 letters a unit of width, 12 points a line.
        needed = max(
            sum(-(-len(line) // (1.3 * width)) or 1 for line in (c.value or "").split("\n")) * 12
            for c, width in zip(row, widths, strict=True)
        )
        assert (sheet.row_dimensions[row[0].row].height or 2 * excel.LINE) >= min(needed, excel.TALLEST)


def test_the_evidence_and_references_named_are_in_the_workbook(workbook):
    effects = [row[0] for row in workbook["Evidence"].iter_rows(2, values_only=True)]
    assert effects == [e.id for e in linked(KB, KB.of(Recommendation))]
    references = {row[0] for row in workbook["References"].iter_rows(2, values_only=True)}
    assert {g.reference for g in KB.by_country} <= references
    assert {i for e in linked(KB, KB.of(Recommendation)) for i in e.references} <= references


def hostile(start):
    lead, *others = [line for line in LINES if line.recommendation]
    changed = lead.recommendation.model_copy(update={"statement": f"{start}1+1", "caveats": (f"{start}2",)})
    return (dataclasses.replace(lead, recommendation=changed), *others[:2])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_text_stays_text_in_a_workbook_and_becomes_no_formula(start):
    about = cover(KB, f"{start}title", (f"{start}filter",), KB.by_country, DAY, ())
    written = book(excel.workbook(about, [excel.Sheet("Comparison", TABLE, hostile(start))]))
    cells = [c for sheet in written for row in sheet.iter_rows() for c in row if c.value is not None]
    assert {c.data_type for c in cells} == {"s"}
    assert f"{start}1+1" in {c.value for c in cells}
    flat = worksheet.csv(KB, hostile(start), ("all",), DAY)
    row = next(csv.DictReader(io.StringIO(flat, newline="")))
    assert (row["statement"], row["caveats"]) == (f"'{start}1+1", f"'{start}2")


def test_numbers_are_numbers_in_a_workbook():
    written = book(files.recommendations_xlsx(KB, KB.of(Recommendation), ("All",), DAY))["Recommendations"]
    head = [c.value for c in written[1]]
    at = head.index("item")
    assert {row[at].data_type for row in written.iter_rows(2)} == {"n"}
    assert [row[0].value for row in written.iter_rows(2)] == [r.id for r in KB.of(Recommendation)]
    assert head[:-1] == [column.name for column in tables.recommendations(KB).columns]
    assert head[-1] == "to_be_read_with"
    reads = {row[0].value: row[-1].value for row in written.iter_rows(2)}
    assert "life-threatening" in reads["us-how-6"]


def test_a_text_longer_than_a_cell_is_cut_and_says_so():
    table = Table("t", "t", (Column("long", "l", lambda r: r),))
    about = cover(KB, "t", (), (), DAY, ())
    written = book(excel.workbook(about, [excel.Sheet("t", table, ["x" * 40_000])]))
    assert written["t"]["A2"].value.endswith("(cut: a cell holds no more)")


def test_a_sheet_without_rows_is_still_a_file():
    nothing = dataclasses.replace(ALL, rows=())
    assert book(files.comparison_xlsx(KB, nothing))["Comparison"].max_row == 1
    assert "No topic is left" in "\n".join(p.text for p in paper(files.comparison_docx(KB, nothing)).paragraphs)


def test_header_rows_repeat_and_no_row_is_split(document):
    assert len(topic_tables(document)) == len({line.topic.id for line in LINES})
    for table in document.tables:
        for at, row in enumerate(table.rows):
            properties = row._tr.trPr
            assert properties.find(qn("w:cantSplit")) is not None
            assert (properties.find(qn("w:tblHeader")) is not None) == (at == 0)


def test_the_document_is_landscape_with_headings_captions_and_page_numbers(document):
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width > section.page_height
    wide = section.page_width - section.left_margin - section.right_margin
    assert sum(place.width for place in word.LAYOUT) * 360_000 <= wide
    styles = [p.style.name for p in document.paragraphs]
    assert styles[0] == "Title"
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [
        "Guidelines", "Comparison", "Evidence", "Where the guidelines' own grades were read", "References",
    ]  # fmt: skip
    headed = {p.text for p in document.paragraphs if p.style.name in {"Heading 2", "Heading 3"}}
    assert {line.topic.label for line in LINES} <= headed
    assert styles.count("Caption") == len(document.tables)
    fields = [f.get(qn("w:instr")) for f in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert KB.version in section.footer.paragraphs[0].text


def test_topics_out_of_the_order_of_the_tree_are_headed_without_their_group():
    mixed = dataclasses.replace(ALL, rows=tuple(sorted(ROWS, key=lambda row: row.topic.label)))
    headed = [p.text for p in paper(files.comparison_docx(KB, mixed)).paragraphs if p.style.name == "Heading 2"]
    assert headed == sorted({line.topic.label for line in LINES})


def texts(content):
    parts = paper(content)
    return "\n".join(
        [*(p.text for p in parts.paragraphs), *(c.text for t in parts.tables for r in t.rows for c in r.cells)]
    )


@pytest.mark.parametrize("form", ["csv", "xlsx", "docx"])
def test_every_file_says_what_it_holds_of_which_data_and_when(form):
    content = {"csv": files.comparison_csv, "xlsx": files.comparison_xlsx, "docx": files.comparison_docx}[form](
        KB, PAIR
    )
    if form == "csv":
        text = content.decode("utf-8-sig")
    elif form == "docx":
        text = texts(content)
    else:
        text = "\n".join(str(c.value) for row in book(content)["About"].iter_rows() for c in row)
    for said in (
        *PAIR.shows,
        KB.version,
        "2031-02-03",
        KB.package.licence,
        KB.package.not_for,
        "The Concordance developers.",
    ):
        assert said in text, said
    if form != "csv":
        source = KB.get(Document, KB.package.matrix_document)
        assert source.citation in text
        assert source.doi in text
        assert all(g.status_words in text for g in PAIR.guidelines)
        assert not any(g.status_words in text for g in KB.by_country if g.id == "de-2020")


def test_practice_points_stand_apart_and_only_when_asked_for():
    on = {line.topic.id for line in worksheet.lines(KB, PAIR.rows)}
    points = {p.id for p in KB.of(PracticePoint) if any(link.to in on for link in p.about)}
    sheet = book(files.comparison_xlsx(KB, PAIR))["Practice points"]
    assert {row[4] for row in sheet.iter_rows(2, values_only=True)} == points
    assert "Practice points" in [p.text for p in paper(files.comparison_docx(KB, PAIR)).paragraphs]
    without = dataclasses.replace(PAIR, practice=False)
    assert "Practice points" not in book(files.comparison_xlsx(KB, without)).sheetnames
    assert "Practice points" not in texts(files.comparison_docx(KB, without))
    assert "Practice points are not in this file" in files.comparison_csv(KB, PAIR).decode()


@pytest.mark.parametrize("write", [files.comparison_csv, files.comparison_xlsx, files.comparison_docx])
def test_the_same_data_on_the_same_day_give_the_same_bytes(write):
    assert write(KB, PAIR) == write(KB, PAIR)
    assert write(KB, PAIR) != write(KB, dataclasses.replace(PAIR, on=date(2031, 2, 4)))


def test_what_xml_cannot_hold_does_not_break_a_document():
    line, *_ = hostile("\x01\ud800=")
    about = cover(KB, "a\x0btitle", ("a\x00filter",), KB.by_country, DAY, ())
    written = texts(word.document(about, TABLE, [line], (), ()))
    assert "=1+1" in written
    assert "afilter" in written


def test_a_document_holds_no_machine_name_or_other_author():
    content = files.comparison_docx(KB, PAIR)
    about = paper(content).core_properties
    assert (about.author, about.title) == ("The Concordance developers", worksheet.TITLE)
    assert about.created.date() == DAY
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"python-docx" not in b"".join(archive.read(name) for name in archive.namelist())
