"""Where a record shows: the addresses of the pages, as `ui/` reads them, that hold it."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from kb.knowledge import KnowledgeBase
from kb.records import (
    Baseline,
    Case,
    Definition,
    Discrepancy,
    Document,
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
    Resource,
    Scheme,
    StrengthMapping,
    Topic,
    Trigger,
)

LISTED: Mapping[type[Record], str] = {
    Guideline: "guidelines", Scheme: "schemes", Reference: "references", Discrepancy: "discrepancies",
    Reading: "supplementary", Definition: "definitions", PracticePoint: "practice", Resource: "resources",
    Case: "case", Document: "documents",
}  # fmt: skip
"""The list of the page Sources that holds the records of a kind."""


def places(base: KnowledgeBase, record: Record) -> tuple[str, ...]:
    """Return the addresses of the pages on which a record of `base` shows, its own page first."""
    return tuple(dict.fromkeys([_address("record", id=record.id), *_beside(base, record)]))


def of_verdict(topic: str) -> str:
    """Return the address at which the verdict on a topic shows."""
    return _address("compare", topic=topic)


def _address(page: str, **query: str) -> str:
    return f"/{page}?{urlencode(query)}"


def _beside(base: KnowledgeBase, record: Record) -> Iterator[str]:
    match record:
        case Recommendation():
            yield _address("recommendations", country=base.get(Guideline, record.guideline).country)
            yield from (of_verdict(link.to) for link in record.about)
            for link in record.interventions:
                yield _address("evidence", view="recommended", intervention=link.to)
        case Guideline():
            yield _address("compare", view="grades", country=record.country)
            yield _address("recommendations", country=record.country)
        case Topic():
            yield of_verdict(record.id)
            yield _address("recommendations", topic=record.id)
        case Trigger():
            yield _address("recommendations", trigger=record.id)
            yield _address("compare", view="conditions", trigger=record.id)
        case Effect() | Intervention() | Outcome() | Baseline() | Finding():
            yield from _on_evidence(record)
        case Discrepancy():
            yield from (of_verdict(link.to) for link in record.about if isinstance(base.records[link.to], Topic))
        case StrengthMapping():
            yield "/compare?view=grades"
    if show := LISTED.get(type(record)):
        yield _address("sources", show=show)


def _on_evidence(record: Effect | Intervention | Outcome | Baseline | Finding) -> Iterator[str]:
    match record:
        case Effect():
            yield _address("evidence", intervention=record.intervention)
        case Intervention():
            yield _address("evidence", intervention=record.id)
        case Outcome():
            yield _address("evidence", outcome=record.id)
        case Baseline():
            yield _address("evidence", view="people", outcome=record.outcome)
        case Finding():
            yield _address("evidence", view="more", show=record.category)
