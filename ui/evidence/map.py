"""The evidence map: interventions by outcomes, with trials and the highest certainty, as a picture and as a table."""

from collections.abc import Iterable, Mapping

import streamlit as st
from markupsafe import Markup

from kb import charts as drawn
from kb import labels
from kb.charts import Figure
from kb.effects import Cell, evidence_map, rows
from kb.records import Effect, Outcome
from kb.vocabulary import EffectStatus
from ui import charts, estimates, tables
from ui.served import base

CAPTION = (
    "The largest number of trials behind one effect, and the highest certainty reported. “None in this data set” does "
    "not mean no effect."
)


def show(effects: Iterable[Effect]) -> None:
    """Show the interventions that have any of these effects, each with what there is on every outcome."""
    tried = tuple(dict.fromkeys(effect.intervention for effect in effects))
    charts.show(_figure(tried), "map", opens=lambda marks: [i for mark in marks for i in held(mark)])
    with st.expander("Table"):
        tables.show(_table(tried), "map-table")


def held(mark: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids of the effects in a cell that was clicked; of an empty one, the intervention's."""
    found = base().effects_of(mark["intervention"])
    return tuple(e.id for e in found if (e.outcome or "") == mark["outcome"]) or (mark["intervention"],)


@st.cache_resource(max_entries=200, show_spinner=False, hash_funcs={tuple: repr})
def _figure(tried: tuple[str, ...]) -> Figure:
    return drawn.evidence_map.figure(rows(base(), [e for i in tried for e in base().effects_of(i)]))


@st.cache_data(max_entries=200, show_spinner=False, hash_funcs={tuple: repr})
def _table(tried: tuple[str, ...]) -> Markup:
    heads = ["Intervention", *(outcome.label for outcome in base().of(Outcome)), estimates.NOT_NAMED]
    found = [
        (tables.opens(intervention.id), *map(_cell, cells))
        for intervention, cells in evidence_map(base())
        if intervention.id in tried
    ]
    return tables.reading(CAPTION, heads, found)


def _cell(cell: Cell) -> tables.Cell:
    if not cell.effects:
        return estimates.quiet("None in this data set")
    ids = [effect.id for effect in cell.effects]
    if all(effect.status is EffectStatus.NO_TRIALS for effect in cell.effects):
        return tables.opens_all(ids, "No trials listed")
    return [tables.opens_all(ids, _trials(cell.trials)), _certainty(cell)]


def _trials(trials: int | None) -> str:
    if trials is None:
        return "Trials, number not reported"
    return f"{trials} {'trial' if trials == 1 else 'trials'}"


def _certainty(cell: Cell) -> str:
    if cell.certainty is None:
        return labels.CERTAINTY_NOT_REPORTED
    return f"{labels.CERTAINTY[cell.certainty]} {labels.CERTAINTY_MARK[cell.certainty]}"
