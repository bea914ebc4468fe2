"""One record as its permanent page shows it: fields in words, and links grouped by what they say."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from pydantic import BaseModel

from kb import labels
from kb.edges import FIELDS
from kb.knowledge import KnowledgeBase
from kb.library import Library
from kb.records import Intervention, Link, Locator, Passage, Record, Topic, kind_of
from kb.selection import shortened
from kb.vocabulary import Basis, Relation
from ui.address import Pairs
from ui.block import Made

_TITLES = {
    "strength": "Strength as printed", "ci_low": "Lower limit", "ci_high": "Upper limit", "ci_level": "Level (%)",
    "se": "Standard error", "pooled": "Pooled by the source", "printed": "As printed", "doi": "DOI", "url": "Address",
}  # fmt: skip
_TERMS: dict[Enum, str] = {
    **labels.CERTAINTY, **labels.MEASURE, **labels.EFFECT_STATUS, **labels.FAVOURS, **labels.VERB, **labels.PHASE,
    **labels.FINDING, **labels.GUIDELINE_STATUS, **labels.RESOURCE_STATUS, **labels.BETTER, **labels.QUANTITY,
}  # fmt: skip
_OWN_PLACE = {"id", "note", "passage", "where"}


@dataclass(frozen=True)
class Tie:
    """A link seen from one of its ends."""

    record: Record
    basis: Basis
    reason: str


@dataclass(frozen=True)
class View:
    """A record, its fields as rows of words, and its links by what they say."""

    record: Record
    kind: str
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    ties: tuple[tuple[str, tuple[Tie, ...]], ...]


def page(lib: Library, pairs: Pairs) -> Made:
    """Return the template of the page and what fills it."""
    wanted = dict(pairs).get("id", "")
    if wanted in lib.kb.records:
        return "record.html", {"view": view(lib.kb, wanted)}
    return "no_record.html", {"wanted": shortened(wanted), "kinds": starting_points(lib.kb)}


def view(kb: KnowledgeBase, record_id: str) -> View:
    """Return what the page of a record shows. Raises KeyError where there is no such record."""
    record = kb.records[record_id]
    return View(record, labels.KIND[kind_of(record)], tuple(_facts(record)), tuple(_ties(kb, record_id)))


def starting_points(kb: KnowledgeBase) -> tuple[Record, ...]:
    """Return records to go on from where an id leads nowhere."""
    return (*kb.guidelines, *kb.of(Intervention), *(t for t in kb.of(Topic) if t.broader is None))


def _facts(record: Record) -> list[tuple[str, tuple[str, ...]]]:
    linked = {field.path.split(".")[0] for field in FIELDS.get(type(record), ())} - {"sides"}
    rows = []
    for name in type(record).model_fields:
        if name in _OWN_PLACE or name in linked:
            continue
        if words := _words(getattr(record, name)):
            rows.append((_TITLES.get(name, name.replace("_", " ").capitalize()), words))
    return rows


def _words(value: Any) -> tuple[str, ...]:
    match value:
        case None | ():
            return ()
        case Passage() | Locator() | Link():
            return ()
        case bool():
            return ("yes" if value else "no",)
        case Enum():
            return (_TERMS.get(value, str(value.value)),)
        case float():
            return (labels.number(value),)
        case tuple():
            return tuple(word for part in value for word in _words(part))
        case BaseModel():
            named = ((name, _words(getattr(value, name))) for name in type(value).model_fields)
            joined = "; ".join(f"{name.replace('_', ' ')}: {', '.join(words)}" for name, words in named if words)
            return (joined,) if joined else ()
    return (str(value),)


def _ties(kb: KnowledgeBase, record_id: str) -> list[tuple[str, tuple[Tie, ...]]]:
    groups: dict[str, list[Tie]] = {}
    for _, target, relation, facts in kb.graph.out_edges(record_id, keys=True, data=True):
        said = labels.RELATION[Relation(relation)][0]
        groups.setdefault(said, []).append(Tie(kb.records[target], facts["basis"], facts["reason"]))
    for source, _, relation, facts in kb.graph.in_edges(record_id, keys=True, data=True):
        said = labels.RELATION[Relation(relation)][1]
        groups.setdefault(said, []).append(Tie(kb.records[source], facts["basis"], facts["reason"]))
    return [(said, tuple(ties)) for said, ties in groups.items()]
