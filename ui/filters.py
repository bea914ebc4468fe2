"""The filters in the sidebar: what may be chosen, how each option is called, how many rows it leaves."""

from collections.abc import Mapping

import streamlit as st

from kb import labels
from kb.comparison import Kind, guidelines_of, headings
from kb.records import Intervention, Outcome, Trigger
from kb.vocabulary import Certainty, Phase, Strength, Verb
from ui import near, state
from ui.literal import plain
from ui.served import base

Counts = Mapping[str, Mapping[str, int]]
Chosen = Mapping[str, tuple[str, ...]]
TITLES = {
    "country": "Guideline", "strength": "Strength", "topic": "Topic", "phase": "When or how",
    "trigger": "Patient’s situation", "verb": "Wording", "outcome": "Outcome", "intervention": "Intervention",
    "certainty": "Certainty", "source": "Place in the source", "verdict": "Verdict",
}  # fmt: skip
HELP = {
    "strength": "As printed in the source. Consensus is a kind of statement, not a step between strong and weak, and counts as different from both; "
    "not reported says nothing about how strong it is.",
    "trigger": "What may be true of a patient, as the recommendations name it.",
    "certainty": "How sure one can be that the true effect is close to the estimate (GRADE). Not reported is not low. "
    "An effect rated as a range is counted at both ends.",
}
IN_A_LIST = frozenset({"topic", "trigger", "intervention"})
"""Facets with many options: they open on request, and their labels stay the same, so their counts stand beside."""


@st.cache_resource(show_spinner=False)
def words() -> dict[str, dict[str, str]]:
    """Return, for each facet, the label of every option by its id, in the order that a reader sees."""
    return {
        "country": {g.country: g.country_name for g in base().by_country},
        "strength": {str(s): f"{labels.STRENGTH_MARK[s]} {labels.STRENGTH[s]}" for s in Strength},
        "topic": {topic.id: f"{'· ' * depth}{topic.label}" for topic, depth in base().outline},
        "phase": {str(p): labels.phase(base(), p) for p in Phase},
        "trigger": {t.id: t.label for t in base().of(Trigger)},
        "verb": {str(v): labels.VERB[v] for v in Verb},
        "outcome": {o.id: o.label for o in base().of(Outcome)} | {"not-named": "Outcome not named"},
        "intervention": {i.id: i.label for i in base().of(Intervention)},
        "certainty": {str(c): labels.CERTAINTY[c] for c in Certainty} | {"not-reported": "Not reported"},
        "source": {"table": "In the summary table", "text": "In the text alone"},
        "verdict": {kind: _verdict(kind) for kind in labels.VERDICT},
    }


def _verdict(kind: str) -> str:
    """Return a verdict with its mark; where nothing is compared there is none, as it reads like a count."""
    words = labels.VERDICT[kind]
    return words if kind in {Kind.ONE_GUIDELINE, Kind.NONE} else f"{labels.VERDICT_MARK[kind]} {words}"


@st.cache_resource(max_entries=100, show_spinner=False, hash_funcs={tuple: repr})
def _headings(countries: tuple[str, ...]) -> frozenset[str]:
    return headings(base(), guidelines_of(base(), {"country": countries}))


def show(names: tuple[str, ...], chosen: Chosen, counts: Counts, searched: str = "") -> None:
    """Show the widgets of these facets in the sidebar, with how many rows each option leaves, and what is set on the page.

    `searched` are the words that limit the rows as well.
    """
    if state.presenting():
        return
    with st.sidebar:
        for name in names:
            _widget(name, chosen, counts[name])
    _set(names, chosen, searched)
    if chosen.get("trigger"):
        near.show(chosen["trigger"], counts["trigger"])


def _set(names: tuple[str, ...], chosen: Chosen, searched: str) -> None:
    """Show in one line which filters are set, and clear them: on a phone the sidebar, which holds them, is closed."""
    if said := in_words({name: chosen.get(name, ()) for name in names}, searched):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(f"Filters: {said}", width="content")
            st.button(
                "Clear", key="clear", icon=":material/close:", type="tertiary", on_click=state.clear,
                args=(*names, "q", "page"),
            )  # fmt: skip


def _widget(name: str, every: Chosen, counts: Mapping[str, int]) -> None:
    known, chosen = words()[name], every.get(name, ())
    if name in IN_A_LIST:
        offered = {option: known[option] for option in counts if counts[option] or option in chosen}
        # A heading can be chosen, for all that stands below it, but is no topic of its own.
        any_of = f"Any of {len(offered.keys() - _headings(tuple(every.get('country', ()))))}"
        state.multiselect(name, TITLES[name], offered, chosen, help=HELP.get(name), placeholder=any_of)
    else:
        counted = {
            option: f"{known[option]} {counts[option]}" for option in counts if counts[option] or option in chosen
        }
        state.pills(
            name, TITLES[name], {option: plain(label) for option, label in counted.items()}, chosen, help=HELP.get(name)
        )


def in_words(chosen: Chosen, searched: str = "") -> str:
    """Return in one line what is chosen, such as ``Germany; strong``; empty where nothing is."""
    said = [
        " or ".join(words()[name][value].strip("· ") for value in values)
        for name, values in chosen.items()
        if values and name in TITLES
    ]
    return "; ".join([*([f"“{searched}”"] if searched else []), *said])
