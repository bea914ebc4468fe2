"""Every recommendation, filtered by facets and searched in the reader's own words."""

from kb.search import nearest_topics
from ui import address, block, filters
from ui.served import library

lib = library()
selection, ignored = address.selection(lib.facets.options(), with_words=True)
hits = lib.hits(selection)
found = lib.recommendations(selection)
sections = filters.sections(lib.kb, lib.facets.counts(selection, hits and frozenset(hits.ids)), selection)
block.show(
    "recommendations.html",
    "recommendations",
    kb=lib.kb,
    selection=selection,
    ignored=ignored,
    sections=sections,
    chosen=filters.chosen(sections),
    found=found,
    total=len(lib.facets.ids),
    any_word=hits is not None and hits.ids and not hits.every_word,
    nearest=[] if found else nearest_topics(lib.index, selection.words),
)
