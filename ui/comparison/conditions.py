"""What has to be true of a patient before a recommendation applies, guideline by guideline."""

from collections.abc import Iterable
from itertools import groupby

import streamlit as st
from markupsafe import Markup

from kb import comparison, labels
from kb.comparison import Condition
from kb.records import Guideline, Recommendation
from kb.vocabulary import Phase
from ui import state, tables
from ui.comparison.asked import Asked, Query
from ui.comparison.marks import worded
from ui.served import base

ABOUT = (
    "What each condition leads to. An empty cell: no recommendation in the summary tables names this condition. "
    "A recommendation with several conditions stands in several rows."
)
EACH = 20
"""How many conditions stand on one page."""


def show(asked: Asked, page: Iterable[str]) -> None:
    """Show which condition leads where, first those that most guidelines name, a page at a time."""
    found = _conditions(asked.query, asked)
    if not found:
        st.info("No recommendation that these filters leave names a condition.")
        return
    number = state.page(len(found), EACH, page)
    tables.show(_made(asked.query, number, asked), "conditions")
    state.pages(len(found), EACH, number)


@st.cache_resource(max_entries=200, show_spinner=False, hash_funcs={tuple: repr})
def _conditions(query: Query, _asked: Asked) -> list[tuple[Phase, Condition]]:
    """Return the conditions that a recommendation that is left names, with the phase; read only."""
    kept = frozenset(_asked.kept)
    return [
        (phase, condition)
        for phase in Phase
        for condition in comparison.conditions(base(), _asked.guidelines, phase)
        if any(rec.id in kept for recs in condition.cells for rec in recs)
    ]


@st.cache_data(max_entries=200, show_spinner=False, hash_funcs={tuple: repr})
def _made(query: Query, page: int, _asked: Asked) -> Markup:
    named = [f"{g.country_name} {g.year}" for g in (base().get(Guideline, i) for i in _asked.guidelines)]
    shown = _conditions(query, _asked)[page * EACH : (page + 1) * EACH]
    kept = frozenset(_asked.kept)
    rows: list[list[tables.Cell] | str] = []
    for phase, held in groupby(shown, key=lambda found: found[0]):
        rows += [labels.phase(base(), phase), *(_row(condition, kept, _asked.printed) for _, condition in held)]
    return tables.reading(ABOUT, ["Condition", *named], rows)


def _row(condition: Condition, kept: frozenset[str], printed: bool) -> list[tables.Cell]:
    opened = " ".join(trigger.id for trigger in condition.triggers)
    name = tables.opens(opened, f"{'Except: ' if condition.lifts else ''}{condition.label}")
    cells = [[rec for rec in recs if rec.id in kept] for recs in condition.cells]
    return [name, *([line for rec in recs for line in _lines(rec, condition, printed)] for recs in cells)]


def _lines(rec: Recommendation, condition: Condition, printed: bool) -> list[tables.Cell]:
    links = rec.unless if condition.lifts else rec.triggers
    own = {trigger.id for trigger in condition.triggers}
    numbers = [labels.threshold(base(), link) for link in links if link.to in own and link.unit]
    caveat = f"Caveat: {'; '.join(rec.caveats)}"
    value = base().strength(rec)
    strength = {"kind": f"strength {value}", "text": f"{labels.STRENGTH_MARK[value]} {worded(rec, printed)}"}
    return [
        strength, tables.opens(rec.id, rec.action), *({"kind": "number", "text": f"at {n}"} for n in numbers),
        *([{"kind": "caveat", "text": caveat}] if rec.caveats and not condition.lifts else []),
    ]  # fmt: skip
