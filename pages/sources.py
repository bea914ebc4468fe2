"""Everything that the other pages rest on, one list at a time, each narrowed by words; discrepancies also by weight."""

import streamlit as st

from ui import lists, registry, state, tables
from ui.served import base

st.title("Sources")
chosen, words = state.read({"show": lists.LISTS, "view": lists.WEIGHTS}, words=True, free=("page",))
offered = {name: f"{of.title} ({len(lists.records(name))})" for name, of in lists.LISTS.items()}
left, right = st.columns(2)
with left:
    show = state.choice("show", "List", offered, chosen["show"] or ("guidelines",), required=True)
with right:
    state.text("q", "Only records with these words", words, type="search", placeholder="All records")

listed = lists.LISTS[show]
weight = lists.EVERY
if show == lists.WEIGHED:
    weights = {name: f"{word} {len(lists.found(show, words, name))}" for name, word in lists.WEIGHTS.items()}
    weight = state.segments("view", "Weight", weights, chosen["view"])
found = lists.found(show, words, weight)
number = state.page(len(found), listed.each, chosen["page"])
shown = found[number * listed.each : (number + 1) * listed.each]
every = len(lists.records(show))
count = str(every) if len(found) == every else f"{len(found)} of {every}"
st.markdown(f"**{listed.title}: {count}.** {listed.about}")

if show == "references" and found:
    ids = found if words else ()
    files = {form: registry.address(f"download/references.{form}", id=ids) for form in ("ris", "bib", "json")}
    st.markdown(
        f"For a reference manager: [RIS]({files['ris']}), [BibTeX]({files['bib']}), [CSL-JSON]({files['json']})"
    )
if found:
    tables.show(lists.table(show, shown), "list")
    state.pages(len(found), listed.each, number)
elif words:
    st.info("No record of this list has all of these words. Remove one, or search everything.")
else:
    st.info("These data hold none.")
if others := lists.others(words, weight) if show == lists.WEIGHED else "":
    st.button(others, on_click=state.write, kwargs={"view": lists.EVERY, "page": None}, type="tertiary")
st.caption(f"Data of {base().package.released}; {len(base().records)} records, each of which names its source.")
