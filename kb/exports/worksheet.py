"""A committee's worksheet: topic by guideline, who says what, how strongly, on what evidence, and what we make of it.

The last three columns are empty: they are for the committee. Nothing that
limits a statement can be left out, for the columns are always all there.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas as pd

from kb import labels
from kb.comparison import Cell, Row, among, under_other_mappings
from kb.exports import statement, wording
from kb.exports.column import Column, Table
from kb.exports.file import Part, Place
from kb.knowledge import KnowledgeBase
from kb.records import Guideline, Recommendation, Topic
from kb.vocabulary import Strength

TITLE = "Comparison of guidelines: worksheet"
CHOICES = ("adopt", "adapt", "new", "reject")
NOTES = (
    f"“{labels.STRENGTH[Strength.NOT_REPORTED]}”: the guideline addresses the topic, and no strength is printed. That is not weak.",
    "Strength is how strongly a guideline recommends; certainty is how sure one can be of an effect. Neither follows from the other.",
    "Consensus is a kind of statement, not a step between strong and weak.",
)
NOTES_ON_ROWS = (
    f"“{labels.NOT_IN_TABLES}”: the summary that was read holds nothing on it; the guideline itself may well address it.",
    "A recommendation is listed once under each topic that it is about, always with the same id.",
)
NOTE_ON_EVIDENCE = "An id in brackets names an effect; the part on evidence describes it."
FOR_THE_COMMITTEE = (
    Column("decision", "adopt / adapt / new / reject", "Empty, for the committee"),
    Column("reason", "reason", "Empty, for the committee"),
    Column("disposition", "disposition", "Empty, for the committee"),
)
EMPTY = tuple(column.key for column in FOR_THE_COMMITTEE)
TOPIC = (
    Column("group", "Topic group", "The upper topic"),
    Column("topic", "Topic (curator’s judgement)", "What it is about"),
)
COMPARED = (
    Column("verdict", "Verdict on the topic (calculated)", "How far the guidelines shown agree", many=True),
    Column("compared_by", "Compared by", "What the verdict compares besides its strength: direction, condition", many=True),
)  # fmt: skip
TABLE = Table("comparison", "Topic by guideline: who says what, how strongly, on what evidence", (
    *TOPIC,
    *statement.columns("phase", "topics", "triggers"),
    *COMPARED,
    *FOR_THE_COMMITTEE,
))  # fmt: skip
PLACES = (
    Place("Guideline", 2.5, ("country", "guideline"), named=False),
    Place("Recommendation", 8.2, ("statement", "wording", "conditions", "caveats", "numbers", "beside", "note")),
    Place("Strength", 3.3, ("strength", "label", "grade", "grade_read_in", "compared_by")),
    Place("Linked evidence", 5.1, ("evidence",)),
    Place("Source", 2.3, ("where", "record"), named=False),
    *(
        Place(column.head, width, (column.key,))
        for column, width in zip(FOR_THE_COMMITTEE, (2.1, 1.8, 1.8), strict=True)
    ),
)


def part(base: KnowledgeBase, rows: Iterable[Row], kept: Iterable[str] | None = None) -> Part:
    """Return the worksheet over rows of the matrix, in their order; with `kept`, only of these recommendations.

    Without `kept`, a guideline that has none on a topic has a row that says so.
    """
    return Part(
        "Comparison", TABLE, frame(base, rows, kept), PLACES, headed=("group", "topic"), above=("verdict",),
        sentences=statement.SENTENCES | {"verdict"}, numbered=statement.NUMBERED, fixed=3,
        choices={**dict.fromkeys(EMPTY, ()), EMPTY[0]: CHOICES}, quiet="nothing", empty="No topic is left by what was chosen.",
    )  # fmt: skip


def frame(base: KnowledgeBase, rows: Iterable[Row], kept: Iterable[str] | None = None) -> pd.DataFrame:
    """Return a row for each recommendation of each topic and for each guideline without one; a mere heading has none."""
    of = statement.rows_of(base)
    among_these = None if kept is None else frozenset(kept)
    found = [line for row in rows if not row.is_heading for line in _lines(base, row, of, among_these)]
    return pd.DataFrame(found, columns=[*TABLE.keys, "topic_id", "guideline_id", "nothing"])


def _lines(base: KnowledgeBase, row: Row, of: Any, kept: frozenset[str] | None) -> Iterator[dict[str, Any]]:
    guidelines = [cell.guideline for cell in row.cells]
    found = among(base, row.topic.id, guidelines)
    verdict = wording.judged(base, found, under_other_mappings(base, row.topic.id, guidelines))
    upper = base.get(Topic, base.above(row.topic.id)[-1]).label
    shared = {
        "group": upper,
        "topic": row.topic.label,
        "topic_id": row.topic.id,
        "verdict": verdict,
        **dict.fromkeys(EMPTY),
    }
    for cell in row.cells:
        for rec in _said(cell, kept):
            own = of(rec) if rec else statement.no_row(base.get(Guideline, cell.guideline), nothing(cell))
            compared = wording.compared_by(base, row.topic.id, rec) if rec else ()
            yield {**own, **shared, "compared_by": compared, "guideline_id": cell.guideline, "nothing": rec is None}


def _said(cell: Cell, kept: frozenset[str] | None) -> Sequence[Recommendation | None]:
    if kept is None:
        return cell.recommendations or (None,)
    return tuple(rec for rec in cell.recommendations if rec.id in kept)


def nothing(cell: Cell) -> str:
    """Return the text of a cell without recommendations."""
    return labels.ONLY_BELOW if cell.below else labels.NOT_IN_TABLES
