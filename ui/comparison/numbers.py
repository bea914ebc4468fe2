"""The numbers that recommendations give, scale by scale: as printed, and what makes them comparable."""

import streamlit as st
from markupsafe import Markup

from kb import charts as drawn
from kb import comparison, labels
from kb.charts import Figure
from kb.comparison import Amount, Numbers
from kb.records import Guideline
from ui import beside, charts, registry, tables
from ui.comparison.asked import Asked, Query
from ui.literal import plain
from ui.served import base

MOST = 40
"""How many numbers stand on one scale."""


def show(asked: Asked) -> None:
    """Show the numbers of the recommendations that filters leave, and who gives none, beside the companion topics."""
    found = given(asked.query, asked)
    if not found:
        st.info("No recommendation that these filters leave gives a number.")
        return
    beside.show(amount.recommendation.id for _, amounts in found for amount in amounts)
    for numbers, amounts in found:
        silent = ", ".join(guideline.country_name for guideline in numbers.silent)
        none = f" · no number in the summary tables: {silent}" if silent else ""
        left = f" · the first {MOST} of {len(amounts)}" if len(amounts) > MOST else ""
        st.markdown(f"**{numbers.scale.label}**{none}{left}")
        if any(amount.formula for amount in amounts):
            unit = plain(numbers.unit.after(0).strip())
            st.caption(f"Drawn in {unit}, calculated; the printed values stand at the left.")
        charts.show(figure(numbers.scale.code, asked.query, asked), f"numbers-{numbers.scale.code}", _picked)
    with st.expander("The same as a table, with how it was calculated, and as pictures"):
        for numbers, _ in found:
            st.markdown(f"{numbers.scale.label} as a picture: {_pictures(numbers.scale.code, asked.query)}")
        tables.show(_table(asked.query, asked), "numbers")


def _pictures(scale: str, query: Query) -> str:
    asked = {**dict(query), "chart": "numbers", "panel": scale}
    forms = ("svg", "png")
    return ", ".join(f"[{form.upper()}]({registry.address(f'download/figure.{form}', **asked)})" for form in forms)


def _picked(marks: charts.Picked) -> list[str]:
    return [mark["id"] for mark in marks]


@st.cache_resource(max_entries=200, show_spinner=False, hash_funcs={tuple: repr})
def given(query: Query, _asked: Asked) -> list[tuple[Numbers, list[Amount]]]:
    """Return each scale on which a recommendation that is left gives a number, with those numbers; read only."""
    kept = frozenset(_asked.kept)
    found = (
        (numbers, [amount for amount in numbers.amounts if amount.recommendation.id in kept])
        for numbers in comparison.compare(base(), _asked.guidelines)
    )
    return [(numbers, amounts) for numbers, amounts in found if amounts]


@st.cache_resource(max_entries=400, show_spinner=False, hash_funcs={tuple: repr})
def figure(scale: str, query: Query, _asked: Asked) -> Figure:
    """Return the figure of one scale; read only."""
    frame = comparison.numbers(base(), _asked.guidelines)
    held = frame[(frame.scale == scale) & frame.recommendation.isin(_asked.kept)]
    return drawn.numbers.figure(held.head(MOST), base().recommendations)


@st.cache_data(max_entries=200, show_spinner=False, hash_funcs={tuple: repr})
def _table(query: Query, _asked: Asked) -> Markup:
    rows: list[list[tables.Cell] | str] = []
    for numbers, amounts in given(query, _asked):
        rows += [numbers.scale.label, *(_row(amount, numbers) for amount in amounts[:MOST])]
    heads = ["Guideline", "As printed", "Recommendation", "On one scale"]
    return tables.reading("Numbers in recommendations, as printed first", heads, rows, titled=False)


def _row(amount: Amount, numbers: Numbers) -> list[tables.Cell]:
    guideline = base().get(Guideline, amount.recommendation.guideline)
    said = tables.opens(amount.recommendation.id, amount.printed)
    action = amount.recommendation.action
    return [f"{guideline.country_name} {guideline.year}", said, action, _calculated(amount, numbers)]


def _calculated(amount: Amount, numbers: Numbers) -> tables.Cell:
    """Return an amount on the common scale, no finer than what it was calculated from, with how."""
    if not amount.formula:
        return labels.measured(amount.low, amount.high, numbers.unit)
    low, high = (None if end is None else float(f"{end:.2g}") for end in (amount.low, amount.high))
    calculated = {"kind": "soft", "text": f"Calculated: {amount.formula}"}
    return [f"About {labels.measured(low, high, numbers.unit)}", calculated]
