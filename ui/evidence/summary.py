"""The summary of findings: relative and absolute effects by outcome, at a baseline risk that is asked above the answer."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from kb import labels
from kb.effects import words
from kb.effects.summary import Line, summary
from kb.prose import inside
from kb.records import Effect
from ui import estimates, tables
from ui.evidence import baseline
from ui.evidence.section import Section, sections
from ui.literal import plain
from ui.served import base

OUT_OF = 100
PEOPLE = (f"Without, of {OUT_OF} people", f"With, of {OUT_OF} people (95% CI), calculated")
EMPTY = "Each trial’s own, where reported"
HEADS = ("Intervention and comparator", "Effect (95% CI)", "Studies, people, certainty", "In plain words")
LIMITS = "Intervals come from the relative effect alone and leave out the uncertainty of the baseline risk."


def show(effects: Iterable[Effect], typed: Mapping[str, float]) -> None:
    """Show for each outcome mean differences and narrative results, then absolute effects; `typed` are shares by outcome."""
    for section in sections(effects):
        st.header(plain(section.title))
        counted, others = _parted(section)
        if others:
            tables.show(_others(others, bool(counted)), f"summary-{section.key}")
        if section.outcome and counted:
            risk = typed.get(section.outcome.id)
            baseline.ask(section.outcome, risk, EMPTY)
            tables.show(_counted(counted, risk), f"counted-{section.key}")


def _parted(section: Section) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids of the effects that count people, and of all others."""
    counted = tuple(e.id for e in section.effects if e.measure and e.measure.counts_people)
    return counted, tuple(e.id for e in section.effects if e.id not in counted)


@st.cache_data(max_entries=500, show_spinner=False, hash_funcs={tuple: repr})
def _counted(ids: tuple[str, ...], risk: float | None) -> Markup:
    found = [base().get(Effect, effect) for effect in ids]
    lines = summary(base(), found, {} if risk is None else {effect.outcome or "": risk for effect in found})
    rows = [(*_row(line)[:2], *_absolute(line), *_row(line)[2:]) for line in lines]
    return tables.reading(f"Absolute effects. {LIMITS}", [*HEADS[:2], *PEOPLE, *HEADS[2:]], rows)


@st.cache_data(max_entries=500, show_spinner=False, hash_funcs={tuple: repr})
def _others(ids: tuple[str, ...], beside: bool) -> Markup:
    lines = summary(base(), [base().get(Effect, effect) for effect in ids], {})
    caption = "Mean differences and narrative results" if beside else "No absolute effect can be calculated"
    return tables.reading(caption, HEADS, [_row(line) for line in lines])


def _row(line: Line) -> tuple[tables.Cell, ...]:
    effect = line.effect
    against = f"vs {inside(estimates.comparator(effect))}" if effect.comparator else None
    narrowed = "; ".join(part for part in (effect.event, effect.timepoint) if part)
    measure = [estimates.quiet(labels.MEASURE[effect.measure].capitalize())] if effect.measure else []
    return (
        estimates.intervention(effect, against, narrowed), [*measure, *estimates.estimate(effect)],
        [words.people(effect), estimates.certainty(effect)], line.sentence,
    )  # fmt: skip


def _absolute(line: Line) -> tuple[tables.Cell, tables.Cell]:
    if line.absolute is None:
        return [estimates.quiet(line.why_not)], ""
    both = bool(line.own and line.typed)
    # Its own risk stays first: one entered for another trial never replaces it.
    at = replace(line, absolute=line.own, typed=False) if both else line
    first, *more = words.with_intervention(at, OUT_OF)
    without = [*_without(at), *(_without(line) if both else ())]
    typed = [f"At {without[2]}: {words.with_intervention(line, OUT_OF)[0]}"] if both else []
    return without, [{"kind": "said-first", "text": first}, *map(estimates.quiet, more), *typed]


def _without(line: Line) -> tuple[tables.Cell, tables.Cell]:
    return words.without(line, OUT_OF)[0], estimates.quiet(baseline.whose(line))
