"""The columns of one recommendation, the same in every file; nothing that limits it can be left out by a file."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from kb import labels
from kb.exports import wording
from kb.exports.column import Column
from kb.exports.cover import edition
from kb.exports.evidence import evidence
from kb.knowledge import KnowledgeBase
from kb.records import Document, Guideline, Locator, Recommendation, Topic, Trigger

NO_LABEL = "no label printed"
COLUMNS = (
    Column("country", "Country", "Country of the guideline"),
    Column("guideline", "Guideline", "The guideline, its year, and its status where it no longer holds or will change", many=True),
    Column("phase", "When or how", "Whether it says when to act or how"),
    Column("statement", "Recommendation", "The recommendation in our own words"),
    Column("wording", "Wording", "How binding the wording is"),
    Column("strength", "Strength", "On the scale that all guidelines share"),
    Column("label", "Label as printed", "The label that the source prints"),
    Column("grade", "Native grade", "The guideline’s own grade, where it was read", many=True),
    Column("grade_read_in", "Source of the native grade", "Address, and how close to the primary document it was read", many=True),
    Column("conditions", "Conditions", "When it applies", many=True),
    Column("caveats", "Caveats", "What limits it: exceptions, hedges, reasons", many=True),
    Column("beside", "To be read with it", "What the same guideline says on topics that have to be shown beside this one", many=True),
    Column("numbers", "Numbers", "Numbers with their units", many=True),
    Column("topics", "Topics (curator’s judgement)", "What it is about", many=True),
    Column("triggers", "Patient’s situation", "What leads to it", many=True),
    Column("evidence", "Linked evidence (curator’s judgement)", "Effects of the interventions that curators linked to it", many=True),
    Column("where", "Source", "Document, table, country and item"),
    Column("note", "Note", "Curator’s note"),
    Column("record", "Record", "Permanent id"),
)  # fmt: skip
SENTENCES = frozenset({"guideline", "evidence", "beside", "grade"})
LIMITS = ("conditions", "caveats", "numbers", "beside", "note")
"""What may limit a statement: wherever it is shown, so are these."""
NUMBERED = {"grade_read_in": "Where the guidelines’ own grades were read"}


def columns(*left_out: str) -> tuple[Column, ...]:
    """Return the columns of a recommendation without some; no limit of it can be left out. Raises ValueError for one."""
    if lost := {*LIMITS, "strength", "statement", "record"}.intersection(left_out):
        raise ValueError(f"no file of recommendations goes without {', '.join(sorted(lost))}")
    return tuple(column for column in COLUMNS if column.key not in left_out)


def column(name: str, key: str = "") -> Column:
    """Return the column with this key, under another key where one is given. Raises KeyError where there is none."""
    found = {column.key: column for column in COLUMNS}[name]
    return replace(found, key=key or name)


def row(base: KnowledgeBase, rec: Recommendation) -> dict[str, Any]:
    """Return the cells of a recommendation by key."""
    guideline = base.get(Guideline, rec.guideline)
    grades = wording.grades(base, rec)
    return {
        "country": guideline.country_name,
        "guideline": edition(guideline),
        "phase": labels.phase(base, rec.phase),
        "statement": rec.statement,
        "wording": labels.VERB[rec.verb],
        "strength": labels.STRENGTH[base.strength(rec)],
        "label": rec.strength or NO_LABEL,
        "grade": tuple(wording.graded(reading) for reading in grades),
        "grade_read_in": tuple(wording.read_in(reading) for reading in grades),
        "conditions": rec.conditions,
        "caveats": rec.caveats,
        "beside": wording.beside(base, rec),
        "numbers": tuple(wording.numbered(base, quantity) for quantity in rec.quantities),
        "topics": tuple(base.get(Topic, link.to).label for link in rec.about),
        "triggers": tuple(wording.triggered(base, base.get(Trigger, link.to).label, link) for link in rec.triggers),
        "evidence": evidence(base, rec),
        "where": where(base, rec.where),
        "note": rec.note,
        "record": rec.id,
    }


def no_row(guideline: Guideline, said: str) -> dict[str, Any]:
    """Return the cells of a guideline that has no recommendation, and the text in its place; the rest is empty."""
    cells = {column.key: () if column.many else None for column in COLUMNS}
    return {**cells, "country": guideline.country_name, "guideline": edition(guideline), "statement": said}


def rows_of(base: KnowledgeBase) -> Callable[[Recommendation], dict[str, Any]]:
    """Return `row` for one file: a recommendation that it holds more than once is worked out once."""
    by_id = cache(lambda rec: row(base, base.get(Recommendation, rec)))
    return lambda rec: by_id(rec.id)


def where(base: KnowledgeBase, locator: Locator) -> str:
    """Return a locator in words, such as ``Lin & Langford 2025, Table 2, Canada, item 3``."""
    return labels.locator(locator, base.get(Document, locator.document).short_title)
