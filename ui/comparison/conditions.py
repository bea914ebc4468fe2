"""What has to be true of a patient before a recommendation applies, guideline by guideline."""

import streamlit as st
from markupsafe import Markup

from kb import comparison, labels
from kb.comparison import Condition
from kb.records import Guideline, Recommendation
from kb.vocabulary import Phase
from ui import tables
from ui.comparison.asked import Asked
from ui.comparison.marks import worded
from ui.served import base

ABOUT = (
    "What each condition leads to. A dash: no recommendation in the article’s summary tables names this condition. "
    "A recommendation with several conditions stands in several rows."
)
MOST = 60


def show(asked: Asked) -> None:
    """Show which condition leads where, first those that most guidelines name."""
    made = _made(asked.guidelines, asked.kept, asked.printed)
    if made:
        tables.show(made, "conditions")
    else:
        st.info("No recommendation that these filters leave names a condition.")


@st.cache_data(max_entries=200, show_spinner=False)
def _made(guidelines: tuple[str, ...], kept: tuple[str, ...], printed: bool) -> Markup:
    named = [f"{g.country_name} {g.year}" for g in (base().get(Guideline, i) for i in guidelines)]
    rows: list[list[tables.Cell] | str] = []
    for phase in Phase:
        found = [row for c in comparison.conditions(base(), guidelines, phase) if (row := _row(c, set(kept), printed))]
        rows += [labels.phase(base(), phase), *found] if found else []
    return tables.reading(ABOUT, ["Condition", *named], rows) if rows else Markup("")


def _row(condition: Condition, kept: set[str], printed: bool) -> list[tables.Cell]:
    cells = [[rec for rec in recs if rec.id in kept] for recs in condition.cells]
    if not any(cells):
        return []
    name = tables.opens(condition.trigger.id, f"{'Except: ' if condition.lifts else ''}{condition.trigger.label}")
    return [name, *([line for rec in recs for line in _lines(rec, condition, printed)] or "–" for recs in cells)]


def _lines(rec: Recommendation, condition: Condition, printed: bool) -> list[tables.Cell]:
    links = rec.unless if condition.lifts else rec.triggers
    numbers = [labels.threshold(base(), link) for link in links if link.to == condition.trigger.id and link.unit]
    caveat = f"Caveat: {'; '.join(rec.caveats)}"
    strength = {"strength": str(base().strength(rec)), "words": worded(rec, printed, short=False)}
    return [
        strength, tables.opens(rec.id, rec.action), *({"kind": "number", "text": f"at {n}"} for n in numbers),
        *([{"kind": "caveat", "text": caveat}] if rec.caveats and not condition.lifts else []),
    ]  # fmt: skip
