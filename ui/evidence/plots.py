"""Effects by outcome: a forest plot for each measure, and as text those without an interval."""

from collections.abc import Iterable, Mapping

import streamlit as st
from markupsafe import Markup

from kb import labels
from kb.charts import Figure, forest
from kb.effects import words
from kb.effects.panel import NO_RANKING, Panel
from kb.records import Effect
from ui import charts, estimates, registry, tables
from ui.evidence import sentences
from ui.evidence.section import sections
from ui.literal import plain
from ui.served import base

Chosen = Mapping[str, tuple[str, ...]]
EQUAL_MARKS = "Marks are of equal size: the source gives no weights."


def show(
    effects: Iterable[Effect], chosen: Chosen, led: frozenset[str] = frozenset(), tables_too: bool = False
) -> None:
    """Show every effect: plotted where it has an interval, as text where it has none.

    `chosen` are the filters, for the exported pictures; `led` was said
    above; with `tables_too`, each plot is followed by its values and its picture.
    """
    for section in sections(effects):
        st.header(plain(section.title), help=section.outcome.definition if section.outcome else None)
        sentences.of(section, led)
        for panel in section.panels:
            _panel(panel, chosen, tables_too)
        if section.in_words:
            caption = f"{len(section.in_words)} of {len(section.effects)} statements have no estimate"
            tables.show(_worded(tuple(e.id for e in section.in_words), caption), f"words-{section.key}")


def _panel(panel: Panel, chosen: Chosen, tables_too: bool) -> None:
    rows = (*panel.plotted, *panel.in_words)
    st.subheader(heading(panel), help=explained(panel))
    if panel.plotted:
        figure = _figure(tuple(effect.id for effect in panel.plotted))
        charts.show(figure, f"forest-{panel.name}", opens=lambda marks: [mark["id"] for mark in marks])
    if panel.in_words:
        st.caption(f"{len(panel.in_words)} of {len(rows)} have no interval and are in the table, not in the plot.")
    if tables_too or panel.in_words:
        tables.show(_table(tuple(effect.id for effect in rows)), f"table-{panel.name}")
    if tables_too and panel.plotted:
        forms = (f"[{form.upper()}]({_address(form, panel, chosen)})" for form in ("svg", "png"))
        st.markdown(f"This plot as a picture: {', '.join(forms)}")


def _address(form: str, panel: Panel, chosen: Chosen) -> str:
    return registry.address(f"download/figure.{form}", chart="forest", panel=panel.name, **chosen)


def heading(panel: Panel) -> str:
    """Return measure, units and what counts as reaching the outcome, such as ``Mean difference, mg OME/day``."""
    units = [labels.unit(base(), unit.id) for unit in estimates.units((*panel.plotted, *panel.in_words))]
    measure = labels.MEASURE[panel.measure].capitalize()
    return ": ".join(part for part in (", ".join(filter(None, [measure, " or ".join(units)])), panel.event) if part)


def explained(panel: Panel) -> str:
    """Return what the measure means, which end is better, what the units are, and how the plot is drawn."""
    rows = (*panel.plotted, *panel.in_words)
    units = [unit.explained for unit in estimates.units(rows) if unit.explained]
    title, interval = labels.EXPLAINED["interval"]
    ranking = [NO_RANKING] if len(rows) > 1 else []
    better = f"Here {labels.BETTER[panel.better]}."
    said = [labels.EXPLAINED[panel.measure][1], better, *units, f"{title}: {interval}", *ranking, EQUAL_MARKS]
    return "\n\n".join(dict.fromkeys(said))


@st.cache_resource(max_entries=500, show_spinner=False, hash_funcs={tuple: repr})
def _figure(ids: tuple[str, ...]) -> Figure:
    return forest.figure(base().effects.loc[list(ids)])


@st.cache_data(max_entries=500, show_spinner=False, hash_funcs={tuple: repr})
def _table(ids: tuple[str, ...]) -> Markup:
    found = [base().get(Effect, effect) for effect in ids]
    measure = labels.MEASURE[found[0].measure].capitalize()
    heads = ["Intervention", "Compared with", f"{measure} (95% CI)", "Time point", "Studies and people", "Certainty"]
    rows = [
        (
            estimates.intervention(effect, effect.event), estimates.comparator(effect), estimates.estimate(effect),
            effect.timepoint or "Not reported", words.people(effect), estimates.certainty(effect), estimates.source(effect),
        )
        for effect in found
    ]  # fmt: skip
    return tables.reading(f"{estimates.outcome(found[0])}: {measure.lower()}", [*heads, "Source"], rows)


@st.cache_data(max_entries=500, show_spinner=False, hash_funcs={tuple: repr})
def _worded(ids: tuple[str, ...], caption: str) -> Markup:
    found = [base().get(Effect, effect) for effect in ids]
    rows = [
        (
            estimates.intervention(effect), labels.EFFECT_STATUS[effect.status], effect.statement,
            words.people(effect) if effect.studies else "", estimates.certainty(effect), estimates.source(effect),
        )
        for effect in found
    ]  # fmt: skip
    heads = ["Intervention", "Result", "Statement", "Studies and people", "Certainty", "Source"]
    return tables.reading(caption, heads, rows)
