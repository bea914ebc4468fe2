"""What a record is called where it is named in passing."""

from kb.knowledge import KnowledgeBase
from kb.records import (
    Definition,
    Effect,
    Finding,
    Guideline,
    Intervention,
    Outcome,
    PracticePoint,
    Reading,
    Recommendation,
    Record,
    Reference,
    Vignette,
)
from kb.selection import shortened


def name_of(kb: KnowledgeBase, record: Record) -> str:
    """Return a short name that tells a record from its neighbours."""
    match record:
        case Recommendation():
            country = kb.get(Guideline, record.guideline).country_name
            return f"{country}, Table {record.where.table}, item {record.where.item}: {record.action}"
        case Effect():
            outcome = kb.get(Outcome, record.outcome).label.lower() if record.outcome else "outcome not named"
            return f"{kb.get(Intervention, record.intervention).label}: {outcome}"
        case Guideline():
            return f"{record.country_name}: {record.short_title}"
        case Reference():
            return f"{record.number}. {shortened(record.citation, 80)}"
        case Reading():
            return f"{record.field}: {shortened(record.value, 60)}"
        case Finding() | PracticePoint():
            return shortened(record.statement, 80)
        case Definition():
            return record.term
        case Vignette():
            return record.title
    return str(getattr(record, "label", None) or getattr(record, "title", None) or getattr(record, "name", record.id))
