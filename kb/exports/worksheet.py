"""A committee's worksheet: topic by guideline, who says what, how strongly, on what evidence, and what we make of it.

The last three columns are empty: they are for the committee. Nothing that
limits a statement can be left out, for the columns are always all there.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb import labels
from kb.comparison.matrix import Row
from kb.comparison.verdict import Verdict, among, under_other_mappings
from kb.exports import wording
from kb.exports.cover import attributed, edition
from kb.exports.evidence import evidence, linked
from kb.exports.table import Column, Table
from kb.exports.tables import where
from kb.knowledge import KnowledgeBase
from kb.records import Guideline, Recommendation, Reference, StrengthMapping, Topic
from kb.vocabulary import Strength

TITLE = "Comparison of guidelines: worksheet"
DECISION = "adopt / adapt / new / reject"
CHOICES = ("adopt", "adapt", "new", "reject")
EMPTY = (DECISION, "reason", "disposition")
NOTES = (
    f"“{labels.STRENGTH[Strength.NOT_REPORTED]}”: the guideline speaks, and no strength is printed. That is not weak.",
    "Strength is how strongly a guideline recommends; certainty is how sure the evidence makes us. Neither gives the other.",
)
NOTES_ON_ROWS = (
    f"“{labels.NOT_IN_TABLES}”: the summary that was read holds nothing on it; the guideline itself may well speak of it.",
    "A recommendation stands once under each topic that it is about, always with the same id.",
    "An id in brackets names an effect; the part on evidence says more of it.",
    f"Empty, for the committee: {', '.join(EMPTY)}.",
)


@dataclass(frozen=True)
class Line:
    """One recommendation on one topic; or, without one, a guideline that has none there in the summary tables.

    `upper` is the topic of the upper level; `verdict` and `elsewhere` (other
    mappings of strengths that would change it) are those of the topic.
    """

    upper: Topic
    topic: Topic
    guideline: Guideline
    recommendation: Recommendation | None
    below: int
    verdict: Verdict
    elsewhere: tuple[tuple[StrengthMapping, Verdict], ...]


def lines(base: KnowledgeBase, rows: Iterable[Row]) -> tuple[Line, ...]:
    """Return the lines of rows of the matrix, in their order; a row that only heads others has none."""
    return tuple(line for row in rows if not row.is_heading for line in _lines(base, row))


def _lines(base: KnowledgeBase, row: Row) -> Iterator[Line]:
    guidelines = [cell.guideline for cell in row.cells]
    found = among(base, row.topic.id, guidelines)
    elsewhere = under_other_mappings(base, row.topic.id, guidelines)
    upper = row.topic
    while upper.broader is not None:
        upper = base.get(Topic, upper.broader)
    for cell in row.cells:
        guideline = base.get(Guideline, cell.guideline)
        for rec in cell.recommendations or (None,):
            yield Line(upper, row.topic, guideline, rec, cell.below, found, elsewhere)


def table(base: KnowledgeBase) -> Table[Line]:
    """Return the worksheet's columns, those for the committee last."""

    def of(cell: Callable[[Recommendation], Any]) -> Callable[[Line], Any]:
        return lambda line: None if line.recommendation is None else cell(line.recommendation)

    return Table("comparison", "Topic by guideline: who says what, how strongly, on what evidence", (
        Column("topic group", "The upper topic", lambda x: x.upper.label),
        Column("topic", "What it is about (decided by curators)", lambda x: x.topic.label),
        Column("country", "Country of the guideline", lambda x: x.guideline.country_name),
        Column("guideline", "The guideline, its year, and its standing where it no longer holds or will change", lambda x: edition(x.guideline)),
        Column("statement", "The recommendation in our own words, or that there is none", _statement),
        Column("wording", "How binding the wording is", of(lambda r: labels.VERB[r.verb])),
        Column("strength", "On the scale that all guidelines share", of(lambda r: labels.STRENGTH[base.strength(r)])),
        Column("label as printed", "The label that the source prints", of(lambda r: r.strength or "no label printed")),
        Column("native grade", "The guideline's own grade, where it was read", of(lambda r: [wording.graded(x) for x in wording.grades(base, r)])),
        Column("native grade read in", "Address, and how near to the primary document it was read", of(lambda r: [wording.read_in(x) for x in wording.grades(base, r)])),
        Column("conditions", "When it applies", of(lambda r: r.conditions)),
        Column("caveats", "What limits it: exceptions, hedges, reasons", of(lambda r: r.caveats)),
        Column("to be read with it", "What the same guideline says on topics that have to stand beside this one", of(lambda r: wording.beside(base, r))),
        Column("numbers", "Numbers with their units", of(lambda r: [wording.numbered(q) for q in r.quantities])),
        Column("evidence", "Effects of the interventions that curators linked to it", of(lambda r: evidence(base, r))),
        Column("verdict on the topic", "How far the guidelines shown agree (derived)", lambda x: wording.judged(base, x.verdict, x.elsewhere)),
        Column("compared by", "What it brings to that verdict beside its strength: direction, condition", lambda x: x.recommendation and wording.compared_by(base, x.topic.id, x.recommendation)),
        Column("read in", "Document, table, country and item", of(lambda r: where(base, r.where))),
        Column("note", "Curator's note", of(lambda r: r.note)),
        Column("record", "Permanent id", of(lambda r: r.id)),
        *(Column(name, "Empty, for the committee", lambda x: None) for name in EMPTY),
    ))  # fmt: skip


def _statement(line: Line) -> str:
    if line.recommendation:
        return line.recommendation.statement
    return labels.ONLY_BELOW if line.below else labels.NOT_IN_TABLES


def csv(base: KnowledgeBase, shown: Iterable[Line], shows: Sequence[str], on: date) -> str:
    """Return the worksheet as CSV; each row also says what was chosen, of which data, when, and how to cite it."""
    return attributed(base, table(base), shows, on).csv(shown)


def recommended(shown: Iterable[Line]) -> tuple[Recommendation, ...]:
    """Return each recommendation that the lines hold, once."""
    return tuple({line.recommendation.id: line.recommendation for line in shown if line.recommendation}.values())


def cited(base: KnowledgeBase, shown: Sequence[Line]) -> tuple[Reference, ...]:
    """Return the references of the guidelines and of the effects that the lines hold, in the order of the sources."""
    ids = {line.guideline.reference for line in shown}
    ids |= {i for effect in linked(base, recommended(shown)) for i in effect.references}
    return tuple(reference for reference in base.of(Reference) if reference.id in ids)
