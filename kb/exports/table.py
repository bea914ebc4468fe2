"""A flat table: its columns say what they hold, its rows are text, and it can be written as CSV."""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

R = TypeVar("R")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column: its name, what it holds, its Frictionless type, and how a row's cell is found."""

    name: str
    holds: str
    cell: Callable[[R], Any]
    type: str = "string"


@dataclass(frozen=True)
class Table(Generic[R]):
    """A named table over records of one kind."""

    name: str
    holds: str
    columns: tuple[Column[R], ...]

    def rows(self, records: Iterable[R]) -> list[dict[str, str]]:
        """Return one row a record, every cell as text; absent values are empty, lists joined by ``;``."""
        return [{c.name: _plain(_text(c.cell(record)), c.type) for c in self.columns} for record in records]

    def csv(self, records: Iterable[R]) -> str:
        """Return the table as CSV with one header row, ready for spreadsheets: no cell of text can be a formula."""
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, [c.name for c in self.columns], lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows(records))
        return out.getvalue()

    def schema(self) -> dict[str, Any]:
        """Return the Frictionless table schema."""
        fields = [{"name": c.name, "type": c.type, "description": c.holds} for c in self.columns]
        return {"fields": fields, "missingValues": [""]}


def lines(value: Any) -> tuple[str, ...]:
    """Return what a cell holds as lines of text: none for an absent value, one for each item of a list."""
    match value:
        case None:
            return ()
        case tuple() | list():
            return tuple(line for part in value for line in lines(part))
        case Enum():
            return (str(value.value),)
        case float():
            return (f"{value:g}" if abs(value) < 1e6 else repr(value),)
    return (str(value),)


def _text(value: Any) -> str:
    if isinstance(value, (tuple, list)):
        return ";".join(line.replace(";", ",") for line in lines(value))
    return "".join(lines(value))


def _plain(text: str, type_: str) -> str:
    # A spreadsheet takes a cell that begins with one of these for a formula; an apostrophe makes it text.
    return f"'{text}" if type_ == "string" and text.startswith(FORMULA_STARTS) else text
