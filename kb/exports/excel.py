"""A workbook: a cover, sheets of rows with a real header, and what each column holds.

Every cell of text is written as text, so that nothing in it can become a formula.
"""

import io
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, Generic, TypeVar

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kb.exports.cover import PROJECT, Cover
from kb.exports.table import Column, Table, lines

R = TypeVar("R")
LONGEST_CELL = 32_000
NARROWEST, ROOMY, WIDEST, TO_FILL_IN = 9, 24, 52, 26
LINE, TALLEST = 13.2, 409
A3, A4 = 8, 9
INK, PALE, QUIET = "#08306B", "#FFF8E1", "#595959"


@dataclass(frozen=True)
class Sheet(Generic[R]):
    """A sheet of rows.

    `fixed` columns stay in view; columns in `choices` are to be filled in, from
    these values where there are any; rows for which `quiet` holds are greyed;
    a line is drawn where `group` changes.
    """

    name: str
    table: Table[R]
    records: Sequence[R]
    fixed: int = 1
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    quiet: Callable[[R], bool] = lambda record: False
    group: Callable[[R], Any] = lambda record: None


def workbook(cover: Cover, sheets: Sequence[Sheet]) -> bytes:
    """Return an XLSX file; the same cover and rows always give the same bytes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({
            "title": cover.title, "author": f"The {PROJECT} developers", "comments": cover.foot,
            "created": datetime.combine(cover.on, time()),
        })  # fmt: skip
        _cover(book, cover)
        for sheet in (*sheets, _dictionary(sheets)):
            _sheet(book, cover, sheet)
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


def _sheet(book: xlsxwriter.Workbook, cover: Cover, sheet: Sheet) -> None:
    page = _page(book, cover, sheet.name, A3)
    columns, last = sheet.table.columns, max(len(sheet.records), 1)
    header = _format(book, bold=True, font_color="#FFFFFF", bg_color=INK)
    styles = {(quiet, top): _row_formats(book, quiet, top) for quiet in (False, True) for top in (False, True)}
    widths = [_width(column, sheet) for column in columns]
    for at, column in enumerate(columns):
        page.write_string(0, at, column.name, header)
        page.set_column(at, at, widths[at])
        if values := sheet.choices.get(column.name):
            page.data_validation(1, at, last, at, {"validate": "list", "source": list(values), "ignore_blank": True})
    before: Any = None
    for down, record in enumerate(sheet.records, 1):
        text, to_fill_in = styles[sheet.quiet(record), sheet.group(record) != before]
        before = sheet.group(record)
        tall = [
            _height(_write(page, down, at, column, record, to_fill_in if column.name in sheet.choices else text), width)
            for at, (column, width) in enumerate(zip(columns, widths, strict=True))
        ]
        _heighten(page, down, tall)
    page.freeze_panes(1, sheet.fixed)
    page.autofilter(0, 0, last, len(columns) - 1)
    page.repeat_rows(0)
    page.repeat_columns(0, max(sheet.fixed - 1, 0))


def _write(page: Worksheet, down: int, at: int, column: Column, record: Any, style: Format) -> str:
    """Write a cell and return its text."""
    value = column.cell(record)
    text = "\n".join(lines(value))
    if not text:
        page.write_blank(down, at, None, style)
    elif column.type in {"integer", "number"}:
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


def _dictionary(sheets: Sequence[Sheet]) -> Sheet[tuple[str, Column]]:
    held = [(sheet.name, column) for sheet in sheets for column in sheet.table.columns]
    described = Table("columns", "What the columns hold", (
        Column("sheet", "Name of the sheet", lambda x: x[0]),
        Column("column", "Name of the column", lambda x: x[1].name),
        Column("holds", "What it holds", lambda x: x[1].holds),
    ))  # fmt: skip
    return Sheet("Columns", described, held, fixed=2, group=lambda x: x[0])


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


def _width(column: Column, sheet: Sheet) -> int:
    """Return a width in characters: short lines fit, longer ones wrap, prose has room."""
    if column.name in sheet.choices:
        return TO_FILL_IN
    longest = max((len(line) for record in sheet.records for line in lines(column.cell(record))), default=0)
    fitting = longest + 1 if longest <= ROOMY else ROOMY + (longest - ROOMY) // 6
    # The header shares its cell with the button of the filter.
    return min(WIDEST, max(NARROWEST, fitting, min(len(column.name) + 4, 18)))
