"""What trials show: forest plots, summary of findings, people per 100, evidence map, linked recommendations, findings."""

import streamlit as st

from kb import effects, labels
from kb.records import Effect
from ui import discrepancies, filters, state
from ui.evidence import baseline, findings, linked, people, plots, section, sentences, summary
from ui.evidence import map as outcomes
from ui.served import base

EACH = 60
FACETS = ("outcome", "certainty", "intervention", "source")
VIEWS = {
    "plots": "Forest plots", "summary": "Summary of findings", "people": "Per 100 people", "map": "Evidence map",
    "recommended": "Linked recommendations", "more": "Other findings",
}  # fmt: skip
# These begin with the most certain result; the others with an answer of their own.
SAID_FIRST = frozenset({"plots", "summary", "map"})

st.title("What trials show")
named = (*findings.categories(), *people.countable())
chosen, _ = state.read(
    {**effects.options(base()), "view": VIEWS, "show": named, "all": ("1",)}, free=("page", *baseline.names())
)
found = section.in_order(effects.selected(base(), chosen))
filters.show(FACETS, chosen, effects.counts(base(), chosen))
view = next(iter(chosen["view"]), "plots")
if not state.presenting():
    state.segments("view", "View", VIEWS, chosen["view"])
typed = baseline.typed(chosen)
number = state.page(len(found), EACH, chosen["page"])
shown = found[number * EACH : (number + 1) * EACH]

led = sentences.lead(found) if view in SAID_FIRST else frozenset()
if view != "more" and not state.presenting():
    said = filters.in_words({name: chosen[name] for name in FACETS})
    plotted = sum(effects.interval(effect) is not None for effect in found)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            f"{len(found)} of {labels.counted(len(base().of(Effect)), 'effect')}{f' ({said})' if said else ''}: "
            f"{plotted} plotted, {len(found) - plotted} in words. Nothing is pooled here.", width="stretch",
        )  # fmt: skip
        if view == "plots":
            state.toggle("all", "Tables and pictures", chosen["all"])

if view == "more":
    findings.show(chosen["show"], chosen["page"], found)
elif not found:
    st.info("No effect fits all of this. Remove a filter, or search everything.")
elif view == "people":
    people.show(found, chosen["show"], typed)
else:
    if view == "plots":
        plots.show(shown, {name: chosen[name] for name in FACETS}, led, bool(chosen["all"]))
    elif view == "summary":
        summary.show(shown, typed)
    elif view == "map":
        outcomes.show(shown)
    else:
        linked.show(shown)
    state.pages(len(found), EACH, number)
    discrepancies.show((effect.id for effect in shown), "discrepancies")
