"""Effects as they may be shown together: one panel for each outcome and measure, every statement accounted for."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

from kb.knowledge import KnowledgeBase
from kb.records import Effect, Outcome
from kb.vocabulary import Better, Measure

ROUND_LEVEL = 95
NO_RANKING = "Rows have comparators, times and people of their own: no ranking."


@dataclass(frozen=True)
class Interval:
    """A confidence interval in the unit of its estimate; `derived` where it was calculated, not printed."""

    low: float
    high: float
    level: float
    derived: bool


@dataclass(frozen=True)
class Panel:
    """Effects that share an axis: the same outcome, the same measure.

    `plotted` have an interval, printed or derived; `in_words` are everything
    else that belongs to the outcome and measure. A panel never mixes measures.
    """

    outcome: Outcome
    measure: Measure
    plotted: tuple[Effect, ...]
    in_words: tuple[Effect, ...]

    def __post_init__(self) -> None:
        if any(e.measure is not self.measure or e.outcome != self.outcome.id for e in (*self.plotted, *self.in_words)):
            raise ValueError("a panel holds one outcome and one measure")

    @property
    def name(self) -> str:
        """Outcome and measure, as an address spells them."""
        return f"{self.outcome.id}-{self.measure}"

    @property
    def event(self) -> str:
        """What counts as reaching the outcome, where all effects of the panel narrow it in the same way."""
        events = {effect.event for effect in (*self.plotted, *self.in_words)}
        return (events.pop() or "") if len(events) == 1 else ""

    @property
    def title(self) -> str:
        """The outcome, narrowed where all its effects are."""
        return f"{self.outcome.label} ({self.event})" if self.event else self.outcome.label

    @property
    def better(self) -> Better:
        """Which end of this panel is better for the patient."""
        ends = self.outcome.better_when
        return ends.people if self.measure.counts_people else ends.amount


def interval(effect: Effect) -> Interval | None:
    """Return the interval as printed, or one derived from the standard error, or None where there is neither.

    Derived: estimate ± z × SE with z the normal quantile of a 95 % interval
    (Altman & Bland, BMJ 2011;343:d2090, reversed).
    """
    if effect.ci_low is not None:
        return Interval(effect.ci_low, effect.ci_high, effect.ci_level, derived=False)
    if effect.se is None or effect.estimate is None:
        return None
    reach = NormalDist().inv_cdf(0.5 + ROUND_LEVEL / 200) * effect.se
    return Interval(effect.estimate - reach, effect.estimate + reach, ROUND_LEVEL, derived=True)


def includes_no_difference(effect: Effect) -> bool:
    """Return whether the interval, printed or derived, holds the value that means no difference."""
    around = interval(effect)
    return around is not None and effect.measure is not None and around.low <= effect.measure.null <= around.high


def panels(base: KnowledgeBase, effects: Iterable[Effect]) -> tuple[Panel, ...]:
    """Return a panel for each outcome and measure among `effects`, in the order of first appearance."""
    groups: dict[tuple[str, Measure], list[Effect]] = {}
    for effect in effects:
        if effect.measure is not None and effect.outcome is not None:
            groups.setdefault((effect.outcome, effect.measure), []).append(effect)
    return tuple(
        Panel(
            base.get(Outcome, outcome),
            measure,
            tuple(e for e in group if interval(e)),
            tuple(e for e in group if not interval(e)),
        )
        for (outcome, measure), group in groups.items()
    )


def without_estimate(effects: Iterable[Effect]) -> tuple[Effect, ...]:
    """Return the effects that no panel holds: no trials, no data, or words only."""
    return tuple(effect for effect in effects if effect.measure is None)
