"""What the knowledge rests on as a file: references, guidelines, grading schemes, discrepancies and the rest."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from kb import labels
from kb.exports import contract, grades, record
from kb.exports.column import Column, Table
from kb.exports.cover import cover
from kb.exports.file import File, Part, Place
from kb.exports.paper import WIDE
from kb.exports.statement import where
from kb.knowledge import KnowledgeBase
from kb.records import Case, Definition, Document, PracticePoint, Reading, Resource, Sourced

Cells = dict[str, object]
ID = Column("record", "Record", "Permanent id")
SOURCE = Column("where", "Source", "Where it was read")
NOTE = Column("note", "Note", "Curator’s note")


@dataclass(frozen=True)
class Shown:
    """One list of sources: its title, its columns, its rows, and how wide which columns are on paper."""

    title: str
    table: Table
    frame: Callable[[KnowledgeBase], pd.DataFrame]
    widths: tuple[tuple[str, float], ...]

    def part(self, base: KnowledgeBase, ids: Collection[str] | None = None) -> Part:
        """Return the list as a part of a file; with `ids`, only these records, in the order of `ids`."""
        frame = self.frame(base)
        if ids is not None:
            # A record may have several rows, and one of another list has none.
            places = {one: place for place, one in enumerate(ids)}
            order = frame[self.table.keys[0]].map(places).dropna().sort_values(kind="stable").index
            frame = frame.loc[order].reset_index(drop=True)
        over = WIDE / sum(width for _, width in self.widths)
        places = tuple(Place(self.table[key].head, width * over, (key,)) for key, width in self.widths)
        return Part(self.title, self.table, frame, places, sentences=frozenset(self.table.keys))


def _listed(table: Table, model: type, row: Callable[[KnowledgeBase, Any], Cells], base: KnowledgeBase) -> pd.DataFrame:
    return pd.DataFrame([{"record": r.id, "note": r.note, **row(base, r)} for r in base.of(model)], columns=table.keys)


def _read(base: KnowledgeBase, sourced: Sourced) -> Cells:
    return {"where": where(base, sourced.where)}


def _cases(base: KnowledgeBase) -> pd.DataFrame:
    return pd.DataFrame([row for case in base.of(Case) for row in record.fields(base, case)], columns=record.TABLE.keys)


DOCUMENTS = Table("documents", "Documents that were read and curated", (
    ID, Column("title", "Document", "Title"), Column("citation", "Citation", "How to cite it"),
    Column("read", "What was read", "What of it was read"), Column("missing", "What is missing", "What of it could not be read"), NOTE,
))  # fmt: skip
DEFINITIONS = Table("definitions", "Terms as a source defines them", (
    ID, Column("term", "Term", "The term"), Column("abbreviation", "Abbreviation", "Its abbreviation"),
    Column("meaning", "Definition", "What it means, in our own words"), SOURCE, NOTE,
))  # fmt: skip
RESOURCES = Table("resources", "Guidelines, toolkits and sites that the sources list", (
    ID, Column("title", "Resource", "Title"), Column("issuer", "Issuer", "Who issued it"), Column("what", "What it is", "What it offers"),
    Column("year", "Year", "Year", "integer"), Column("url", "Address", "Address, where known"),
    Column("status", "Status", "What has become of it"), Column("status_words", "Status in words", "The status in words"), SOURCE, NOTE,
))  # fmt: skip
SUPPLEMENTARY = Table("supplementary", "Facts from supplementary sources, outside the source documents", (
    ID, Column("about", "About", "Id of the record that it is about"), Column("field", "What", "What was read"),
    Column("value", "Value", "What it says"), Column("url", "Address", "Address where it was read"),
    Column("depth", "Depth", "primary, abstract or secondary"), Column("confidence", "Confidence", "How sure the reader was"), NOTE,
))  # fmt: skip
PRACTICE = Table("practice", "Practice points of smaller sources; not part of any of the guidelines", (
    ID, Column("statement", "Practice point", "The advice in our own words"),
    Column("about", "About (curator’s judgement)", "What it is about", many=True), SOURCE, NOTE,
))  # fmt: skip
SHOWS: dict[str, Shown] = {
    "references": Shown("References", contract.REFERENCES, lambda base: base.references.reset_index(), (("number", 2), ("citation", 18), ("doi", 7))),
    "guidelines": Shown(
        "Guidelines", contract.GUIDELINES, lambda base: base.guidelines.reset_index(),
        (("country_name", 3), ("title", 8), ("issuer", 6), ("year", 1.5), ("status_words", 8.6)),
    ),
    "discrepancies": Shown(
        "Discrepancies", contract.DISCREPANCIES, lambda base: base.discrepancies.reset_index(),
        (("title", 6), ("says", 12), ("handling", 9.1)),
    ),
    "findings": Shown(
        "Findings", contract.FINDINGS, lambda base: base.findings.reset_index(),
        (("category", 3.5), ("statement", 13), ("design", 5), ("locator", 5.6)),
    ),
    "schemes": Shown("Grading schemes", grades.SCHEMES, grades.schemes, grades.WIDTHS),
    "documents": Shown(
        "Source documents", DOCUMENTS,
        partial(_listed, DOCUMENTS, Document, lambda _, d: {"title": d.title, "citation": d.citation, "read": d.read, "missing": d.missing}),
        (("title", 7), ("citation", 8), ("read", 6), ("missing", 6)),
    ),
    "definitions": Shown(
        "Definitions", DEFINITIONS,
        partial(_listed, DEFINITIONS, Definition, lambda b, d: {"term": d.term, "abbreviation": d.abbreviation, "meaning": d.meaning, **_read(b, d)}),
        (("term", 5), ("meaning", 15), ("where", 7)),
    ),
    "resources": Shown(
        "Resources", RESOURCES,
        partial(_listed, RESOURCES, Resource, lambda b, r: {
            "title": r.title, "issuer": r.issuer, "what": r.what, "year": r.year, "url": r.url,
            "status": labels.RESOURCE_STATUS[r.status], "status_words": r.status_words, **_read(b, r),
        }),
        (("title", 6), ("issuer", 4), ("what", 7), ("status_words", 6), ("where", 4)),
    ),
    "supplementary": Shown(
        "Supplementary sources", SUPPLEMENTARY,
        partial(_listed, SUPPLEMENTARY, Reading, lambda _, r: {
            "about": r.about, "field": r.field, "value": r.value, "url": r.address, "depth": r.depth, "confidence": r.confidence,
        }),
        (("about", 4), ("field", 4), ("value", 9), ("url", 8), ("depth", 2.1)),
    ),
    "case": Shown("Case", record.TABLE, _cases, (("field", 5), ("value", 22))),
    "practice": Shown(
        "Practice points", PRACTICE,
        partial(_listed, PRACTICE, PracticePoint, lambda b, p: {
            "statement": p.statement, "about": tuple(b.records[link.to].label for link in p.about), **_read(b, p),
        }),
        (("statement", 15), ("about", 6), ("where", 6)),
    ),
}  # fmt: skip
"""Every list of sources by its name in an address."""


def file(base: KnowledgeBase, show: str, on: date, ids: Collection[str] | None = None, chosen: str = "") -> File:
    """Return one list of sources taken `on` a day; with `ids`, only these records, `chosen` as this text says.

    Raises KeyError for no list.
    """
    shown = SHOWS[show]
    part = shown.part(base, ids)
    rows = f"{len(part.frame)} {'row' if len(part.frame) == 1 else 'rows'}"
    holds = (shown.table.holds, *([chosen] if chosen else []), rows)
    return File(cover(base, f"Sources: {shown.title.lower()}", holds, (), on, ()), (part,))
