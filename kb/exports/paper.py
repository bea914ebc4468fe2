"""Pieces of a Word document: a landscape page with its foot, tables whose header repeats, fields, clean text."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from kb.exports.cover import PROJECT, Cover

MOMENT = (1980, 1, 1, 0, 0, 0)
INK, QUIET = RGBColor(0x08, 0x30, 0x6B), RGBColor(0x59, 0x59, 0x59)
SHADE = "DEEBF7"
# Characters that XML cannot hold.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Place:
    """A column on paper: its head, its width in centimetres, and the worksheet's columns that it holds.

    The first of these stands without its name; the others after theirs, if they are `named`.
    """

    head: str
    width: float
    holds: tuple[str, ...] = ()
    named: bool = True


def set_up(document: Document, cover: Cover) -> None:
    """Give a document its page, styles, language, foot and description of itself."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(9)
    normal.paragraph_format.space_after = Pt(2)
    normal.paragraph_format.line_spacing = 1.0
    for name, size in (("Title", 22), ("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 11), ("Caption", 9)):
        document.styles[name].font.size, document.styles[name].font.color.rgb = Pt(size), INK
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.3)
    section.top_margin, section.bottom_margin = Cm(1.4), Cm(1.5)
    section.footer_distance = Cm(0.7)
    _foot(section.footer.paragraphs[0], cover)
    about = document.core_properties
    about.title, about.author = printable(cover.title), f"The {PROJECT} developers"
    about.comments = printable(cover.foot)
    about.created = about.modified = datetime.combine(cover.on, time())


def _foot(foot: Paragraph, cover: Cover) -> None:
    foot.style.paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(Cm(27.1), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(printable(f"{cover.foot}\tPage "))
    field(foot, "PAGE")
    foot.add_run(" of ")
    field(foot, "NUMPAGES")


def front(document: Document, cover: Cover) -> None:
    """Write the title and what has to be said before the first row, each under its name."""
    document.add_heading(printable(cover.title), 0)
    for label, said in cover.facts:
        for i, text in enumerate(said):
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.paragraph_format.left_indent = Cm(3.2)
            paragraph.paragraph_format.first_line_indent = Cm(-3.2)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(3.2))
            paragraph.add_run("" if i else label).bold = True
            paragraph.add_run(f"\t{printable(text)}")


def listed(document: Document, heading: str, texts: Sequence[str]) -> None:
    """Write a heading and a paragraph for each text; nothing where there is none."""
    if texts:
        document.add_heading(heading, 1)
        for text in texts:
            document.add_paragraph(printable(text))


def table(
    document: Document, number: int, caption: str, places: Sequence[Place], rows: Iterable[Sequence[str]] = ()
) -> WordTable:
    """Return a new table under its numbered caption, with a header that repeats on each page, and rows of text."""
    above = document.add_paragraph("Table ", style="Caption")
    field(above, "SEQ Table \\* ARABIC", str(number))
    above.add_run(f". {caption}")
    above.paragraph_format.keep_with_next = True
    above.paragraph_format.space_before = Pt(4)
    made = document.add_table(rows=0, cols=len(places), style="Table Grid")
    made.autofit = False
    for column, place in zip(made.columns, places, strict=True):
        column.width = Cm(place.width)
    title = OxmlElement("w:tblCaption")
    title.set(qn("w:val"), caption)
    made._tbl.tblPr.append(title)
    for cell, place in zip(row(made, places, heads=True), places, strict=True):
        paragraph = write(cell, f"{place.head[:1].upper()}{place.head[1:]}")
        paragraph.runs[0].bold = True
        paragraph.paragraph_format.keep_with_next = True
        _shade(cell)
    for texts in rows:
        for cell, text in zip(row(made, places), texts, strict=True):
            write(cell, printable(text))
    return made


def row(table: WordTable, places: Sequence[Place], heads: bool = False) -> tuple[_Cell, ...]:
    """Return the cells of a new row that is never split across pages; `heads` repeats on each."""
    made = table.add_row()
    properties = made._tr.get_or_add_trPr()
    for name in ("w:cantSplit", *(["w:tblHeader"] if heads else [])):
        properties.append(OxmlElement(name))
    cells = made.cells
    for cell, place in zip(cells, places, strict=True):
        cell.width = Cm(place.width)
    return cells


def write(cell: _Cell, text: str, label: str = "") -> Paragraph:
    """Return the paragraph of a cell that a text was written into, after its label in bold."""
    paragraph = cell.paragraphs[-1]
    if paragraph.runs:
        paragraph = cell.add_paragraph()
    if label:
        paragraph.add_run(label).bold = True
    paragraph.add_run(text)
    for run in paragraph.runs:
        run.font.size = Pt(8)
    return paragraph


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def field(paragraph: Paragraph, instruction: str, shown: str = "1") -> None:
    """Add a field that the word processor fills in; `shown` stands there until it does."""
    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = shown
    run.append(text)
    simple.append(run)
    paragraph._p.append(simple)


def printable(text: str) -> str:
    """Return a text without characters that XML cannot hold."""
    return _UNPRINTABLE.sub("", text)


def timeless(written: io.BytesIO) -> bytes:
    """Return the same archive with every file at one moment, so that the same content gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(written) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in given.namelist():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), given.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
