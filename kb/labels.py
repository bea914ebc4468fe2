"""The words and marks that a reader sees for the terms of the vocabularies and for numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.records import Effect, Finding, Locator, Quantity, SourceTable, StudyDesign, Term, ThresholdLink, Unit
from kb.vocabulary import (
    Basis,
    Better,
    Certainty,
    Direction,
    EffectStatus,
    Favours,
    GuidelineStatus,
    Measure,
    Phase,
    Relation,
    ResourceStatus,
    Strength,
    Verb,
    Weight,
)

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase

STRENGTH = {
    Strength.STRONG: "Strong",
    Strength.WEAK: "Weak or conditional",
    Strength.CONSENSUS: "Consensus",
    Strength.NOT_REPORTED: "Strength not reported",
}
STRENGTH_MARK = {
    Strength.STRONG: "■",
    Strength.WEAK: "◧",
    Strength.CONSENSUS: "◆",
    Strength.NOT_REPORTED: "▨",
}
VERB = {
    Verb.DO: "Do",
    Verb.CONSIDER: "Consider",
    Verb.DO_NOT: "Do not",
    Verb.INFORMATION: "Information",
}
PHASE = {Phase.WHEN: "When to act", Phase.HOW: "How to act"}
DIRECTION = {
    Direction.FOR: "for",
    Direction.AGAINST: "against",
    Direction.CONDITION: "sets a condition",
    Direction.INFORMATION: "gives information",
}
CERTAINTY = {
    Certainty.HIGH: "High",
    Certainty.MODERATE: "Moderate",
    Certainty.LOW: "Low",
    Certainty.VERY_LOW: "Very low",
}
CERTAINTY_MARK = {
    Certainty.HIGH: "⊕⊕⊕⊕",
    Certainty.MODERATE: "⊕⊕⊕◯",
    Certainty.LOW: "⊕⊕◯◯",
    Certainty.VERY_LOW: "⊕◯◯◯",
}
NOTHING_TO_RATE = "No trials to rate"
CERTAINTY_NOT_REPORTED = "Certainty not reported"
MEASURE = {
    Measure.MEAN_DIFFERENCE: "mean difference",
    Measure.ODDS_RATIO: "odds ratio",
    Measure.ADJUSTED_ODDS_RATIO: "adjusted odds ratio",
    Measure.RISK_RATIO: "risk ratio",
    Measure.RISK_DIFFERENCE: "risk difference",
}
EFFECT_STATUS = {
    EffectStatus.ESTIMATE: "Estimate",
    EffectStatus.NO_TRIALS: "No trials on this outcome",
    EffectStatus.NOT_SIGNIFICANT_NO_DATA: "Not significant; data not reported",
    EffectStatus.NARRATIVE: "Narrative result",
}
FAVOURS = {Favours.INTERVENTION: "the intervention", Favours.COMPARATOR: "the comparator"}
BASIS = {Basis.STATED: "Stated by the source", Basis.DECIDED: "Curator’s judgement", Basis.DERIVED: "Calculated"}
GUIDELINE_STATUS = {
    GuidelineStatus.CURRENT: "Current",
    GuidelineStatus.LAPSED: "Validity lapsed",
    GuidelineStatus.REVISION_ANNOUNCED: "Revision announced",
    GuidelineStatus.SUPERSEDED: "Superseded",
    GuidelineStatus.NOT_ESTABLISHED: "Status not established",
}
RESOURCE_STATUS = {
    ResourceStatus.CURRENT: "Current",
    ResourceStatus.REVISED: "Revised since",
    ResourceStatus.SUPERSEDED: "Superseded",
    ResourceStatus.CLOSED: "Closed",
    ResourceStatus.NOT_ESTABLISHED: "Status not established",
}
WEIGHT = {Weight.HEADLINE: "Headline", Weight.RECORD: "On the record", Weight.MINOR: "Minor"}
"""How much a discrepancy matters to a reader."""
LANGUAGE = {"de": "German", "en": "English"}
DESIGN_NOT_SAID = "Study design not reported here"
RELATION = {
    Relation.ISSUED_IN: ("was issued in", "issued"),
    Relation.READ_IN: ("was read in", "is the source of"),
    Relation.ABOUT: ("is about", "is the subject of"),
    Relation.BROADER: ("is part of", "has the part"),
    Relation.SHOWN_WITH: ("is shown with", "is shown beside"),
    Relation.RELATED_TO: ("is related to", "is related to"),
    Relation.BALANCED_BY: ("is balanced in its source by", "balances in its source"),
    Relation.TRIGGERED_BY: ("applies when", "leads to"),
    Relation.EXCEPTED_BY: ("has the exception", "is an exception to"),
    Relation.CALLS_FOR: ("was linked by a curator to trials of", "has trials that a curator linked to"),
    Relation.MEETS: ("meets", "is met by"),
    Relation.DOES_NOT_MEET: ("does not meet", "is not met by"),
    Relation.GIVES_VALUE_OF: ("gives a value of", "has a value in"),
    Relation.TAKES: ("takes", "is taken by"),
    Relation.EVALUATES: ("evaluates", "is evaluated by"),
    Relation.COMPARED_WITH: ("compares with", "is the comparator of"),
    Relation.MEASURED_BY: ("measures", "is measured by"),
    Relation.MEASURED_IN: ("is measured in", "is the unit of"),
    Relation.COMPARED_ON: ("is compared on", "compares"),
    Relation.CLASSED_AS: ("is classed as", "is the class of"),
    Relation.PART_OF: ("is a table of", "has the table"),
    Relation.CITES: ("cites", "is cited by"),
    Relation.LISTED_IN: ("is listed in", "lists"),
    Relation.PUBLISHED_AS: ("was published as", "is the publication of"),
    Relation.GRADED_BY: ("is graded by", "grades"),
    Relation.SUPERSEDED_BY: ("was superseded by", "superseded"),
    Relation.RESTATES: ("restates", "is restated by"),
    Relation.CONCERNS: ("concerns", "is the subject of"),
}
ODDS = "An odds ratio is not a risk ratio and must not be read as one."
BETTER = {Better.LOWER: "lower is better", Better.HIGHER: "higher is better"}
KIND = {
    "package": "Data set",
    "document": "Source document",
    "reference": "Reference",
    "scheme": "Grading scheme",
    "mapping": "Alternative strength mapping",
    "guideline": "Guideline",
    "topic": "Topic",
    "trigger": "Trigger",
    "intervention": "Intervention",
    "comparator": "Comparator",
    "outcome": "Outcome",
    "recommendation": "Recommendation",
    "effect": "Effect",
    "baseline": "Baseline risk",
    "finding": "Finding",
    "definition": "Definition",
    "case": "Case",
    "practice-point": "Practice point",
    "resource": "Resource",
    "discrepancy": "Discrepancy",
    "reading": "Supplementary source",
    "opioid": "Opioid",
    "factor-set": "Set of conversion factors",
    "unit": "Unit",
    "scale": "Scale",
    "quantity-kind": "Kind of number",
    "finding-category": "Category of findings",
    "practice-kind": "Kind of practice point",
    "study-design": "Study design",
    "source-table": "Table",
}
KINDS = {kind: f"{word.lower()}s" for kind, word in KIND.items()} | {
    "discrepancy": "discrepancies",
    "factor-set": "sets of conversion factors",
    "quantity-kind": "kinds of number",
    "finding-category": "categories of findings",
    "practice-kind": "kinds of practice point",
}
VERDICT = {
    "differ-in-direction": "Differ in direction",
    "differ-in-strength": "Differ in strength",
    "differ-in-applicability": "Differ in applicability",
    "strength-not-comparable": "Strength not comparable",
    "agree": "Agree",
    "one-guideline": "One guideline",
    "none": "No guideline",
}
VERDICT_MARK = {
    "differ-in-direction": "⇄",
    "differ-in-strength": "≠",
    "differ-in-applicability": "≈",
    "strength-not-comparable": "?",
    "agree": "=",
    "one-guideline": "1",
    "none": "–",
}
VERDICT_RULE = {
    "differ-in-direction": "At least two guidelines recommend for or against, but not all in the same direction.",
    "one-guideline": "One guideline alone has a recommendation on this topic.",
    "none": "No guideline has a recommendation on this topic itself.",
}
CONSENSUS = (
    "Consensus is another kind of statement, not a step between strong and weak: "
    "it counts as different from both, and as neither stronger nor weaker."
)
SET_ASIDE = (
    "A recommendation is compared by all its conditions; on a topic for which it gives a reason of its own, "
    "its reasons for other topics alone are set aside."
)
EXPLAINED = {
    "MD": (
        "Mean difference",
        "How much lower (below 0) or higher (above 0) the average is with the intervention than without, in the unit given.",
    ),
    "OR": (
        "Odds ratio",
        "The odds of the outcome with the intervention divided by the odds without. 1 is no difference. It is further from 1 than the risk ratio for the same result, so it must not be read as a risk ratio.",
    ),
    "aOR": (
        "Adjusted odds ratio",
        "An odds ratio after adjustment for other differences between the groups. 1 is no difference. It must not be read as a risk ratio.",
    ),
    "RR": (
        "Risk ratio",
        "The probability of the outcome with the intervention divided by the probability without. 1 is no difference.",
    ),
    "RD": (
        "Risk difference",
        "The share of people who reach the outcome with the intervention minus the share without, in percentage points. 0 is no difference.",
    ),
    "interval": (
        "95% confidence interval (CI)",
        "The range of values that fit the data of the trials, at the usual level of 95%. The wider it is, the less precise the estimate; where it includes no difference, the direction of the effect is uncertain.",
    ),
    "certainty": (
        "Certainty",
        "How sure one can be that the true effect is close to the estimate (GRADE): ⊕⊕⊕⊕ high, ⊕⊕⊕◯ moderate, ⊕⊕◯◯ low, ⊕◯◯◯ very low. Not reported means that the source gives no rating, not that certainty is low.",
    ),
    "per-1000": (
        "Per 1000",
        "How many of 1000 people like those in the trials reach the outcome. It needs a baseline risk: how many reach it without the intervention.",
    ),
}
NOT_IN_TABLES = "Not in the summary tables"
ONLY_BELOW = "Only on narrower topics"


def counted(count: int, kind: str) -> str:
    """Return a number of records of one kind in words, such as ``1 topic`` or ``12 recommendations``."""
    return f"{count} {KIND[kind].lower() if count == 1 else KINDS[kind]}"


def number(value: float) -> str:
    """Return a number as a reader writes it: no trailing zeros, a true minus sign."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "−")


def rounded(value: float) -> str:
    """Return a calculated number to one decimal, no more precise than what it was calculated from."""
    return number(round(value, 1))


def span(low: float | None, high: float | None) -> str:
    """Return a calculated range, such as ``5 to 20`` or ``9.2 or less``; an open end is None."""
    if low is not None and high is not None:
        return f"{rounded(low)} to {rounded(high)}"
    return f"{rounded(low)} or more" if low is not None else f"{rounded(high or 0)} or less"


def whole(value: float) -> str:
    """Return a calculated count as a whole number."""
    return number(float(round(value)))


def term(base: KnowledgeBase, record: str) -> str:
    """Return the label of a term of the subject, such as a category of findings or a study design."""
    return base.get(Term, record).label


def unit(base: KnowledgeBase, record: str | None) -> str:
    """Return a unit as exports and frames write it, such as ``MME/day``; nothing for none."""
    return "" if record is None else base.get(Unit, record).code


def does(direction: str, reason_for: str | None = None, verb: Verb = Verb.DO, several: bool = False) -> str:
    """Return what one recommendation, or several guidelines, do to a topic, such as ``recommends against it``.

    `direction` is one of `Direction`, or *both*. `reason_for` says of a topic
    that is a reason to act what it is a reason for (`Topic.reason_for`).
    """
    s = "" if several else "s"
    ways = {
        Direction.FOR: f"recommend{s} {'considering ' if verb is Verb.CONSIDER else ''}it",
        Direction.AGAINST: f"recommend{s} against it",
        Direction.CONDITION: f"set{s} a condition",
        Direction.INFORMATION: f"give{s} information",
        "both": f"recommend{s} for and against it, under different conditions",
    }
    if reason_for is None:
        return ways[direction]
    reasons = {
        Direction.FOR: f"give{s} it as a reason for {'considering ' if verb is Verb.CONSIDER else ''}{reason_for}",
        Direction.AGAINST: f"give{s} it as a reason against {reason_for}",
        "both": f"give{s} it as a reason for and against {reason_for}, under different conditions",
    }
    return reasons.get(direction) or ways[direction]


def phase(base: KnowledgeBase, part: Phase) -> str:
    """Return what a part of the guidelines is called in this subject, such as ``When to deprescribe``."""
    return str(getattr(base.package.phases, part))


def table(base: KnowledgeBase, document: str, number: int) -> str:
    """Return the name of a table of a document, or its number alone where no record names it."""
    found = (one.label for one in base.of(SourceTable) if (one.document, one.number) == (document, number))
    return next(found, f"Table {number}")


def amount(base: KnowledgeBase, low: float | None, high: float | None, unit: str) -> str:
    """Return a range with its unit, named by its id; an open end says *or more* or *or less*."""
    return measured(low, high, base.get(Unit, unit))


def measured(low: float | None, high: float | None, unit: Unit) -> str:
    """Return a range with its unit; an open end says *or more* or *or less*."""
    ends = [end for end in (low, high) if end is not None]
    joint = "" if unit.percent else " "
    said = f"{' to '.join(dict.fromkeys(map(number, ends)))}{joint}{unit.after(ends[-1])}"
    return said if len(ends) > 1 else f"{said} or {'more' if high is None else 'less'}"


def quantity(base: KnowledgeBase, value: Quantity) -> str:
    """Return a quantity in words, such as ``taper step: 5 to 10% of dose``."""
    return f"{term(base, value.kind)}: {amount(base, value.low, value.high, value.unit)}"


def threshold(base: KnowledgeBase, link: ThresholdLink) -> str:
    """Return the number at which a trigger holds, or nothing where the source gives none."""
    return amount(base, link.at_least, link.at_most, link.unit) if link.unit else ""


def heading(field: str) -> str:
    """Return the name of a fact as the heading of a line: capitals inside it are kept."""
    return "DOI" if field == "doi" else f"{field[:1].upper()}{field[1:]}"


def cannot_show(base: KnowledgeBase, finding: Finding) -> str:
    """Return what studies of a finding's design cannot show; empty where the source names no design."""
    return base.get(StudyDesign, finding.study).cannot_show if finding.study else ""


def is_observational(base: KnowledgeBase, finding: Finding) -> bool:
    """Return whether a finding comes from observational studies, as far as the source says."""
    return bool(finding.study) and base.get(StudyDesign, finding.study).observational


def is_equivalent(base: KnowledgeBase, unit: str | None) -> bool:
    """Return whether a unit counts doses as doses of one medicine."""
    return unit is not None and base.get(Unit, unit).equivalent


def certainty(effect: Effect) -> str:
    """Return the certainty in words, word first; a printed range names both ends."""
    if effect.status is EffectStatus.NO_TRIALS and not effect.certainty:
        return NOTHING_TO_RATE
    if not effect.certainty:
        return CERTAINTY_NOT_REPORTED
    return " to ".join(
        CERTAINTY[level] if i == 0 else CERTAINTY[level].lower() for i, level in enumerate(effect.certainty)
    )


def certainty_mark(effect: Effect) -> str:
    """Return the GRADE circles of an effect's certainty, or a dash in a box where none is reported."""
    return " to ".join(CERTAINTY_MARK[level] for level in effect.certainty) or "⊟"


def locator(where: Locator, title: str) -> str:
    """Return where something was read, such as ``Lin & Langford 2025, Table 2, Canada, item 3``."""
    parts = [
        title,
        f"Table {where.table}" if where.table else None,
        f"section “{where.section}”" if where.section else None,
        where.row,
        f"item {where.item}" if where.item else None,
    ]
    return ", ".join(part for part in parts if part)
