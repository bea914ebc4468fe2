"""Triggers related to those that a reader asked for: one click away, with how their patients relate and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.records import Trigger
from kb.search import HOW, Other, related
from ui import block, markup, registry, state
from ui.served import base, facets


@dataclass(frozen=True)
class Near:
    """A related trigger: how its patients relate and why, how many recommendations it leaves, and where they stand."""

    trigger: Trigger
    how: str
    why: str
    count: int
    address: str


def show(chosen: Iterable[str], counts: Mapping[str, int]) -> None:
    """Show what the chosen triggers (ids) are related to, each to be chosen as well; `counts` are those of the page."""
    found = {other.trigger: other for one in related(base().records, chosen) for other in one.others}
    query = state.query()
    links = [
        _near(other, counts[of], registry.address(state.here(), **{**query, "trigger": [*query["trigger"], of]}))
        for of, other in found.items()
        if counts.get(of)
    ]
    if links:
        block.show(markup.render("near.html", links=links), "near")


def recommended(others: Iterable[Other]) -> list[Near]:
    """Return triggers that are related to one, with the address of their recommendations; those without any are left out."""
    counts = facets().counts({})["trigger"]
    return [
        _near(other, counts[other.trigger], registry.address("recommendations", trigger=other.trigger))
        for other in others
        if counts.get(other.trigger)
    ]


def _near(other: Other, count: int, address: str) -> Near:
    return Near(base().get(Trigger, other.trigger), HOW[other.how], other.why, count, address)
