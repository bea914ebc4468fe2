"""The parts of the sources page, and the records that each lists."""

from kb.knowledge import KnowledgeBase
from kb.library import Library
from kb.records import (
    Definition,
    Discrepancy,
    Document,
    Guideline,
    PracticePoint,
    Reading,
    Record,
    Reference,
    Resource,
    Scheme,
    Vignette,
)
from kb.selection import parsed
from ui.address import Pairs
from ui.block import Made

PARTS: dict[str, str] = {
    "guidelines": "Guidelines",
    "documents": "Source documents",
    "schemes": "Grading schemes",
    "references": "References",
    "discrepancies": "Where sources disagree",
    "definitions": "Definitions",
    "practice": "Practice points",
    "resources": "Resources",
    "case": "The article's case",
    "readings": "Read elsewhere",
}
_KINDS: dict[str, type[Record]] = {
    "guidelines": Guideline, "documents": Document, "schemes": Scheme, "references": Reference,
    "discrepancies": Discrepancy, "definitions": Definition, "practice": PracticePoint, "resources": Resource,
    "case": Vignette, "readings": Reading,
}  # fmt: skip


def page(lib: Library, pairs: Pairs) -> Made:
    """Return the template of the page and what fills it."""
    selection, ignored = parsed(pairs, {"show": PARTS}, with_words=False)
    part = (selection.get("show") or ("guidelines",))[-1]
    return "sources.html", {"ignored": ignored, "parts": PARTS, "part": part, "records": records(lib.kb, part)}


def records(kb: KnowledgeBase, part: str) -> tuple[Record, ...]:
    """Return the records that a part of the page lists."""
    return kb.guidelines if part == "guidelines" else kb.of(_KINDS[part])
