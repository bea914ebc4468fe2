"""The permanent page of one record."""

import streamlit as st

from kb import labels
from kb.records import Recommendation, kind_of
from ui import cards, details, query, registry, titles
from ui.literal import plain, typed
from ui.served import base

asked = st.query_params.get("id", "")
record = base().records.get(asked)
if record is None:
    st.title("No such record")
    said = f"No record has the id “{query.shortened(asked)}”." if asked else "The address names no record."
    st.warning(f"{typed(said)} Ids never change, so part of the address may be missing. Search for it instead.")
    st.page_link(registry.page("recommendations"), label="All recommendations")
    st.page_link(registry.page("sources"), label="All sources")
else:
    st.caption(" · ".join(filter(None, (labels.KIND[kind_of(record)], titles.place(record)))))
    st.title(plain(titles.title(record)))
    if isinstance(record, Recommendation):
        cards.show([asked], "card", alone=True)
    details.show(asked, "details")
    st.page_link(registry.page("graph"), label="Explore its links", query_params={"id": asked})
    titles.link(asked)
