"""Files read back by other people's code."""

import csv
import io

import docx
import openpyxl

from kb.exports import excel, text, word


def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def paper(content):
    return docx.Document(io.BytesIO(content))


def flat(content):
    """The rows of a CSV file for a spreadsheet, by head."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheet(workbook, name):
    """The rows of a sheet, by head; an empty cell is None."""
    head, *rows = workbook[name].iter_rows(values_only=True)
    assert len(set(head)) == len(head)
    return [dict(zip(head, row, strict=True)) for row in rows]


def tables(document, head):
    """The tables of a document whose first head is this one."""
    return [t for t in document.tables if t.rows[0].cells[0].text == head]


def words(document):
    """Every text of a document, in paragraphs and in tables."""
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def boxes(document):
    """The texts of what stands in frames."""
    return [p.text for p in document.paragraphs if p.style.name == "Read with it"]


def written(file):
    """A file as Word, Excel and CSV, each read back."""
    return paper(word.document(file)), book(excel.workbook(file)), flat(text.rows(file))
