"""Every recommendation that a visitor has chosen by facets and by words, a page of them at a time."""

from kb.library import Library
from kb.search import nearest_topics
from kb.selection import parsed
from ui import filters
from ui.address import Pairs
from ui.block import Made
from ui.portion import portion


def page(lib: Library, pairs: Pairs) -> Made:
    """Return the template of the page and what fills it."""
    asked, ignored = parsed(pairs, {**lib.facets.options(), "more": filters.TITLES}, free=("page",))
    # Every link that changes a filter leaves the page of results behind, and so begins at the first.
    selection = asked.without("page")
    hits = lib.hits(selection)
    found = lib.matching(selection, hits)
    shown, wrong = portion("".join(asked.get("page")), len(found))
    sections = filters.sections(lib.kb, lib.facets.counts(selection, None if hits is None else hits.numbers), selection)
    return "recommendations.html", {
        "selection": selection,
        "taken": selection.without("more"),
        "ignored": (*ignored, *wrong),
        "sections": sections,
        "chosen": filters.chosen(sections),
        "found": len(found),
        "portion": shown,
        "recommendations": lib.get(found[shown.start : shown.end]),
        "total": len(lib.facets.ids),
        "any_word": hits is not None and len(hits.numbers) and not hits.every_word,
        "nearest": [] if found else nearest_topics(lib.index, selection.words),
    }
