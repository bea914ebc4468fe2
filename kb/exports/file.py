"""A file that leaves the project: a cover, and tables that read the same as Word, as Excel and as CSV."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

import pandas as pd

from kb.exports.column import Table
from kb.exports.cover import Cover
from kb.records import Reference


@dataclass(frozen=True)
class Place:
    """A column on paper: its head, its width in centimetres, and the keys of the columns that it holds.

    The first of these has no name before it; the others have theirs, if they are `named`.
    """

    head: str
    width: float
    holds: tuple[str, ...]
    named: bool = True


@dataclass(frozen=True)
class Part:
    """A table of a file. All fields but the first three name columns by their keys.

    `places` say how it stands on paper, where it stands there at all: under
    headings from the columns `headed` (outer and inner), with what its rows
    share `above` them, and the different lines of `boxed` once in a frame that
    nobody misses. Cells of `sentences` have a line for each item; texts of
    `numbered` become numbers, explained at the end under these headings.

    In a workbook `fixed` columns stay in view, those in `choices` are to be
    filled in (from these values, where there are any), rows for which `quiet`
    holds are greyed, and a line is drawn where `lined` changes, or else the innermost heading.
    """

    name: str
    table: Table
    frame: pd.DataFrame
    places: tuple[Place, ...] = ()
    headed: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    boxed: tuple[str, ...] = ()
    sentences: frozenset[str] = frozenset()
    numbered: Mapping[str, str] = field(default_factory=dict)
    fixed: int = 1
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    quiet: str = ""
    lined: str = ""
    empty: str = "Nothing is left by what was chosen."

    def groups(self) -> Iterator[tuple[dict[int, str], str, pd.DataFrame]]:
        """Yield the rows that belong together: the headings new there by level from 2, the group's name, its rows.

        A heading is used only where its rows are together, as they do not in the order of a search;
        an inner one that repeats the outer one is left out.
        """
        used = [key for key in self.headed if _together(self.frame[key])]
        before: tuple[str, ...] = ("",) * len(used)
        for names, rows in _runs(self.frame, used):
            new = {
                level: name
                for level, name in enumerate(names, 2)
                if names[: level - 1] != before[: level - 1] and name not in names[: level - 2]
            }
            yield new, names[-1] if names else self.table.holds, rows
            before = names


def _together(column: pd.Series) -> bool:
    runs = [value for value, _ in groupby(column)]
    return len(runs) == len(set(runs))


def _runs(frame: pd.DataFrame, keys: list[str]) -> Iterator[tuple[tuple[str, ...], pd.DataFrame]]:
    by_place = list(frame[keys].itertuples(index=False, name=None)) if keys else [()] * len(frame)
    for names, places in groupby(range(len(frame)), key=by_place.__getitem__):
        yield names, frame.iloc[list(places)]


@dataclass(frozen=True)
class File:
    """What a reader takes away. `flat` is the part that a CSV file holds; without it, the first."""

    cover: Cover
    parts: tuple[Part, ...]
    references: tuple[Reference, ...] = ()
    flat: Part | None = None
