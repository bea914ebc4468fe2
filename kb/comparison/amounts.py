"""Numbers inside recommendations on common scales, the printed value always beside the one that was worked out."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

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

    `formula` says how it was worked out from what is printed; empty where the
    printed number is on that scale already.
    """

    recommendation: Recommendation
    low: float | None
    high: float | None
    printed: str
    formula: str


@dataclass(frozen=True)
class Comparison:
    """All amounts on one scale, and the guidelines that give none; `left_out` counts amounts that are not listed."""

    scale: Scale
    title: str
    unit: str
    amounts: tuple[Amount, ...]
    silent: tuple[Guideline, ...]
    left_out: int = 0


TITLES = {
    Scale.TAPER: ("How much less every 4 weeks", "% of the dose per 4 weeks"),
    Scale.DOSE: ("Daily dose as a threshold", "MME/day"),
    Scale.TIME: ("Time on opioids as a threshold", "weeks"),
    Scale.REVIEW: ("Time between reviews", "weeks"),
}


def compare(base: KnowledgeBase) -> tuple[Comparison, ...]:
    """Return, scale by scale, what every guideline gives in numbers, and who gives none."""
    found = {scale: [a for rec in base.of(Recommendation) for a in amounts(rec, scale)] for scale in Scale}
    return tuple(
        Comparison(scale, *TITLES[scale], tuple(given), _silent(base, given)) for scale, given in found.items()
    )


def among(comparison: Comparison, guidelines: Collection[str], most: int | None = None) -> Comparison:
    """Return a comparison with only the guidelines named, and of their amounts the first `most`."""
    kept = tuple(a for a in comparison.amounts if a.recommendation.guideline in guidelines)
    return replace(
        comparison,
        amounts=kept[:most],
        left_out=len(kept) - len(kept[:most]),
        silent=tuple(g for g in comparison.silent if g.id in guidelines),
    )


def _silent(base: KnowledgeBase, given: list[Amount]) -> tuple[Guideline, ...]:
    speaking = {amount.recommendation.guideline for amount in given}
    return tuple(guideline for guideline in base.by_country if guideline.id not in speaking)


def amounts(rec: Recommendation, scale: Scale) -> tuple[Amount, ...]:
    """Return what a recommendation gives on one scale."""
    if scale is Scale.TAPER:
        return _tapers(rec)
    kinds = {
        Scale.DOSE: {QuantityKind.DOSE},
        Scale.TIME: {QuantityKind.TIME_SINCE_START, QuantityKind.DURATION_OF_THERAPY},
        Scale.REVIEW: {QuantityKind.REVIEW_INTERVAL},
    }[scale]
    return tuple(_plain(rec, q) for q in rec.quantities if q.kind in kinds)


def _plain(rec: Recommendation, quantity: Quantity) -> Amount:
    days = DAYS.get(quantity.unit)
    if days is None or quantity.unit is Unit.WEEK:
        return Amount(rec, quantity.low, quantity.high, quantity.printed, "")
    formula = f"1 {quantity.unit} = {days:.2f} days; divided by 7"
    return Amount(rec, _scaled(quantity.low, days / 7), _scaled(quantity.high, days / 7), quantity.printed, formula)


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
