"""Which links a record holds: one table that says, for each kind, which field leads where and what it means."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kb.records import (
    Baseline,
    Case,
    Definition,
    Discrepancy,
    Document,
    Effect,
    FactorSet,
    Finding,
    Guideline,
    Link,
    Opioid,
    Package,
    PracticePoint,
    QuantityKind,
    Reading,
    Recommendation,
    Record,
    Reference,
    Resource,
    Scale,
    SourceTable,
    StrengthMapping,
    Topic,
    Trigger,
)
from kb.vocabulary import Basis, Relation

ANY = "*"


@dataclass(frozen=True)
class Field:
    """A field that links: the relation it states and the kind of record it has to lead to."""

    path: str
    relation: Relation
    target: str
    basis: Basis = Basis.STATED
    why: str = ""


class Edge(NamedTuple):
    """A labelled link between two records, with who answers for it and, where decided, why."""

    source: str
    relation: Relation
    target: str
    basis: Basis
    reason: str
    field: str
    target_kind: str


_READ_IN = Field("where.document", Relation.READ_IN, "document")
_CITES = Field("references", Relation.CITES, "reference")
_TREE = "Curators arranged the topics."
_SORTED = "Curators sorted these by kind."
_SCALED = "Curators chose what is compared, and in which unit."
_IN_UNIT = (Relation.MEASURED_IN, "unit")

FIELDS: dict[type[Record], tuple[Field, ...]] = {
    Package: (Field("matrix_document", Relation.READ_IN, "document"),),
    Document: (Field("scheme", Relation.GRADED_BY, "scheme"),),
    Reference: (Field("document", Relation.LISTED_IN, "document"),),
    Guideline: (
        Field("reference", Relation.PUBLISHED_AS, "reference"),
        Field("scheme", Relation.GRADED_BY, "scheme"),
        Field("status_readings", Relation.CONCERNS, "reading"),
    ),
    Topic: (
        Field("broader", Relation.BROADER, "topic", Basis.DECIDED, _TREE),
        Field("shown_with", Relation.SHOWN_WITH, "topic", Basis.DECIDED, "Safety belongs beside it."),
    ),
    Trigger: (
        Field("topic", Relation.ABOUT, "topic", Basis.DECIDED, "On this topic it is a reason to act."),
        Field("measured_in", Relation.MEASURED_IN, "unit", Basis.DECIDED, "Its thresholds are given in this unit."),
        Field("related", Relation.RELATED_TO, "trigger"),
    ),
    StrengthMapping: (
        Field("about", Relation.ABOUT, ANY),
        Field("overrides.recommendation", Relation.CONCERNS, "recommendation"),
    ),
    Recommendation: (
        _READ_IN,
        Field("guideline", Relation.ISSUED_IN, "guideline"),
        Field("about", Relation.ABOUT, "topic"),
        Field("triggers", Relation.TRIGGERED_BY, "trigger"),
        Field("unless", Relation.EXCEPTED_BY, "trigger"),
        Field("interventions", Relation.CALLS_FOR, "intervention"),
        Field("quantities.kind", Relation.CLASSED_AS, "quantity-kind", Basis.DECIDED, _SORTED),
        Field("quantities.unit", *_IN_UNIT),
        Field("triggers.unit", *_IN_UNIT),
        Field("unless.unit", *_IN_UNIT),
    ),
    Effect: (
        _READ_IN,
        _CITES,
        Field("intervention", Relation.EVALUATES, "intervention"),
        Field("comparator", Relation.COMPARED_WITH, "comparator"),
        Field("outcome", Relation.MEASURED_BY, "outcome"),
        Field("unit", *_IN_UNIT),
    ),
    Baseline: (
        Field("outcome", Relation.MEASURED_BY, "outcome"),
        Field("control_of", Relation.CONCERNS, "effect"),
        Field("read_in", Relation.READ_IN, ANY),
    ),
    Finding: (
        _READ_IN,
        _CITES,
        Field("about", Relation.ABOUT, ANY),
        Field("balanced_by", Relation.BALANCED_BY, "finding"),
        Field("category", Relation.CLASSED_AS, "finding-category", Basis.DECIDED, _SORTED),
        Field("study", Relation.CLASSED_AS, "study-design", Basis.DECIDED, "After the design as the source words it."),
    ),
    Definition: (_READ_IN, _CITES),
    Case: (
        _READ_IN,
        Field("medicines.opioid", Relation.TAKES, "opioid"),
        Field("medicines.unit", *_IN_UNIT),
        Field("values", Relation.GIVES_VALUE_OF, "trigger"),
        Field("values.unit", *_IN_UNIT),
        Field("holds", Relation.MEETS, "trigger"),
        Field("fails", Relation.DOES_NOT_MEET, "trigger"),
    ),
    PracticePoint: (
        _READ_IN,
        Field("about", Relation.ABOUT, ANY),
        Field("restates", Relation.RESTATES, ANY),
        Field("kind", Relation.CLASSED_AS, "practice-kind", Basis.DECIDED, _SORTED),
    ),
    Resource: (
        _READ_IN,
        Field("about", Relation.ABOUT, ANY),
        Field("superseded_by", Relation.SUPERSEDED_BY, ANY),
        Field("status_readings", Relation.CONCERNS, "reading"),
    ),
    Discrepancy: (
        Field("sides.record", Relation.CONCERNS, ANY),
        Field("sides.where.document", Relation.READ_IN, "document"),
        Field("about", Relation.ABOUT, ANY),
    ),
    Reading: (Field("about", Relation.CONCERNS, ANY),),
    Opioid: (Field("unit", *_IN_UNIT, Basis.DECIDED, "Its doses are entered in this unit."),),
    FactorSet: (
        Field("reference", Relation.PUBLISHED_AS, "reference"),
        Field("unit", *_IN_UNIT, Basis.DECIDED, "Its totals are given in this unit."),
        Field("factors.opioid", Relation.CONCERNS, "opioid"),
        Field("without.opioid", Relation.CONCERNS, "opioid"),
    ),
    QuantityKind: (Field("scale", Relation.COMPARED_ON, "scale", Basis.DECIDED, _SCALED),),
    Scale: (Field("unit", Relation.MEASURED_IN, "unit", Basis.DECIDED, _SCALED),),
    SourceTable: (Field("document", Relation.PART_OF, "document"),),
}


def edges_of(record: Record) -> Iterator[Edge]:
    """Yield every link that `record` holds, in the order of its fields."""
    for field, path in _PATHS.get(type(record), ()):
        values = getattr(record, path[0])
        # Most fields hold one id, or a tuple of links or ids; only the longer paths have to be walked.
        if len(path) > 1:
            values = tuple(_values(values, path[1:]))
        elif type(values) is not tuple:
            values = () if values is None else (values,)
        for value in values:
            if isinstance(value, Link):
                to, basis, reason = value.to, value.basis, value.why or ""
            else:
                to, basis, reason = value, field.basis, field.why
            yield Edge(record.id, field.relation, to, basis, reason, field.path, field.target)


def _values(value: object, path: list[str]) -> Iterator[object]:
    if value is None:
        return
    if isinstance(value, tuple):
        for part in value:
            yield from _values(part, path)
    elif path:
        yield from _values(getattr(value, path[0]), path[1:])
    else:
        yield value


_PATHS = {model: [(field, field.path.split(".")) for field in fields] for model, fields in FIELDS.items()}
