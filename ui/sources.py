"""The parts of the sources page, and the records that each lists."""

from kb.knowledge import KnowledgeBase
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


def records(kb: KnowledgeBase, part: str) -> tuple[Record, ...]:
    """Return the records that a part of the page lists."""
    return kb.guidelines if part == "guidelines" else kb.of(_KINDS[part])
