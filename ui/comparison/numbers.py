"""The numbers that recommendations give, scale by scale: as printed, and what makes them comparable."""

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from kb import comparison, labels
from kb.comparison import Amount, Numbers
from kb.records import Guideline
from ui import tables
from ui.beside import companions
from ui.comparison.asked import Asked
from ui.served import base

MOST = 40
"""How many numbers stand on one scale."""


def show(asked: Asked) -> None:
    """Show the numbers of the recommendations that filters leave, and who gives none; beside them, the companion topics."""
    kept = set(asked.kept)
    companions(
        a.recommendation.id
        for n in comparison.compare(base(), asked.guidelines)
        for a in n.amounts
        if a.recommendation.id in kept
    )
    made = _made(asked.guidelines, asked.kept)
    tables.show(made, "numbers") if made else st.info("No recommendation that these filters leave gives a number.")


@st.cache_data(max_entries=200, show_spinner=False)
def _made(guidelines: tuple[str, ...], kept: tuple[str, ...]) -> Markup:
    found = comparison.compare(base(), guidelines)
    return Markup("").join(_scale(numbers, given) for numbers in found if (given := _given(numbers, set(kept))))


def _given(numbers: Numbers, kept: set[str]) -> list[Amount]:
    return [amount for amount in numbers.amounts if amount.recommendation.id in kept]


def _scale(numbers: Numbers, given: Iterable[Amount]) -> Markup:
    rows = [
        (_country(a), tables.opens(a.recommendation.id, a.printed), a.recommendation.action, _calculated(a, numbers))
        for a in list(given)[:MOST]
    ]
    none = ", ".join(g.country_name for g in numbers.silent)
    silent = f" No number in the article’s summary tables: {none}." if none else ""
    heads = ["Guideline", "As printed", "Recommendation", "On one scale"]
    return tables.reading(f"{numbers.scale.label}.{silent}", heads, rows)


def _calculated(amount: Amount, numbers: Numbers) -> tables.Cell:
    """Return an amount on the common scale, no finer than what it was calculated from, with how."""
    unit = numbers.unit.after(0)
    if not amount.formula:
        return f"{labels.span(amount.low, amount.high)} {unit}"
    low, high = (None if end is None else float(round(end)) for end in (amount.low, amount.high))
    return [f"About {labels.span(low, high)} {unit}", {"kind": "soft", "text": f"Calculated: {amount.formula}"}]


def _country(amount: Amount) -> str:
    guideline = base().get(Guideline, amount.recommendation.guideline)
    return f"{guideline.country_name} {guideline.year}"
