"""The facts about a record beside its statement, in the field's words; what only curators need is left out."""

from collections.abc import Callable, Iterator
from typing import Any

from kb import labels
from kb.records import (
    Baseline,
    Case,
    Comparator,
    Definition,
    Discrepancy,
    Document,
    Finding,
    Guideline,
    Intervention,
    Outcome,
    Package,
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
    Unit,
)
from kb.records.concept import Concept
from kb.records.source import Override
from ui import originals, registry, tables, terms, titles
from ui.rows import told
from ui.served import base

Fact = tuple[str, tables.Cell]


def facts(record: Record) -> list[tuple[str, list[tables.Cell]]]:
    """Return (heading, lines) of a record, in the order in which they are read; a line is text or a link."""
    found = ((heading, _lines(value)) for heading, value in FACTS.get(type(record), _none)(record))
    return [(heading, lines) for heading, lines in found if lines]


def _lines(value: tables.Cell) -> list[tables.Cell]:
    lines = list(value) if isinstance(value, list | tuple) else [value]
    return [line for line in lines if line]


def _none(_: Record) -> Iterator[Fact]:
    yield from ()


def _recommendation(record: Recommendation) -> Iterator[Fact]:
    yield "When or how", labels.phase(base(), record.phase)
    yield "Wording", labels.VERB[record.verb]
    yield "Label as printed", record.strength or "No label printed"


def _concept(record: Concept) -> Iterator[Fact]:
    for language, term in terms.terms(record).items():
        yield f"In {labels.LANGUAGE[language]} guidelines", {"lang": language, "text": term}


def _guideline(record: Guideline) -> Iterator[Fact]:
    yield "Full title", record.title
    yield "Issued by", record.issuer
    yield "Year", str(record.year)
    yield (
        "Status",
        [
            {"kind": "said-first", "text": labels.GUIDELINE_STATUS[record.status]},
            record.status_words,
            *(_status_read(reading) for reading in record.status_readings),
        ],
    )
    yield "Original", originals.of(base().get(Reference, record.reference))
    yield "What was read", record.read


def _status_read(reading: str) -> tables.Cell:
    found = base().get(Reading, reading)
    return tables.leads_out(found.address, f"Source ({found.depth})")


def _document(record: Document) -> Iterator[Fact]:
    yield "Citation", record.citation
    yield "Original", originals.of(record)
    yield "Kind", record.kind
    yield "What was read", record.read
    yield "What is missing", record.missing
    yield "Remarks", list(record.about)


def _reference(record: Reference) -> Iterator[Fact]:
    yield "Citation", record.citation
    yield "Original", originals.of(record)
    yield "Kind of publication", labels.heading(record.kind)
    yield "Source of the identifier", _out(record.identifier_read)


def _out(address: str | None) -> tables.Cell:
    """Return a link where a text is an address, and the text where it is none."""
    return tables.leads_out(address, address) if address and address.startswith(("https://", "http://")) else address


def _scheme(record: Scheme) -> Iterator[Fact]:
    yield "What it is", record.about
    for grade in record.grades:
        read_as = f"Common value: {labels.STRENGTH[grade.strength].lower()}. {grade.why}"
        yield labels.heading(grade.label), [grade.meaning, {"kind": "soft", "text": read_as}]


def _mapping(record: StrengthMapping) -> Iterator[Fact]:
    yield "Why", record.why
    yield "What would change", [_override(override) for override in record.overrides]


def _override(override: Override) -> str:
    whose = base().get(Guideline, override.guideline).country_name if override.guideline else ""
    named = base().get(Recommendation, override.recommendation).statement if override.recommendation else ""
    verbs = " or ".join(f"“{labels.VERB[verb]}”" for verb in override.verbs)
    printed = labels.STRENGTH[override.strength].lower() if override.strength else ""
    which = ", ".join(part for part in (whose, verbs, printed, named.rstrip(".")) if part)
    return f"{which}: read as {labels.STRENGTH[override.to].lower()}"


def _intervention(record: Intervention) -> Iterator[Fact]:
    yield from _concept(record)
    yield "Consists of", list(record.components)


def _outcome(record: Outcome) -> Iterator[Fact]:
    yield from _concept(record)
    better = record.better_when
    yield (
        "Better for the patient",
        [
            f"{what}: {labels.BETTER[end]}"
            for what, end in (("Amount measured", better.amount), ("How many people reach the outcome", better.people))
            if end
        ],
    )


def _baseline(record: Baseline) -> Iterator[Fact]:
    counted = f" ({record.events} of {record.people} people)" if record.events is not None else ""
    yield "Risk without the intervention", f"{labels.rounded(100 * record.risk)}%{counted}"


def _finding(record: Finding) -> Iterator[Fact]:
    yield "Study design", record.design or labels.DESIGN_NOT_SAID
    yield "Limits of this design", labels.cannot_show(base(), record)


def _reading(record: Reading) -> Iterator[Fact]:
    yield "About", _named(record.about)
    value = originals.doi(record.value) if record.field.casefold() == "doi" else record.value
    yield labels.heading(record.field), value
    yield "Source", tables.leads_out(record.address, record.address)
    yield "How close to the original", f"{labels.heading(record.depth)} source, {record.confidence} confidence"


def _discrepancy(record: Discrepancy) -> Iterator[Fact]:
    yield "Weight", labels.WEIGHT[record.weight]
    yield "What each says", [[_named(side.record), side.says] for side in record.sides]
    yield "How resolved", record.handling


def _named(record: str) -> tables.Cell:
    found = base().records[record]
    return tables.goes(registry.address("record", id=record), titles.title(found))


def _practice_point(record: PracticePoint) -> Iterator[Fact]:
    yield "Kind of advice", labels.term(base(), record.kind)


def _resource(record: Resource) -> Iterator[Fact]:
    yield "Issued by", f"{record.issuer}, {record.year}" if record.year else record.issuer
    yield (
        "Status",
        [
            {"kind": "said-first", "text": labels.RESOURCE_STATUS[record.status]},
            record.status_words,
            *(_status_read(reading) for reading in record.status_readings),
        ],
    )
    yield "Address", _out(record.url)


def _definition(record: Definition) -> Iterator[Fact]:
    yield "Abbreviation", record.abbreviation


def _case(record: Case) -> Iterator[Fact]:
    yield from told(record)


def _package(record: Package) -> Iterator[Fact]:
    yield "Subject", record.subject
    yield "Version", f"{record.version}, {record.released}"
    yield "Licence", record.licence
    yield "Not for", record.not_for
    yield "Reporting errors", record.report_errors


def _unit(record: Unit) -> Iterator[Fact]:
    yield "Meaning", record.explained


FACTS: dict[type[Record], Callable[[Any], Iterator[Fact]]] = {
    Recommendation: _recommendation, Guideline: _guideline, Document: _document, Reference: _reference, Scheme: _scheme,
    StrengthMapping: _mapping, Topic: _concept, Trigger: _concept, Comparator: _concept, Intervention: _intervention, Outcome: _outcome, Baseline: _baseline, Finding: _finding,
    Reading: _reading, Discrepancy: _discrepancy, PracticePoint: _practice_point, Resource: _resource, Definition: _definition,
    Case: _case, Package: _package, Unit: _unit,
}  # fmt: skip
"""What is said of each kind of record; of a kind that is not here, its name, what it says and its links are all."""
