"""The yardstick: the same pages as a careful person writes them with stock elements, as few and as large as they get.

As many filters, about as many words and as many charts as the real pages have.
All words and charts are made once and kept, so that a run costs little more
than Streamlit itself does.
"""

import streamlit as st

from kb import labels
from kb.comparison.matrix import matrix
from kb.effects.panel import Panel, interval, panels
from kb.effects.sentence import plain
from kb.exports.tables import where
from kb.library import Library, open_library
from kb.records import Effect, Intervention, Recommendation, Record, kind_of
from kb.selection import Selection
from kb.walk.neighbourhood import around
from ui import compare as real_compare
from ui import evidence as real_evidence
from ui import sources as real_sources
from ui.naming import name_of

BREAK = "\n\n"


@st.cache_resource
def library() -> Library:
    """Return the library, opened once."""
    return open_library()


@st.cache_resource
def cards() -> dict[str, str]:
    """Return everything that each record holds, in words."""
    kb = library().kb
    return {record.id: _card(record) for record in kb.records.values()}


def _card(record: Record) -> str:
    fields = record.model_dump(
        mode="json", exclude={"id", "passage", "where"}, exclude_none=True, exclude_defaults=True
    )
    place = f" · {where(library().kb, record.where)}" if getattr(record, "where", None) else ""
    return f"**{name_of(library().kb, record)}**{place}{BREAK}" + BREAK.join(
        f"{name}: {_plain(value)}" for name, value in fields.items()
    )


def _plain(value: object) -> str:
    match value:
        case dict():
            return ", ".join(_plain(part) for part in value.values())
        case list():
            return "; ".join(map(_plain, value))
    return str(value)


@st.cache_resource
def plots() -> dict[str, tuple[frozenset[str], dict]]:
    """Return the chart of every panel with the ids of its effects."""
    kb = library().kb
    found = panels(kb, kb.of(Effect))
    return {p.name: (frozenset(e.id for e in p.plotted), _chart(p)) for p in found if p.plotted}


def _chart(panel: Panel) -> dict:
    kb = library().kb
    rows = [
        {
            "name": kb.get(Intervention, effect.intervention).label, "shown": effect.printed,
            "estimate": effect.estimate, "low": interval(effect).low, "high": interval(effect).high,
        }
        for effect in panel.plotted
    ]  # fmt: skip
    scale = {"type": "log"} if panel.measure.is_ratio else {"type": "linear"}
    place = {"y": {"field": "name", "type": "nominal"}}
    return {
        "data": {"values": rows},
        "layer": [
            {
                "mark": "rule",
                "encoding": {
                    **place,
                    "x": {"field": "low", "type": "quantitative", "scale": scale},
                    "x2": {"field": "high"},
                },
            },
            {
                "mark": "square",
                "encoding": {**place, "x": {"field": "estimate", "type": "quantitative", "scale": scale}},
            },
            {
                "mark": {"type": "text", "dy": -12},
                "encoding": {**place, "x": {"field": "estimate", "type": "quantitative"}, "text": {"field": "shown"}},
            },
        ],
    }


@st.cache_resource
def having() -> dict[str, dict[str, frozenset[str]]]:
    """Return, for each option of each facet, the recommendations that have it."""
    facets = library().facets
    return {
        name: {option: frozenset(facets.matching(Selection({name: (option,)}))) for option in options}
        for name, options in facets.options().items()
    }


def overview() -> None:
    """Every topic with how many recommendations each country has on it."""
    kb = library().kb
    st.title(kb.package.headline)
    st.text_input("Search the recommendations", key="words")
    rows = matrix(kb, [guideline.id for guideline in kb.guidelines])
    st.markdown(f"{len(library().facets.ids)} recommendations")
    head = " | ".join(["Topic", *(guideline.country_name for guideline in kb.guidelines)])
    lines = (
        " | ".join([row.topic.label, *(_listed(cell.recommendations) for cell in row.cells)]) for row in rows
    )  # fmt: skip
    st.markdown("\n".join([head, " | ".join(["---"] * (len(kb.guidelines) + 1)), *lines]))


def _listed(recs: tuple[Recommendation, ...]) -> str:
    return ", ".join(f"{rec.strength or 'no label'}: {rec.action} ({rec.verb})" for rec in recs) or "not in the tables"


def recommendations() -> None:
    """Six filters over every recommendation."""
    lib = library()
    st.title("Recommendations")
    st.text_input("Search", key="words")
    chosen = {name: st.multiselect(name, list(rows), key=name) for name, rows in having().items()}
    kept = [
        id for id in lib.facets.ids if all(not v or any(id in having()[n][o] for o in v) for n, v in chosen.items())
    ]
    st.markdown(f"**{len(kept)} of {len(lib.facets.ids)}** recommendations")
    st.markdown(BREAK.join(cards()[id] for id in kept))


def compare() -> None:
    """The recommendations of some countries, topic by topic."""
    lib = library()
    st.title("Compare guidelines")
    countries = st.multiselect("Countries", list(having()["country"]), key="country")
    topics = st.multiselect("Topics", list(having()["topic"]), key="topic")
    st.segmented_control("View", list(real_compare.VIEWS), key="view")
    st.segmented_control("Sort", list(real_compare.ORDERS), key="sort")
    for switch in ("only", "scale", "practice"):
        st.toggle(switch, key=switch)
    shown = [g.id for g in lib.kb.guidelines if g.country in countries or not countries]
    rows = [row for row in matrix(lib.kb, shown, topics) if row.speaking]
    st.markdown(f"{len(rows)} topic{'' if len(rows) == 1 else 's'}, {len(shown)} guidelines")
    parts = (
        BREAK.join([f"### {row.topic.label}", *(cards()[rec.id] for cell in row.cells for rec in cell.recommendations)])
        for row in rows
    )
    st.markdown(BREAK.join(parts))


def evidence() -> None:
    """The statements of effect, with one chart for each panel."""
    kb = library().kb
    st.title("What trials show")
    of = {"intervention": lambda e: e.intervention, "outcome": lambda e: e.outcome, "read-in": lambda e: e.where.table}
    st.segmented_control("View", list(real_evidence.VIEWS), key="view")
    chosen = {
        name: st.multiselect(name, list(filter(None, dict.fromkeys(map(value, kb.of(Effect))))), key=name)
        for name, value in of.items()
    }
    kept = [e for e in kb.of(Effect) if all(not v or of[n](e) in v for n, v in chosen.items())]
    st.markdown(f"{len(kept)} statement{'' if len(kept) == 1 else 's'} of effect")
    ids = {effect.id for effect in kept}
    for name, (plotted, chart) in plots().items():
        if plotted & ids:
            st.vega_lite_chart(chart, theme=None, width="stretch", key=name)
    st.markdown(BREAK.join(f"{cards()[effect.id]}{BREAK}{plain(kb, effect)}" for effect in kept))
    st.markdown(BREAK.join(f"**{title}**: {words}" for title, words in labels.EXPLAINED.values()))


def graph() -> None:
    """A record and what stands around it."""
    kb = library().kb
    id = st.selectbox("Record", list(kb.records), key="id")
    st.title(name_of(kb, kb.records[id]))
    st.text_input("The way to another record", key="words")
    found = around(kb, id)
    st.pills("Kinds of link", [group.key for group in found.groups], key="via")
    st.markdown(f"{kb.graph.degree(id)} links with {found.total} other records")
    lines = (
        f"- **{name_of(kb, kb.records[one.id])}** · {kind_of(kb.records[one.id])} · {one.links} links · "
        + "; ".join(f"{step.said} ({step.basis}) {step.reason}" for step in one.steps)
        for one in found.neighbours
    )
    st.markdown(BREAK.join([cards()[id], "\n".join(lines), *(cards()[one.id][:200] for one in found.neighbours)]))


def sources() -> None:
    """One kind of record that was read."""
    kb = library().kb
    st.title("Sources")
    part = st.segmented_control("Part", list(real_sources.PARTS), default="guidelines", key="show") or "guidelines"
    found = real_sources.records(kb, part)
    st.markdown(f"## {real_sources.PARTS[part]} ({len(found)})")
    st.markdown(BREAK.join(BREAK.join(cards()[record.id].split(BREAK)[:4]) for record in found))


def record() -> None:
    """Everything one record holds, and its links."""
    kb = library().kb
    id = st.selectbox("Record", list(kb.records), key="id")
    st.title(name_of(kb, kb.records[id]))
    st.html(f"<code>{id}</code>")
    st.markdown(cards()[id])
    links = [*kb.graph.edges_from(id), *kb.graph.edges_to(id)]
    st.markdown(
        "\n".join(
            f"- {link.relation}: {name_of(kb, kb.records[link.target if link.source == id else link.source])}"
            f" ({link.basis}) {link.reason}"
            for link in links
        )
    )


def main() -> None:
    """Show the page that the address names."""
    st.set_page_config(page_title="Bare", layout="wide")
    page = st.navigation(
        [
            st.Page(overview, title="Overview", default=True),
            *(
                st.Page(page, title=page.__name__.capitalize(), url_path=page.__name__)
                for page in (recommendations, compare, evidence, graph, sources, record)
            ),
        ],
        position="top",
    )
    page.run()
    st.caption(f"{library().kb.package.not_for} Data version {library().kb.version}.")


main()
