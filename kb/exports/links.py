"""The links of a record as a file: every record one link away, what the link says, and who answers for it."""

from datetime import date

import pandas as pd

from kb import labels
from kb.exports.column import Column, Table
from kb.exports.cover import cover
from kb.exports.file import File, Part, Place
from kb.knowledge import KnowledgeBase
from kb.names import name
from kb.records import Recommendation, kind_of

TABLE = Table("links", "Every link of a record, read from the record", (
    Column("record", "Record", "Id of the record"),
    Column("says", "Link", "What the link says, read from the record"),
    Column("neighbour", "Linked record", "Id of the record at the other end"),
    Column("kind", "Kind", "Kind of that record"),
    Column("name", "Name", "Name of that record"),
    Column("strength", "Strength", "Strength, where it is a recommendation"),
    Column("caveats", "Caveats", "What limits it, where it is a recommendation", many=True),
    Column("basis", "Basis", "Stated by the source, the curator’s judgement, or calculated"),
    Column("reason", "Reason", "Why, where a curator decided it"),
))  # fmt: skip
PLACES = (
    Place("Link", 5, ("says",)), Place("Linked record", 11.1, ("name", "strength", "caveats")), Place("Kind", 3, ("kind", "neighbour"), named=False),
    Place("Basis", 8, ("basis", "reason")),
)  # fmt: skip


def part(base: KnowledgeBase, record: str) -> Part:
    """Return the links of a record: those that it holds, then those that lead to it. Raises KeyError for an unknown id."""
    edges = base.edges
    own, others = edges[edges.source == record], edges[edges.target == record]
    found = [
        *(_row(base, record, row.target, row, way=0) for row in own.itertuples()),
        *(_row(base, record, row.source, row, way=1) for row in others.itertuples()),
    ]
    return Part("Links", TABLE, pd.DataFrame(found, columns=TABLE.keys), PLACES, empty="Nothing is linked to it.")


def _row(base: KnowledgeBase, record: str, other: str, edge: object, way: int) -> dict[str, object]:
    found = base.records[other]
    recommended = isinstance(found, Recommendation)
    return {
        "record": record,
        "says": labels.RELATION[edge.relation][way],
        "neighbour": other,
        "kind": labels.KIND[kind_of(found)],
        "name": name(base, found),
        "strength": labels.STRENGTH[base.strength(found)] if recommended else None,
        "caveats": found.caveats if recommended else (),
        "basis": labels.BASIS[edge.basis],
        "reason": edge.reason,
    }


def file(base: KnowledgeBase, record: str, on: date) -> File:
    """Return the links of a record taken `on` a day. Raises KeyError for an unknown id."""
    shown = part(base, record)
    shows = (f"Links of {record}: {name(base, base.records[record])}", f"{len(shown.frame)} links")
    return File(cover(base, "Links of a record", shows, (), on, ()), (shown,))
