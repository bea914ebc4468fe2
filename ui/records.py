"""One record as its permanent page shows it: fields in words, and links grouped by what they say."""

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from operator import itemgetter
from typing import Any

import numpy as np
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
MOST = 300
"""How many links that say the same are listed; the graph page leads through all of them, part by part."""
_OWN_PLACE = {"id", "note", "passage", "where"}


@dataclass(frozen=True)
class Tie:
    """A link seen from one of its ends."""

    record: Record
    basis: Basis
    reason: str


@dataclass(frozen=True)
class Ties:
    """The links that say the same; of more than `MOST` the first, and `total` counts them all."""

    said: str
    total: int
    shown: tuple[Tie, ...]


@dataclass(frozen=True)
class View:
    """A record, its fields as rows of words, and its links by what they say."""

    record: Record
    kind: str
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    ties: tuple[Ties, ...]


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


def _ties(kb: KnowledgeBase, record_id: str) -> list[Ties]:
    graph = kb.graph
    held, led = graph.leaving(record_id), graph.arriving(record_id)
    # The links of a hub are counted as columns, and only those that are shown are read one by one.
    parts = [(range(held.start, held.stop), graph.relations[held], 0), (led, graph.relations[led], 1)]
    groups: dict[str, list[tuple[int, int]]] = {}
    totals: Counter[str] = Counter()
    for links, relations, way in parts:
        for number in dict.fromkeys(relations.tolist()):
            places = np.flatnonzero(relations == number)
            said = labels.RELATION[list(Relation)[number]][way]
            totals[said] += len(places)
            groups.setdefault(said, []).extend((int(links[place]), way) for place in places[: MOST + 1].tolist())
    return [
        Ties(said, totals[said], tuple(_tie(kb, *one) for one in sorted(groups[said], key=itemgetter(1, 0))[:MOST]))
        for said in groups
    ]


def _tie(kb: KnowledgeBase, link: int, way: int) -> Tie:
    edge = kb.graph.edge(link)
    return Tie(kb.records[edge.source if way else edge.target], edge.basis, edge.reason)
