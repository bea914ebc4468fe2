"""Records of any kind, found by words or by the beginning of an id."""

from dataclasses import dataclass

from kb import labels
from kb.knowledge import KnowledgeBase
from kb.records import kind_of
from kb.search import SearchIndex

MOST = 8
"""How many records of one kind are listed."""
_FIRST = ("guideline", "topic", "trigger", "intervention", "recommendation", "effect")
KINDS = (*_FIRST, *(kind for kind in labels.KIND if kind not in _FIRST))


@dataclass(frozen=True)
class Matches:
    """Records of one kind, best first; `more` counts those that are not listed."""

    kind: str
    ids: tuple[str, ...]
    more: int


def matches(base: KnowledgeBase, index: SearchIndex, words: str) -> tuple[Matches, ...]:
    """Return the records of each kind that the words find; where any record has every word, only such records.

    The beginning of an id with a hyphen in it finds the ids that begin so, as
    `ca-how` finds what Canada says on how. Nothing for no words.
    """
    if begun := _begun(base, words.lower()):
        found = begun
    else:
        hits = {kind: index.find(words, kind) for kind in KINDS}
        whole = any(len(found.numbers) and found.every_word for found in hits.values())
        found = {kind: hit.ids for kind, hit in hits.items() if hit.every_word or not whole}
    return tuple(Matches(k, found[k][:MOST], max(0, len(found[k]) - MOST)) for k in KINDS if found.get(k))


def identified(base: KnowledgeBase, words: str) -> str:
    """Return the id that the words are, or nothing; an id that could be an ordinary word, such as *safety*, is words."""
    return words.lower() if "-" in words and words.lower() in base.records else ""


def _begun(base: KnowledgeBase, start: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for record in (r for r in base.records.values() if "-" in start and r.id.startswith(start)):
        found[kind_of(record)] = (*found.get(kind_of(record), ()), record.id)
    return found
