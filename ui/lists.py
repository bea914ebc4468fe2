"""The lists of the sources: what each holds, how its records are found by words, and its reading table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from markupsafe import Markup

from kb import labels
from kb.records import (
    Case,
    Definition,
    Discrepancy,
    Document,
    Guideline,
    PracticePoint,
    Reading,
    Record,
    Reference,
    Resource,
    Scheme,
)
from kb.vocabulary import Strength, Weight
from ui import discrepancies, rows, tables
from ui.served import base


@dataclass(frozen=True)
class List:
    """A list of records of one kind: heads of its table, the row of a record, how many rows a page has.

    Where a record has a table of its own, with that caption (`apart`), `row`
    gives all its rows. `under` is the record under whose name rows are grouped.
    """

    title: str
    about: str
    model: type[Record]
    heads: tuple[str, ...]
    row: Callable[[Any], Any]
    each: int = 50
    apart: Callable[[Any], str] | None = None
    under: Callable[[Any], str] | None = None


LISTS: dict[str, List] = {
    "guidelines": List(
        "Guidelines", "None was read in full. Each row opens what was read of the guideline, its status and its grading scheme.", Guideline,
        ("Guideline", "Title", "Status", "Original"), rows.guideline,
    ),
    "schemes": List(
        "Grading schemes", "The labels of each scheme, what they mean, and the common strength that each is mapped to.", Scheme,
        ("Label", "Meaning", "Common strength", "Basis and reason"), rows.scheme, 20,
        lambda scheme: f"{scheme.name}. {scheme.about}",
    ),
    "references": List(
        "References", "As listed in their documents. Identifiers that are not printed there come from other sources.", Reference,
        ("No.", "Citation", "Kind", "Original"), rows.reference, 35,
    ),
    "discrepancies": List(
        "Discrepancies", "Where sources disagree, both statements are kept and nothing is corrected; each row says how it was resolved.", Discrepancy,
        ("Discrepancy", "What each says", "How resolved"), rows.discrepancy, 12,
    ),
    "supplementary": List(
        "Supplementary sources", "Facts from outside the source documents, each with how close to the original it was read.", Reading,
        ("What", "Value", "Source"), rows.reading, 35, under=lambda reading: reading.about,
    ),
    "definitions": List(
        "Definitions", "Terms as the sources define them.", Definition, ("Term", "Definition", "Source"), rows.definition,
    ),
    "practice": List(
        "Practice points", "Advice from smaller sources, kept apart from the guidelines and never counted with them.", PracticePoint,
        ("Kind", "Practice point", "About (curator’s judgement)", "Section"), rows.practice, 35,
        under=lambda point: point.where.document,
    ),
    "resources": List(
        "Resources", "What the smaller sources list, and its present status.", Resource,
        ("Resource", "What it offers", "Status"), rows.resource,
    ),
    "case": List(
        "Cases", "The patient described in a source document, and teaching cases of our own, which are fictional.", Case,
        ("", ""), rows.case, 20, lambda case: case.title,
    ),
    "documents": List(
        "Source documents", "What was read and curated. Their text is not part of this project.", Document,
        ("Document", "Citation", "What was read", "What is missing"), rows.document,
    ),
}  # fmt: skip
"""Every list by its name in an address, in the order in which it is offered."""
WEIGHED, HEADLINE, EVERY = "discrepancies", str(Weight.HEADLINE), "every"
WEIGHTS = {**{str(weight): words for weight, words in labels.WEIGHT.items()}, EVERY: "All"}
"""Which discrepancies are shown, by its name in an address: the headline ones first."""


def records(show: str) -> Sequence[Any]:
    """Return the records of a list, in its order: grouped, where its rows are under the name of a record."""
    if show == "guidelines":
        return base().by_country
    every, under = base().of(LISTS[show].model), LISTS[show].under
    if not under:
        return every
    order = {name: place for place, name in enumerate(dict.fromkeys(map(under, every)))}
    return sorted(every, key=lambda record: order[under(record)])


def found(show: str, words: str, weight: str = EVERY) -> tuple[str, ...]:
    """Return the ids of the records of a list that hold every one of the words, in its order; of discrepancies, of one weight."""
    wanted = words.casefold().split()
    return tuple(
        record
        for record, text in _texts(show).items()
        if all(word in text for word in wanted) and weight in {EVERY, getattr(base().records[record], "weight", EVERY)}
    )


def others(words: str, weight: str) -> str:
    """Return what a click shows beside the discrepancies of one weight, such as ``Show 19 on the record and 24 minor``."""
    shown = {*found(WEIGHED, words, weight)}
    left = [base().get(Discrepancy, record) for record in found(WEIGHED, words) if record not in shown]
    return f"Show {discrepancies.counted(left)}" if left else ""


@st.cache_resource(max_entries=100, show_spinner=False)
def _texts(show: str) -> Mapping[str, str]:
    of = LISTS[show]
    heads: tuple[Callable[[Any], tables.Cell], ...] = (
        *([of.apart] if of.apart else []),
        *([lambda record: tables.opens(of.under(record))] if of.under else []),
    )
    return {
        record.id: " ".join(_said([*(head(record) for head in heads), of.row(record), _held(record)])).casefold()
        for record in records(show)
    }


def _held(record: Record) -> tables.Cell:
    """Return every text that a record holds, also where its row does not show it."""
    return list(_texts_of(record.model_dump(exclude={"passage"})))


def _texts_of(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, str):
        yield str(value)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _texts_of(part)


def _said(cell: tables.Cell) -> Iterator[str]:
    """Yield every text of a row as a reader sees it."""
    if isinstance(cell, Mapping):
        yield labels.STRENGTH[Strength(cell["strength"])] if "strength" in cell else cell["text"]
    elif isinstance(cell, str | int | float):
        yield str(cell)
    else:
        for part in cell or ():
            yield from _said(part)


@st.cache_data(max_entries=300, show_spinner=False, hash_funcs={tuple: repr})
def table(show: str, ids: tuple[str, ...]) -> Markup:
    """Return records of a list as a reading table, or as one for each record."""
    of = LISTS[show]
    held = [base().get(of.model, record) for record in ids]
    if of.apart:
        return Markup("").join(tables.reading(of.apart(record), of.heads, of.row(record)) for record in held)
    return tables.reading(of.title, of.heads, list(_rows(of, held)), titled=False)


def _rows(of: List, held: Sequence[Any]) -> Iterator[Any]:
    last = None
    for record in held:
        if of.under and of.under(record) != last:
            last = of.under(record)
            yield tables.opens(last)
        yield of.row(record)
