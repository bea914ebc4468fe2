"""An absolute effect, asked and answered per 100 people: in one sentence and as a picture."""

from collections.abc import Iterable, Mapping

import streamlit as st

from kb import labels
from kb.charts import Figure, people
from kb.effects import absolute, words
from kb.effects.summary import Line, summary
from kb.names import name
from kb.records import Baseline, Effect, Outcome
from kb.vocabulary import Measure
from ui import charts, estimates, state
from ui.evidence import baseline
from ui.literal import plain
from ui.served import base

OUT_OF = 100
EMPTY = "None reported for this trial"


@st.cache_resource(show_spinner=False)
def countable() -> dict[str, Effect]:
    """Return by id the effects that can be given per 100 people; those with a baseline risk of their own first."""
    found = [effect for effect in base().of(Effect) if absolute(effect, 0.5)]
    own = {risk.control_of for risk in base().of(Baseline)}
    return {effect.id: effect for effect in sorted(found, key=lambda effect: effect.id not in own)}


def show(effects: Iterable[Effect], asked: tuple[str, ...], typed: Mapping[str, float]) -> None:
    """Show one effect per 100 people (the one `asked` for) at the baseline risk of its outcome."""
    kept = {effect.id for effect in effects}
    found = {name: effect for name, effect in countable().items() if name in kept}
    if not found:
        st.info(
            "None of these effects can be given per 100 people: a mean difference is an amount, not a number of people."
        )
        return
    chosen = found.get("".join(asked[-1:])) or next(iter(found.values()))
    names = {effect.id: _called(effect) for effect in found.values()}
    state.choice("show", "Effect", names, [chosen.id], required=True)
    outcome, line = base().get(Outcome, chosen.outcome), summary(base(), [chosen], typed)[0]
    risk = line.absolute.without / 1000 if line.absolute else None
    question, answer = st.columns([2, 3], gap="large")
    with question:
        baseline.ask(outcome, risk, EMPTY)
        baseline.offers(outcome)
    with answer:
        _answer(line)
        if risk:
            charts.show(_figure(chosen.id, risk), "people")
    st.markdown("  \n".join(map(plain, [line.sentence, *said(line)])))


def _called(effect: Effect) -> str:
    narrowed = (effect.event, labels.MEASURE[effect.measure], effect.timepoint)
    return f"{name(base(), effect)} ({', '.join(part for part in narrowed if part)})"


@st.cache_resource(max_entries=500, show_spinner=False)
def _figure(effect: str, risk: float) -> Figure:
    found = base().get(Effect, effect)
    return people.figure(absolute(found, risk), _reached(found))


def _reached(effect: Effect) -> str:
    return effect.event or estimates.outcome(effect).lower()


def _sureness(effect: Effect) -> str:
    return f"Certainty: {estimates.certainty(effect).lower()}"


def _answer(line: Line) -> None:
    found = line.absolute
    if found is None:
        st.info("No risk is reported for the control group of this trial. Enter one, or use one from a source.")
        return
    st.markdown(
        f"**{_hundred(found.with_)} of 100** with the intervention ({_hundred(found.low)} to {_hundred(found.high)}), "
        f"**{_hundred(found.without)} of 100** without: {plain(_reached(line.effect))}. "
        f"{plain(_sureness(line.effect))}. Calculated."
    )


def said(line: Line) -> list[str]:
    """Return what a reader has to know about an absolute effect, line by line: whose risk, limits, own counts."""
    effect, found = line.effect, line.absolute
    if found is None:
        return [_sureness(effect)]
    lines = [f"Without the intervention: {baseline.whose(line)}"]
    if line.needed_to_treat:
        number, least, most = line.needed_to_treat
        more = "more" if found.difference > 0 else "fewer"
        lines.append(f"Number needed to treat for one {more} at {effect.timepoint}: {number} ({least} to {most})")
    if found.capped:
        lines.append("Capped at 0 or 100 people, which the calculation would exceed.")
    if effect.measure.is_odds:
        lines.append("Converted through odds: an odds ratio is not a risk ratio.")
    if effect.measure is Measure.ADJUSTED_ODDS_RATIO:
        lines.append("The adjusted odds ratio is used as if it were unadjusted.")
    if line.typed and line.own:
        own = line.own
        limits = f"{_hundred(own.low)} to {_hundred(own.high)}"
        lines.append(
            f"At the risk in its own control group ({_hundred(own.without)} of 100): {_hundred(own.with_)} ({limits})"
        )
    if line.counted:
        lines.append(f"Counted in the trial itself ({line.counted.depth}): {line.counted.value}")
    return lines


def _hundred(per_1000: float) -> str:
    return words.people_of(per_1000, OUT_OF)
