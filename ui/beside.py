"""Topics that have to be shown beside the recommendations of a view: said once for all of them."""

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from kb import labels
from kb.comparison import companions as companions_of
from kb.comparison import guidelines_of
from kb.records import Recommendation, Topic
from ui import block, markup
from ui.served import base, facets

NO_SIDE = "recommends neither for nor against it"
MOST = 20
"""Of how many guidelines all are named; of more, those whose recommendations are shown."""


def show(ids: Iterable[str]) -> None:
    """Show what `companions` says, in a block of its own, where it says anything."""
    if made := companions(ids):
        block.show(made, "beside")


def companions(ids: Iterable[str]) -> Markup:
    """Return what the guidelines of the view say on the topics that have to be shown beside these recommendations, once."""
    known = facets().options()["country"]
    chosen = tuple(country for country in st.query_params.get_all("country") if country in known)
    return _made(tuple(ids), guidelines_of(base(), {"country": chosen}))


@st.cache_data(max_entries=1000, show_spinner=False, hash_funcs={tuple: repr})
def _made(ids: tuple[str, ...], guidelines: tuple[str, ...]) -> Markup:
    shown = [base().get(Recommendation, i) for i in ids]
    topics = dict.fromkeys(companion.topic for rec in shown for companion in companions_of(base(), rec))
    own = {rec.guideline for rec in shown}
    every = [g for g in base().by_country if g.id in own or (g.id in guidelines and len(guidelines) <= MOST)]
    told = [(topic, [(guideline, base().said(topic.id, guideline.id)) for guideline in every]) for topic in topics]
    return markup.render("beside.html", base=base(), topics=told, says=_says) if told else Markup("")


def _says(topic: Topic, recommendations: tuple[Recommendation, ...]) -> str:
    """Return in words what a guideline's recommendations for or against a topic do, each with its strength."""
    said = [
        f"{labels.does(link.direction)} ({labels.STRENGTH[base().strength(rec)].lower()})"
        for rec in recommendations
        for link in rec.about
        if link.to == topic.id and link.direction.takes_side
    ]
    return " and ".join(dict.fromkeys(said)) or NO_SIDE
