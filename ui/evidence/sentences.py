"""What the evidence shows at a glance, in plain sentences made from the data."""

from collections.abc import Iterable

import streamlit as st

from kb.effects import overview
from kb.effects.sentence import level
from kb.prose import Sentence
from kb.records import Effect
from kb.vocabulary import Certainty
from ui.evidence.section import Section
from ui.literal import plain
from ui.served import base

NO_TRIALS = "no-trials"


def lead(effects: Iterable[Effect]) -> frozenset[str]:
    """Show two sentences: what is most certain, and where there were no trials; return them."""
    said = _said(tuple(effect.id for effect in effects))
    shown = [sentence.text for sentence in (*_first(said), *(s for s in said if s.about == NO_TRIALS))]
    st.markdown(plain(" ".join(shown)))
    return frozenset(shown)


def of(section: Section, led: frozenset[str]) -> None:
    """Show what is most certain on one outcome, where the page has not `led` with it."""
    for said in _said(tuple(effect.id for effect in section.effects)):
        if said.about == "certainty" and said.text not in led:
            text = said.text.removeprefix(f"{section.title}: ")
            st.markdown(plain(f"{text[:1].upper()}{text[1:]}"))


def _first(said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    rated = sorted((s for s in said if s.about == "certainty"), key=_sureness)
    return tuple(rated[:1]) or tuple(s for s in said if s.about == "unrated")[:1]


def _sureness(sentence: Sentence) -> int:
    return list(Certainty).index(level(base().get(Effect, sentence.effects[0])))


@st.cache_data(max_entries=500, show_spinner=False, hash_funcs={tuple: repr})
def _said(ids: tuple[str, ...]) -> tuple[Sentence, ...]:
    return overview(base(), [base().get(Effect, effect) for effect in ids])
