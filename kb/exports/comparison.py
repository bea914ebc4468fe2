"""A comparison of guidelines as a file, in each of its views."""

from collections.abc import Callable

from kb import labels
from kb.exports import annex, conditions, gaps, grades, numbers, side, worksheet
from kb.exports.chosen import Chosen
from kb.exports.cover import cover
from kb.exports.evidence import linked
from kb.exports.file import File, Part
from kb.knowledge import KnowledgeBase

View = Callable[[KnowledgeBase, Chosen], tuple[Part, ...]]


def _matrix(base: KnowledgeBase, of: Chosen) -> tuple[Part, ...]:
    return (worksheet.part(base, of.rows, of.kept),)


VIEWS: dict[str, tuple[str, View, tuple[str, ...]]] = {
    "matrix": (worksheet.TITLE, _matrix, worksheet.NOTES_ON_ROWS),
    "side": ("Guidelines side by side", side.parts, worksheet.NOTES_ON_ROWS),
    "conditions": ("Conditions that guidelines name", conditions.parts, (conditions.ABOUT,)),
    "numbers": ("Numbers in recommendations", numbers.parts, ()),
    "grades": ("Strengths and grades of recommendations", grades.parts, ()),
    "gaps": ("Gaps in guidelines and evidence", gaps.parts, ()),
}
"""The title of each view's file, what makes its parts, and how to read it beyond what holds for every view."""


def file(base: KnowledgeBase, of: Chosen, view: str = "matrix") -> File:
    """Return a view of a comparison, with the evidence and references that it names. Raises KeyError for no view."""
    title, parts, notes = VIEWS[view]
    shown = parts(base, of)
    recommendations = of.recommendations
    references = annex.cited(base, of.guidelines, recommendations)
    points = [annex.practice(base, [row.topic.id for row in of.rows if not row.is_heading])] if of.practice else []
    apart = (f"{annex.APART}: in a part of their own, not in CSV files",) if of.practice else ()
    facts = (*of.shows, counted(of, shown[0]), *apart)
    read = (*worksheet.NOTES, *notes, worksheet.NOTE_ON_EVIDENCE)
    about = cover(base, title, facts, of.guidelines, of.on, read)
    with_it = (annex.evidence(base, linked(base, recommendations)), annex.references(base, references))
    return File(about, (*shown, *points, *with_it), references)


def counted(of: Chosen, part: Part) -> str:
    """Return how much a file holds, such as ``1 topic, 2 recommendations, 3 rows``."""
    topics = labels.counted(sum(1 for row in of.rows if not row.is_heading), "topic")
    rows = f"{len(part.frame)} {'row' if len(part.frame) == 1 else 'rows'}"
    return f"{topics}, {labels.counted(len(of.recommendations), 'recommendation')}, {rows}"
