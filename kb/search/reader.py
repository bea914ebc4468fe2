"""What is needed to read queries, gathered from records once."""

from collections.abc import Callable, Iterator, Mapping

from kb.records import Guideline, Record, Topic, Trigger
from kb.search import countries
from kb.search.amounts import thresholds
from kb.search.names import Stem, gathered, stemmers
from kb.search.question import Reader
from kb.search.texts import names


def reader(records: Mapping[str, Record], known: Callable[[Stem], bool], common: Callable[[Stem], bool]) -> Reader:
    """Return what reads queries about records; `known` says whether a stem is in the index, `common` whether in most of it."""
    every = [name for record in records.values() for name in names(record)]
    labels = {name.of: name for name in reversed(every)}
    topic_of = {t.id: t.topic for t in records.values() if isinstance(t, Trigger) and t.topic}
    guidelines = [record for record in records.values() if isinstance(record, Guideline)]
    return Reader(
        gathered(every), countries.names(guidelines), thresholds(records), labels, topic_of, _narrower(records),
        stemmers(), known, common,
    )  # fmt: skip


def _narrower(records: Mapping[str, Record]) -> dict[str, tuple[str, ...]]:
    """Return the ids of all topics below each topic that has any."""
    broader = {record.id: record.broader for record in records.values() if isinstance(record, Topic)}
    found: dict[str, list[str]] = {}
    for topic in broader:
        for above in _above(topic, broader):
            found.setdefault(above, []).append(topic)
    return {topic: tuple(below) for topic, below in found.items()}


def _above(topic: str, broader: Mapping[str, str | None]) -> Iterator[str]:
    # An index may be written before the rules have seen that topics do not run in a circle.
    line = [topic]
    while (above := broader.get(line[-1])) is not None and above not in line:
        yield above
        line.append(above)
