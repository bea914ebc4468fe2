"""The first part of a file that leaves the project: what it holds, of when, from where, and what it is not for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from kb import labels
from kb.exports.table import Column, Table
from kb.knowledge import KnowledgeBase
from kb.records import Document, Guideline
from kb.vocabulary import GuidelineStatus

R = TypeVar("R")
PROJECT = "Concordance"
CHANGING = frozenset({GuidelineStatus.LAPSED, GuidelineStatus.REVISION_ANNOUNCED, GuidelineStatus.SUPERSEDED})
ORIGIN = (
    "Stated by the sources: labels, numbers, names, and what the statements say. The wording of the statements is ours.",
    "Decided by curators: topics, and which trials bear on which recommendation.",
    "Derived by us: verdicts, effects per 1000 people with numbers needed to treat, and intervals that are marked as derived.",
)


@dataclass(frozen=True)
class Cover:
    """A title, what has to be said before the first row (each under its name), and the guidelines it is about."""

    title: str
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    guidelines: tuple[Guideline, ...]
    version: str
    on: date

    @property
    def foot(self) -> str:
        """The line at the foot of every page."""
        return f"{PROJECT} · data version {self.version} · taken on {self.on.isoformat()}"


def cover(
    base: KnowledgeBase,
    title: str,
    shows: Sequence[str],
    guidelines: Sequence[Guideline],
    on: date,
    notes: Sequence[str],
) -> Cover:
    """Return the first part of a file taken `on` a day; `shows` are the filters in words, `notes` how to read it."""
    package, source = base.package, base.get(Document, base.package.matrix_document)
    doi = (f"https://doi.org/{source.doi}",) if source.doi else ()
    facts = (
        ("Holds", tuple(shows)),
        ("Not for", (package.not_for,)),
        ("Data version", (f"{base.version}, released on {package.released}",)),
        ("Taken on", (on.isoformat(),)),
        ("Read in", (source.citation, *doi)),
        ("Cite this as", (citation(base, on),)),
        ("Licence", (f"{package.licence}. Keep the caveats with the statement that they belong to.",)),
        ("How to read it", (*notes, *ORIGIN)),
        ("Errors", (package.report_errors,)),
    )
    return Cover(title, facts, tuple(guidelines), base.version, on)


def citation(base: KnowledgeBase, on: date) -> str:
    """Return how to cite the project and this version of its data."""
    package = base.package
    return (
        f"The {PROJECT} developers. {PROJECT}: {package.title}. Data version {base.version}. {package.licence}. "
        f"Taken on {on.isoformat()}."
    )


def attributed(base: KnowledgeBase, table: Table[R], shows: Sequence[str], on: date) -> Table[R]:
    """Return a table whose rows also say what was chosen, of which data, when, how to cite it, and what it is not for.

    For files without a first part of their own, such as CSV.
    """
    beside: tuple[Column[R], ...] = (
        Column("holds", "What was chosen", lambda x: shows),
        Column("data version", "Version of the data", lambda x: base.version),
        Column("taken on", "Day", lambda x: on.isoformat(), "date"),
        Column("cite as", "How to cite it", lambda x: citation(base, on)),
        Column("not for", "What it is not for", lambda x: base.package.not_for),
    )
    return Table(table.name, table.holds, (*table.columns, *beside))


def edition(guideline: Guideline) -> tuple[str, ...]:
    """Return which guideline it is; and its standing where it is known that it no longer holds or will change."""
    standing = (labels.GUIDELINE_STATUS[guideline.status],) if guideline.status in CHANGING else ()
    return (f"{guideline.short_title} ({guideline.year})", *standing)
