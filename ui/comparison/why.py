"""Why guidelines get a verdict on a topic: what went in, who is not rated, what is set aside, what would change it."""

import streamlit as st
from markupsafe import Markup

from kb import comparison, labels
from kb.comparison import Statement, Verdict
from kb.records import Guideline, Recommendation, Topic
from ui import block, discrepancies, markup
from ui.comparison.matrix import also
from ui.served import base, facets


def show(topic: str) -> None:
    """Show the verdict on a topic over the guidelines that the address chooses, with everything it rests on."""
    known = facets().options()["country"]
    chosen = tuple(country for country in st.query_params.get_all("country") if country in known)
    block.show(_made(topic, comparison.guidelines_of(base(), {"country": chosen}), chosen), f"why-{topic}")


@st.cache_data(max_entries=1000, show_spinner=False, hash_funcs={tuple: repr})
def _made(topic: str, guidelines: tuple[str, ...], chosen: tuple[str, ...]) -> Markup:
    found = comparison.among(base(), topic, guidelines)
    silent = [base().get(Guideline, g) for g in guidelines if g not in found.guidelines]
    return markup.render(
        "verdict.html", topic=base().get(Topic, topic), verdict=found, silent=silent, reason=comparison.reason(found, base().get(Topic, topic).reason_for),
        words=labels.VERDICT[found.kind], also=also(found.differences), guidelines=_said(found, guidelines),
        neutral=_named(found.neutral), patients=comparison.patients(base(), topic, guidelines), disagreements=discrepancies.on([topic]).headline, unrated=_named(found.unrated),
        mappings=comparison.under_other_mappings(base(), topic, guidelines), country=chosen, addressing=len(found.guidelines),
        below=[base().get(Topic, t) for t in sorted(base().narrower(topic)) if t != topic], of=len(guidelines),
    )  # fmt: skip


def _named(guidelines: frozenset[str]) -> str:
    return ", ".join(g.country_name for g in base().by_country if g.id in guidelines)


def _said(
    found: Verdict, guidelines: tuple[str, ...]
) -> list[tuple[Guideline, list[tuple[Recommendation, Statement]]]]:
    return [
        (base().get(Guideline, g), [(base().get(Recommendation, s.recommendation), s) for s in found.inputs if s.guideline == g])
        for g in guidelines
        if g in found.guidelines
    ]  # fmt: skip
