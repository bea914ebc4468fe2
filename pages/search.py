"""One search over every kind of record: direct answers first, then what was found, kind by kind."""

import streamlit as st

from kb import labels
from kb.search.groups import KINDS
from ui import block, filters, found, registry, state
from ui.served import base, facets

chosen, words = state.read({"country": facets().options()["country"], "show": KINDS}, words=True, free=("page",))
countries, kind = chosen["country"], next(iter(chosen["show"]), "")
st.title("Search everything")
if not state.presenting():
    state.text(
        "q", "Words", words, type="search", label_visibility="collapsed", placeholder=base().package.search_examples
    )
if countries and words:
    st.caption(f"Recommendations of {filters.in_words({'country': countries})} only.")

if not words:
    st.write("Recommendations, trial results, topics, references and everything else, in your own words. For example:")
    with st.container(horizontal=True):
        for example in found.examples():
            st.page_link(registry.page("search"), label=example, query_params={"q": example})
elif kind:
    number = state.page(found.MOST, found.EACH, chosen["page"])
    listed, reachable = found.of_kind(words, countries, kind, number)
    st.page_link(registry.page("search"), label="Every kind of record", query_params={"q": words})
    if reachable:
        block.show(listed, "found")
        state.pages(reachable, found.EACH, number)
    else:
        st.info(f"No {labels.KIND[kind].lower()} is found by these words.")
else:
    found.show(words, countries)
