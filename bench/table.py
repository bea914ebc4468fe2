"""Rows as a table that people can read raw."""

from collections.abc import Iterable
from math import isnan


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return rows as a table in Markdown."""
    lines = [tuple(head), *(tuple(map(cell, row)) for row in rows)]
    rule = tuple("---" for _ in lines[0])
    return "".join(f"| {' | '.join(line)} |\n" for line in (lines[0], rule, *lines[1:]))


def cell(value: object) -> str:
    """Return a value as people read it: a number without more digits than it can mean."""
    if isinstance(value, float):
        return "–" if isnan(value) else f"{value:.2f}" if abs(value) < 10 else f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
