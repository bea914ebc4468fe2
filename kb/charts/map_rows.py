"""The rows of the evidence map: outcomes, interventions, and what is known of each of both together."""

import textwrap
from typing import Any

import pandas as pd

from kb.charts.forest_rows import certainty_word, counted
from kb.vocabulary import Certainty, EffectStatus

ROW, NAME = 42, 24
"""Pixels that a row takes, and that an intervention's name takes above it on a narrow page."""
NOT_RATED, NO_TRIALS = "not-reported", "no-trials"
BLANK: dict[str, str | int | float] = {
    **dict.fromkeys(("kind", "intervention", "name", "label", "outcome", "outcome_label", "state"), ""),
    **dict.fromkeys(("text", "says", "rated", "rated_short", "description"), ""),
    **dict.fromkeys(("from", "to"), 0.0),
    **dict.fromkeys(("lines", "wide_top", "wide_bottom", "narrow_top", "narrow_bottom"), 0),
}
"""Every column, with what it is where a row has nothing for it; `state` is a certainty, one of both above, or empty."""


def rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Return everything that is drawn of rows of `base.effects`: `kind` is head, name or cell."""
    outcomes = _outcomes(frame)
    made = [_head(label, place) for place, label in enumerate(outcomes.values())]
    for place, (intervention, group) in enumerate(frame.groupby("intervention", sort=False, observed=True)):
        at = {
            "wide_top": ROW * place, "wide_bottom": ROW * (place + 1),
            "narrow_top": (ROW + NAME) * place, "narrow_bottom": (ROW + NAME) * (place + 1),
            "intervention": str(intervention), "name": group["intervention_label"].iloc[0],
        }  # fmt: skip
        label = textwrap.wrap(at["name"], 34, max_lines=2, placeholder=" …")
        made.append({"kind": "name", **at, "label": "\n".join(label), "lines": len(label)})
        for column, (outcome, words) in enumerate(outcomes.items()):
            held = group[group["outcome"] == outcome] if outcome else group[group["outcome"].isna()]
            made.append({**at, **_cell(held, at["name"], words), "outcome": outcome, "from": column, "to": column + 1})
    return pd.DataFrame([{**BLANK, **row} for row in made])


def _outcomes(frame: pd.DataFrame) -> dict[str, str]:
    """Return the outcomes in the order of their category, with their labels; last, if there are any, those not named."""
    named = frame.dropna(subset="outcome").drop_duplicates("outcome").sort_values("outcome")
    found = dict(zip(named["outcome"].astype("str"), named["outcome_label"], strict=True))
    return {**found, **({"": "Outcome not named"} if frame["outcome"].isna().any() else {})}


def _head(label: str, place: int) -> dict[str, Any]:
    return {"kind": "head", "text": "\n".join(textwrap.wrap(label, 14)), "from": place, "to": place + 1}


def _cell(held: pd.DataFrame, name: str, outcome: str) -> dict[str, Any]:
    state, text, says = _state(held)
    rated = certainty_word(state) if state in {*Certainty, NOT_RATED} else "–"
    return {
        "kind": "cell", "outcome_label": outcome, "state": state, "text": text, "says": says, "rated": rated,
        "rated_short": rated if state in {*Certainty, NOT_RATED} else "",
        "description": f"{name}, {outcome}: {says}; certainty {rated.lower()}.",
    }  # fmt: skip


def _state(held: pd.DataFrame) -> tuple[str, str, str]:
    """Return the state of a cell, what it shows, and what is said of it."""
    if held.empty:
        return "", "", "Nothing on this in the data"
    tried = held[held["status"] != EffectStatus.NO_TRIALS]
    if tried.empty:
        return NO_TRIALS, "No trials", "The source found no trials: that is not the same as no effect"
    levels = {level for certainty in tried["certainty"] for level in certainty.split(";")}
    best = next((str(level) for level in Certainty if level in levels), NOT_RATED)
    if tried["studies"].isna().all():
        return best, "Trials", "Trials; how many is not printed"
    most = int(tried["studies"].max())
    return best, counted(most, "trial"), f"{counted(most, 'trial')}, the most behind one result"
