"""Which texts of a record are searched, how much each weighs, and how a reader would say where one stands."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from kb import labels
from kb.edges import edges_of
from kb.records import (
    Comparator,
    Guideline,
    Intervention,
    Outcome,
    Recommendation,
    Record,
    Resource,
    Topic,
    Trigger,
)
from kb.search.terms import LANGUAGES
from kb.vocabulary import GuidelineStatus, Relation, ResourceStatus

CONCEPTS = (Topic, Trigger, Intervention, Comparator, Outcome)
FIELDS = {"title": 3.0, "wording": 1.5, "rest": 0.7, "concepts": 1.0, "trials": 0.3}
"""How much a word counts by where it was found."""
_APART = frozenset({Relation.CALLS_FOR, Relation.RELATED_TO})
OWN = ("title", "wording", "rest")
"""The fields of a record's own texts."""
_TITLE = {"title": "title", "label": "label", "term": "term", "action": "action", "short_title": "short title",
          "name": "name"}  # fmt: skip
_WORDING = {
    "statement": "statement", "conditions": "conditions", "caveats": "caveats", "quantities.printed": "numbers",
    "meaning": "meaning", "abbreviation": "abbreviation", "scope": "scope", "description": "description",
    "components": "components", "definition": "definition", "citation": "citation", "what": "description",
    "issuer": "issuer", "condition": "condition", "symptoms": "symptoms", "history": "history",
    "medicines.name": "medicines", "medicines.formulation": "medicines", "question": "question",
    "country_name": "country", "field": "field", "value": "value",
}  # fmt: skip
_REST = {"note": "note", "handling": "how it is resolved", "sides.says": "two sides", "design": "design", "event": "event",
         "timepoint": "time point", "status_words": "status", "read": "account of what was read", "about": "subject"}  # fmt: skip

_OUT_OF_DATE = "outdated, out of date, expired, old version, veraltet, abgelaufen"
_STATUS: Mapping[GuidelineStatus | ResourceStatus, str] = {
    GuidelineStatus.LAPSED: _OUT_OF_DATE, GuidelineStatus.SUPERSEDED: _OUT_OF_DATE, ResourceStatus.SUPERSEDED: _OUT_OF_DATE,
    ResourceStatus.REVISED: _OUT_OF_DATE, ResourceStatus.CLOSED: "gone, no longer available",
}  # fmt: skip
"""Plain words for a status. They stand in no record; a reader asks by them."""


class Text(NamedTuple):
    """A text of a record: the field it is searched in, what a reader calls the place, and its words."""

    field: str
    place: str
    words: str


class Name(NamedTuple):
    """A name of a concept and its language; `of` is the id of the concept, `label` its first name.

    `translation` where it is the field's own term in that language, and no other name.
    """

    of: str
    label: str
    words: str
    language: str
    translation: bool = False


def own(record: Record) -> Iterator[Text]:
    """Yield the texts that a record holds itself."""
    for field, place, path in _paths(type(record)):
        for words in _values(record, path):
            yield Text(field, place, words)
    if isinstance(record, Guideline | Resource):
        said = (labels.GUIDELINE_STATUS | labels.RESOURCE_STATUS)[record.status]
        yield Text("rest", "status", said)
        if plain := _STATUS.get(record.status):
            yield Text("rest", f"plain words for “{said.lower()}”", plain)


def names(record: Record) -> Iterator[Name]:
    """Yield the names of a concept, each once: its label first, then the terms of other languages; of any other record none."""
    if isinstance(record, CONCEPTS):
        found = {("en", record.label.lower()): Name(record.id, record.label, record.label, "en")}
        for language in LANGUAGES:
            if words := getattr(record.translations, language, None):
                found[language, words.lower()] = Name(record.id, record.label, words, language, translation=True)
        for language in LANGUAGES:
            for words in getattr(record.synonyms, language):
                found.setdefault((language, words.lower()), Name(record.id, record.label, words, language))
        yield from found.values()


def linked(record: Record) -> tuple[str, ...]:
    """Return the ids of what a record is, is about or depends on; a concept stands for itself alone.

    The trials that a curator linked to a recommendation are left out, as what was
    tried is not what is recommended, and so are triggers related to a trigger,
    which are named by themselves (`kb.search.related`).
    """
    if isinstance(record, CONCEPTS) and not isinstance(record, Trigger):
        return (record.id,)
    return (record.id, *(edge.target for edge in edges_of(record) if edge.relation not in _APART))


def named_by(record: Record, links: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of the concepts by whose names a record is found: its own, or those among its `links` (`linked`)."""
    return (record.id,) if isinstance(record, CONCEPTS) else links[1:]


def trials(record: Record) -> tuple[str, ...]:
    """Return the ids of the interventions whose trials a curator linked to a recommendation."""
    return tuple(link.to for link in record.interventions) if isinstance(record, Recommendation) else ()


@cache
def _paths(model: type[Record]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    places: Mapping[str, Mapping[str, str]] = {"title": _TITLE, "wording": _WORDING, "rest": _REST}
    held = model.model_fields
    return tuple(
        (field, place, tuple(path.split(".")))
        for field, among in places.items()
        for path, place in among.items()
        if path.split(".")[0] in held
    )


def _values(value: object, path: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, tuple):
        for part in value:
            yield from _values(part, path)
    elif path and value is not None:
        yield from _values(getattr(value, path[0], None), path[1:])
    elif isinstance(value, str):
        yield value
