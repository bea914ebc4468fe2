"""What differs between two versions of the data: which records, field by field, and which verdicts."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx
import pandas as pd

from kb import labels
from kb.comparison import Verdict, among, reason
from kb.frames import MANY, TEXT, column
from kb.knowledge import KnowledgeBase
from kb.records import Record, Topic, kind_of

NO_TOPIC = "no such topic"


class How(StrEnum):
    """What has become of a record."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class Difference:
    """A field whose value is not the same; None where a version has no value."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Change:
    """A record that is not the same in two versions, and in which fields; a new or removed one differs in all of them."""

    record: str
    how: How
    differences: tuple[Difference, ...]


def changes(before: KnowledgeBase, after: KnowledgeBase) -> tuple[Change, ...]:
    """Return every record that differs, in the order of the later version, then those that are gone."""
    ids = dict.fromkeys([*after.records, *before.records])
    return tuple(_change(before, after, record) for record in ids if _differs(before, after, record))


def _differs(before: KnowledgeBase, after: KnowledgeBase, record: str) -> bool:
    return before.records.get(record) != after.records.get(record)


def _change(before: KnowledgeBase, after: KnowledgeBase, record: str) -> Change:
    then, now = (
        {} if not found else values(found) for found in (before.records.get(record), after.records.get(record))
    )
    differences = (Difference(path, then.get(path), now.get(path)) for path in dict.fromkeys([*then, *now]))
    how = How.REMOVED if not now else How.CHANGED if then else How.NEW
    return Change(record, how, tuple(d for d in differences if d.before != d.after))


def values(record: Record) -> dict[str, str]:
    """Return every value of a record as text, by the path of its field.

    A link is named by what it leads to (``about tapering-rate direction``), so
    that another order of links is no change. What has no value is left out.
    """
    dumped = {"kind of record": kind_of(record), **record.model_dump(mode="json", exclude={"id"})}
    return dict(_values("", dumped))


def _values(path: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _values(f"{path} {name}".strip(), part)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for name, part in _named(value).items():
            yield from _values(f"{path} {name}", part)
    elif value not in (None, []):
        yield path, "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _named(parts: list[dict[str, object]]) -> dict[str, dict[str, object]]:
    """Return the parts of a list by what each leads to or is called, numbered where that is the same."""
    found: dict[str, dict[str, object]] = {}
    for part in parts:
        name = next((str(part[key]) for key in ("to", "record", "kind", "label", "name") if part.get(key)), "part")
        while name in found:
            name += " again"
        found[name] = part
    return found


def verdicts(before: KnowledgeBase, after: KnowledgeBase) -> pd.DataFrame:
    """Return each topic on which the guidelines' verdict differs, by `topic`, in the order of the later version.

    Columns: `label`, `before` and `after` (``str``: the verdict in words), `why`
    (``str``: what the later one rests on), `near` (tuple: the ids of the
    records one link away from what it was made of, in either version).
    """
    topics = dict.fromkeys([*_topics(after), *_topics(before)])
    said = {topic: (verdict(before, topic), verdict(after, topic)) for topic in topics}
    differ = [topic for topic, (then, now) in said.items() if then != now]
    columns = {
        "label": column([(_topics(after).get(t) or _topics(before)[t]).label for t in differ], TEXT),
        "before": column([said[topic][0] for topic in differ], TEXT),
        "after": column([said[topic][1] for topic in differ], TEXT),
        "why": column([_why(after, topic) for topic in differ], TEXT),
        "near": column([sorted(_near(before, topic) | _near(after, topic)) for topic in differ], MANY),
    }
    return pd.DataFrame(columns, index=pd.Index(differ, name="topic", dtype=TEXT))


def _topics(base: KnowledgeBase) -> dict[str, Topic]:
    return {topic.id: topic for topic, _ in base.outline}


def verdict(base: KnowledgeBase, topic: str) -> str:
    """Return the verdict on a topic in words, with the direction agreed on and how many guidelines address it."""
    if topic not in _topics(base):
        return NO_TOPIC
    found = _over_all(base, topic)
    parts = [labels.VERDICT[kind] for kind in found.differences or (found.kind,)]
    agreed = [f"all {labels.DIRECTION[found.agreed]}"] if found.agreed else []
    return "; ".join([*parts, *agreed, f"{len(found.guidelines)} of {len(base.by_country)} guidelines"])


def _over_all(base: KnowledgeBase, topic: str) -> Verdict:
    return among(base, topic, [guideline.id for guideline in base.by_country])


def _why(base: KnowledgeBase, topic: str) -> str:
    held = _topics(base).get(topic)
    return reason(_over_all(base, topic), held.reason_for) if held else ""


def _near(base: KnowledgeBase, topic: str) -> set[str]:
    """Return a topic, the recommendations that its verdict was made of, and every record one link away from these."""
    if topic not in _topics(base):
        return set()
    made_of = {topic, *(statement.recommendation for statement in _over_all(base, topic).inputs)}
    around = (nx.all_neighbors(base.graph, record) for record in made_of)
    return made_of.union(*around)
