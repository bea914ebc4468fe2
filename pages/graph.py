"""Explore the links of any record, read the path between two, and compare what two guidelines address."""

import streamlit as st

from kb import labels
from kb.names import name
from kb.records import kind_of
from ui import charts, links, registry, state
from ui.literal import plain
from ui.served import base

asked = {key: st.query_params.get(key, "") for key in ("id", "to", "via")}
around = links.around(asked["id"]) if asked["id"] in base().records else None
groups = {group.key: group for group in around} if around else {}
known = {key: [value] if value in base().records else [] for key, value in asked.items() if key != "via"}
chosen, words = state.read({**known, "via": groups}, words=True, free=("page",))

if around is None:
    st.title("How the records are linked")
    st.markdown(
        "Explore how guidelines, topics, trials and references are linked. Each link is stated by the source or is a "
        f"curator’s judgement, with its reason ({len(base().records)} records, {base().graph.number_of_edges()} links)."
    )
    links.example()
    state.text("q", "Start from a record", words, placeholder=base().package.search_examples)
    links.offers(words, lambda record: registry.address("graph", id=record))
    links.starts()
else:
    here = chosen["id"][0]
    record = base().records[here]
    st.title(plain(name(base(), record)))
    count = base().graph.degree(here)
    counted = f"{count} {'link' if count == 1 else 'links'} with {around.total} other {'record' if around.total == 1 else 'records'}"
    st.markdown(f"{labels.KIND[kind_of(record)]} · **{counted}**")

    if chosen["to"]:
        links.path(here, chosen["to"][0])
    if groups:
        group = state.choice(
            "via", "Kind of link", {key: f"{g.said} {labels.counted(g.total, g.kind)}" for key, g in groups.items()},
            chosen["via"], placeholder="All kinds",
        )  # fmt: skip
        shown = (here,)
        if group:
            parts = groups[group].parts
            number = state.page(parts, 1, chosen["page"])
            shown = (here, group, number + 1)
            state.pages(parts, 1, number)
        charts.show(links.drawn(*shown), "neighbourhood", writes=links.walked)
        links.neighbours(*shown)

    st.header("The path to another record")
    state.text("q", "Another record", words, placeholder="Words, or an id")
    links.offers(words, lambda other: registry.address("graph", id=here, to=other))
    links.guidelines(here)
