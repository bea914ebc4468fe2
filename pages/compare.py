"""Where guidelines agree, where they differ and in what, what is not in the tables: in sentences, then topic by topic."""

import streamlit as st

from ui import filters, state
from ui.beside import companions
from ui.comparison import asked as asks
from ui.comparison import conditions, gaps, grades, matrix, numbers, sentences, side
from ui.served import facets

title = st.empty()
chosen, _ = state.read(asks.options(), free=("page",))
asked = asks.asked(chosen)

if state.presenting():
    view = next(iter(chosen["view"]), "summary")
else:
    used = tuple(name for name in ("phase", "trigger", "verb") if chosen[name])
    counts = facets().counts({name: chosen[name] for name in asks.FACETS}) | {"verdict": asked.counts}
    filters.show(("country", "topic", "strength", *used, "verdict"), chosen, counts)
    with st.sidebar:
        state.segments("sort", "Order of topics", asks.ORDERS, chosen["sort"])
        state.toggle("all", f"Only topics that all {len(asked.guidelines)} address", chosen["all"])
        state.toggle("printed", "Grades as printed", chosen["printed"], help=asks.PRINTED)
        state.toggle("practice", "Practice points, side by side", chosen["practice"], help=asks.PRACTICE)
    view = state.segments("view", "View", asks.VIEWS, chosen["view"])

# Of a topic that is presented, its own name is the title.
if not (state.presenting() and view == "side" and asked.topics):
    title.title("How the guidelines compare")
if len(asked.guidelines) < 2:
    st.info("One guideline is shown. Choose at least one more to compare, or none to compare all.")
if asked.several > len(asked.guidelines):
    st.info(
        f"Of {asked.several} guidelines the first {len(asked.guidelines)} are compared. Choose others in the sidebar."
    )

if not asked.topics:
    st.info("No topic fits all of this. Remove a filter.")
elif view == "summary":
    told = "" if asked.narrowed else sentences.told(asked.guidelines) + companions(asked.beside)
    matrix.show(asked, chosen["page"], above=told)
elif view == "side":
    if state.presenting():
        side.present(asked, chosen["show"])
    else:
        side.show(asked, chosen["show"], chosen["page"])
elif view == "conditions":
    conditions.show(asked, chosen["page"])
elif view == "numbers":
    numbers.show(asked)
elif view == "grades":
    grades.show(asked)
else:
    gaps.show(asked)
