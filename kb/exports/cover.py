"""The first part of a file that leaves the project: what it holds, of when, from where, and what it is not for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kb import labels
from kb.knowledge import KnowledgeBase
from kb.names import dated
from kb.records import Document, Guideline
from kb.vocabulary import GuidelineStatus

PROJECT = "Concordance"
CHANGING = frozenset({GuidelineStatus.LAPSED, GuidelineStatus.REVISION_ANNOUNCED, GuidelineStatus.SUPERSEDED})
ORIGIN = (
    "Stated by the sources: labels, numbers, names, and what the statements say. The wording of the statements is ours.",
    "Curator’s judgement: topics, and which trials are linked to which recommendation.",
    "Calculated: verdicts, effects per 1000 people with numbers needed to treat, and intervals that are marked as calculated.",
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

    def said(self, name: str) -> tuple[str, ...]:
        """Return the text under a name. Raises KeyError where there is none."""
        return dict(self.facts)[name]


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
        ("Source", (source.citation, *doi)),
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


def edition(guideline: Guideline) -> tuple[str, ...]:
    """Return which guideline it is; and its standing where it is known that it no longer holds or will change."""
    standing = (labels.GUIDELINE_STATUS[guideline.status],) if guideline.status in CHANGING else ()
    return (dated(guideline), *standing)
