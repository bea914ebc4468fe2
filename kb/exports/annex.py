"""What accompanies recommendations: the effects they are linked to, the references of both, and practice points."""

from collections.abc import Collection, Iterable

import pandas as pd

from kb.exports.column import Column, Table
from kb.exports.contract import EFFECTS, REFERENCES
from kb.exports.evidence import linked
from kb.exports.file import Part, Place
from kb.exports.statement import where
from kb.knowledge import KnowledgeBase
from kb.records import Document, Effect, Guideline, PracticePoint, Recommendation, Reference

APART = "Practice points of smaller sources; not part of any of the guidelines"
PRACTICE = Table("practice-points", APART, (
    Column("topic", "Topic (curator’s judgement)", "What it is about"),
    Column("document", "Document", "Document that it was read in"),
    Column("statement", "Practice point", "The advice in our own words, and the curator’s note", many=True),
    Column("where", "Source", "Where it was read"),
    Column("record", "Record", "Permanent id"),
))  # fmt: skip


def evidence(base: KnowledgeBase, effects: Iterable[Effect]) -> Part:
    """Return the effects as a part of a file, under the contract's keys."""
    frame = base.effects.loc[[effect.id for effect in effects]].reset_index()
    places = (Place("Effect", 4.5, ("id",)), Place("Result", 15.6, ("statement",)), Place("Source", 7, ("locator",)))
    return Part("Evidence", EFFECTS, frame, places)


def references(base: KnowledgeBase, cited: Iterable[Reference]) -> Part:
    """Return references as a sheet; on paper they are a list."""
    return Part("References", REFERENCES, base.references.loc[[reference.id for reference in cited]].reset_index())


def cited(
    base: KnowledgeBase, guidelines: Iterable[Guideline], recommendations: Iterable[Recommendation]
) -> tuple[Reference, ...]:
    """Return the references of guidelines and of the effects linked to recommendations, in the order of the sources."""
    ids = {guideline.reference for guideline in guidelines}
    ids |= {i for effect in linked(base, recommendations) for i in effect.references}
    return tuple(reference for reference in base.of(Reference) if reference.id in ids)


def practice(base: KnowledgeBase, topics: Collection[str]) -> Part:
    """Return the practice points on these topics, in their order."""
    found = [
        {
            "topic": base.records[topic].label,
            "document": base.get(Document, point.where.document).short_title,
            "statement": (point.statement, *([f"Note: {point.note}"] if point.note else [])),
            "where": where(base, point.where),
            "record": point.id,
        }
        for topic in topics
        for point in base.of(PracticePoint)
        if any(link.to == topic for link in point.about)
    ]
    places = (
        Place("Topic", 4, ("topic",)), Place("Document", 5, ("document",)), Place("Practice point", 13.1, ("statement",)),
        Place("Source", 5, ("where",)),
    )  # fmt: skip
    return Part(
        "Practice points",
        PRACTICE,
        pd.DataFrame(found, columns=PRACTICE.keys),
        places,
        sentences=frozenset({"statement"}),
    )
