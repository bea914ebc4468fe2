"""A baseline risk that a reader may enter, and those that sources report."""

from collections.abc import Mapping

import streamlit as st

from kb import labels
from kb.effects import read_percent, words
from kb.effects.summary import Line
from kb.records import Baseline, Effect, Outcome
from ui import literal, registry, state
from ui.served import base

HELP = (
    "The share of people who reach the outcome without the intervention. It turns a relative effect into numbers of "
    "people. If the field is empty, each effect uses the risk in its own control group, where a source reports it; the "
    "risk in another trial is used only if you enter it."
)


@st.cache_resource(show_spinner=False)
def names() -> dict[str, str]:
    """Return the names of the address that hold a baseline risk in percent, each with its outcome."""
    counted = (e.outcome for e in base().of(Effect) if e.outcome and e.measure and e.measure.counts_people)
    return {f"baseline-{outcome}": outcome for outcome in dict.fromkeys(counted)}


def typed(chosen: Mapping[str, tuple[str, ...]]) -> dict[str, float]:
    """Return the baseline risks in the address by outcome, as shares; the page says which are not one."""
    given = {outcome: chosen[name][-1] for name, outcome in names().items() if chosen.get(name)}
    risks = {outcome: read_percent(words) for outcome, words in given.items()}
    for outcome, risk in risks.items():
        if risk is None:
            st.warning(
                f"“{literal.typed(given[outcome])}” is no baseline risk. Enter a number above 0% and below 100%, such as 7.2%."
            )
    return {outcome: risk for outcome, risk in risks.items() if risk is not None}


def sourced(outcome: str) -> tuple[Baseline, ...]:
    """Return the baseline risks that sources give for an outcome."""
    return tuple(found for found in base().of(Baseline) if found.outcome == outcome)


def whose(line: Line) -> str:
    """Return whose risk an absolute effect uses: its own control group's, that of a source, or one typed."""
    if not line.typed:
        return words.without(line)[1]
    taken = (
        found
        for found in sourced(line.effect.outcome or "")
        if round(1000 * found.risk) == round(line.absolute.without, 3)
    )
    found = next(taken, None)
    return found.label if found else "baseline risk as typed"


def ask(outcome: Outcome, risk: float | None, empty: str) -> None:
    """Show the field for the baseline risk of an outcome, in percent; it holds `risk`, a share, or says `empty`."""
    state.number(
        f"baseline-{outcome.id}", "Baseline risk (%)", None if risk is None else 100 * risk, step=1.0, format="%g",
        help=HELP, placeholder=empty, width=380,
    )  # fmt: skip


def offers(outcome: Outcome) -> None:
    """Offer the baseline risks that sources give, each used with a click, with whose they are and the source."""
    found = {f"{labels.rounded(100 * risk.risk)}%": risk for risk in sourced(outcome.id)}
    with st.container(horizontal=True):
        for number, risk in found.items():
            st.button(
                f"Use {number}", key=f"take-{risk.id}", help=literal.plain(risk.label), on_click=state.write,
                kwargs={f"baseline-{outcome.id}": f"{100 * risk.risk:g}"},
            )  # fmt: skip
    for number, risk in found.items():
        st.markdown(
            f"**{number}** {literal.plain(risk.label)} ([source]({registry.address('record', id=risk.read_in)}))"
        )
