"""An effect in words, piece by piece: the cells of reading tables."""

from collections.abc import Iterable

from kb import labels
from kb.effects.panel import interval
from kb.records import Comparator, Document, Effect, Intervention, Outcome, Unit
from kb.vocabulary import EffectStatus
from ui import tables
from ui.served import base

NOT_NAMED = "Outcome not named"


def quiet(text: str) -> dict[str, str]:
    """Return a cell, or a line of one, in quieter letters."""
    return {"kind": "soft", "text": text}


def intervention(effect: Effect, *beside: str | None) -> list[tables.Cell]:
    """Return a cell that names what was tried and opens the effect, with quiet lines below it."""
    named = tables.opens(effect.id, base().get(Intervention, effect.intervention).label)
    return [named, *(quiet(line) for line in beside if line)]


def outcome(effect: Effect) -> str:
    """Return what was measured."""
    return base().get(Outcome, effect.outcome).label if effect.outcome else NOT_NAMED


def comparator(effect: Effect) -> str:
    """Return what the intervention was compared with."""
    return base().get(Comparator, effect.comparator).label if effect.comparator else "Comparator not reported"


def estimate(effect: Effect) -> list[str]:
    """Return the estimate as printed with its unit, and an interval that was calculated; or what there is in its place."""
    if effect.measure is None:
        return [labels.EFFECT_STATUS[effect.status]]
    printed = f"{effect.printed} {labels.unit(base(), effect.unit)}".strip()
    around = interval(effect)
    if around is None:
        return [printed, "No interval reported"]
    if not around.derived:
        return [printed]
    limits = f"{labels.number(around.low)} to {labels.number(around.high)}"
    return [f"{printed} (standard error)", f"{around.level:g}% CI {limits} (calculated)"]


def line(effect: Effect) -> str:
    """Return measure, estimate, event and time point in one line."""
    measure = f"{labels.MEASURE[effect.measure]} " if effect.measure else ""
    narrowed = "; ".join(part for part in (effect.event, effect.timepoint) if part)
    return f"{measure}{', '.join(estimate(effect))}{f' ({narrowed})' if narrowed else ''}"


def certainty(effect: Effect) -> str:
    """Return the certainty, word first, then its mark; with no trials there is nothing to rate."""
    if effect.status is EffectStatus.NO_TRIALS and not effect.certainty:
        return labels.NOTHING_TO_RATE
    word = labels.certainty(effect) if effect.certainty else "Not reported"
    return f"{word}\N{NO-BREAK SPACE}{labels.certainty_mark(effect)}"


def source(effect: Effect) -> str:
    """Return where an effect was read."""
    return labels.locator(effect.where, base().get(Document, effect.where.document).short_title)


def units(effects: Iterable[Effect]) -> tuple[Unit, ...]:
    """Return the units of effects, each once."""
    return tuple(base().get(Unit, unit) for unit in dict.fromkeys(e.unit for e in effects if e.unit))
