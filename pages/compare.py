"""Where guidelines agree, where they differ and in what, who says nothing: in sentences, then topic by topic."""

import streamlit as st

from kb.comparison import Order
from ui import filters, state
from ui.comparison import asked as asks
from ui.comparison import conditions, gaps, grades, matrix, numbers, sentences, side
from ui.served import facets

st.title("How the guidelines compare")
chosen, _ = state.read(asks.options(), free=("page",))
asked = asks.asked(chosen)

if not state.presenting():
    counts = facets().counts({name: chosen[name] for name in asks.FACETS}) | {"verdict": asked.counts}
    used = tuple(name for name in ("phase", "trigger", "verb") if chosen[name])
    filters.show(("country", "topic", "strength", *used, "verdict"), chosen, counts)
    with st.sidebar:
        state.toggle("all", f"Only topics that all {len(asked.guidelines)} address", chosen["all"])
        state.toggle(
            "printed",
            "Grades as printed",
            chosen["printed"],
            help="The article’s own labels in place of the common strengths.",
        )
        state.toggle(
            "practice",
            "Practice points beside the guidelines",
            chosen["practice"],
            help="From the smaller sources; shown side by side.",
        )
        state.choice("sort", "Order of topics", asks.ORDERS, chosen["sort"] or (str(Order.TOPIC),))
    view = state.segments("view", "View", asks.VIEWS, chosen["view"])
else:
    view = next(iter(chosen["view"]), "summary")

if len(asked.guidelines) < 2:
    st.info("One guideline is shown. Choose at least one more to compare, or none to compare all.")
if asked.several > len(asked.guidelines):
    st.info(
        f"Of {asked.several} guidelines the first {len(asked.guidelines)} are compared. Choose others in the sidebar."
    )

if not asked.topics:
    st.info("No topic fits all of this. Take a filter away.")
elif view == "summary":
    sentences.show(asked.guidelines)
    matrix.show(asked, grouped=chosen["sort"] in {(), (str(Order.TOPIC),)})
elif view == "side":
    side.show(asked, chosen["show"])
elif view == "conditions":
    conditions.show(asked)
elif view == "numbers":
    numbers.show(asked)
elif view == "grades":
    grades.show(asked)
else:
    gaps.show(asked)
