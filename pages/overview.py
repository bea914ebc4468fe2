"""What the guidelines recommend at a glance: in short sentences, then topic by country."""

import streamlit as st

from ui import filters, overview, state
from ui.comparison.asked import FACETS
from ui.literal import plain
from ui.served import base, facets

st.title(plain(base().package.headline))
st.caption(plain(f"{base().package.subject}."))
chosen, _ = state.read({**facets().options(), "view": ("table",)}, free=("page",))
glance = overview.glance(chosen)
overview.answers(glance)

view = next(iter(chosen["view"]), "chart")
if not state.presenting():
    with st.container(horizontal=True, vertical_alignment="center"):
        overview.doors()
        view = state.segments("view", "Show as", {"chart": "Chart", "table": "Table"}, chosen["view"])
if only := filters.in_words({name: chosen[name] for name in FACETS}):
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"Filtered by {only}.", width="content")
        st.button("Show everything", on_click=state.clear, args=FACETS, type="tertiary")

if not glance.topics:
    st.info("No topic fits all of this.")
elif view == "table":
    overview.table(chosen)
else:
    overview.matrix(glance)
st.caption(plain(" ".join(part for part in (glance.left_out, overview.note()) if part)))
overview.guidelines(glance)
