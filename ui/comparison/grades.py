"""How each guideline grades its statements, what stands for what, and which verdicts rest on that."""

import streamlit as st
from markupsafe import Markup

from kb import comparison, labels
from kb.names import name
from kb.records import Document, Guideline, Scheme, StrengthMapping, Topic
from kb.vocabulary import Strength
from ui import markup, registry, tables
from ui.comparison.asked import Asked, Query
from ui.served import base

ABOUT = (
    "Strength is not one scale across countries. How many recommendations have which strength, as "
    "printed; consensus is a kind of statement, not a step between strong and weak; in verdicts it counts as different from both."
)

HEADING = "What each label means, and the common value it stands for"


def show(asked: Asked) -> None:
    """Show strengths by guideline, the verdicts that another mapping would change, and each scheme with its labels."""
    tables.show(_made(asked.query, asked), "grades")


@st.cache_data(max_entries=200, show_spinner=False, hash_funcs={tuple: repr})
def _made(query: Query, _asked: Asked) -> Markup:
    tabled = _strengths(_asked.guidelines, _asked.kept) + _mappings(_asked.guidelines, _asked.topics)
    return tabled + markup.render("folded.html", heading=HEADING, folded=_schemes(_asked.guidelines))


def _strengths(guidelines: tuple[str, ...], kept: tuple[str, ...]) -> Markup:
    recs = base().recommendations.loc[list(kept)]
    counts = recs.groupby(["guideline", "strength"], observed=True).size()
    rows = [
        [tables.opens(g.id, f"{g.country_name} {g.year}"), *(_count(g, s, counts.get((g.id, str(s)), 0)) for s in Strength),
         _labels(recs[recs.guideline == g.id].printed_strength.dropna().unique())]
        for g in (base().get(Guideline, i) for i in guidelines)
    ]  # fmt: skip
    return tables.reading(ABOUT, ["Guideline", *map(labels.STRENGTH.get, Strength), "Labels as printed"], rows)


def _count(guideline: Guideline, strength: Strength, count: int) -> tables.Cell:
    if not count:
        return "–"
    return tables.goes(registry.address("recommendations", country=guideline.country, strength=strength), str(count))


def _labels(printed: list[str]) -> str:
    return "; ".join(sorted(printed)) or "None"


def _mappings(guidelines: tuple[str, ...], topics: tuple[str, ...]) -> Markup:
    """Return which verdicts each other defensible mapping of labels to strengths would change."""
    changed: dict[str, list[tables.Cell]] = {mapping.id: [] for mapping in base().of(StrengthMapping)}
    for topic in topics:
        kind = labels.VERDICT[comparison.among(base(), topic, guidelines).kind].lower()
        for mapping, other in comparison.under_other_mappings(base(), topic, guidelines):
            label = base().get(Topic, topic).label
            changed[mapping.id].append(
                tables.opens(topic, f"{label}: {kind} becomes {labels.VERDICT[other.kind].lower()}")
            )
    rows = [
        (tables.opens(m.id), m.why, len(changed[m.id]), changed[m.id] or "None") for m in base().of(StrengthMapping)
    ]
    caption = "Would another mapping change a verdict? Each is defensible; none replaces what is printed."
    return tables.reading(caption, ["Other mapping", "Why", "Verdicts changed", "Which"], rows)


def _schemes(guidelines: tuple[str, ...]) -> list[tuple[str, Markup]]:
    own = {
        scheme.id: [g for g in guidelines if base().get(Guideline, g).scheme == scheme.id]
        for scheme in base().of(Scheme)
    }
    shared = {document.scheme for document in base().of(Document)}
    return [
        _scheme(scheme, [base().get(Guideline, g).country_name for g in own[scheme.id]])
        for scheme in base().of(Scheme)
        if own[scheme.id] or scheme.id in shared
    ]


def _scheme(scheme: Scheme, countries: list[str]) -> tuple[str, Markup]:
    rows = [
        (grade.label, grade.meaning, {"strength": str(grade.strength)}, [grade.why, {"kind": f"basis {grade.basis}", "text": labels.BASIS[grade.basis]}])
        for grade in scheme.grades
    ]  # fmt: skip
    used = f" Used by {', '.join(countries)}." if countries else ""
    table = tables.reading(f"{scheme.about}{used}", ["Label", "Meaning", "Common value", "Why"], rows)
    return name(base(), scheme), table
