"""The knowledge base made ready for questions: loaded once, shared by all, never changed."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kb.exports import package
from kb.facets import Facets, facets
from kb.knowledge import KnowledgeBase, build, read, uncollected
from kb.records import Recommendation
from kb.search import Hits, SearchIndex
from kb.selection import Selection


@dataclass(frozen=True)
class Library:
    """A knowledge base with its facets and its search index."""

    base: KnowledgeBase
    facets: Facets
    index: SearchIndex

    @cached_property
    def package(self) -> bytes:
        """The whole data package as a zip archive."""
        return package.zipped(self.base)

    def hits(self, selection: Selection) -> Hits | None:
        """Return what the words of a selection find among recommendations, or None where there are no words."""
        return self.index.find(selection.words, "recommendation") if selection.words else None

    def recommendations(self, selection: Selection) -> tuple[Recommendation, ...]:
        """Return the recommendations that a selection leaves: best match first, else in the order of the sources."""
        return self.get(self.matching(selection, self.hits(selection)))

    def matching(self, selection: Selection, hits: Hits | None) -> tuple[str, ...]:
        """Return the ids of the recommendations that a selection leaves, given what its words find; best match first."""
        return self.facets.matching(selection, None if hits is None else hits.numbers)

    def get(self, ids: Iterable[str]) -> tuple[Recommendation, ...]:
        """Return recommendations by their ids, in the same order."""
        return tuple(self.base.get(Recommendation, i) for i in ids)


def open_library(folder: Path | None = None) -> Library:
    """Return the library over a data folder. Raises BadData with every problem at once."""
    with uncollected(), ThreadPoolExecutor(1) as meanwhile:
        reading = read(folder)
        # Most of the index is written outside of Python, which can keep the rules meanwhile; with one broken it is dropped.
        index = meanwhile.submit(SearchIndex, [entry.record for entry in reading.entries])
        base = build(reading)
        return Library(base, facets(base), index.result())
