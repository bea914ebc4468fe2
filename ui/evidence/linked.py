"""Trials beside the recommendations that a curator linked to them."""

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from kb.effects import bearing_on, strong_on_low
from kb.records import Effect, Intervention, Recommendation
from ui import beside, block, estimates, markup
from ui.served import base

MOST = 12
"""How many effects or recommendations a cell lists; the record lists them all."""


def show(effects: Iterable[Effect]) -> None:
    """Show strong recommendations beside low certainty as a fact, then every link by intervention and by recommendation."""
    ids = tuple(effect.id for effect in effects)
    beside.show(recommendations(ids))
    block.show(_made(ids), "linked")


def recommendations(ids: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of the recommendations linked to the interventions of effects, in the order of the data."""
    tried = {base().get(Effect, effect).intervention for effect in ids}
    linked = {rec.id for intervention in tried for rec, _ in base().linked_to(intervention)}
    return tuple(rec.id for rec in base().of(Recommendation) if rec.id in linked)


def strong_beside_low(ids: Iterable[str]) -> list[tuple[Recommendation, list[Effect], list[Effect]]]:
    """Return strong recommendations, each with its effects among `ids` of low or very low certainty, and all its others."""
    kept, low = frozenset(ids), {}
    for rec, effect in strong_on_low(base()):
        if effect.id in kept:
            low.setdefault(rec.id, []).append(effect)
    return [(base().get(Recommendation, rec), found, _others(rec, found)) for rec, found in low.items()]


def _others(rec: str, named: list[Effect]) -> list[Effect]:
    bearing = (effect for effect, _ in bearing_on(base(), base().get(Recommendation, rec)))
    return [effect for effect in bearing if effect not in named]


@st.cache_data(max_entries=200, show_spinner=False, hash_funcs={tuple: repr})
def _made(ids: tuple[str, ...]) -> Markup:
    found = [base().get(Effect, effect) for effect in ids]
    tried = {effect.intervention: [e for e in found if e.intervention == effect.intervention] for effect in found}
    return markup.render(
        "linked.html", base=base(), line=estimates.line, certainty=estimates.certainty, outcome=estimates.outcome,
        strong=strong_beside_low(ids), most=MOST,
        interventions=[(base().get(Intervention, i), own, base().linked_to(i)) for i, own in tried.items()],
        recommendations=[_bearing(rec, frozenset(ids)) for rec in recommendations(ids)],
    )  # fmt: skip


def _bearing(rec: str, kept: frozenset[str]) -> tuple[Recommendation, list[tuple[Effect, str]]]:
    found = base().get(Recommendation, rec)
    return found, [(effect, why) for effect, why in bearing_on(base(), found) if effect.id in kept]
