"""Whether others give the same answers as we do. Where they may rightly differ, it is said here what is compared."""

from collections.abc import Callable, Iterable, Mapping

from kb.knowledge import KnowledgeBase
from kb.library import Library
from kb.selection import Selection
from kb.walk.neighbourhood import around


class Differs(AssertionError):
    """An answer of a peer is not ours."""


def same_counts(library: Library, selections: Iterable[Selection], filtered: Callable, peer: str) -> None:
    """Compare how many rows each selection leaves, and the count beside every option of every facet."""
    for selection in selections:
        _same(len(library.facets.matching(selection)), filtered(selection).total, peer, selection)
        ours = {name: _some(counts) for name, counts in library.facets.counts(selection).items()}
        _same(ours, {name: _some(counts) for name, counts in filtered(selection).counts.items()}, peer, selection)


def same_where_unchosen(library: Library, selections: Iterable[Selection], filtered: Callable, peer: str) -> None:
    """Compare how many rows each selection leaves, and the counts of facets under which nothing is chosen.

    Datasette counts a facet after its own filter too, and we before it, so that
    there is nothing to compare where something is chosen.
    """
    for selection in selections:
        found = filtered(selection)
        _same(len(library.facets.matching(selection)), found.total, peer, selection)
        for name, counts in library.facets.counts(selection).items():
            if not selection.get(name):
                _same(_some(counts), _some(found.counts[name]), peer, (selection, name))


def same_totals(library: Library, words: Iterable[str], found: Callable[[str], int], peer: str) -> None:
    """Compare how many recommendations hold each word. How they are ranked is each engine's own affair."""
    for word in words:
        _same(len(library.index.find(word, "recommendation").numbers), found(word), peer, word)


def same_neighbours(kb: KnowledgeBase, records: Iterable[str], beside: Callable[[str], Mapping]) -> None:
    """Compare how many neighbours each record has, and for those that we show every relation in either direction."""
    for record in records:
        ours, theirs = around(kb, record), beside(record)
        _same(ours.total, len(theirs), "networkx", record)
        for one in ours.neighbours:
            told = sorted((step.relation, step.forwards) for step in one.steps)
            _same(told, sorted(theirs[one.id]), "networkx", (record, one.id))


def _some(counts: Mapping[str, int]) -> dict[str, int]:
    return {str(option): int(count) for option, count in counts.items() if count}


def _same(ours: object, theirs: object, peer: str, asked: object) -> None:
    if ours != theirs:
        raise Differs(f"{peer} answers {asked} with {theirs}, and we with {ours}.")
