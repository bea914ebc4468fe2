"""The field's own term of another language beside a label: where a guideline of that language is shown, and on its own page."""

from kb.records import Guideline, Recommendation, Record
from kb.records.concept import Concept
from ui.served import base


def language(record: Record) -> str | None:
    """Return the language of the guideline that a record is or belongs to; none for any other record."""
    if isinstance(record, Recommendation):
        return base().get(Guideline, record.guideline).language
    return record.language if isinstance(record, Guideline) else None


def term(record: Record, spoken: str | None) -> str:
    """Return what a concept is called in a language; empty where it has no term of its own there."""
    return getattr(record.translations, spoken or "", None) or "" if isinstance(record, Concept) else ""


def terms(record: Concept) -> dict[str, str]:
    """Return what a concept is called in the languages of the guidelines, by language."""
    spoken = dict.fromkeys(guideline.language for guideline in base().by_country if guideline.language)
    return {language: found for language in spoken if (found := term(record, language))}
