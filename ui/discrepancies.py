"""Where sources disagree on what a view shows: the headline discrepancies first, the others by their number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from kb import labels
from kb.prose import listed
from kb.records import Discrepancy, Effect, Record, Topic
from kb.vocabulary import Weight
from ui import block, markup
from ui.served import base


@dataclass(frozen=True)
class Weighed:
    """Discrepancies by weight: those that a reader has to know, and all others, the weightier first."""

    headline: tuple[Discrepancy, ...] = ()
    others: tuple[Discrepancy, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.headline or self.others)

    @property
    def folded(self) -> str:
        """What a click shows, such as ``Show 2 on the record and 1 minor``; empty where there are no others."""
        return f"Show {counted(self.others)}" if self.others else ""


def counted(found: Iterable[Discrepancy]) -> str:
    """Return how many discrepancies there are of each weight, such as ``19 on the record and 24 minor``."""
    weights = [discrepancy.weight for discrepancy in found]
    return listed(f"{weights.count(w)} {labels.WEIGHT[w].lower()}" for w in Weight if w in weights)


def on(records: Iterable[str]) -> Weighed:
    """Return the discrepancies between, about or read in these records (ids), each once, in the order of the data."""
    concerned = {discrepancy for record in records for discrepancy in _by_record().get(record, ())}
    found = [d for d in base().of(Discrepancy) if d.id in concerned]
    by_weight = {weight: [d for d in found if d.weight is weight] for weight in Weight}
    return Weighed(tuple(by_weight.pop(Weight.HEADLINE)), tuple(d for held in by_weight.values() for d in held))


@st.cache_resource(show_spinner=False)
def _by_record() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for discrepancy in base().of(Discrepancy):
        read_in = (side.where.document for side in discrepancy.sides if side.where)
        for record in (*(s.record for s in discrepancy.sides), *(link.to for link in discrepancy.about), *read_in):
            found.setdefault(record, {})[discrepancy.id] = None
    return {record: tuple(ids) for record, ids in found.items()}


def below(record: Record) -> Weighed:
    """Return the discrepancies on what is shown with a record, without those that the verdict on a topic names itself."""
    found = on(behind(record))
    named = on([record.id]).headline if isinstance(record, Topic) else ()
    return Weighed(tuple(d for d in found.headline if d not in named), found.others)


def behind(record: Record) -> tuple[str, ...]:
    """Return the ids of what is shown with a record: what an effect rests on, and what is recommended on a topic."""
    match record:
        case Effect():
            return record.id, record.intervention, *record.references
        case Topic():
            return record.id, *(rec.id for g in base().by_country for rec in base().said(record.id, g.id))
    return (record.id,)


def show(records: Iterable[str], key: str) -> None:
    """Show where sources disagree on these records (ids), below what a page shows of them."""
    if made := _made(tuple(records)):
        block.show(made, key)


@st.cache_data(max_entries=500, show_spinner=False, hash_funcs={tuple: repr})
def _made(ids: tuple[str, ...]) -> Markup:
    shown = on(i for record in ids for i in behind(base().records[record]))
    return markup.render("discrepancies.html", found=shown) if shown else Markup("")
