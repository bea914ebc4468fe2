"""Absolute effects: from a ratio or a risk difference and a baseline risk to people per 1000.

Odds ratios go by way of odds and are never read as risk ratios. Formulas:
Cochrane Handbook for Systematic Reviews of Interventions, chapter 15.4.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kb.effects.panel import interval
from kb.records import Effect
from kb.vocabulary import Measure


@dataclass(frozen=True)
class Absolute:
    """People per 1000 who reach the outcome without and with the intervention, and the difference.

    The limits are those of the effect's interval at the same baseline risk;
    they leave out that the baseline risk is uncertain itself. `capped` where a
    risk ratio would give more than everybody.
    """

    without: float
    with_: float
    low: float
    high: float
    capped: bool

    @property
    def difference(self) -> float:
        """How many more (or, below 0, fewer) of 1000 people reach the outcome with the intervention."""
        return self.with_ - self.without


def absolute(effect: Effect, baseline: float) -> Absolute | None:
    """Return the absolute effect at a baseline risk, a share above 0 and below 1.

    None where it cannot be calculated: a mean difference, or no estimate or
    interval. Raises ValueError for a baseline risk out of bounds.
    """
    if not 0 < baseline < 1:
        raise ValueError("a baseline risk lies above 0 and below 100%")
    around = interval(effect)
    if effect.measure is None or not effect.measure.counts_people or around is None or effect.estimate is None:
        return None
    convert = CONVERSIONS[effect.measure]
    risks = [convert(baseline, value) for value in (effect.estimate, around.low, around.high)]
    capped = any(not 0 <= risk <= 1 for risk in risks)
    point, low, high = (1000 * min(max(risk, 0.0), 1.0) for risk in risks)
    return Absolute(1000 * baseline, point, low, high, capped)


def risk_from_odds_ratio(baseline: float, odds_ratio: float) -> float:
    """Return the risk with the intervention: odds at baseline times the odds ratio, turned back into a risk."""
    odds = baseline / (1 - baseline) * odds_ratio
    return odds / (1 + odds)


def risk_from_risk_ratio(baseline: float, risk_ratio: float) -> float:
    """Return the risk with the intervention: baseline times the ratio; it can pass 1."""
    return baseline * risk_ratio


def risk_from_risk_difference(baseline: float, points: float) -> float:
    """Return the risk with the intervention: baseline plus the difference, given in percentage points."""
    return baseline + points / 100


CONVERSIONS: dict[Measure, Callable[[float, float], float]] = {
    Measure.ODDS_RATIO: risk_from_odds_ratio,
    Measure.ADJUSTED_ODDS_RATIO: risk_from_odds_ratio,
    Measure.RISK_RATIO: risk_from_risk_ratio,
    Measure.RISK_DIFFERENCE: risk_from_risk_difference,
}


def read_percent(text: str) -> float | None:
    """Return a baseline risk typed as a percentage, as a share; None where it is no number above 0 and below 100."""
    try:
        percent = float(text.strip().removesuffix("%").strip().replace(",", "."))
    except ValueError:
        return None
    return percent / 100 if 0 < percent < 100 else None
