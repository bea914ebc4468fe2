"""The links of a record as tables: its neighbours, the path to another, the similarity of two guidelines, where to start."""

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from kb import labels, walk
from kb.charts import neighbourhood
from kb.charts.figure import Figure
from kb.names import name
from kb.records import Guideline, Intervention, Topic, kind_of
from kb.walk import Neighbourhood, Overlap, Step
from ui import registry, tables
from ui.literal import plain
from ui.served import base, index

ORIGIN = {"stated": "stated by the source", "decided": "curator’s judgement", "derived": "calculated"}


def walks(record: str) -> tables.Cell:
    """Return a cell that leads to the links of a record."""
    return tables.goes(registry.address("graph", id=record), name(base(), base().records[record]))


def walked(marks: list[dict[str, str]]) -> dict[str, str | None]:
    """Return what the address holds after a neighbour was clicked: that record, and nothing else of the page."""
    return {"id": marks[0]["id"], "to": None, "via": None, "q": None, "page": None}


def offers(words: str, address: Callable[[str], str]) -> None:
    """Offer the records that match words, each with the address made from its id."""
    if not words:
        return
    if words in base().records:
        found = [(labels.KIND[kind_of(base().records[words])], [words])]
    else:
        found = [(labels.KIND[g.kind], [hit.id for hit in g.hits]) for g in index().everything(words).groups]
    if not found:
        st.info("No record matches these words. Try fewer or other words.")
        return
    rows = [(tables.goes(address(i), name(base(), base().records[i])), kind) for kind, ids in found for i in ids]
    tables.show(tables.reading("Records found", ["Record", "Kind"], rows, tall=True), "offers")


def example() -> None:
    """Show an example of a path: from a recommendation to another country's on the same topic, where there is one."""
    if found := _example():
        here, there, said = found
        st.markdown(f"For example: {plain(said)}")
        st.page_link(registry.page("graph"), label="Open this path", query_params={"id": here, "to": there})


@st.cache_data(show_spinner=False)
def _example() -> tuple[str, str, str] | None:
    for topic, _ in base().outline:
        # An action of one word would not tell what a recommendation says.
        each = (next((r.id for r in base().said(topic.id, g.id) if " " in r.action), "") for g in base().by_country)
        said = [rec for rec in each if rec]
        if len(said) > 1:
            here, there = said[:2]
            return here, there, walk.sentence(base(), walk.path(base(), here, there) or ())
    return None


def starts() -> None:
    """Show records to start from: guidelines, upper topics, interventions."""
    st.header("Start here")
    upper = [topic for topic in base().of(Topic) if topic.broader is None]
    kinds = {"Guidelines": base().by_country, "Topics": upper, "Interventions": base().of(Intervention)}
    for column, (title, records) in zip(st.columns(len(kinds)), kinds.items(), strict=True):
        with column:
            rows = [(walks(record.id),) for record in records]
            tables.show(
                tables.reading(f"Start here: {title.lower()}", [title], rows, stacks=False, titled=False),
                f"starts-{title}",
            )


@st.cache_resource(max_entries=500, show_spinner=False)
def around(record: str, group: str = "", part: int = 1) -> Neighbourhood:
    """Return the neighbours of a record (`kb.walk.neighbours`); read only."""
    return walk.neighbours(base(), record, group, part)


@st.cache_resource(max_entries=500, show_spinner=False)
def drawn(record: str, group: str = "", part: int = 1) -> Figure:
    """Return the same drawn; read only."""
    return neighbourhood.figure(base(), around(record, group, part))


def neighbours(record: str, group: str = "", part: int = 1) -> None:
    """Show the neighbours in the picture as a table, each with how it is linked, on what basis, and why."""
    with st.expander("Table of the links, with their basis and reason"):
        tables.show(_neighbours(record, group, part), "neighbours")


@st.cache_data(max_entries=500, show_spinner=False)
def _neighbours(record: str, group: str, part: int) -> Markup:
    found = around(record, group, part)
    rows = [
        (walks(n.id), labels.KIND[kind_of(base().records[n.id])], [_link(s) for s in n.steps], n.links)
        for n in found.neighbours
    ]
    left = f"; choose a kind of link to see the other {found.left_out}" if found.left_out else ""
    caption = f"{len(rows)} of {found.total} neighbours{left}"
    return tables.reading(caption, ["Neighbour", "Kind", "How it is linked", "Number of links"], rows)


def _link(step: Step) -> str:
    why = f": {step.reason}" if step.reason else ""
    return f"{step.said} ({ORIGIN[step.basis]}{why})"


def path(here: str, there: str) -> None:
    """Show the path between two records as a sentence and step by step, and the similarity of two guidelines."""
    steps = walk.path(base(), here, there)
    other = name(base(), base().records[there])
    st.header(f"The path to {plain(other)}")
    if steps is None:
        st.info("No chain of links connects the two records.")
        return
    st.write(plain(walk.sentence(base(), steps)) or "Both ends of the path are the same record. Choose another.")
    for source in walk.sources_passed(base(), steps):
        st.warning(f"A weak connection: the two are linked only through {plain(name(base(), base().records[source]))}.")
    if isinstance(base().records[here], Guideline) and isinstance(base().records[there], Guideline) and here != there:
        similarity(here, there)
    rows = [(walks(s.start), s.said, walks(s.end), ORIGIN[s.basis], s.reason) for s in steps]
    with st.expander("Link by link"):
        tables.show(tables.reading("", ["From", "Link", "To", "Basis", "Reason"], rows), "path")
    st.page_link(registry.page("graph"), label="Close the path", query_params={"id": here})


def guidelines(here: str) -> None:
    """Offer to compare a guideline with each of the others."""
    if isinstance(base().records[here], Guideline):
        rows = [
            (tables.goes(registry.address("graph", id=here, to=g.id), f"{g.country_name}: {g.short_title}"),)
            for g in base().by_country
            if g.id != here
        ]
        tables.show(tables.reading("", ["Similarity to"], rows), "guidelines")


def similarity(first: str, second: str) -> None:
    """Show which topics and triggers two guidelines share."""
    found = walk.similarity(base(), first, second)
    names = [base().get(Guideline, guideline).country_name for guideline in (first, second)]
    rows = [
        (what, _share(overlap), *(_listed(ids) for ids in (overlap.both, overlap.only_first, overlap.only_second)))
        for what, overlap in (("Topics", found.topics), ("Triggers", found.triggers))
    ]
    heads = ["Compared by", "Similarity", "Both", f"Only {names[0]}", f"Only {names[1]}"]
    caption = (
        "Similarity: what both address, as a share of what at least one addresses (Jaccard index, calculated). "
        "A shared topic is not agreement; what only one addresses is not in the summary tables for the other."
    )
    tables.show(tables.reading(caption, heads, rows), "similarity")


def _share(overlap: Overlap) -> str:
    if overlap.jaccard is None:
        return "Neither addresses any"
    return f"{labels.number(overlap.jaccard)} ({len(overlap.both)} of {overlap.either})"


def _listed(ids: tuple[str, ...]) -> list[tables.Cell]:
    return [walks(record) for record in ids] or ["None"]
