"""Pieces of a Word document: a landscape page with its foot, tables whose header repeats, boxes, fields, clean text."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any

from docx.blkcntnr import BlockItemContainer
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from kb.exports.cover import PROJECT, Cover
from kb.exports.file import Place

MOMENT = (1980, 1, 1, 0, 0, 0)
INK, QUIET = RGBColor(0x08, 0x30, 0x6B), RGBColor(0x59, 0x59, 0x59)
SHADE, PALE, EDGE, LINE = "DEEBF7", "FFF8E1", "E1BE6A", "BFBFBF"
BOX = "Read with it"
WIDE = 27.1
"""How much of a page can be written on, across, in centimetres."""
SIZES = (("Title", 22), ("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 11), ("Caption", 9))
# Characters that XML cannot hold.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def set_up(document: Document, cover: Cover) -> None:
    """Give a document its page, styles, language, foot and description of itself."""
    _styles(document)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.3)
    section.top_margin, section.bottom_margin = Cm(1.4), Cm(1.5)
    section.footer_distance = Cm(0.7)
    _foot(document, cover)
    about = document.core_properties
    about.title, about.author = printable(cover.title), f"The {PROJECT} developers"
    about.comments = printable(cover.foot)
    about.created = about.modified = datetime.combine(cover.on, time())


def _styles(document: Document) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(9)
    normal.paragraph_format.space_after = Pt(2)
    normal.paragraph_format.line_spacing = 1.0
    for name, size in SIZES:
        document.styles[name].font.size, document.styles[name].font.color.rgb = Pt(size), INK
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    for line in document.styles["Table Grid"].element.iter(qn("w:tblBorders")):
        for edge in line:
            edge.set(qn("w:color"), LINE)
    _box(document)


def _box(document: Document) -> None:
    box = document.styles.add_style(BOX, WD_STYLE_TYPE.PARAGRAPH)
    box.base_style = document.styles["Normal"]
    edges = _element("w:pBdr")
    edges.extend(
        _element(f"w:{side}", val="single", sz="8", space="4", color=EDGE)
        for side in ("top", "left", "bottom", "right")
    )
    box.element.get_or_add_pPr().extend([edges, _element("w:shd", val="clear", color="auto", fill=PALE)])
    box.paragraph_format.space_after = Pt(0)
    box.paragraph_format.left_indent = box.paragraph_format.right_indent = Cm(0.2)


def _element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def _foot(document: Document, cover: Cover) -> None:
    footer = document.sections[0].footer
    foot = footer.paragraphs[0]
    foot.style.paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(Cm(WIDE), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(printable(f"{cover.foot}\tPage "))
    _field(footer.part.element, "PAGE")
    foot.add_run(" of ")
    _field(footer.part.element, "NUMPAGES")


def _last(parent: Any, name: str) -> Any:
    return next(parent.iterchildren(qn(name), reversed=True))


def _field(parent: Any, instruction: str, shown: str = "1") -> None:
    """Add a field that the word processor fills in to the last paragraph; `shown` is there until it does."""
    simple, run, text = _element("w:fldSimple", instr=instruction), _element("w:r"), _element("w:t")
    text.text = shown
    run.append(text)
    simple.append(run)
    _last(parent, "w:p").append(simple)


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


def box(document: Document, label: str, texts: Iterable[str]) -> None:
    """Write texts into one frame, the first after its label in bold."""
    for i, text in enumerate(texts):
        paragraph = document.add_paragraph(style=BOX)
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run("" if i else f"{label}: ").bold = True
        paragraph.add_run(printable(text))


def table(document: Document, number: int, caption: str, places: Sequence[Place]) -> WordTable:
    """Return a new table under its numbered caption, with its header row."""
    above = document.add_paragraph("Table ", style="Caption")
    _field(document.element.body, "SEQ Table \\* ARABIC", str(number))
    above.add_run(f". {printable(caption)}")
    above.paragraph_format.keep_with_next = True
    above.paragraph_format.space_before = Pt(4)
    made = document.add_table(rows=0, cols=len(places), style="Table Grid")
    made.autofit = False
    for column, place in zip(made.columns, places, strict=True):
        column.width = Cm(place.width)
    _last(document.element.body, "w:tbl").tblPr.append(_element("w:tblCaption", val=printable(caption)))
    for cell, place in zip(row(made, places), places, strict=True):
        paragraph = write(cell, place.head)
        paragraph.runs[0].bold = True
        paragraph.paragraph_format.keep_with_next = True
    return made


def row(table: WordTable, places: Sequence[Place]) -> tuple[BlockItemContainer, ...]:
    """Return the cells of a new row."""
    cells = table.add_row().cells
    for cell, place in zip(cells, places, strict=True):
        cell.width = Cm(place.width)
    return cells


def write(cell: BlockItemContainer, text: str, label: str = "") -> Paragraph:
    """Return the paragraph of a cell that a text was written into, after its label in bold."""
    paragraph = cell.paragraphs[-1]
    if paragraph.runs:
        paragraph = cell.add_paragraph()
    if label:
        paragraph.add_run(label).bold = True
    paragraph.add_run(printable(text))
    for run in paragraph.runs:
        run.font.size = Pt(8)
    return paragraph


def printable(text: str) -> str:
    """Return a text without characters that XML cannot hold."""
    return _UNPRINTABLE.sub("", text)


def finished(document: Document) -> bytes:
    """Return a document as a file: no row is split across pages, header rows are shaded and repeat on each."""
    for made in document.element.body.iter(qn("w:tbl")):
        for at, line in enumerate(made.iterchildren(qn("w:tr"))):
            line.get_or_add_trPr().extend([_element("w:cantSplit"), *([] if at else [_element("w:tblHeader")])])
            for cell in [] if at else line.iterchildren(qn("w:tc")):
                cell.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=SHADE))
    out = io.BytesIO()
    document.save(out)
    return _timeless(out)


def _timeless(written: io.BytesIO) -> bytes:
    """Return the same archive with every file at one moment, so that the same content gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(written) as given, zipfile.ZipFile(out, "w") as archive:
        for name in given.namelist():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), given.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
