"""A worksheet for Word: a cover, then a heading and a table for each topic.

Landscape; header rows repeat on every page, no row is split across pages, and
every page says at its foot which data it holds.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import docx
from docx.document import Document
from docx.table import Table as WordTable
from docx.table import _Cell

from kb.exports import paper, wording
from kb.exports.cover import Cover
from kb.exports.paper import Place, printable
from kb.exports.table import Table, lines
from kb.exports.worksheet import DECISION, Line
from kb.records import Reference

# What is the same for all rows of a table stands above it; addresses stand at the end, by number.
ABOVE = ("topic group", "topic", "verdict on the topic")
AT_THE_END = "native grade read in"
# A line each: these lines are sentences. The lines of other cells are short and stand one after the other.
SENTENCES = frozenset({"guideline", "evidence", "to be read with it", "native grade", "verdict on the topic"})
LAYOUT = (
    Place("guideline", 2.5, ("country", "guideline"), named=False),
    Place("statement", 8.2, ("statement", "wording", "conditions", "caveats", "numbers", "to be read with it", "note")),
    Place("strength", 3.3, ("strength", "label as printed", "native grade", AT_THE_END, "compared by")),
    Place("evidence", 5.1, ("evidence",)),
    Place("read in", 2.3, ("read in", "record"), named=False),
    Place(DECISION, 2.1, (DECISION,)),
    Place("reason", 1.8, ("reason",)),
    Place("disposition", 1.8, ("disposition",)),
)
GUIDELINES = (Place("country", 3), Place("guideline", 10.1), Place("status", 14))


@dataclass(frozen=True)
class Annex:
    """A table of plain text after the comparison, under a heading of its own."""

    heading: str
    caption: str
    places: tuple[Place, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass
class Page:
    """A document being written: the worksheet's columns, and the addresses to be listed at its end."""

    document: Document
    table: Table[Line]
    tables: int = 0
    addresses: dict[str, int] = field(default_factory=dict)

    def tabled(self, caption: str, places: Sequence[Place], rows: Iterable[Sequence[str]] = ()) -> WordTable:
        """Return a new table at the end of the document, numbered after the one before."""
        self.tables += 1
        return paper.table(self.document, self.tables, caption, places, rows)

    def said(self, line: Line, name: str) -> tuple[str, ...]:
        """Return the lines of one of the worksheet's cells; an address becomes a number."""
        (column,) = (c for c in self.table.columns if c.name == name)
        found = tuple(printable(text) for text in lines(column.cell(line)))
        if name not in SENTENCES and name != AT_THE_END:
            return ("; ".join(found),) if found else ()
        if name != AT_THE_END:
            return found
        return tuple(f"[{self.addresses.setdefault(text, len(self.addresses) + 1)}]" for text in found)


def document(
    cover: Cover, table: Table[Line], shown: Sequence[Line], annexes: Iterable[Annex], references: Iterable[Reference]
) -> bytes:
    """Return a worksheet as a DOCX file; the same content always gives the same bytes."""
    page = Page(docx.Document(), table)
    paper.set_up(page.document, cover)
    _cover(page, cover)
    page.document.add_heading("Comparison", 1).paragraph_format.page_break_before = True
    if not shown:
        page.document.add_paragraph("No topic is left by what was chosen.")
    _topics(page, shown)
    for annex in annexes:
        page.document.add_heading(annex.heading, 1)
        page.tabled(annex.caption, annex.places, annex.rows)
    addresses = [f"[{n}] {a}" for a, n in page.addresses.items()]
    paper.listed(page.document, "Where the guidelines' own grades were read", addresses)
    paper.listed(page.document, "References", [wording.cited(reference) for reference in references])
    out = io.BytesIO()
    page.document.save(out)
    return paper.timeless(out)


def _cover(page: Page, cover: Cover) -> None:
    paper.front(page.document, cover)
    page.document.add_heading("Guidelines", 1)
    page.tabled("Guidelines and their standing", GUIDELINES, [
        (g.country_name, f"{g.title}. {g.issuer}, {g.year}", g.status_words) for g in cover.guidelines
    ])  # fmt: skip


def _topics(page: Page, shown: Sequence[Line]) -> None:
    groups = [upper for upper, _ in groupby(shown, key=lambda line: line.upper.id)]
    in_groups = len(groups) == len(set(groups))
    before = ""
    for _, of_topic in groupby(shown, key=lambda line: line.topic.id):
        held = tuple(of_topic)
        topic, upper = held[0].topic, held[0].upper
        if in_groups and upper.id != before:
            page.document.add_heading(printable(upper.label), 2)
        if not in_groups or topic is not upper:
            page.document.add_heading(printable(topic.label), 3 if in_groups else 2)
        before = upper.id
        _topic(page, held)


def _topic(page: Page, held: Sequence[Line]) -> None:
    verdict = page.document.add_paragraph()
    verdict.paragraph_format.keep_with_next = True
    verdict.add_run("Verdict (derived): ").bold = True
    verdict.add_run(". ".join(page.said(held[0], "verdict on the topic")) + ".")
    table = page.tabled(f"{printable(held[0].topic.label)}: what each guideline says", LAYOUT)
    for line in held:
        cells = paper.row(table, LAYOUT)
        for cell, place in zip(cells, LAYOUT, strict=True):
            _fill(page, cell, place, line)


def _fill(page: Page, cell: _Cell, place: Place, line: Line) -> None:
    for name in place.holds:
        for text in page.said(line, name):
            is_first = name == place.holds[0]
            paragraph = paper.write(cell, text, "" if is_first or not place.named else f"{name}: ")
            paragraph.runs[0].bold = paragraph.runs[0].bold or (is_first and place is LAYOUT[0])
            if line.recommendation is None and name == "statement":
                paragraph.runs[0].italic, paragraph.runs[0].font.color.rgb = True, paper.QUIET
