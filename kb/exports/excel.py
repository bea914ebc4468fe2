"""A workbook: a cover, sheets of rows with a real header, and what each column holds.

Every cell of text is written as text, so that nothing in it can become a formula.
"""

import io
import textwrap
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kb.exports.cells import lines
from kb.exports.column import Column, Table
from kb.exports.cover import PROJECT, Cover
from kb.exports.file import File, Part

LONGEST_CELL = 32_000
NARROWEST, ROOMY, WIDEST, TO_FILL_IN = 9, 24, 52, 26
LINE, TALLEST = 13.2, 409
A3, A4 = 8, 9
INK, PALE, QUIET = "#08306B", "#FFF8E1", "#595959"


DICTIONARY = Table("columns", "What the columns hold", (
    Column("sheet", "Sheet", "Name of the sheet"),
    Column("column", "Column", "Name of the column"),
    Column("holds", "Holds", "What it holds"),
))  # fmt: skip


def workbook(file: File) -> bytes:
    """Return an XLSX file; the same cover and rows always give the same bytes."""
    cover = file.cover
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({
            "title": cover.title, "author": f"The {PROJECT} developers", "comments": cover.foot,
            "created": datetime.combine(cover.on, time()),
        })  # fmt: skip
        _cover(book, cover)
        for part in (*file.parts, _dictionary(file.parts)):
            _sheet(book, cover, part)
    return out.getvalue()


def _cover(book: xlsxwriter.Workbook, cover: Cover) -> None:
    page = _page(book, cover, "About", A4)
    name, text = _format(book, bold=True), _format(book)
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 105)
    page.write_string(0, 0, cover.title, book.add_format({"bold": True, "font_size": 16, "font_color": INK}))
    guidelines = tuple(f"{g.country_name}: {g.title}. {g.issuer}, {g.year}. {g.status_words}" for g in cover.guidelines)
    facts = [(label, said) for label, said in (*cover.facts, ("Guidelines", guidelines))]
    row = 2
    for label, said in facts:
        for i, line in enumerate(said):
            page.write_string(row, 0, "" if i else label, name)
            page.write_string(row, 1, line, text)
            _heighten(page, row, [_height(line, 105)])
            row += 1


def _sheet(book: xlsxwriter.Workbook, cover: Cover, part: Part) -> None:
    page = _page(book, cover, part.name, A3)
    last = max(len(part.frame), 1)
    widths = {column.key: _width(column, part) for column in part.table}
    header = _format(book, bold=True, font_color="#FFFFFF", bg_color=INK)
    for at, column in enumerate(part.table):
        page.write_string(0, at, column.head, header)
        page.set_column(at, at, widths[column.key])
        if values := part.choices.get(column.key):
            page.data_validation(1, at, last, at, {"validate": "list", "source": list(values), "ignore_blank": True})
    _rows(book, page, part, widths)
    page.freeze_panes(1, part.fixed)
    page.autofilter(0, 0, last, len(part.table.columns) - 1)
    page.repeat_rows(0)
    page.repeat_columns(0, max(part.fixed - 1, 0))


def _rows(book: xlsxwriter.Workbook, page: Worksheet, part: Part, widths: dict[str, int]) -> None:
    styles = {(quiet, top): _row_formats(book, quiet, top) for quiet in (False, True) for top in (False, True)}
    lined = part.lined or (part.headed[-1] if part.headed else "")
    before: Any = None
    for down, row in enumerate(part.frame.astype(object).to_dict("records"), 1):
        group = row[lined] if lined else None
        text, to_fill_in = styles[bool(part.quiet and row[part.quiet]), group != before]
        before = group
        tall = [
            _height(_write(page, down, at, c, row[c.key], to_fill_in if c.key in part.choices else text), widths[c.key])
            for at, c in enumerate(part.table)
        ]
        _heighten(page, down, tall)


def _write(page: Worksheet, down: int, at: int, column: Column, value: Any, style: Format) -> str:
    """Write a cell and return its text."""
    text = "\n".join(lines(value))
    if not text:
        page.write_blank(down, at, None, style)
    elif column.is_number:
        page.write_number(down, at, value, style)
    else:
        cut = text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]} … (cut: a cell holds no more)"
        page.write_string(down, at, cut, style)
    return text


def _height(text: str, width: int) -> float:
    """Return the height in points of a text in a column of a width in characters, rather too high than too low."""
    across = max(int(width * 1.2), 1)
    return LINE * sum(len(textwrap.wrap(line, across)) or 1 for line in text.split("\n")) + 2


def _heighten(page: Worksheet, row: int, heights: Sequence[float]) -> None:
    # Not every program fits rows to wrapped text when it opens a file. A row of one line is left to them.
    if (tallest := max(heights)) > 2 * LINE:
        page.set_row(row, min(tallest, TALLEST))


def _dictionary(parts: Sequence[Part]) -> Part:
    held = [(part.name, column.head, column.holds) for part in parts for column in part.table]
    return Part("Columns", DICTIONARY, pd.DataFrame(held, columns=DICTIONARY.keys), headed=("sheet",), fixed=2)


def _page(book: xlsxwriter.Workbook, cover: Cover, name: str, paper: int) -> Worksheet:
    page = book.add_worksheet(name)
    page.set_landscape()
    page.set_paper(paper)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer(f"&L{cover.foot.replace('&', '&&')}&R&P / &N")
    page.hide_gridlines(2 if paper == A4 else 1)
    page.fit_to_pages(*((3, 0) if paper == A3 else (1, 1)))
    return page


def _row_formats(book: xlsxwriter.Workbook, quiet: bool, top: bool) -> tuple[Format, Format]:
    line = {"bottom": 1, "bottom_color": "#BFBFBF", **({"top": 2, "top_color": INK} if top else {})}
    tone = {"font_color": QUIET, "italic": True} if quiet else {}
    return _format(book, **line, **tone), _format(book, bg_color=PALE, left=1, left_color="#BFBFBF", **line)


def _format(book: xlsxwriter.Workbook, **more: Any) -> Format:
    return book.add_format({"text_wrap": True, "valign": "top", "align": "left", "font_size": 10, **more})


def _width(column: Column, part: Part) -> int:
    """Return a width in characters: short lines fit, longer ones wrap, prose has room."""
    if column.key in part.choices:
        return TO_FILL_IN
    cells = part.frame[column.key].astype(object)
    longest = max((len(line) for value in cells for line in lines(value)), default=0)
    fitting = longest + 1 if longest <= ROOMY else ROOMY + (longest - ROOMY) // 6
    # The header shares its cell with the button of the filter.
    return min(WIDEST, max(NARROWEST, fitting, min(len(column.head) + 4, 18)))
