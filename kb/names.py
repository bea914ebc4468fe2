"""What a record is called where it is named in passing."""

from textwrap import shorten

from kb.knowledge import KnowledgeBase
from kb.prose import inside
from kb.records import (
    Case,
    Definition,
    Effect,
    FactorSet,
    Finding,
    Guideline,
    Intervention,
    Outcome,
    PracticePoint,
    Reading,
    Recommendation,
    Record,
    Reference,
)


def dated(guideline: Guideline) -> str:
    """Return the short title of a guideline with its year, which is in some titles already."""
    title, year = guideline.short_title, str(guideline.year)
    return title if year in title else f"{title} ({year})"


def name(base: KnowledgeBase, record: Record) -> str:
    """Return a short name that tells a record from its neighbours."""
    match record:
        case Recommendation():
            return f"{base.get(Guideline, record.guideline).country_name}: {action(record)}"
        case Effect():
            outcome = base.get(Outcome, record.outcome).label.lower() if record.outcome else "outcome not named"
            return f"{base.get(Intervention, record.intervention).label}: {outcome}"
        case Guideline():
            return f"{record.country_name}: {dated(record)}"
        case Reference():
            return f"{record.number}. {_short(record.citation)}"
        case Reading():
            return f"{record.field}: {_short(record.value)}"
        case Finding() | PracticePoint():
            return _short(record.statement)
        case Definition():
            return record.term
        case FactorSet():
            return record.short_title
        case Case():
            return record.title
    return str(getattr(record, "label", None) or getattr(record, "title", None) or getattr(record, "name", record.id))


def action(recommendation: Recommendation) -> str:
    """Return what a recommendation asks for in short: its action, or its statement where that is one word."""
    # One word, such as *deprescribe*, tells no recommendation from the others of its guideline.
    several = " " in recommendation.action
    return recommendation.action if several else _short(inside(recommendation.statement.rstrip(".")))


def _short(text: str) -> str:
    return shorten(text, 80, placeholder=" …")
