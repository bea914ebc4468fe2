"""A file as CSV: its rows, each of which also says what was chosen, of which data, when, and what it is not for."""

from kb.exports.cells import MARKED, csv
from kb.exports.column import Column, Table
from kb.exports.cover import Cover
from kb.exports.file import File

# A CSV file has no cover, and a row may travel alone.
ATTRIBUTION = (
    Column("chosen", "Chosen", "What was chosen", many=True),
    Column("data_version", "Data version", "Version of the data"),
    Column("taken_on", "Taken on", "Day", "date"),
    Column("source_document", "Source document", "What the data were read in"),
    Column("cite_as", "Cite as", "How to cite it"),
    Column("not_for", "Not for", "What it is not for"),
)


def attribution(cover: Cover) -> dict[str, object]:
    """Return what each row of a CSV file says of the whole, by key."""
    return {
        "chosen": cover.said("Holds"),
        "data_version": cover.version,
        "taken_on": cover.on.isoformat(),
        "source_document": " ".join(cover.said("Source")),
        "cite_as": cover.said("Cite this as")[0],
        "not_for": cover.said("Not for")[0],
    }


def rows(file: File) -> bytes:
    """Return the flat part of a file as CSV, ready for spreadsheets."""
    part = file.flat or file.parts[0]
    said = attribution(file.cover)
    frame = part.frame.assign(**{key: [value] * len(part.frame) for key, value in said.items()})
    table = Table(part.table.name, part.table.holds, (*part.table.columns, *ATTRIBUTION), part.table.coded)
    return csv(frame, table).encode(MARKED)
