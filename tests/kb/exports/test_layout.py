"""How a workbook and a document look: what a reader sees of type, colour, width, page and foot, on a made-up file."""

from dataclasses import replace
from datetime import date
from functools import cache

import pandas as pd
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt

from kb.exports import excel, paper, word
from kb.exports.column import Column, Table
from kb.exports.cover import Cover
from kb.exports.file import File, Part, Place
from kb.knowledge import CURATED, load
from tests.kb.exports.reread import book
from tests.kb.exports.reread import paper as read

BASE = load(CURATED)
LONG = "word " * 200
TABLE = Table("rows", "What the rows hold", (
    Column("group", "Group", "The group"),
    Column("said", "Said", "What is said"),
    Column("count", "Count", "How many", "integer"),
    Column("decision", "Decision", "To be filled in"),
    Column("reason", "Reason", "To be filled in as well"),
))  # fmt: skip
FRAME = pd.DataFrame({
    "group": ["a", "a", "b"],
    "said": ["short", LONG.strip(), None],
    "count": pd.array([3, None, 4], dtype="Int64"),
    "decision": [None, None, None],
    "reason": [None, None, None],
    "nothing": [False, True, False],
})  # fmt: skip
PLACES = (Place("What", 9, ("said", "count")), Place("Decision", 18.1, ("decision",)))
PART = Part(
    "Rows", TABLE, FRAME, PLACES, headed=("group",), fixed=2, quiet="nothing", choices={"decision": ("yes", "no"), "reason": ()}
)  # fmt: skip
COVER = Cover(
    "A title", (("Holds", ("one", LONG)), ("Nothing", ()), ("Not for", ("care",))), BASE.by_country[:2], "1 & 2", date(2031, 2, 3)
)  # fmt: skip
INK, PALE, GREY, WHITE = "FF08306B", "FFFFF8E1", "FF595959", "FFFFFFFF"


@cache
def workbook():
    return book(excel.workbook(File(COVER, (PART,))))


@cache
def document():
    return read(word.document(File(COVER, (PART,))))


def test_every_page_of_a_workbook_is_landscape_with_a_foot():
    assert workbook().sheetnames == ["About", "Rows", "Columns"]
    for page in workbook():
        assert page.page_setup.orientation == "landscape"
        # An ampersand is doubled in a foot, where one alone begins a code.
        assert page.oddFooter.left.text == "Concordance · data version 1 && 2 · taken on 2031-02-03"
        assert page.oddFooter.right.text == "&P / &N"
        margins = page.page_margins
        assert (margins.left, margins.right, margins.top, margins.bottom) == (0.4, 0.4, 0.5, 0.6)
        assert page.sheet_properties.pageSetUpPr.fitToPage


def test_the_cover_fits_one_small_page_and_a_table_three_large_ones_across():
    about, rows = workbook()["About"], workbook()["Rows"]
    assert (about.page_setup.paperSize, rows.page_setup.paperSize) == (9, 8)
    # One page is what a spreadsheet takes where nothing is said.
    assert {about.page_setup.fitToWidth, about.page_setup.fitToHeight} <= {1, None}
    assert (rows.page_setup.fitToWidth, rows.page_setup.fitToHeight) == (3, 0)
    assert about.sheet_view.showGridLines is False
    assert rows.sheet_view.showGridLines is not False
    assert (rows.freeze_panes, rows.print_title_rows, rows.print_title_cols) == ("C2", "$1:$1", "$A:$B")
    assert rows.auto_filter.ref == "A1:E4"
    assert workbook()["Columns"].freeze_panes == "C2"


def test_the_cover_has_names_in_bold_and_two_columns():
    page = workbook()["About"]
    title = page["A1"]
    assert (title.value, title.font.bold, title.font.size, title.font.color.rgb) == ("A title", True, 16, INK)
    assert page["A2"].value is None
    assert [(row[0].value or "", row[0].font.bold) for row in page.iter_rows(min_row=3)] == [
        ("Holds", True), ("", True), ("Not for", True), ("Guidelines", True), ("", True),
    ]  # fmt: skip
    assert not any(row[1].font.bold for row in page.iter_rows(min_row=3))
    assert [round(page.column_dimensions[c].width - 0.71) for c in "AB"] == [22, 105]
    assert page.row_dimensions[3].height is None
    assert page.row_dimensions[4].height == pytest.approx(8 * excel.LINE + 2, abs=0.5)


def test_the_head_is_white_on_dark_and_cells_are_small_and_wrap():
    head, *rows = workbook()["Rows"].iter_rows()
    for cell in head:
        assert (cell.font.bold, cell.font.color.rgb, cell.fill.fgColor.rgb) == (True, WHITE, INK)
    for cell in [c for row in rows for c in row]:
        assert (cell.font.size, bool(cell.font.bold)) == (10, False)
        assert (cell.alignment.wrap_text, cell.alignment.vertical, cell.alignment.horizontal) == (True, "top", "left")
        assert (cell.border.bottom.style, cell.border.bottom.color.rgb) == ("thin", "FFBFBFBF")


def test_a_line_parts_groups_quiet_rows_are_grey_and_what_is_to_fill_in_is_pale():
    _, *rows = workbook()["Rows"].iter_rows()
    assert [{c.border.top.style for c in row} for row in rows] == [{"medium"}, {None}, {"medium"}]
    assert {c.border.top.color.rgb for row in (rows[0], rows[2]) for c in row} == {INK}
    assert [(bool(row[0].font.italic), row[0].font.color.rgb == GREY) for row in rows] == [
        (False, False), (True, True), (False, False),
    ]  # fmt: skip
    for row in rows:
        assert [c.fill.fgColor.rgb == PALE for c in row] == [False, False, False, True, True]
        assert [c.border.left.style for c in row] == [None, None, None, "thin", "thin"]
        assert {c.border.left.color.rgb for c in row[3:]} == {"FFBFBFBF"}


def test_without_a_heading_lines_are_drawn_where_the_column_named_changes_or_nowhere():
    for lined, tops in (("group", ["medium", None, "medium"]), ("", [None, None, None])):
        part = Part("Rows", TABLE, FRAME, lined=lined)
        _, *rows = book(excel.workbook(File(COVER, (part,))))["Rows"].iter_rows()
        assert [row[0].border.top.style for row in rows] == tops
        assert not any(row[0].font.italic for row in rows)


def test_numbers_are_numbers_and_what_is_to_fill_in_has_room():
    page = workbook()["Rows"]
    assert [c.value for c in page["C"]] == ["Count", 3, None, 4]
    assert [round(page.column_dimensions[c].width - 0.71) for c in "ABCD"] == [9, 52, 9, 26]
    # Neighbours of one width are kept together.
    assert (page.column_dimensions["D"].min, page.column_dimensions["D"].max) == (4, 5)
    (choice,) = page.data_validations.dataValidation
    assert (choice.type, choice.formula1, str(choice.sqref), choice.allowBlank) == ("list", '"yes,no"', "D2:D4", True)


def test_a_row_is_as_high_as_its_longest_text_and_a_short_one_is_left_alone():
    page = workbook()["Rows"]
    assert [page.row_dimensions[n].height for n in (2, 4)] == [None, None]
    # 200 words of five letters, 62 letters to a line.
    assert page.row_dimensions[3].height == pytest.approx(17 * excel.LINE + 2, abs=0.5)
    tall = Part("Rows", TABLE, FRAME.assign(said=[LONG * 3, "x\n" * 2, "x\n" * 3]))
    heights = book(excel.workbook(File(COVER, (tall,))))["Rows"].row_dimensions
    assert [heights[n].height for n in (2, 3)] == [
        pytest.approx(height, abs=0.5) for height in (excel.TALLEST, 3 * excel.LINE + 2)
    ]


def test_a_table_without_rows_is_a_head_that_can_be_filtered():
    empty = Part("Rows", TABLE, FRAME.head(0), choices=PART.choices)
    page = book(excel.workbook(File(COVER, (empty,))))["Rows"]
    assert page.auto_filter.ref == "A1:E2"
    assert (page.freeze_panes, page.print_title_cols) == ("B2", "$A:$A")


def test_the_dictionary_is_by_sheet():
    rows = list(workbook()["Columns"].iter_rows(values_only=True))
    assert rows == [("Sheet", "Column", "Holds"), *(("Rows", c.head, c.holds) for c in TABLE)]
    assert [row[0].border.top.style for row in workbook()["Columns"].iter_rows(min_row=2)] == ["medium", *[None] * 4]


def test_a_page_of_a_document_is_landscape_with_narrow_margins():
    (section,) = document().sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    lengths = {
        "page_width": 29.7, "page_height": 21, "left_margin": 1.3, "right_margin": 1.3, "top_margin": 1.4,
        "bottom_margin": 1.5, "footer_distance": 0.7,
    }  # fmt: skip
    for name, length in lengths.items():
        assert getattr(section, name).cm == pytest.approx(length, abs=0.01), name


def test_the_foot_says_which_data_and_numbers_the_pages():
    foot = document().sections[0].footer.paragraphs[0]
    assert foot.text == "Concordance · data version 1 & 2 · taken on 2031-02-03\tPage  of "
    fields = [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    order = "".join(t.text or "" for t in foot._p.iter(qn("w:t")))
    assert order.endswith("Page 1 of 1")
    (stop,) = foot.paragraph_format.tab_stops
    assert (stop.position.cm, stop.alignment) == (pytest.approx(paper.WIDE, abs=0.01), 2)
    assert len(foot.style.paragraph_format.tab_stops) == 0


def test_type_is_small_headings_are_dark_and_the_language_is_english():
    styles = document().styles
    normal = styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Calibri", Pt(9))
    assert (normal.paragraph_format.space_after, normal.paragraph_format.line_spacing) == (Pt(2), 1.0)
    for name, size in paper.SIZES:
        assert (styles[name].font.size, str(styles[name].font.color.rgb)) == (Pt(size), INK[2:])
    assert {found.get(qn("w:val")) for found in styles.element.iter(qn("w:lang"))} == {"en-GB"}
    (borders,) = styles["Table Grid"].element.iter(qn("w:tblBorders"))
    assert {edge.get(qn("w:color")) for edge in borders} == {paper.LINE}


def test_what_is_to_be_read_with_it_stands_in_a_pale_frame():
    box = document().styles[paper.BOX]
    (edges,) = box.element.iter(qn("w:pBdr"))
    assert {(e.get(qn("w:sz")), e.get(qn("w:space")), e.get(qn("w:color"))) for e in edges} == {("8", "4", paper.EDGE)}
    (shade,) = box.element.iter(qn("w:shd"))
    assert [shade.get(qn(f"w:{name}")) for name in ("val", "color", "fill")] == ["clear", "auto", paper.PALE]
    indents = box.paragraph_format
    assert indents.space_after == 0
    assert [indents.left_indent.cm, indents.right_indent.cm] == [pytest.approx(0.2, abs=0.01)] * 2


def test_the_front_has_hanging_lines_under_names_in_bold():
    front = [p for p in document().paragraphs if "\t" in p.text]
    assert [p.text for p in front] == ["Holds\tone", f"\t{LONG}", "Not for\tcare"]
    for paragraph in front:
        of = paragraph.paragraph_format
        (stop,) = of.tab_stops
        assert of.space_after == 0
        assert [length.cm for length in (of.left_indent, of.first_line_indent, stop.position)] == [
            pytest.approx(length, abs=0.01) for length in (3.2, -3.2, 3.2)
        ]
        assert paragraph.runs[0].bold
    assert document().paragraphs[0].style.name == "Title"


def test_tables_are_numbered_captioned_and_as_wide_as_their_places():
    guidelines, first, second = document().tables
    captions = [p for p in document().paragraphs if p.style.name == "Caption"]
    assert [p.text for p in captions] == ["Table . Guidelines and their status", "Table . a", "Table . b"]
    numbers = [next(p._p.iter(qn("w:fldSimple"))) for p in captions]
    assert {n.get(qn("w:instr")) for n in numbers} == {"SEQ Table \\* ARABIC"}
    assert ["".join(t.text for t in n.iter(qn("w:t"))) for n in numbers] == ["1", "2", "3"]
    assert {(p.paragraph_format.space_before, p.paragraph_format.keep_with_next) for p in captions} == {(Pt(4), True)}
    for made, widths in ((guidelines, [3, 10.1, 14]), (first, [9, 18.1]), (second, [9, 18.1])):
        assert (made.style.name, made.autofit) == ("Table Grid", False)
        assert [c.width.cm for c in made.columns] == [pytest.approx(w, abs=0.01) for w in widths]
        for row in made.rows:
            assert [c.width.cm for c in row.cells] == [pytest.approx(w, abs=0.01) for w in widths]
    named = [next(made._tbl.iter(qn("w:tblCaption"))).get(qn("w:val")) for made in document().tables]
    assert named == ["Guidelines and their status", "a", "b"]


def test_a_head_repeats_shaded_and_in_bold_and_no_row_is_split():
    for made in document().tables:
        for at, row in enumerate(made.rows):
            assert len(list(row._tr.iter(qn("w:cantSplit")))) == 1
            assert len(list(row._tr.iter(qn("w:tblHeader")))) == (at == 0)
            for cell in row.cells:
                shades = [
                    [s.get(qn(f"w:{name}")) for name in ("val", "color", "fill")] for s in cell._tc.iter(qn("w:shd"))
                ]
                assert shades == ([["clear", "auto", paper.SHADE]] if at == 0 else [])
                if at == 0:
                    assert cell.paragraphs[0].runs[0].bold
                    assert cell.paragraphs[0].paragraph_format.keep_with_next
                assert {run.font.size for p in cell.paragraphs for run in p.runs} <= {Pt(8)}


def test_the_first_part_begins_a_page_and_its_groups_have_headings():
    headings = [(p.style.name, p.text) for p in document().paragraphs if p.style.name.startswith("Heading")]
    assert headings == [("Heading 1", "Guidelines"), ("Heading 1", "Rows"), ("Heading 2", "a"), ("Heading 2", "b")]
    breaks = {
        p.text: p.paragraph_format.page_break_before for p in document().paragraphs if p.style.name == "Heading 1"
    }
    assert breaks == {"Guidelines": None, "Rows": True}
    again = read(
        word.document(
            File(COVER, (PART, replace(PART), Part("Empty", TABLE, FRAME.head(0), PLACES), Part("Sheet", TABLE, FRAME)))
        )
    )
    firsts = [
        (p.text, bool(p.paragraph_format.page_break_before)) for p in again.paragraphs if p.style.name == "Heading 1"
    ]
    assert firsts == [("Guidelines", False), ("Rows", True), ("Rows", False)]


def test_the_first_column_is_bold_and_only_quiet_rows_are_grey_beside_it():
    places = (Place("Group", 5, ("group",)), Place("Said", 20, ("said", "count")))
    made = read(word.document(File(COVER, (Part("Rows", TABLE, FRAME, places, quiet="nothing"),)))).tables[-1]
    for row, nothing in zip(made.rows[1:], FRAME.nothing, strict=True):
        group, said = ([run for p in c.paragraphs for run in p.runs] for c in row.cells)
        assert [(bool(run.bold), bool(run.italic)) for run in group] == [(True, False)]
        for run in said:
            is_name = run.text.startswith("Count")
            assert bool(run.bold) == is_name
            quiet = nothing and run.text.startswith("word")
            assert bool(run.italic) == quiet
            assert (run.font.color.rgb is not None and str(run.font.color.rgb) == GREY[2:]) == quiet


def test_guidelines_stand_with_their_status_only_where_there_are_some():
    (first, *_) = document().tables
    assert [[c.text for c in row.cells] for row in first.rows] == [
        ["Country", "Guideline", "Status"],
        *([g.country_name, f"{g.title}. {g.issuer}, {g.year}", g.status_words] for g in COVER.guidelines),
    ]
    without = Cover("t", (), (), "1", date(2031, 2, 3))
    bare = read(word.document(File(without, (PART,))))
    assert [t.rows[0].cells[0].text for t in bare.tables] == ["What", "What"]
    assert "Guidelines" not in [p.text for p in bare.paragraphs]
