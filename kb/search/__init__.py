"""Search in a reader's own words, over recommendations or over every kind of record at once."""

from kb.search.findings import Answer, Findings, Group, Hit, Hits
from kb.search.index import SearchIndex
from kb.search.terms import LANGUAGES, MOST_WORDS, analyzer

__all__ = ["LANGUAGES", "MOST_WORDS", "Answer", "Findings", "Group", "Hit", "Hits", "SearchIndex", "analyzer"]
