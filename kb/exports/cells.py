"""Frames as text: the lines of a cell, and a table as CSV that no spreadsheet takes for a formula."""

from enum import Enum
from typing import Any

import pandas as pd

from kb.exports.column import Column, Table

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
MARKED = "utf-8-sig"
"""Excel reads a CSV file as UTF-8 only when it begins with a byte order mark."""


def lines(value: Any) -> tuple[str, ...]:
    """Return what a cell holds as lines of text: none for an absent value, one for each item of a list."""
    if isinstance(value, tuple | list):
        return tuple(line for part in value for line in lines(part))
    if value is None or value is pd.NA or value != value:
        return ()
    return (_line(value),)


def _line(value: Any) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}" if abs(value) < 1e6 else repr(value)
    return str(value)


def flat(value: Any, column: Column) -> str:
    """Return a cell of a CSV file: absent is empty, a list is joined by ``;``, no text can be a formula."""
    said = lines(value)
    text = ";".join(line.replace(";", ",") for line in said) if column.many else "".join(said)
    # A spreadsheet takes a cell that begins with one of these for a formula; an apostrophe makes it text.
    return f"'{text}" if column.type == "string" and text.startswith(FORMULA_STARTS) else text


def texts(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return the cells of a table as a CSV file spells them, its columns in their order under their keys."""
    cells = {c.key: [flat(value, c) for value in frame[c.key].astype(object)] for c in table}
    return pd.DataFrame(cells, index=frame.index, columns=table.keys, dtype=str)


def csv(frame: pd.DataFrame, table: Table) -> str:
    """Return a table as CSV with one header row."""
    return texts(frame, table).to_csv(index=False, header=table.heads(), lineterminator="\n")
