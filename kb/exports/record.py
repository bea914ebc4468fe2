"""One record as a file: a recommendation or an effect as in their own files, any other field by field, with its links."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from kb import labels
from kb.effects.summary import summary
from kb.exports import links, recommendations
from kb.exports import summary as evidence
from kb.exports.column import Column, Table
from kb.exports.cover import cover
from kb.exports.file import File, Part, Place
from kb.exports.statement import where
from kb.knowledge import KnowledgeBase
from kb.names import name
from kb.records import Effect, Locator, Recommendation, Record, kind_of

TABLE = Table("record", "A record, field by field", (
    Column("record", "Record", "Permanent id"),
    Column("field", "Field", "Name of the field"),
    Column("value", "Value", "What it holds", many=True),
))  # fmt: skip
PLACES = (Place("Field", 5, ("field",)), Place("Value", 22.1, ("value",)))
# What identifies the passage is in the data package; nobody reads it.
LEFT_OUT = frozenset({"id", "passage"})


def file(base: KnowledgeBase, record: str, on: date) -> File:
    """Return one record taken `on` a day. Raises KeyError for an unknown id."""
    found = base.records[record]
    shows = (f"{labels.KIND[kind_of(found)]} {record}: {name(base, found)}",)
    linked = links.part(base, record)
    match found:
        case Recommendation():
            made = recommendations.file(base, (found,), shows, on)
        case Effect():
            made = evidence.file(base, summary(base, (found,), {}), shows, on)
        case _:
            made = File(cover(base, name(base, found), shows, (), on, ()), (_part(fields(base, found)),))
    return replace(made, parts=(*made.parts, linked))


def _part(rows: list[dict[str, object]]) -> Part:
    return Part("Record", TABLE, pd.DataFrame(rows, columns=TABLE.keys), PLACES, sentences=frozenset({"value"}))


def fields(base: KnowledgeBase, record: Record) -> list[dict[str, object]]:
    """Return a row for each field that a record fills: its id, the field's name, and what it holds in lines."""
    given = ((field, getattr(record, field)) for field in type(record).model_fields if field not in LEFT_OUT)
    return [
        {"record": record.id, "field": field.replace("_", " ").capitalize(), "value": said}
        for field, value in given
        if (said := tuple(_lines(base, value)))
    ]


def _lines(base: KnowledgeBase, value: Any) -> Iterator[str]:
    """Yield what a field holds in lines: an id after the name of its record, a part of a record as its own fields."""
    match value:
        case None:
            return
        case tuple() | list():
            for part in value:
                yield from _lines(base, part)
        case Locator():
            yield where(base, value)
        case str() if value in base.records:
            yield f"{name(base, base.records[value])} [{value}]"
        case _ if hasattr(type(value), "model_fields"):
            yield "; ".join(_parts(base, {field: getattr(value, field) for field in type(value).model_fields}))
        case _:
            yield str(value)


def _parts(base: KnowledgeBase, given: Mapping[str, Any]) -> Iterator[str]:
    for field, value in given.items():
        if said := ", ".join(_lines(base, value)):
            yield f"{field.replace('_', ' ')}: {said}"
