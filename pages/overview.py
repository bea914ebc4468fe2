"""What the guidelines recommend at a glance: in three sentences, then topic by country."""

import streamlit as st

from ui import overview, state
from ui.served import base

st.title(base().package.headline)
chosen, _ = state.read({"view": ("table",)})
overview.answers()

view = next(iter(chosen["view"]), "chart")
if not state.presenting():
    with st.container(horizontal=True, vertical_alignment="center"):
        overview.doors()
        view = state.segments("view", "Show as", {"chart": "Chart", "table": "Table"}, chosen["view"])
guidelines, topics, every = overview.glance()
if len(topics) < every or len(guidelines) < len(base().by_country):
    st.caption(
        f"The first {len(topics)} of {every} topics and {len(guidelines)} of {len(base().by_country)} guidelines. "
        "Compare shows any others."
    )
if view == "table":
    overview.table()
else:
    overview.matrix()
st.caption(overview.note())
overview.guidelines()
