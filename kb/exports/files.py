"""Whole files as a reader takes them away: the comparison as a worksheet, the recommendations as a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kb import labels
from kb.comparison.matrix import Row
from kb.exports import excel, tables, word, worksheet
from kb.exports.cover import Cover, cover
from kb.exports.evidence import linked
from kb.exports.table import Column, Table, lines
from kb.exports.tables import where
from kb.exports.wording import beside
from kb.knowledge import KnowledgeBase
from kb.records import Document, Guideline, PracticePoint, Recommendation, Topic

APART = "Practice points of smaller sources; not part of any of the guidelines"


@dataclass(frozen=True)
class Comparison:
    """What is to be taken away of a comparison: its guidelines and rows, the filters in words, and the day.

    `practice` says whether the practice points on its topics go with it.
    """

    guidelines: tuple[Guideline, ...]
    rows: tuple[Row, ...]
    shows: tuple[str, ...]
    on: date
    practice: bool = False


def comparison_csv(base: KnowledgeBase, of: Comparison) -> bytes:
    """Return the worksheet as CSV, ready for spreadsheets. Practice points are no rows of it and stay out."""
    shown = worksheet.lines(base, of.rows)
    left_out = ("Practice points are not in this file",) if of.practice else ()
    # Excel reads a CSV file as UTF-8 only when it begins with a byte order mark.
    return worksheet.csv(base, shown, (*of.shows, _counted(shown), *left_out), of.on).encode("utf-8-sig")


def comparison_xlsx(base: KnowledgeBase, of: Comparison) -> bytes:
    """Return the worksheet as an Excel workbook, with the evidence and references that it names."""
    shown = worksheet.lines(base, of.rows)
    choices = {**dict.fromkeys(worksheet.EMPTY, ()), worksheet.DECISION: worksheet.CHOICES}
    sheets = [
        excel.Sheet(
            "Comparison", worksheet.table(base), shown, fixed=3, choices=choices,
            quiet=lambda line: line.recommendation is None, group=lambda line: line.topic.id,
        ),
        excel.Sheet("Evidence", tables.effects(base), linked(base, worksheet.recommended(shown))),
        excel.Sheet("References", tables.REFERENCES, worksheet.cited(base, shown)),
    ]  # fmt: skip
    if of.practice:
        sheets.insert(1, excel.Sheet("Practice points", _practice_table(base), _practice(base, shown)))
    return excel.workbook(_cover(base, of, shown), sheets)


def comparison_docx(base: KnowledgeBase, of: Comparison) -> bytes:
    """Return the worksheet as a Word document, with the evidence and references that it names."""
    shown = worksheet.lines(base, of.rows)
    effects = linked(base, worksheet.recommended(shown))
    points = _practice(base, shown) if of.practice else []
    heads = ("topic", "source", "practice point", "read in")
    cells = [column.cell for name in heads for column in _practice_table(base).columns if column.name == name]
    annexes = (
        word.Annex(
            "Practice points", APART,
            tuple(word.Place(name, width) for name, width in zip(heads, (4, 5, 13.1, 5), strict=True)),
            tuple(tuple(" Note: ".join(lines(cell(point))) for cell in cells) for point in points),
        ),
        word.Annex(
            "Evidence", "The effects named above",
            (word.Place("effect", 4.5), word.Place("what was found", 15.6), word.Place("read in", 7)),
            tuple((e.id, e.statement, where(base, e.where)) for e in effects),
        ),
    )  # fmt: skip
    references = worksheet.cited(base, shown)
    kept = (annex for annex in annexes if annex.rows)
    return word.document(_cover(base, of, shown), worksheet.table(base), shown, kept, references)


def recommendations_xlsx(
    base: KnowledgeBase, recommendations: Sequence[Recommendation], shows: Sequence[str], on: date
) -> bytes:
    """Return recommendations as an Excel workbook: the columns of the CSV, and what has to be read with each."""
    listed = tables.recommendations(base)
    holds = "What the same guideline says on topics that have to stand beside this one"
    together = Column("to_be_read_with", holds, lambda rec: beside(base, rec))
    table = Table(listed.name, listed.holds, (*listed.columns, together))
    speaking = {rec.guideline for rec in recommendations}
    guidelines = [guideline for guideline in base.by_country if guideline.id in speaking]
    count = labels.counted(len(recommendations), "recommendation")
    about = cover(base, "Recommendations of guidelines", (*shows, count), guidelines, on, worksheet.NOTES)
    return excel.workbook(about, [excel.Sheet("Recommendations", table, recommendations)])


def _cover(base: KnowledgeBase, of: Comparison, shown: Sequence[worksheet.Line]) -> Cover:
    apart = (f"{APART}: in a part of their own",) if of.practice else ()
    shows = (*of.shows, _counted(shown), *apart)
    return cover(base, worksheet.TITLE, shows, of.guidelines, of.on, (*worksheet.NOTES, *worksheet.NOTES_ON_ROWS))


def _counted(shown: Sequence[worksheet.Line]) -> str:
    topics = len({line.topic.id for line in shown})
    recommendations = labels.counted(len(worksheet.recommended(shown)), "recommendation")
    rows = f"{len(shown)} {'row' if len(shown) == 1 else 'rows'}"
    return f"{labels.counted(topics, 'topic')}, {recommendations}, {rows}"


def _practice(base: KnowledgeBase, shown: Sequence[worksheet.Line]) -> list[tuple[Topic, PracticePoint]]:
    topics = {line.topic.id: line.topic for line in shown}
    return [
        (topic, point)
        for topic in topics.values()
        for point in base.of(PracticePoint)
        if any(link.to == topic.id for link in point.about)
    ]


def _practice_table(base: KnowledgeBase) -> Table[tuple[Topic, PracticePoint]]:
    return Table("practice-points", APART, (
        Column("topic", "What it is about (decided by curators)", lambda x: x[0].label),
        Column("source", "Document that it was read in", lambda x: base.get(Document, x[1].where.document).short_title),
        Column("practice point", "The advice in our own words, and the curator's note", lambda x: [x[1].statement, x[1].note]),
        Column("read in", "Where it was read", lambda x: where(base, x[1].where)),
        Column("record", "Permanent id", lambda x: x[1].id),
    ))  # fmt: skip
