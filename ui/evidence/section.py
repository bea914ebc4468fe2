"""Effects by outcome, in the order of the data; each effect in exactly one place."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.effects import panels, without_estimate
from kb.effects.panel import Panel
from kb.records import Effect, Outcome
from ui import estimates
from ui.served import base


@dataclass(frozen=True)
class Section:
    """What is known of one outcome (None where it is not named): its panels, the longest first, and rows without an estimate."""

    outcome: Outcome | None
    panels: tuple[Panel, ...]
    in_words: tuple[Effect, ...]

    @property
    def key(self) -> str:
        """The id of the outcome."""
        return self.outcome.id if self.outcome else "not-named"

    @property
    def title(self) -> str:
        """The label of the outcome."""
        return self.outcome.label if self.outcome else estimates.NOT_NAMED

    @property
    def effects(self) -> tuple[Effect, ...]:
        """Every effect on the outcome: those that count people first, then amounts, then those without an estimate."""
        people_first = sorted(self.panels, key=lambda panel: not panel.measure.counts_people)
        return (*(e for panel in people_first for e in (*panel.plotted, *panel.in_words)), *self.in_words)


def in_order(effects: Iterable[Effect]) -> tuple[Effect, ...]:
    """Return effects by outcome in the order of the data, those that name none last."""
    place = {outcome.id: number for number, outcome in enumerate(base().of(Outcome))}
    return tuple(sorted(effects, key=lambda effect: place.get(effect.outcome or "", len(place))))


def sections(effects: Iterable[Effect]) -> list[Section]:
    """Return a section for each outcome that effects have."""
    by: dict[str | None, list[Effect]] = {}
    for effect in in_order(effects):
        by.setdefault(effect.outcome, []).append(effect)
    return [_section(outcome, own) for outcome, own in by.items()]


def _section(outcome: str | None, own: list[Effect]) -> Section:
    longest_first = sorted(panels(base(), own), key=lambda panel: -len(panel.plotted))
    return Section(base().get(Outcome, outcome) if outcome else None, tuple(longest_first), without_estimate(own))
