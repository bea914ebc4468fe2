"""A file for Word: a cover, then each part under its headings, then what its numbers mean, and the references.

Landscape; header rows repeat on every page, no row is split across pages, and
every page says at its foot which data it holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import docx
import pandas as pd
from docx.blkcntnr import BlockItemContainer
from docx.document import Document

from kb.exports import paper, wording
from kb.exports.cells import lines
from kb.exports.file import File, Part, Place

GUIDELINES = (Place("Country", 3, ()), Place("Guideline", 10.1, ()), Place("Status", 14, ()))


@dataclass
class Page:
    """A document being written: how many tables it has, and what is to be explained at its end, by heading."""

    document: Document
    tables: int = 0
    explained: dict[str, dict[str, int]] = field(default_factory=dict)

    def numbered(self, heading: str, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Return a number in brackets for each text; the text itself is at the end, under this heading."""
        known = self.explained.setdefault(heading, {})
        return tuple(f"[{known.setdefault(text, len(known) + 1)}]" for text in texts)


def document(file: File) -> bytes:
    """Return a DOCX file; the same content always gives the same bytes."""
    page = Page(docx.Document())
    paper.set_up(page.document, file.cover)
    paper.front(page.document, file.cover)
    _guidelines(page, file)
    shown = [part for part in file.parts if part.places]
    for part in shown:
        if part is shown[0] or len(part.frame):
            heading = page.document.add_heading(part.name, 1)
            heading.paragraph_format.page_break_before = part is shown[0]
            _part(page, part)
    for heading, texts in page.explained.items():
        paper.listed(page.document, heading, [f"[{n}] {text}" for text, n in texts.items()])
    paper.listed(page.document, "References", [wording.cited(reference) for reference in file.references])
    return paper.finished(page.document)


def _guidelines(page: Page, file: File) -> None:
    if not file.cover.guidelines:
        return
    page.document.add_heading("Guidelines", 1)
    page.tables += 1
    made = paper.table(page.document, page.tables, "Guidelines and their status", GUIDELINES)
    for g in file.cover.guidelines:
        texts = (g.country_name, f"{g.title}. {g.issuer}, {g.year}", g.status_words)
        for cell, text in zip(paper.row(made, GUIDELINES), texts, strict=True):
            paper.write(cell, text)


def _part(page: Page, part: Part) -> None:
    if part.frame.empty:
        page.document.add_paragraph(part.empty)
        return
    for headings, name, rows in part.groups():
        for level, heading in headings.items():
            page.document.add_heading(paper.printable(heading), level)
        _group(page, part, rows, name)


def _group(page: Page, part: Part, rows: pd.DataFrame, caption: str) -> None:
    first = rows.iloc[0]
    for key in part.above:
        paragraph = page.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run(f"{part.table[key].head}: ").bold = True
        paragraph.add_run(f"{'. '.join(_said(page, part, first, key))}.")
    for key in part.boxed:
        paper.box(page.document, part.table[key].head, _shared(rows, key))
    page.tables += 1
    made = paper.table(page.document, page.tables, caption, part.places)
    for row in rows.astype(object).to_dict("records"):
        for cell, place in zip(paper.row(made, part.places), part.places, strict=True):
            _fill(page, part, cell, place, row)


def _shared(rows: pd.DataFrame, key: str) -> tuple[str, ...]:
    """Return each different line of a column once, after the country whose guideline it is of, where rows name one."""
    countries = [f"{country}: " for country in rows["country"]] if "country" in rows else [""] * len(rows)
    said = zip(countries, rows[key], strict=True)
    return tuple(dict.fromkeys(f"{country}{line}" for country, value in said for line in lines(value)))


def _fill(page: Page, part: Part, cell: BlockItemContainer, place: Place, row: Mapping[str, Any]) -> None:
    for key in place.holds:
        is_first = key == place.holds[0]
        label = "" if is_first or not place.named else f"{part.table[key].head}: "
        for text in _said(page, part, row, key):
            paragraph = paper.write(cell, text, label)
            paragraph.runs[-1].bold = (is_first and place is part.places[0]) or None
            if part.quiet and row[part.quiet] and is_first and place is not part.places[0]:
                paragraph.runs[-1].italic, paragraph.runs[-1].font.color.rgb = True, paper.QUIET


def _said(page: Page, part: Part, row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return the lines of a cell on paper: short ones one after the other, sentences a line each."""
    found = lines(row[key])
    if key in part.numbered:
        return page.numbered(part.numbered[key], found)
    return found if key in part.sentences or len(found) < 2 else ("; ".join(found),)
