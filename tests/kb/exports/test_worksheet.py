"""The committee's worksheet: its rows are the matrix, its limits stay with it, and its files can be worked in."""

import dataclasses
import io
import zipfile
from datetime import date
from functools import cache

import openpyxl
import pandas as pd
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from kb import labels
from kb.comparison import among, companions, rows, statements, under_other_mappings
from kb.exports import comparison, excel, text, word, worksheet
from kb.exports.chosen import Chosen
from kb.exports.column import Column, Table
from kb.exports.cover import cover
from kb.exports.evidence import NONE_BEARS, linked
from kb.exports.file import File, Part, Place
from kb.knowledge import CURATED, load
from kb.records import Document, Effect, Guideline, PracticePoint, Recommendation, Topic
from tests.kb.exports.reread import book, flat, paper, sheet, tables, words, written

BASE = load(CURATED)
DAY = date(2031, 2, 3)
IDS = [g.id for g in BASE.by_country]
TWO = tuple(g for g in BASE.by_country if g.country in {"CA", "US"})
HEAD = {column.key: column.head for column in worksheet.TABLE}
FORMS = {"csv": text.rows, "xlsx": excel.workbook, "docx": word.document}


@cache
def of_all():
    return Chosen(BASE.by_country, rows(BASE, IDS), ("Guidelines: all", "Order: by topic"), DAY)


@cache
def of_pair():
    return Chosen(TWO, rows(BASE, [g.id for g in TWO], ["safety"]), ("Topic: Safety",), DAY, practice=True)


@cache
def whole_file():
    return comparison.file(BASE, of_all())


@cache
def whole_frame():
    return worksheet.frame(BASE, of_all().rows)


def expected():
    """The rows of the worksheet a second time: topic, guideline, recommendation or None, straight from the records."""
    for topic, _ in BASE.outline:
        if any(BASE.said(topic.id, g) for g in IDS) or not any(BASE.below(topic.id, g) for g in IDS):
            for guideline in IDS:
                for rec in BASE.said(topic.id, guideline) or (None,):
                    yield topic, BASE.get(Guideline, guideline), rec


EXPECTED = list(expected())


@pytest.fixture(scope="module")
def files():
    return written(whole_file())


@pytest.fixture(scope="module")
def document(files):
    return files[0]


@pytest.fixture(scope="module")
def workbook(files):
    return files[1]


@pytest.fixture(scope="module")
def csv_rows(files):
    return files[2]


def on_paper(document):
    return [row for table in tables(document, "Guideline") for row in table.rows[1:]]


def said(guideline, topic, rec):
    if rec:
        return rec.statement
    return labels.ONLY_BELOW if BASE.below(topic.id, guideline.id) else labels.NOT_IN_TABLES


def test_the_rows_are_the_recommendations_of_each_topic_and_the_guidelines_without_one():
    found = list(zip(whole_frame().topic_id, whole_frame().guideline_id, whole_frame().record, strict=True))
    assert [(t, g, None if pd.isna(r) else r) for t, g, r in found] == [
        (topic.id, guideline.id, rec.id if rec else None) for topic, guideline, rec in EXPECTED
    ]
    assert set(whole_frame().record.dropna()) == {r.id for r in BASE.of(Recommendation)}


def test_all_three_files_hold_the_same_rows(document, workbook, csv_rows):
    whole = [(topic.label, guideline.country_name, said(guideline, topic, rec)) for topic, guideline, rec in EXPECTED]
    keys = [HEAD[key] for key in ("topic", "country", "statement")]
    assert [tuple(row[key] for key in keys) for row in csv_rows] == whole
    assert [tuple(row[key] for key in keys) for row in sheet(workbook, "Comparison")] == whole
    assert [row.cells[1].paragraphs[0].text for row in on_paper(document)] == [statement for *_, statement in whole]
    assert [row.cells[0].paragraphs[0].text for row in on_paper(document)] == [country for _, country, _ in whole]


def test_an_empty_cell_says_that_it_is_empty_and_nothing_else(workbook):
    for (topic, guideline, rec), row in zip(EXPECTED, sheet(workbook, "Comparison"), strict=True):
        if rec is None:
            assert row[HEAD["statement"]] == said(guideline, topic, None)
            filled = {head for head, value in row.items() if value is not None}
            assert filled == {HEAD[key] for key in ("group", "topic", "country", "guideline", "statement", "verdict")}


def test_no_caveat_condition_number_or_note_is_lost_in_any_file(document, workbook, csv_rows):
    for (*_, rec), row, flat_row, of_paper in zip(
        EXPECTED, sheet(workbook, "Comparison"), csv_rows, on_paper(document), strict=True
    ):
        if rec is None:
            continue
        limits = {
            "caveats": rec.caveats, "conditions": rec.conditions, "note": [rec.note] if rec.note else [],
            "numbers": [labels.quantity(BASE, q) for q in rec.quantities],
        }  # fmt: skip
        for key, texts in limits.items():
            for limit in texts:
                assert limit in of_paper.cells[1].text
                assert limit in row[HEAD[key]]
                assert limit.replace(";", ",") in flat_row[HEAD[key]] or limit in flat_row[HEAD[key]]


def test_what_has_to_stand_beside_a_recommendation_does_in_every_file(document, workbook, csv_rows):
    seen = 0
    for (*_, rec), row, flat_row, of_paper in zip(
        EXPECTED, sheet(workbook, "Comparison"), csv_rows, on_paper(document), strict=True
    ):
        for companion in companions(BASE, rec) if rec else ():
            for other in companion.recommendations or (None,):
                beside = [labels.NOT_IN_TABLES] if other is None else [other.statement, *other.caveats, other.id]
                for needed in (companion.topic.label, *beside):
                    seen += 1
                    assert needed in row[HEAD["beside"]]
                    assert needed.replace(";", ",") in flat_row[HEAD["beside"]]
                    assert needed in of_paper.cells[1].text
    assert seen > 100


def test_every_column_has_its_place_on_paper():
    part = whole_file().parts[0]
    placed = [*part.headed, *part.above, *(key for place in part.places for key in place.holds)]
    assert sorted(placed) == sorted(worksheet.TABLE.keys)


def test_strength_label_and_native_grade_stand_beside_each_other():
    row = whole_frame()[whole_frame().record == "us-when-1"].iloc[0]
    assert row.strength == "Weak or conditional"
    assert row.label == "weak or conditional"
    assert row.grade[0].startswith("category B, evidence type 4")
    assert row.grade_read_in[0].startswith("https://")
    assert row.grade_read_in[0].endswith("(secondary)")
    unlabelled = whole_frame()[whole_frame().record == "us-how-2"].iloc[0]
    assert unlabelled.label == "no label printed"
    assert unlabelled.strength == "Strength not reported"


def test_an_address_of_a_grade_is_a_number_in_the_table_and_whole_at_the_end(document):
    cells = [row.cells[2].text for row in on_paper(document)]
    assert not any("https://" in cell for cell in cells)
    addresses = dict.fromkeys(address for found in whole_frame().grade_read_in for address in found)
    listed = [p.text for p in document.paragraphs]
    for number, address in enumerate(addresses, 1):
        assert f"[{number}] {address}" in listed
        for read_in, cell in zip(whole_frame().grade_read_in, cells, strict=True):
            assert (f"[{number}]" in cell) == (address in read_in)


def test_the_evidence_is_that_of_the_linked_interventions():
    for (*_, rec), found in zip(EXPECTED, whole_frame().evidence, strict=True):
        if rec is None:
            assert found == ()
            continue
        interventions = {link.to for link in rec.interventions}
        effects = [e for e in BASE.of(Effect) if e.intervention in interventions]
        assert len(found) == max(len(effects), 1)
        assert effects or found == (NONE_BEARS,)
        for effect, line in zip(effects, found, strict=False):
            assert (effect.printed or effect.statement) in line
            assert line.endswith(f"[{effect.id}]")
            assert (labels.certainty(effect).lower() if effect.certainty else labels.CERTAINTY_NOT_REPORTED) in line


def test_the_verdict_is_the_calculated_one_and_names_what_would_change_it():
    names = {g.id: g.country_name for g in BASE.by_country}
    for (topic, _, rec), found, compared in zip(
        EXPECTED, whole_frame().verdict, whole_frame().compared_by, strict=True
    ):
        verdict = among(BASE, topic.id, IDS)
        first, *others = found
        assert first == ", also: ".join([
            labels.VERDICT[verdict.kind], *(labels.VERDICT[kind].lower() for kind in verdict.differences[1:])
        ])  # fmt: skip
        for mapping, changed in under_other_mappings(BASE, topic.id, IDS):
            assert any(mapping.title in line and labels.VERDICT[changed.kind].lower() in line for line in others)
        pointing = {s.guideline for s in verdict.inputs} - verdict.neutral
        unrated = [line for line in others if line.startswith("Without a reported strength: ")]
        assert bool(unrated) == bool(verdict.unrated and len(pointing) > 1)
        assert all(names[g] in line for line in unrated for g in verdict.unrated)
        neutral = [line for line in others if line.startswith("Neither for nor against: ")]
        assert [sorted(line.removeprefix("Neither for nor against: ").split(", ")) for line in neutral] == (
            [sorted(names[g] for g in verdict.neutral)] if verdict.neutral else []
        )
        inputs = statements(BASE, topic.id, [rec]) if rec else ()
        assert len(compared) == len(inputs)
        assert compared == tuple(
            f"{labels.DIRECTION[s.direction]}; {', '.join(sorted(s.conditions)) or 'no condition on this topic'}"
            for s in inputs
        )


def test_every_recommendation_says_where_it_was_read():
    title = BASE.get(Document, BASE.package.matrix_document).short_title
    for (*_, rec), where, record in zip(EXPECTED, whole_frame()["where"], whole_frame().record, strict=True):
        if rec:
            assert where.startswith(f"{title}, Table {rec.where.table}")
            assert record == rec.id


def test_the_columns_for_the_committee_are_empty_and_last(document, workbook, csv_rows):
    heads = [column.head for column in worksheet.FOR_THE_COMMITTEE]
    assert heads == ["adopt / adapt / new / reject", "reason", "disposition"]
    assert worksheet.TABLE.keys[-3:] == list(worksheet.EMPTY)
    for row in (*csv_rows, *sheet(workbook, "Comparison")):
        assert not any(row[head] for head in heads)
    assert list(sheet(workbook, "Comparison")[0])[-3:] == heads
    for table in tables(document, "Guideline"):
        assert [c.text for c in table.rows[0].cells[-3:]] == heads
        assert {c.text for row in table.rows[1:] for c in row.cells[-3:]} == {""}


def test_the_workbook_can_be_worked_in(workbook):
    page = workbook["Comparison"]
    last = openpyxl.utils.get_column_letter(len(worksheet.TABLE.columns))
    assert workbook.sheetnames == ["About", "Comparison", "Evidence", "References", "Columns"]
    assert page.freeze_panes == "D2"
    assert page.auto_filter.ref == f"A1:{last}{len(EXPECTED) + 1}"
    assert (page.print_title_rows, page.print_title_cols) == ("$1:$1", "$A:$C")
    assert page.page_setup.orientation == "landscape"
    assert "Page" not in page.oddFooter.left.text
    assert BASE.version in page.oddFooter.left.text
    assert all(c.alignment.wrap_text and c.alignment.vertical == "top" for row in page.iter_rows() for c in row)
    widths = [d.width for d in page.column_dimensions.values()]
    assert all(excel.NARROWEST <= width <= excel.WIDEST + 1 for width in widths)
    (choice,) = page.data_validations.dataValidation
    assert choice.formula1 == '"adopt,adapt,new,reject"'
    assert str(choice.sqref) == f"{openpyxl.utils.get_column_letter(len(worksheet.TABLE.columns) - 2)}2:" + (
        f"{openpyxl.utils.get_column_letter(len(worksheet.TABLE.columns) - 2)}{len(EXPECTED) + 1}"
    )


def test_rows_without_a_recommendation_are_quiet_and_a_line_parts_topics(workbook):
    page = workbook["Comparison"]
    before = None
    for (topic, _, rec), row in zip(EXPECTED, page.iter_rows(2), strict=True):
        assert row[0].font.italic == (rec is None)
        assert (row[0].border.top.style == "medium") == (topic is not before)
        before = topic
        assert {c.fill.fgColor.rgb for c in row[-3:]} == {"FFFFF8E1"}
        assert row[0].fill.fill_type is None


def test_no_row_of_the_workbook_hides_what_its_cells_hold(workbook):
    page = workbook["Comparison"]
    widths = [page.column_dimensions[c.column_letter].width for c in page[1]]
    for row in page.iter_rows(2):
        # Some programs do not fit rows to their text: at about 1.3 letters a unit of width, 12 points a line.
        needed = max(
            sum(-(-len(line) // (1.3 * width)) or 1 for line in (c.value or "").split("\n")) * 12
            for c, width in zip(row, widths, strict=True)
        )
        assert (page.row_dimensions[row[0].row].height or 2 * excel.LINE) >= min(needed, excel.TALLEST)


def test_what_each_column_holds_is_a_sheet(workbook):
    listed = sheet(workbook, "Columns")
    for part in whole_file().parts:
        assert [(r["Column"], r["Holds"]) for r in listed if r["Sheet"] == part.name] == [
            (c.head, c.holds) for c in part.table
        ]


def test_the_evidence_and_references_named_are_in_the_files(document, workbook):
    named = linked(BASE, BASE.of(Recommendation))
    assert [row["Record"] for row in sheet(workbook, "Evidence")] == [e.id for e in named]
    references = [row["Record"] for row in sheet(workbook, "References")]
    ids = {g.reference for g in BASE.by_country} | {i for e in named for i in e.references}
    assert references == [r for r in BASE.references.index if r in ids]
    (table,) = tables(document, "Effect")
    assert [row.cells[0].text for row in table.rows[1:]] == [e.id for e in named]
    paragraphs = [p.text for p in document.paragraphs]
    listed = paragraphs[paragraphs.index("References") + 1 :]
    assert [line.split(".")[0] for line in listed] == [str(BASE.records[r].number) for r in references]


def test_only_the_recommendations_kept_are_there_and_no_other_cell_claims_to_be_empty():
    kept = ["us-how-6", "ca-how-2", "us-how-1"]
    found = worksheet.frame(BASE, of_all().rows, kept)
    assert set(found.record) == set(kept)
    assert list(zip(found.topic_id, found.record, strict=True)) == [
        (topic.id, rec.id) for topic, _, rec in EXPECTED if rec and rec.id in kept
    ]
    assert not found.nothing.any()
    file = comparison.file(BASE, dataclasses.replace(of_all(), kept=frozenset(kept)))
    assert set(file.parts[0].frame.record) == set(kept)


def hostile(start):
    chosen = whole_frame()[whole_frame().record.notna()].head(3).reset_index(drop=True)
    chosen.loc[0, "statement"] = f"{start}1+1"
    chosen.at[0, "caveats"] = (f"{start}2",)
    about = cover(BASE, f"{start}title", (f"{start}filter",), BASE.by_country, DAY, ())
    return File(about, (dataclasses.replace(whole_file().parts[0], frame=chosen),))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_text_stays_text_and_becomes_no_formula(start):
    content = book(excel.workbook(hostile(start)))
    cells = [c for page in content for row in page.iter_rows() for c in row if c.value is not None]
    assert {c.data_type for c in cells} == {"s"}
    assert f"{start}1+1" in {c.value for c in cells}
    row = flat(text.rows(hostile(start)))[0]
    assert (row[HEAD["statement"]], row[HEAD["caveats"]]) == (f"'{start}1+1", f"'{start}2")
    assert row["Chosen"] == f"'{start}filter"


def test_a_text_longer_than_a_cell_is_cut_and_says_so():
    table = Table("t", "t", (Column("long", "Long", "l"),))
    part = Part("t", table, pd.DataFrame({"long": ["x" * 40_000, "x" * 32_000]}))
    content = book(excel.workbook(File(cover(BASE, "t", (), (), DAY, ()), (part,))))
    assert content["t"]["A2"].value == "x" * 32_000 + " … (cut: a cell holds no more)"
    assert content["t"]["A3"].value == "x" * 32_000


def test_a_file_without_rows_is_still_a_file():
    nothing = comparison.file(BASE, dataclasses.replace(of_all(), rows=()))
    document, workbook, csv_rows = written(nothing)
    assert workbook["Comparison"].max_row == 1
    assert workbook["Comparison"].auto_filter.ref.endswith("2")
    assert csv_rows == []
    assert "No topic is left" in words(document)


def test_header_rows_repeat_and_no_row_is_split(document):
    assert len(tables(document, "Guideline")) == whole_frame().topic.nunique()
    found = list(document.element.body.iter(qn("w:tbl")))
    assert len(found) == len(document.tables)
    for table in found:
        for at, row in enumerate(table.iterchildren(qn("w:tr"))):
            assert row.trPr.find(qn("w:cantSplit")) is not None
            assert (row.trPr.find(qn("w:tblHeader")) is not None) == (at == 0)
            assert (next(row.iter(qn("w:shd")), None) is not None) == (at == 0)


def test_the_document_is_landscape_with_headings_captions_and_page_numbers(document):
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width > section.page_height
    wide = section.page_width - section.left_margin - section.right_margin
    for part in whole_file().parts:
        assert sum(place.width for place in part.places) * 360_000 <= wide
    styles = [p.style.name for p in document.paragraphs]
    assert styles[0] == "Title"
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [
        "Guidelines", "Comparison", "Evidence", "Where the guidelines’ own grades were read", "References",
    ]  # fmt: skip
    captions = [p for p in document.paragraphs if p.style.name == "Caption"]
    assert len(captions) == len(document.tables)
    numbers = list(document.element.body.iter(qn("w:fldSimple")))
    assert [n.get(qn("w:instr")) for n in numbers] == ["SEQ Table \\* ARABIC"] * len(captions)
    assert [next(n.iter(qn("w:t"))).text for n in numbers] == [str(i) for i in range(1, len(captions) + 1)]
    fields = [f.get(qn("w:instr")) for f in section.footer.part.element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert BASE.version in section.footer.paragraphs[0].text


def test_topics_stand_under_their_group_in_the_order_of_the_outline(document):
    headed = [(p.style.name, p.text) for p in document.paragraphs if p.style.name in {"Heading 2", "Heading 3"}]
    wanted, group = [], ""
    for topic, *_ in dict.fromkeys((topic.id,) for topic, *_ in EXPECTED):
        upper = BASE.get(Topic, BASE.above(topic)[-1]).label
        wanted += [("Heading 2", upper)] * (upper != group)
        label = BASE.get(Topic, topic).label
        wanted += [("Heading 3", label)] * (label != upper)
        group = upper
    assert headed == wanted
    verdicts = [p.text for p in document.paragraphs if p.text.startswith(HEAD["verdict"])]
    assert all(p.paragraph_format.keep_with_next for p in document.paragraphs if p.text in verdicts)
    assert verdicts == [
        f"{HEAD['verdict']}: {'. '.join(rows.iloc[0])}."
        for _, rows in whole_frame().groupby("topic", sort=False)["verdict"]
    ]


def test_topics_out_of_the_order_of_the_outline_are_headed_without_their_group():
    mixed = dataclasses.replace(of_all(), rows=tuple(sorted(of_all().rows, key=lambda row: row.topic.label)))
    document = paper(word.document(comparison.file(BASE, mixed)))
    headed = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert headed == sorted(whole_frame().topic.unique())
    assert not [p for p in document.paragraphs if p.style.name == "Heading 3"]


@pytest.mark.parametrize("form", FORMS)
def test_every_file_says_what_it_holds_of_which_data_and_when(form):
    content = FORMS[form](comparison.file(BASE, of_pair()))
    if form == "csv":
        said = {"\n".join(row.values()) for row in flat(content)}
        assert len({tuple(list(row.values())[-6:]) for row in flat(content)}) == 1
        text_of = said.pop()
    elif form == "docx":
        text_of = words(paper(content))
    else:
        text_of = "\n".join(str(c.value) for row in book(content)["About"].iter_rows() for c in row)
    source = BASE.get(Document, BASE.package.matrix_document)
    for needed in (
        *of_pair().shows,
        BASE.version,
        "2031-02-03",
        BASE.package.licence,
        BASE.package.not_for,
        "The Concordance developers.",
        source.doi,
    ):
        assert needed in text_of, needed
    assert source.citation in text_of
    if form != "csv":
        assert BASE.package.report_errors in text_of
        assert BASE.package.released in text_of
        assert all(note in text_of for note in (*worksheet.NOTES, *worksheet.NOTES_ON_ROWS, worksheet.NOTE_ON_EVIDENCE))
        assert all(g.status_words in text_of and g.title in text_of for g in TWO)
        assert not any(g.status_words in text_of for g in BASE.by_country if g.id == "de-2020")


def test_how_much_a_file_holds_is_counted():
    lines = [
        rec
        for row in of_pair().rows
        if not row.is_heading
        for cell in row.cells
        for rec in cell.recommendations or (None,)
    ]
    recommendations = {rec.id for rec in lines if rec}
    topics = sum(1 for row in of_pair().rows if not row.is_heading)
    said = comparison.file(BASE, of_pair()).cover.said("Holds")
    assert (
        f"{topics} {'topic' if topics == 1 else 'topics'}, {len(recommendations)} recommendations, {len(lines)} rows"
        in said
    )
    line = next(row for row in of_pair().rows if any(cell.recommendations for cell in row.cells))
    rec = next(rec for cell in line.cells for rec in cell.recommendations)
    one = dataclasses.replace(of_pair(), rows=(line,), kept=frozenset([rec.id]))
    assert comparison.counted(one, worksheet.part(BASE, one.rows, one.kept)) == "1 topic, 1 recommendation, 1 row"


def test_a_name_on_the_cover_is_said_once_and_its_other_lines_stand_under_it(document, workbook):
    facts = [(label, line) for label, said in whole_file().cover.facts for line in said]
    firsts = {(label, said[0]) for label, said in whole_file().cover.facts if said}
    paragraphs = [p for p in document.paragraphs if p.text.split("\t")[1:]]
    assert [p.text for p in paragraphs] == [
        f"{label if (label, line) in firsts else ''}\t{line}" for label, line in facts
    ]
    assert all(bool(p.runs[0].bold) and not p.runs[1].bold for p in paragraphs)
    rows_of = list(workbook["About"].iter_rows(min_row=3, values_only=True))
    assert [(name or "", said) for name, said in rows_of][: len(facts)] == [
        (label if (label, line) in firsts else "", line) for label, line in facts
    ]
    guidelines = [f"{g.country_name}: {g.title}. {g.issuer}, {g.year}. {g.status_words}" for g in BASE.by_country]
    assert [said for _, said in rows_of][len(facts) :] == guidelines
    assert rows_of[len(facts)][0] == "Guidelines"
    assert workbook["About"]["A1"].value == whole_file().cover.title


def test_a_source_without_a_doi_has_none_on_the_cover():
    source = BASE.get(Document, BASE.package.matrix_document)
    records = {**BASE.records, source.id: source.model_copy(update={"doi": None})}
    without = cover(dataclasses.replace(BASE, records=records), "t", (), (), DAY, ())
    assert without.said("Source") == (source.citation,)
    assert cover(BASE, "t", (), (), DAY, ()).said("Source") == (source.citation, f"https://doi.org/{source.doi}")
    with pytest.raises(KeyError):
        without.said("Nothing")


def test_practice_points_stand_apart_and_only_when_asked_for():
    topics = [row.topic.id for row in of_pair().rows if not row.is_heading]
    points = [(t, p.id) for t in topics for p in BASE.of(PracticePoint) if any(link.to == t for link in p.about)]
    document, workbook, _ = written(comparison.file(BASE, of_pair()))
    listed = sheet(workbook, "Practice points")
    assert [(row["Topic (curator’s judgement)"], row["Record"]) for row in listed] == [
        (BASE.records[t].label, p) for t, p in points
    ]
    (table,) = tables(document, "Topic")
    for row, (_, point) in zip(table.rows[1:], points, strict=True):
        assert BASE.records[point].statement in row.cells[2].text
        assert (BASE.records[point].note or "") in row.cells[2].text
        assert BASE.get(Document, BASE.records[point].where.document).short_title == row.cells[1].text
        assert row.cells[1].text in row.cells[3].text
    without = written(comparison.file(BASE, dataclasses.replace(of_pair(), practice=False)))
    assert "Practice points" not in without[1].sheetnames
    assert "Practice points" not in words(without[0])
    apart = "Practice points of smaller sources; not part of any of the guidelines: in a part of their own, not in CSV files"
    assert comparison.file(BASE, of_pair()).cover.said("Holds")[-1] == apart
    assert apart not in comparison.file(BASE, of_all()).cover.said("Holds")


@pytest.mark.parametrize("form", FORMS)
def test_the_same_data_on_the_same_day_give_the_same_bytes(form):
    def write(chosen):
        return FORMS[form](comparison.file(BASE, chosen))

    assert write(of_pair()) == write(of_pair())
    assert write(of_pair()) != write(dataclasses.replace(of_pair(), on=date(2031, 2, 4)))


def test_what_xml_cannot_hold_does_not_break_a_document():
    file = hostile("\x01\x0b=")
    part = dataclasses.replace(file.parts[0], frame=file.parts[0].frame.assign(topic="t\x02opic"))
    about = cover(BASE, "a\x0btitle", ("a\x00filter", "\ud800half"), (), DAY, ())
    document = words(paper(word.document(File(about, (part,)))))
    assert "=1+1" in document
    assert "afilter" in document
    assert "half" in document
    assert "atitle" in document
    assert "topic" in document


def test_a_document_holds_no_machine_name_or_other_author():
    content = word.document(comparison.file(BASE, of_pair()))
    about = paper(content).core_properties
    assert (about.author, about.title) == ("The Concordance developers", worksheet.TITLE)
    assert about.comments == f"Concordance · data version {BASE.version} · taken on 2031-02-03"
    assert about.created.date() == about.modified.date() == DAY
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"python-docx" not in b"".join(archive.read(name) for name in archive.namelist())
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = book(excel.workbook(comparison.file(BASE, of_pair()))).properties
    assert (properties.creator, properties.title, properties.created.date()) == (about.author, about.title, DAY)
    assert properties.description == about.comments


def test_places_hold_texts_in_the_order_of_their_keys():
    table = Table(
        "t",
        "What it holds",
        (Column("a", "First", "a"), Column("b", "Second", "b", many=True), Column("c", "Third", "c", many=True)),
    )
    frame = pd.DataFrame({"a": ["one", None], "b": [("x", "y"), ()], "c": [("x", "y"), ()]})
    places = (Place("A", 3, ("a", "b")), Place("B", 3, ("c",)), Place("C", 3, ("b", "c"), named=False))
    part = Part("Sheet", table, frame, places, sentences=frozenset({"c"}), boxed=("c",))
    document = paper(word.document(File(cover(BASE, "t", (), (), DAY, ()), (part,))))
    (made,) = tables(document, "A")
    assert [c.text for c in made.rows[1].cells] == ["one\nSecond: x; y", "x\ny", "x; y\nx\ny"]
    assert [c.text for c in made.rows[2].cells] == ["", "", ""]
    runs = made.rows[1].cells[0].paragraphs[1].runs
    assert [(run.text, bool(run.bold)) for run in runs] == [("Second: ", True), ("x; y", False)]
    assert bool(made.rows[1].cells[0].paragraphs[0].runs[0].bold)
    assert not made.rows[1].cells[1].paragraphs[0].runs[0].bold
    assert [p.text for p in document.paragraphs if p.style.name == "Read with it"] == ["Third: x", "y"]
    (caption,) = [p for p in document.paragraphs if p.style.name == "Caption"]
    assert caption.text == "Table . What it holds", "the number is a field"
    assert caption.paragraph_format.keep_with_next
    assert all(p.paragraph_format.keep_with_next for p in document.paragraphs if p.style.name == "Read with it")
    edges = next(document.styles["Read with it"].element.iter(qn("w:pBdr")))
    assert [edge.tag for edge in edges] == [qn(f"w:{side}") for side in ("top", "left", "bottom", "right")]
    assert {edge.get(qn("w:val")) for edge in edges} == {"single"}
    assert all(int(edge.get(qn("w:sz"))) >= 4 and edge.get(qn("w:color")) for edge in edges)
    assert document.styles["Read with it"].base_style.name == "Normal"


@pytest.mark.parametrize(
    ("longest", "width"),
    [(1, 9), (8, 9), (9, 10), (23, 24), (24, 25), (25, 24), (36, 26), (150, 45), (192, 52), (400, 52)],
)
def test_a_column_is_as_wide_as_short_texts_need_and_lets_prose_wrap(longest, width):
    table = Table("t", "t", (Column("a", "A", "a"), Column("b", "A head of 18 or so", "b")))
    part = Part("t", table, pd.DataFrame({"a": ["x", "x" * longest], "b": ["y", "y"]}))
    columns = book(excel.workbook(File(cover(BASE, "t", (), (), DAY, ()), (part,))))["t"].column_dimensions
    # A spreadsheet counts the padding of a cell too.
    assert round(columns["A"].width - 0.71) == width
    assert round(columns["B"].width - 0.71) == 18
