"""What a record that was found is called, and the sentence that says most of it."""

from collections.abc import Mapping

from kb.names import dated
from kb.records import (
    Case,
    Effect,
    Guideline,
    Reading,
    Recommendation,
    Record,
    Reference,
    Trigger,
)

_TITLES = ("title", "label", "term", "short_title", "name", "statement")
_LINES = ("scope", "definition", "description", "meaning", "handling", "what", "about", "design")


def title(record: Record, records: Mapping[str, Record]) -> str:
    """Return what a record is called: for a recommendation the country and the action, for an effect what was tried."""
    match record:
        case Recommendation():
            return f"{_country(record, records)}: {record.action}"
        case Effect():
            tried = label(record.intervention, records)
            return f"{tried}: {label(record.outcome, records).lower()}" if record.outcome else tried
        case Guideline():
            return f"{record.country_name}: {dated(record)}"
        case Reading():
            about = records.get(record.about)
            return f"{title(about, records) if about else record.about}: {record.field}"
        case Reference():
            return record.title or record.citation
    return _first(record, _TITLES) or record.id


def line(record: Record, records: Mapping[str, Record]) -> str:
    """Return what a record says, whole: a recommendation's statement holds all that limits it. Empty where the title says it."""
    match record:
        case Recommendation() | Effect():
            return record.statement
        case Guideline():
            return record.title
        case Reading():
            return record.value
        case Reference():
            return record.citation if record.title else ""
        case Trigger():
            return f"A reason to act: {label(record.topic, records)}" if record.topic else "Limits a recommendation"
        case Case():
            return f"{record.age}-year-old {record.sex}, {record.condition}"
    return _first(record, _LINES)


def label(of: str, records: Mapping[str, Record]) -> str:
    """Return the first name of a concept by its id."""
    found = records.get(of)
    return getattr(found, "label", of)


def _country(rec: Recommendation, records: Mapping[str, Record]) -> str:
    guideline = records.get(rec.guideline)
    return guideline.country_name if isinstance(guideline, Guideline) else rec.guideline


def _first(record: Record, fields: tuple[str, ...]) -> str:
    found = (getattr(record, field, None) for field in fields)
    return next((value for value in found if isinstance(value, str)), "")
