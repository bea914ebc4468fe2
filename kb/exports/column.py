"""What the columns of a table are called and hold: keys for programs, heads for readers, looked up last."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Column:
    """A column: its stable key in the frame, its head for a reader, what it holds, and its Frictionless type.

    `many` where each cell is a tuple of texts, none of them where it is empty.
    """

    key: str
    head: str
    holds: str
    type: str = "string"
    many: bool = False

    @property
    def is_number(self) -> bool:
        """Whether a spreadsheet should take its cells for numbers."""
        return self.type in {"integer", "number"}


@dataclass(frozen=True)
class Table:
    """A named list of columns; a frame that fits it has their keys among its columns.

    `coded` where its CSV is headed with keys, for programs, and not with heads.
    """

    name: str
    holds: str
    columns: tuple[Column, ...]
    coded: bool = False

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    def __getitem__(self, key: str) -> Column:
        """Return the column with a key. Raises KeyError where there is none."""
        return {column.key: column for column in self.columns}[key]

    @property
    def keys(self) -> list[str]:
        """The keys of the columns, in their order."""
        return [column.key for column in self.columns]

    def heads(self) -> list[str]:
        """Return the header of each column of a CSV file."""
        return self.keys if self.coded else [column.head for column in self.columns]

    def schema(self) -> dict[str, Any]:
        """Return the Frictionless table schema, by keys."""
        fields = [{"name": c.key, "type": c.type, "title": c.head, "description": c.holds} for c in self.columns]
        return {"fields": fields, "missingValues": [""]}
