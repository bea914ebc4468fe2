"""Filtering statements of effect, with a live count beside every option.

Options within one facet widen a selection, facets narrow each other. The count
beside an option is how many statements there would be with it chosen and the
other facets as they are. What a selection holds under other names is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from kb.frames import NOT_REPORTED
from kb.knowledge import KnowledgeBase
from kb.records import Effect, Intervention, Outcome
from kb.vocabulary import Certainty

Chosen = Mapping[str, tuple[str, ...]]
NOT_NAMED = "not-named"
"""The option for statements that name no outcome."""
TABLE, TEXT = "table", "text"

FACETS: Mapping[str, Callable[[Effect], tuple[str, ...]]] = {
    "outcome": lambda effect: (effect.outcome or NOT_NAMED,),
    "intervention": lambda effect: (effect.intervention,),
    "certainty": lambda effect: tuple(map(str, effect.certainty)) or (NOT_REPORTED,),
    "source": lambda effect: (TABLE if effect.where.table else TEXT,),
}
"""The options of each facet that an effect has: a range of certainty has both its ends."""


def options(base: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    """Return the options of every facet that an effect has, in the order a reader sees them."""
    order = {
        "outcome": [*(outcome.id for outcome in base.of(Outcome)), NOT_NAMED],
        "intervention": [intervention.id for intervention in base.of(Intervention)],
        "certainty": [*map(str, Certainty), NOT_REPORTED],
        "source": [TABLE, TEXT],
    }
    held = {name: {option for e in base.of(Effect) for option in of(e)} for name, of in FACETS.items()}
    return {name: tuple(option for option in order[name] if option in held[name]) for name in FACETS}


def selected(base: KnowledgeBase, chosen: Chosen) -> tuple[Effect, ...]:
    """Return the effects that a selection leaves, in the order of the files."""
    return tuple(effect for effect in base.of(Effect) if _kept(effect, chosen))


def counts(base: KnowledgeBase, chosen: Chosen) -> dict[str, dict[str, int]]:
    """Return, by facet and option, how many effects the option leaves beside the other facets."""
    found = {name: dict.fromkeys(values, 0) for name, values in options(base).items()}
    for name, of in FACETS.items():
        for effect in base.of(Effect):
            if _kept(effect, chosen, but=name):
                for option in of(effect):
                    found[name][option] += 1
    return found


def rows(base: KnowledgeBase, effects: Iterable[Effect]) -> pd.DataFrame:
    """Return the rows of `base.effects` for these effects, in their order."""
    return base.effects.loc[[effect.id for effect in effects]]


def _kept(effect: Effect, chosen: Chosen, but: str = "") -> bool:
    return all(
        name == but or not chosen.get(name) or any(option in chosen[name] for option in of(effect))
        for name, of in FACETS.items()
    )
