"""Every recommendation that a visitor has chosen by facets and by words."""

from kb.library import Library
from kb.search import nearest_topics
from kb.selection import parsed
from ui import filters
from ui.address import Pairs
from ui.block import Made


def page(lib: Library, pairs: Pairs) -> Made:
    """Return the template of the page and what fills it."""
    selection, ignored = parsed(pairs, lib.facets.options())
    hits = lib.hits(selection)
    found = lib.recommendations(selection)
    sections = filters.sections(lib.kb, lib.facets.counts(selection, hits and frozenset(hits.ids)), selection)
    return "recommendations.html", {
        "selection": selection,
        "ignored": ignored,
        "sections": sections,
        "chosen": filters.chosen(sections),
        "found": found,
        "total": len(lib.facets.ids),
        "any_word": hits is not None and hits.ids and not hits.every_word,
        "nearest": [] if found else nearest_topics(lib.index, selection.words),
    }
