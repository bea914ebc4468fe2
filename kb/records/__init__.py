"""Typed, frozen records: one class a kind, and the table that names the kinds."""

from kb.records.base import ID_PATTERN, Link, Locator, Passage, Record, Sourced, ThresholdLink, TopicLink
from kb.records.case import Case, Medicine, OtherMedicine, Value
from kb.records.concept import Comparator, Intervention, Outcome, Topic, Trigger
from kb.records.evidence import Baseline, Effect, Finding, Reading
from kb.records.opioid import FactorSet, Opioid
from kb.records.practice import Definition, PracticePoint, Resource
from kb.records.recommendation import Quantity, Recommendation
from kb.records.source import Discrepancy, Document, Guideline, Package, Reference, Scheme, StrengthMapping
from kb.records.term import (
    FindingCategory,
    PracticeKind,
    QuantityKind,
    Scale,
    SourceTable,
    StudyDesign,
    Term,
    Unit,
)

KINDS: dict[str, type[Record]] = {
    "package": Package,
    "document": Document,
    "reference": Reference,
    "scheme": Scheme,
    "mapping": StrengthMapping,
    "guideline": Guideline,
    "topic": Topic,
    "trigger": Trigger,
    "intervention": Intervention,
    "comparator": Comparator,
    "outcome": Outcome,
    "recommendation": Recommendation,
    "effect": Effect,
    "baseline": Baseline,
    "finding": Finding,
    "definition": Definition,
    "case": Case,
    "practice-point": PracticePoint,
    "resource": Resource,
    "discrepancy": Discrepancy,
    "reading": Reading,
    "opioid": Opioid,
    "factor-set": FactorSet,
    "unit": Unit,
    "scale": Scale,
    "quantity-kind": QuantityKind,
    "finding-category": FindingCategory,
    "practice-kind": PracticeKind,
    "study-design": StudyDesign,
    "source-table": SourceTable,
}
TERMS = tuple(kind for kind, model in KINDS.items() if issubclass(model, Term))
"""Kinds of terms: what sorts and measures the others."""
KIND_OF = {model: kind for kind, model in KINDS.items()}


def kind_of(record: Record) -> str:
    """Return the kind of a record as the data files spell it, such as ``practice-point``."""
    return KIND_OF[type(record)]


__all__ = [
    "ID_PATTERN",
    "KINDS",
    "TERMS",
    "Baseline",
    "Case",
    "Comparator",
    "Definition",
    "Discrepancy",
    "Document",
    "Effect",
    "FactorSet",
    "Finding",
    "FindingCategory",
    "Guideline",
    "Intervention",
    "Link",
    "Locator",
    "Medicine",
    "OtherMedicine",
    "Outcome",
    "Package",
    "Passage",
    "PracticeKind",
    "PracticePoint",
    "Quantity",
    "QuantityKind",
    "Reading",
    "Recommendation",
    "Record",
    "Reference",
    "Resource",
    "Scale",
    "Scheme",
    "SourceTable",
    "Sourced",
    "StrengthMapping",
    "StudyDesign",
    "Term",
    "ThresholdLink",
    "Topic",
    "TopicLink",
    "Trigger",
    "Unit",
    "Value",
    "kind_of",
]
