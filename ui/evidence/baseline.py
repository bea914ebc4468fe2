"""A baseline risk that a reader may type, and those that sources give."""

from collections.abc import Mapping

import streamlit as st

from kb import labels
from kb.effects import read_percent, words
from kb.effects.summary import Line
from kb.records import Baseline, Effect, Outcome
from ui import literal, registry, state
from ui.served import base

HELP = (
    "How many people reach the outcome without the intervention. With it, relative effects turn into numbers of people. "
    "Where nothing is typed, an effect starts from its own control group’s risk, if a source gives it; another trial’s "
    "risk is never taken unasked."
)


@st.cache_resource(show_spinner=False)
def names() -> dict[str, str]:
    """Return the names of the address that hold a baseline risk in percent, each with its outcome."""
    counted = (e.outcome for e in base().of(Effect) if e.outcome and e.measure and e.measure.counts_people)
    return {f"baseline-{outcome}": outcome for outcome in dict.fromkeys(counted)}


def typed(chosen: Mapping[str, tuple[str, ...]]) -> dict[str, float]:
    """Return the baseline risks in the address by outcome, as shares; what is none is said on the page."""
    given = {outcome: chosen[name][-1] for name, outcome in names().items() if chosen.get(name)}
    risks = {outcome: read_percent(words) for outcome, words in given.items()}
    for outcome, risk in risks.items():
        if risk is None:
            st.warning(
                f"“{literal.typed(given[outcome])}” is no baseline risk. Give a number above 0% and below 100%, such as 7.2%."
            )
    return {outcome: risk for outcome, risk in risks.items() if risk is not None}


def sourced(outcome: str) -> tuple[Baseline, ...]:
    """Return the baseline risks that sources give for an outcome."""
    return tuple(found for found in base().of(Baseline) if found.outcome == outcome)


def whose(line: Line) -> str:
    """Return whose risk an absolute effect starts from: its own control group's, that of a source, or one typed."""
    if not line.typed:
        return words.without(line)[1]
    taken = (
        found
        for found in sourced(line.effect.outcome or "")
        if round(1000 * found.risk) == round(line.absolute.without, 3)
    )
    found = next(taken, None)
    return found.label if found else "baseline risk as typed"


def ask(outcome: Outcome, risk: float | None, out_of: int, empty: str) -> None:
    """Show the field for the baseline risk of an outcome, out of so many people; it holds `risk`, a share, or says `empty`."""
    state.number(
        f"baseline-{outcome.id}", f"Baseline risk: of {out_of} people without the intervention",
        None if risk is None else 100 * risk, scale=out_of / 100, step=out_of / 100, format="%g", help=HELP,
        placeholder=empty, width=380,
    )  # fmt: skip


def offers(outcome: Outcome, out_of: int) -> None:
    """Offer the baseline risks that sources give, to be taken with a click, and say whose they are and where it was read."""
    found = {labels.rounded(out_of * risk.risk): risk for risk in sourced(outcome.id)}
    with st.container(horizontal=True):
        for number, risk in found.items():
            st.button(
                f"Take {number}", key=f"take-{risk.id}", help=literal.plain(risk.label), on_click=state.write,
                kwargs={f"baseline-{outcome.id}": f"{100 * risk.risk:g}"},
            )  # fmt: skip
    for number, risk in found.items():
        st.markdown(
            f"**{number}** {literal.plain(risk.label)} ([source]({registry.address('record', id=risk.read_in)}))"
        )
