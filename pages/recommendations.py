"""Every recommendation, filtered, and searched in the reader's own words: as cards, or as a table to sort and tick."""

import streamlit as st

from kb import labels
from kb.prose import unsaid
from ui import beside, cards, filters, state, tables
from ui.served import base, facets, index

EACH = 20
FACETS = ("country", "strength", "topic", "phase", "trigger", "verb")
HEADS = {
    "country_name": "Country", "strength": "Strength", "statement": "Recommendation", "caveat": "Caveats",
    "phase": "When or how", "table": "Table", "item": "Item",
}  # fmt: skip

st.title("What the guidelines recommend")
chosen, words = state.read({**facets().options(), "view": ("table",)}, words=True, free=("page",))
hits = index().find(words, "recommendation") if words else None
found = facets().matching(chosen, None if hits is None else hits.ids)
filters.show(FACETS, chosen, facets().counts(chosen, None if hits is None else hits.ids), words)

with st.container(horizontal=True, vertical_alignment="center"):
    st.markdown(f"**{len(found)}** of {labels.counted(len(facets().ids), 'recommendation')}", width="stretch")
    view = state.segments("view", "Show as", {"cards": "Cards", "table": "Table"}, chosen["view"])

if not len(found):
    st.info("Nothing in the summary tables fits all of this. Remove a filter, or search everything.")
elif view == "table":
    rows = base().recommendations.loc[found]
    rows["strength"] = rows["strength"].map(labels.STRENGTH)
    rows["phase"] = rows["phase"].map(lambda phase: labels.phase(base(), phase))
    rows["caveat"] = ["; ".join(unsaid(said, caveats)) for said, caveats in rows[["statement", "caveats"]].to_numpy()]
    tables.sortable(rows, HEADS, "recommendations", f"{len(found)} recommendations, one a row", wide=("statement",))
    beside.show(found)
else:
    number = state.page(len(found), EACH, chosen["page"])
    shown = found[number * EACH : (number + 1) * EACH]
    cards.show(shown, "cards", above=beside.companions(found))
    state.pages(len(found), EACH, number)
