"""Everything that the other pages rest on, one list at a time, each to be narrowed by words."""

import streamlit as st

from ui import lists, registry, state, tables
from ui.served import base

st.title("Sources")
chosen, words = state.read({"show": lists.LISTS}, words=True, free=("page",))
offered = {name: f"{of.title} ({len(lists.records(name))})" for name, of in lists.LISTS.items()}
left, right = st.columns(2)
with left:
    show = state.choice("show", "List", offered, chosen["show"] or ("guidelines",), required=True)
with right:
    state.text("q", "Only rows with these words", words, type="search", placeholder="All rows")

listed = lists.LISTS[show]
found = lists.found(show, words)
number = state.page(len(found), listed.each, chosen["page"])
shown = found[number * listed.each : (number + 1) * listed.each]
count = f"{len(found)} of {len(lists.records(show))}" if words else str(len(found))
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
    st.info("No row of this list has all of these words. Take one away, or search everything in the sidebar.")
else:
    st.info("These data hold none.")
st.caption(f"Data of {base().package.released}; {len(base().records)} records, each of which says where it was read.")
