"""What has to stand beside recommendations on other topics: said once for all that a view shows."""

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from kb import labels
from kb.comparison import companions as companions_of
from kb.records import Guideline, Recommendation, Topic
from kb.vocabulary import Direction
from ui import block, markup
from ui.served import base

SAYS = {
    Direction.FOR: "recommends it",
    Direction.AGAINST: "recommends against it",
    Direction.NEITHER: "addresses it",
}


def companions(ids: Iterable[str]) -> None:
    """Show what the same guidelines say on the topics that have to stand beside these recommendations', once."""
    made = _made(tuple(ids))
    if made:
        block.show(made, "beside")


@st.cache_data(max_entries=1000, show_spinner=False)
def _made(ids: tuple[str, ...]) -> Markup:
    said: dict[str, dict[str, tuple[Recommendation, ...]]] = {}
    for rec in (base().get(Recommendation, i) for i in ids):
        for companion in companions_of(base(), rec):
            said.setdefault(companion.topic.id, {})[rec.guideline] = companion.recommendations
    topics = [(base().records[topic], _by_country(found)) for topic, found in said.items()]
    return markup.render("beside.html", base=base(), topics=topics, says=_says) if topics else Markup("")


def _says(topic: Topic, recommendations: tuple[Recommendation, ...]) -> str:
    """Return in words what a guideline's recommendations do to a topic, each with its strength."""
    said = [
        f"{SAYS[link.direction]} ({labels.STRENGTH[base().strength(rec)].lower()})"
        for rec in recommendations
        for link in rec.about
        if link.to == topic.id
    ]
    return " and ".join(dict.fromkeys(said))


def _by_country(
    found: dict[str, tuple[Recommendation, ...]],
) -> list[tuple[Guideline, tuple[Recommendation, ...]]]:
    return [(guideline, found[guideline.id]) for guideline in base().by_country if guideline.id in found]
