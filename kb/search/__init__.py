"""Search in a reader's own words, over recommendations or over every kind of record at once."""

from kb.search.findings import Answer, Findings, Group, Hit, Hits, Other, Related
from kb.search.index import SearchIndex
from kb.search.related import HOW, related
from kb.search.terms import LANGUAGES, MOST_WORDS, analyzer

__all__ = [
    "HOW", "LANGUAGES", "MOST_WORDS", "Answer", "Findings", "Group", "Hit", "Hits", "Other", "Related", "SearchIndex",
    "analyzer", "related",
]  # fmt: skip
