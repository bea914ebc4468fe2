"""Topics to try next where a query finds nothing."""

from collections.abc import Mapping
from difflib import get_close_matches

from kb.records import Record, Topic
from kb.search.question import Question
from kb.search.texts import names

ALIKE = 0.6
"""How alike a word and a word of a name have to be, from 0 to 1: the share of letters in the same order."""


def nearest(question: Question, records: Mapping[str, Record], most: int) -> tuple[str, ...]:
    """Return the ids of the topics with names most like the words; where none is alike, the uppermost topics."""
    topics = [record for record in records.values() if isinstance(record, Topic)]
    parts: dict[str, list[str]] = {}
    for topic in topics:
        for part in {part for name in names(topic) for part in name.words.lower().split()}:
            parts.setdefault(part, []).append(topic.id)
    words = [word for unit in question.units for word in unit.words]
    alike = dict.fromkeys(
        of for word in words for part in get_close_matches(word, parts, most, ALIKE) for of in parts[part]
    )
    return tuple(alike or [topic.id for topic in topics if topic.broader is None])[:most]
