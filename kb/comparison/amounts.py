"""Numbers inside recommendations on common scales, the printed value always beside the one that was calculated.

Which kinds of number share a scale, and in which unit, is data (`Scale`,
`QuantityKind`, `Unit`).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pandas as pd

from kb.comparison.verdict import Span
from kb.knowledge import KnowledgeBase
from kb.records import Guideline, Quantity, QuantityKind, Recommendation, Scale, Unit
from kb.vocabulary import Role

STEPS = "smallest step at the longest interval to largest step at the shortest, taken as shares of one dose"


@dataclass(frozen=True)
class Amount:
    """A number of one recommendation on a common scale; an open end is None.

    `formula` says how it was calculated from what is printed; empty where the
    printed number is on that scale already.
    """

    recommendation: Recommendation
    low: float | None
    high: float | None
    printed: str
    formula: str


@dataclass(frozen=True)
class Numbers:
    """All amounts on one scale, in its unit, and the guidelines that give none."""

    scale: Scale
    unit: Unit
    amounts: tuple[Amount, ...]
    silent: tuple[Guideline, ...]


def compare(base: KnowledgeBase, guidelines: Collection[str] | None = None) -> tuple[Numbers, ...]:
    """Return, scale by scale, what the guidelines (all, where none are named) give in numbers, and who gives none."""
    chosen = [g for g in base.by_country if guidelines is None or g.id in guidelines]
    ids = {guideline.id for guideline in chosen}
    recs = [rec for rec in base.of(Recommendation) if rec.quantities and rec.guideline in ids]
    return tuple(
        _numbers(base, chosen, scale, [a for rec in recs for a in amounts(base, rec, scale)])
        for scale in base.of(Scale)
    )


def _numbers(base: KnowledgeBase, guidelines: Iterable[Guideline], scale: Scale, given: list[Amount]) -> Numbers:
    giving = {amount.recommendation.guideline for amount in given}
    silent = tuple(guideline for guideline in guidelines if guideline.id not in giving)
    return Numbers(scale, base.get(Unit, scale.unit), tuple(given), silent)


COLUMNS = {
    **dict.fromkeys(["scale", "title", "unit", "guideline", "country", "country_name", "recommendation"], "str"),
    **dict.fromkeys(["low", "high"], "Float64"),
    **dict.fromkeys(["printed", "formula"], "str"),
}


def numbers(base: KnowledgeBase, guidelines: Collection[str] | None = None) -> pd.DataFrame:
    """Return the amounts of `compare` as a frame, one row an amount, numbered from 0; columns and dtypes as in `COLUMNS`.

    `low` and `high` are in `unit`, and missing where that end is open; `formula`
    is missing where nothing was calculated.
    """
    rows = [
        (
            of.scale.code, of.scale.label, of.unit.after(0), guideline.id, guideline.country, guideline.country_name,
            amount.recommendation.id, amount.low, amount.high, amount.printed, amount.formula or None,
        )
        for of in compare(base, guidelines)
        for amount in of.amounts
        for guideline in [base.get(Guideline, amount.recommendation.guideline)]
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def spans(base: KnowledgeBase, rec: Recommendation) -> frozenset[Span]:
    """Return the numbers of a recommendation for a verdict: on their common scales; without one, by kind and unit."""
    if not rec.quantities:
        return frozenset()
    scaled = [
        (scale.code, _rounded(a.low), _rounded(a.high)) for scale in base.of(Scale) for a in amounts(base, rec, scale)
    ]
    others = [
        (f"{q.kind} ({q.unit})", q.low, q.high) for q in rec.quantities if base.get(QuantityKind, q.kind).scale is None
    ]
    return frozenset([*scaled, *others])


def _rounded(value: float | None) -> float | None:
    # A year and twelve months are the same time, whatever their last binary digit.
    return None if value is None else round(value, 6)


def amounts(base: KnowledgeBase, rec: Recommendation, scale: Scale) -> tuple[Amount, ...]:
    """Return what a recommendation gives on one scale."""
    of = [(kind.role, q) for q in rec.quantities if (kind := base.get(QuantityKind, q.kind)).scale == scale.id]
    to = base.get(Unit, scale.unit)
    plain = tuple(_converted(base, rec, q, role, to) for role, q in of if role in {Role.AMOUNT, Role.RATE})
    parts = dict(of)
    if plain or not {Role.STEP, Role.INTERVAL} <= set(parts):
        return plain
    return (_rate(base, rec, parts[Role.STEP], parts[Role.INTERVAL], to),)


def _converted(base: KnowledgeBase, rec: Recommendation, quantity: Quantity, role: Role, to: Unit) -> Amount:
    """Return an amount of time, or a rate over a time, in the unit of a scale; as printed where nothing is converted."""
    of = base.get(Unit, quantity.unit)
    if of.id == to.id or of.days is None or to.days is None:
        return Amount(rec, quantity.low, quantity.high, quantity.printed, "")
    if role is Role.RATE:
        factor, formula = to.days / of.days, f"{to.days:g} of {of.days:.2f} days"
    else:
        factor, formula = of.days / to.days, f"1 {of.label} = {of.days:.2f} days; divided by {to.days:g}"
    return Amount(rec, _scaled(quantity.low, factor), _scaled(quantity.high, factor), quantity.printed, formula)


def _rate(base: KnowledgeBase, rec: Recommendation, step: Quantity, gap: Quantity, to: Unit) -> Amount:
    """Return the rate that a step and an interval make; an end is open where one of both is."""
    turns = (to.days or 0) / (base.get(Unit, gap.unit).days or 1)
    slowest = _scaled(step.low, turns / gap.high) if gap.high else None
    fastest = _scaled(step.high, turns / gap.low) if gap.low else None
    return Amount(rec, slowest, fastest, f"{step.printed}, {gap.printed}", STEPS)


def _scaled(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor
