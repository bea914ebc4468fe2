"""Topics to go on with where a query finds nothing."""

from collections.abc import Mapping
from difflib import SequenceMatcher

from kb.records import Record, Topic
from kb.search.question import Question
from kb.search.texts import names

ALIKE = 0.6
"""How alike a word and a word of a name have to be, from 0 to 1: the share of letters in the same order."""


def nearest(question: Question, records: Mapping[str, Record], most: int) -> tuple[str, ...]:
    """Return the ids of the topics with names most like the words; where none is alike, the uppermost topics."""
    words = [word for unit in question.units for word in unit.words]
    topics = [record for record in records.values() if isinstance(record, Topic)]
    alike = {topic.id: _likeness(words, topic) for topic in topics}
    near = sorted((of for of, share in alike.items() if share >= ALIKE), key=lambda of: -alike[of])
    return tuple(near or [topic.id for topic in topics if topic.broader is None])[:most]


def _likeness(words: list[str], topic: Topic) -> float:
    parts = {part for name in names(topic) for part in name.words.lower().split()}
    return max((SequenceMatcher(None, word, part).ratio() for word in words for part in parts), default=0.0)
