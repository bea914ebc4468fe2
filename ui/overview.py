"""The first page: what this is, three doors into it, and the whole comparison at a glance."""

from kb.comparison.matrix import matrix
from kb.library import Library
from kb.records import Document, Effect, Recommendation, Topic
from kb.selection import parsed
from ui.address import Pairs
from ui.block import Made


def page(lib: Library, pairs: Pairs) -> Made:
    """Return the template of the page and what fills it."""
    kb = lib.kb
    return "overview.html", {
        "ignored": parsed(pairs, {}, with_words=False)[1],
        "first_topic": next(iter(kb.of(Topic)), None),
        "document": kb.get(Document, kb.package.matrix_document),
        "rows": matrix(kb, [g.id for g in kb.guidelines]),
        "recommendations": len(kb.of(Recommendation)),
        "effects": len(kb.of(Effect)),
        "in_table": sum(effect.where.table is not None for effect in kb.of(Effect)),
    }
