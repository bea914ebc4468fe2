"""Numbers inside recommendations on common scales, the printed value always beside the one that was calculated."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from kb.comparison.verdict import Span
from kb.knowledge import KnowledgeBase
from kb.records import Guideline, Quantity, Recommendation
from kb.vocabulary import QuantityKind, Unit

# Mean lengths in the Gregorian calendar: 365.2425 days a year, a twelfth of it a month.
DAYS = {Unit.WEEK: 7.0, Unit.MONTH: 365.2425 / 12, Unit.YEAR: 365.2425}
FOUR_WEEKS = 28.0


class Scale(StrEnum):
    """What is compared, and on which scale."""

    TAPER = "taper"
    DOSE = "dose"
    TIME = "time"
    REVIEW = "review"


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
    """All amounts on one scale, and the guidelines that give none."""

    scale: Scale
    title: str
    unit: str
    amounts: tuple[Amount, ...]
    silent: tuple[Guideline, ...]


TITLES = {
    Scale.TAPER: ("Taper rate", "% of the dose per 4 weeks"),
    Scale.DOSE: ("Dose threshold", "MME/day"),
    Scale.TIME: ("Duration of opioid therapy", "weeks"),
    Scale.REVIEW: ("Review interval", "weeks"),
}
KINDS = {
    Scale.DOSE: {QuantityKind.DOSE},
    Scale.TIME: {QuantityKind.TIME_SINCE_START, QuantityKind.DURATION_OF_THERAPY},
    Scale.REVIEW: {QuantityKind.REVIEW_INTERVAL},
}


def compare(base: KnowledgeBase, guidelines: Collection[str] | None = None) -> tuple[Numbers, ...]:
    """Return, scale by scale, what the guidelines (all, where none are named) give in numbers, and who gives none."""
    chosen = [g for g in base.by_country if guidelines is None or g.id in guidelines]
    ids = {guideline.id for guideline in chosen}
    recs = [rec for rec in base.of(Recommendation) if rec.quantities and rec.guideline in ids]
    return tuple(_numbers(chosen, scale, [a for rec in recs for a in amounts(rec, scale)]) for scale in Scale)


def _numbers(guidelines: Collection[Guideline], scale: Scale, given: list[Amount]) -> Numbers:
    giving = {amount.recommendation.guideline for amount in given}
    return Numbers(scale, *TITLES[scale], tuple(given), tuple(g for g in guidelines if g.id not in giving))


def numbers(base: KnowledgeBase, guidelines: Collection[str] | None = None) -> pd.DataFrame:
    """Return the amounts of `compare` as a frame, one row an amount.

    Columns: `scale`, `title`, `unit`, `guideline`, `country`, `country_name`,
    `recommendation`, `printed`, `formula` (text; `formula` is missing where
    nothing was calculated); `low`, `high` (Float64, in `unit`; an open end is
    missing).
    """
    rows = [
        (
            str(of.scale), of.title, of.unit, guideline.id, guideline.country, guideline.country_name,
            amount.recommendation.id, amount.low, amount.high, amount.printed, amount.formula or None,
        )
        for of in compare(base, guidelines)
        for amount in of.amounts
        for guideline in [base.get(Guideline, amount.recommendation.guideline)]
    ]  # fmt: skip
    columns = [
        "scale",
        "title",
        "unit",
        "guideline",
        "country",
        "country_name",
        "recommendation",
        "low",
        "high",
        "printed",
        "formula",
    ]
    found = pd.DataFrame(rows, columns=columns)
    return found.astype({name: "Float64" if name in {"low", "high"} else "str" for name in columns})


def spans(rec: Recommendation) -> frozenset[Span]:
    """Return the numbers of a recommendation for a verdict: on their common scales, and others by kind and unit."""
    on_scales = {kind for kinds in KINDS.values() for kind in kinds} | TAPERS
    scaled = [(str(scale), _rounded(a.low), _rounded(a.high)) for scale in Scale for a in amounts(rec, scale)]
    others = [(f"{q.kind} ({q.unit})", q.low, q.high) for q in rec.quantities if q.kind not in on_scales]
    return frozenset([*scaled, *others])


def _rounded(value: float | None) -> float | None:
    # A year and twelve months are the same time, whatever their last binary digit.
    return None if value is None else round(value, 6)


def amounts(rec: Recommendation, scale: Scale) -> tuple[Amount, ...]:
    """Return what a recommendation gives on one scale."""
    if scale is Scale.TAPER:
        return _tapers(rec)
    return tuple(_plain(rec, quantity) for quantity in rec.quantities if quantity.kind in KINDS[scale])


def _plain(rec: Recommendation, quantity: Quantity) -> Amount:
    days = DAYS.get(quantity.unit)
    if days is None or quantity.unit is Unit.WEEK:
        return Amount(rec, quantity.low, quantity.high, quantity.printed, "")
    formula = f"1 {quantity.unit} = {days:.2f} days; divided by 7"
    return Amount(rec, _scaled(quantity.low, days / 7), _scaled(quantity.high, days / 7), quantity.printed, formula)


TAPERS = {QuantityKind.TAPER_RATE, QuantityKind.TAPER_STEP, QuantityKind.TAPER_INTERVAL}


def _tapers(rec: Recommendation) -> tuple[Amount, ...]:
    of = {quantity.kind: quantity for quantity in rec.quantities}
    rate = of.get(QuantityKind.TAPER_RATE)
    if rate is not None:
        factor = FOUR_WEEKS / DAYS[Unit.MONTH]
        formula = f"28 days out of a month of {DAYS[Unit.MONTH]:.2f} days"
        return (Amount(rec, _scaled(rate.low, factor), _scaled(rate.high, factor), rate.printed, formula),)
    step, gap = of.get(QuantityKind.TAPER_STEP), of.get(QuantityKind.TAPER_INTERVAL)
    if step is None or gap is None:
        return ()
    days = DAYS[gap.unit]
    slowest = _scaled(step.low, FOUR_WEEKS / (gap.high * days)) if gap.high else None
    fastest = _scaled(step.high, FOUR_WEEKS / (gap.low * days)) if gap.low else None
    formula = "smallest step at the longest interval to largest step at the shortest, taken as shares of one dose"
    return (Amount(rec, slowest, fastest, f"{step.printed}, {gap.printed}", formula),)


def _scaled(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor
