"""Where something is missing: guidelines on a topic, trials for a recommendation, a recommendation for a trial."""

import streamlit as st
from markupsafe import Markup

from kb import comparison, labels
from kb.names import name
from kb.records import Guideline, Reading, Recommendation
from ui import registry, tables
from ui.comparison.asked import Asked, Query
from ui.served import base

CAVEAT = "A gap here is a gap in the summary tables: guidelines and trials may hold more."
MOST = 100


def show(asked: Asked) -> None:
    """Show who addresses each topic, what is recommended without linked trials, and trials without a recommendation."""
    tables.show(_coverage(asked.query, asked), "coverage")
    if known := next((r for r in base().of(Reading) if r.field == "what it found"), None):
        about = name(base(), base().records[known.about])
        said = f"An earlier review ({about}) said of the guidelines before it: {known.value}"
        st.markdown(f"{said} [Read here]({known.address})")
    untested = without_trials(asked.query, asked)
    with st.expander(f"{len(untested)} of {len(asked.kept)} recommendations have no linked trial in the data"):
        tables.show(_untested(asked.query, asked), "untested")
    tables.show(_alone(asked.query, asked) + _unasked(), "alone")


@st.cache_resource(max_entries=200, show_spinner=False, hash_funcs={tuple: repr})
def without_trials(query: Query, _asked: Asked) -> list[Recommendation]:
    """Return the recommendations that are left without a trial linked to them; read only."""
    kept = frozenset(_asked.kept)
    return [rec for rec in comparison.without_trials(base()) if rec.id in kept]


@st.cache_data(max_entries=200, show_spinner=False, hash_funcs={tuple: repr})
def _coverage(query: Query, _asked: Asked) -> Markup:
    guidelines, topics = _asked.guidelines, _asked.topics[:MOST]
    found = comparison.coverage(base(), guidelines)
    found = found[found.index.isin({above for topic in topics for above in base().above(topic)})]
    rows = [
        [tables.opens(topic, f"{'· ' * depth}{label}"), *(f"{len(who)} of {len(guidelines)}" for who in (own, addressing)),
         _countries(silent), f"{len(pointing)} of {len(guidelines)}"]
        for topic, label, depth, own, addressing, silent, pointing in zip(
            found.index, found.label, found.depth, found.own, found.addressing, found.silent, found.pointing, strict=True
        )
    ]  # fmt: skip
    caption = f"Who addresses each topic itself, and who it or a narrower one. {CAVEAT}"
    heads = ["Topic", "Address it", "It or a narrower one", "Not in the summary tables", "Recommend for or against"]
    return tables.reading(caption, heads, rows)


def _countries(guidelines: tuple[str, ...]) -> str:
    return ", ".join(base().get(Guideline, g).country_name for g in guidelines) or "–"


@st.cache_data(max_entries=200, show_spinner=False, hash_funcs={tuple: repr})
def _untested(query: Query, _asked: Asked) -> Markup:
    recs = without_trials(query, _asked)[:MOST]
    rows = [(tables.opens(rec.id), {"strength": str(base().strength(rec))}) for rec in recs]
    return tables.reading("Recommendations without linked trials", ["Recommendation", "Strength"], rows)


@st.cache_data(max_entries=200, show_spinner=False, hash_funcs={tuple: repr})
def _alone(query: Query, _asked: Asked) -> Markup:
    said = {topic: [rec for g in _asked.guidelines for rec in base().said(topic, g)] for topic in _asked.topics[:MOST]}
    rows = [
        (tables.opens(topic), base().get(Guideline, recs[0].guideline).country_name, [tables.opens(r.id, r.action) for r in recs])
        for topic, recs in said.items()
        if len({rec.guideline for rec in recs}) == 1
    ]  # fmt: skip
    return tables.reading("Topics that one guideline alone addresses", ["Topic", "Guideline", "Recommendation"], rows)


@st.cache_data(show_spinner=False)
def _unasked() -> Markup:
    found = comparison.without_recommendation(base())[:MOST]
    rows = [(tables.goes(registry.address("evidence", intervention=i.id), i.label),) for i in found]
    caption = f"{labels.counted(len(rows), 'intervention')} with trials that no recommendation is linked to"
    return tables.reading(caption, ["Intervention"], rows)
