"""Other findings: statements of the text that are not effect estimates, by category, each with its design."""

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from kb.records import Effect, Finding, FindingCategory
from ui import block, discrepancies, markup, readings, state
from ui.findings import balance
from ui.served import base

EACH = 20


@st.cache_resource(show_spinner=False)
def categories() -> dict[str, str]:
    """Return what findings are about, with how many there are, by id."""
    of = [finding.category for finding in base().of(Finding)]
    return {c.id: f"{c.label} {of.count(c.id)}" for c in base().of(FindingCategory) if c.id in of}


def show(about: tuple[str, ...], page: tuple[str, ...], effects: Iterable[Effect]) -> None:
    """Show findings on the chosen categories, `EACH` at a time, and supplementary facts on the chosen effects."""
    state.multiselect("show", "About", categories(), about, placeholder="Everything", width=520)
    order = [category for category in categories() if category in about] or list(categories())
    found = [f.id for category in order for f in base().of(Finding) if f.category == category]
    number = state.page(len(found), EACH, page)
    shown = tuple(found[number * EACH : (number + 1) * EACH])
    block.show(_made(shown), "findings")
    state.pages(len(found), EACH, number)
    discrepancies.show(shown, "discrepancies")
    block.show(_elsewhere(tuple(effect.id for effect in effects)), "elsewhere")


@st.cache_data(max_entries=200, show_spinner=False, hash_funcs={tuple: repr})
def _made(ids: tuple[str, ...]) -> Markup:
    found = [base().get(Finding, finding) for finding in ids]
    groups = {f.category: [g for g in found if g.category == f.category] for f in found}
    return markup.render(
        "findings.html", base=base(), balance=balance,
        groups=[(base().records[category], held) for category, held in groups.items()],
    )  # fmt: skip


@st.cache_data(max_entries=200, show_spinner=False, hash_funcs={tuple: repr})
def _elsewhere(ids: tuple[str, ...]) -> Markup:
    effects = [base().get(Effect, effect) for effect in ids]
    return markup.render("elsewhere.html", base=base(), readings=readings.on(effects))
