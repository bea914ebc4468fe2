"""The knowledge base made ready for questions: loaded once, shared by all, never changed."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kb.exports import package
from kb.facets import Facets, facets
from kb.knowledge import KnowledgeBase, load
from kb.records import Recommendation
from kb.search import Hits, SearchIndex
from kb.selection import Selection


@dataclass(frozen=True)
class Library:
    """A knowledge base with its facets and its search index."""

    kb: KnowledgeBase
    facets: Facets
    index: SearchIndex

    @cached_property
    def package(self) -> bytes:
        """The whole data package as a zip archive."""
        return package.zipped(self.kb)

    def hits(self, selection: Selection) -> Hits | None:
        """Return what the words of a selection find among recommendations, or None where there are no words."""
        return self.index.find(selection.words, "recommendation") if selection.words else None

    def recommendations(self, selection: Selection) -> tuple[Recommendation, ...]:
        """Return the recommendations that a selection leaves: best match first, else in the order of the sources."""
        hits = self.hits(selection)
        kept = self.facets.matching(selection, None if hits is None else frozenset(hits.ids))
        if hits is not None:
            kept_set = frozenset(kept)
            kept = tuple(i for i in hits.ids if i in kept_set)
        return tuple(self.kb.get(Recommendation, i) for i in kept)


def open_library(folder: Path | None = None) -> Library:
    """Return the library over a data folder. Raises BadData with every problem at once."""
    kb = load(folder)
    return Library(kb, facets(kb), SearchIndex(kb))
