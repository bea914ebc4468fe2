"""The fields of a record in words, for whoever reads and not for whoever curates."""

from collections.abc import Iterator
from enum import Enum
from typing import Any

from pydantic import BaseModel

from kb import labels
from kb.edges import FIELDS
from kb.knowledge import KnowledgeBase
from kb.records import Link, Locator, Passage, Quantity, Record

TITLES = {
    "strength": "Strength as printed", "ci_low": "Lower limit", "ci_high": "Upper limit", "ci_level": "Level (%)",
    "se": "Standard error", "pooled": "Pooled by the source", "printed": "As printed", "doi": "DOI", "url": "Address",
    "handling": "How resolved", "sides": "What each says", "read": "What was read",
}  # fmt: skip
TERMS: dict[Enum, str] = {
    **labels.CERTAINTY, **labels.MEASURE, **labels.EFFECT_STATUS, **labels.FAVOURS, **labels.VERB,
    **labels.GUIDELINE_STATUS, **labels.RESOURCE_STATUS, **labels.BETTER, **labels.STRENGTH, **labels.BASIS,
}  # fmt: skip
SAID_ELSEWHERE = frozenset({"id", "note", "passage", "where", "statement", "label", "title"})


def facts(base: KnowledgeBase, record: Record) -> list[tuple[str, list[str]]]:
    """Return (heading, lines) for each field of a record that is no link and not said elsewhere on its page."""
    linked = {field.path.split(".")[0] for field in FIELDS.get(type(record), ())} - {"sides", "quantities"}
    found = []
    for field in type(record).model_fields:
        if field not in SAID_ELSEWHERE | linked:
            lines = list(_lines(base, getattr(record, field)))
            if lines:
                found.append((TITLES.get(field, field.replace("_", " ").capitalize()), lines))
    return found


def _lines(base: KnowledgeBase, value: Any) -> Iterator[str]:
    match value:
        case None | () | Passage() | Locator() | Link():
            return
        case bool():
            yield "yes" if value else "no"
        case Enum():
            yield TERMS.get(value, str(value.value).replace("-", " "))
        case float():
            yield labels.number(value)
        case Quantity():
            yield f"{labels.quantity(base, value)}{f' ({value.note})' if value.note else ''}"
        case tuple():
            for part in value:
                yield from _lines(base, part)
        case BaseModel():
            named = ((field, list(_lines(base, getattr(value, field)))) for field in type(value).model_fields)
            parts = [", ".join(lines) for field, lines in named if lines and field != "record"]
            yield ": ".join([*parts[:1], "; ".join(parts[1:])] if len(parts) > 1 else parts)
        case _:
            yield str(value)
