"""What a change of the data touches, line by line, for whoever curated it and for a second reader."""

from collections.abc import Iterator

import pandas as pd

from kb import labels
from kb.commands.change import Change, How, changes, verdicts
from kb.commands.places import of_verdict, places
from kb.fingerprint import reduced
from kb.knowledge import KnowledgeBase
from kb.names import name
from kb.records import Record, Sourced, kind_of
from kb.walk import neighbours

NOTHING = "No record differs, and no verdict changes."


def lines(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[str]:
    """Yield every line on what differs: record by record, then the verdicts that no changed record stands beside."""
    changed, judged = changes(before, after), verdicts(before, after)
    if not changed and judged.empty:
        yield NOTHING
        return
    for change in changed:
        yield from _record(before if change.how is How.REMOVED else after, change, judged)
        yield ""
    touched = {change.record for change in changed}
    beside = [not touched.isdisjoint(near) for near in judged["near"]]
    if not all(beside):
        yield "OTHER VERDICTS THAT CHANGE"
        yield from _verdicts(judged[[not one for one in beside]])
        yield ""
    yield _summary(changed, judged)


def _record(base: KnowledgeBase, change: Change, judged: pd.DataFrame) -> Iterator[str]:
    record = base.records[change.record]
    yield f"{change.how.upper()}  {labels.KIND[kind_of(record)].lower()} {record.id}: {name(base, record)}"
    if change.how is not How.REMOVED:
        yield from _fields(change)
    yield from _passage(record)
    yield from _neighbours(base, record.id)
    yield from _verdicts(judged[[record.id in near for near in judged["near"]]])
    yield from (f"  shows on   {address}" for address in places(base, record))


def _fields(change: Change) -> Iterator[str]:
    for difference in change.differences:
        yield f"  {difference.field}"
        if difference.before is not None:
            yield f"    - {difference.before}"
        if difference.after is not None:
            yield f"    + {difference.after}"


def _passage(record: Record) -> Iterator[str]:
    if not isinstance(record, Sourced):
        return
    ours = f"our wording {len(reduced(wording(record)))}"
    theirs = f"{record.passage.length} letters and digits" if record.passage else "no fingerprint"
    yield f"  passage    {theirs}; {ours}"


def wording(record: Sourced) -> str:
    """Return what a record says in our own words; empty where it is no text."""
    texts = (getattr(record, field, None) for field in ("statement", "meaning", "what", "condition"))
    return next((text for text in texts if text), "")


def _neighbours(base: KnowledgeBase, record: str) -> Iterator[str]:
    for group in neighbours(base, record):
        left_out = group.total - len(group.neighbours)
        more = f" and {left_out} more" if left_out else ""
        yield f"  neighbours {group.said} ({labels.KINDS[group.kind]}): {', '.join(found.id for found in group.neighbours)}{more}"


def _verdicts(judged: pd.DataFrame) -> Iterator[str]:
    for topic in judged.itertuples():
        yield f"  verdict    {topic.label}: {topic.before} → {topic.after}"
        if topic.why:
            yield f"             {topic.why}"
        yield f"             {of_verdict(topic.Index)}"


def _summary(changed: tuple[Change, ...], judged: pd.DataFrame) -> str:
    counts = [f"{sum(change.how is how for change in changed)} {how}" for how in How]
    verdict = "verdict changes" if len(judged) == 1 else "verdicts change"
    return f"Records: {', '.join(counts)}. {len(judged)} {verdict}."
