"""The first page: what this is, three doors into it, and the whole comparison at a glance."""

from kb.comparison.matrix import matrix
from kb.library import Library
from kb.records import Document, Effect, Recommendation, Topic
from kb.selection import parsed
from ui.address import Pairs
from ui.block import Made

# More than that cannot be taken in at a glance; the curated data stay far below.
MOST_COLUMNS, MOST_ROWS = 12, 60


def page(lib: Library, pairs: Pairs) -> Made:
    """Return the template of the page and what fills it."""
    kb = lib.kb
    glance = matrix(kb, [g.id for g in kb.guidelines[:MOST_COLUMNS]])
    return "overview.html", {
        "ignored": parsed(pairs, {}, with_words=False)[1],
        "first_topic": next(iter(kb.of(Topic)), None),
        "document": kb.get(Document, kb.package.matrix_document),
        "guidelines": kb.guidelines[:MOST_COLUMNS],
        "rows": glance[:MOST_ROWS],
        "topics": len(glance),
        "recommendations": len(kb.of(Recommendation)),
        "effects": len(kb.of(Effect)),
        "in_table": sum(effect.where.table is not None for effect in kb.of(Effect)),
    }
