"""What a search found, as one block: how the words were read, direct answers, then records kind by kind."""

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from kb.records import Recommendation, Topic, Trigger
from kb.search import Findings, Group, Hit
from kb.vocabulary import Strength
from ui import block, markup, near, registry
from ui.served import base, index

FIRST, OTHERS = 5, 3
"""How many records stand under recommendations, topics and triggers, and under each other kind, before one asks for the rest."""
LONGER = frozenset({"recommendation", "topic", "trigger"})
MOST_RELATED = 4
"""How many related triggers are shown for each that was asked for."""
EACH, MOST = 20, 100
"""How many records of one kind stand on a page, and how many there are to turn to; further ones match least."""


@dataclass(frozen=True)
class Shown:
    """Some records of one kind: what all of them matched by, each with what it alone matched by, and where the rest is.

    `more` is the address of all of them, `filtered` that of the recommendations that hold everything asked for.
    """

    kind: str
    total: int
    whole: int
    shared: tuple[str, ...]
    hits: tuple[tuple[Hit, tuple[str, ...]], ...]
    more: str = ""
    filtered: str = ""


def search(words: str, countries: tuple[str, ...], each: int) -> Findings:
    """Return what the words find, at most `each` of a kind."""
    return index().everything(words, each, countries)


def show(words: str, countries: tuple[str, ...]) -> None:
    """Show the best of every kind."""
    block.show(_overview(words, countries), "found")


@st.cache_data(max_entries=500, show_spinner=False, hash_funcs={tuple: repr})
def _overview(words: str, countries: tuple[str, ...]) -> Markup:
    found = search(words, countries, FIRST)
    groups = [_best(group, words, countries) for group in found.groups]
    return _made(found, groups, words)


def _best(group: Group, words: str, countries: tuple[str, ...]) -> Shown:
    hits = group.hits[: FIRST if group.kind in LONGER else OTHERS]
    query = {"q": words, "country": countries}
    # The page of recommendations keeps those that hold everything, or, where none does, those that hold a part.
    filtered = registry.address("recommendations", **query) if group.kind == "recommendation" else ""
    rest = group.total > len(hits) and not (filtered and group.whole in {0, group.total})
    more = registry.address("search", show=group.kind, **query) if rest else ""
    return _shown(group, hits, more, filtered)


def _shown(group: Group, hits: Iterable[Hit], more: str = "", filtered: str = "") -> Shown:
    hits = tuple(hits)
    shared = tuple(why for why in hits[0].matched if len(hits) > 1 and all(why in hit.matched for hit in hits))
    apart = tuple((hit, tuple(why for why in hit.matched if why not in shared)) for hit in hits)
    return Shown(group.kind, group.total, group.whole, shared, apart, more, filtered)


@st.cache_data(max_entries=500, show_spinner=False, hash_funcs={tuple: repr})
def of_kind(words: str, countries: tuple[str, ...], kind: str, number: int) -> tuple[Markup, int]:
    """Return one page (from 0) of the records of one kind, and how many there are to turn to."""
    found = search(words, countries, min((number + 1) * EACH, MOST))
    group = next((group for group in found.groups if group.kind == kind), None)
    if group is None:
        return Markup(""), 0
    shown = _shown(group, group.hits[number * EACH : (number + 1) * EACH] or group.hits[:EACH])
    return _made(Findings(), [shown], words), min(group.total, MOST)


def _made(found: Findings, groups: list[Shown], words: str) -> Markup:
    return markup.render(
        "search.html", base=base(), found=found, groups=groups, strength=_strength, query={"q": words},
        nearest=[base().get(Topic, topic) for topic in found.nearest],
        related=[(base().get(Trigger, one.trigger).label, links) for one in found.related
                 if (links := near.recommended(one.others[:MOST_RELATED]))],
    )  # fmt: skip


def _strength(record: str) -> Strength | None:
    held = base().records[record]
    return base().strength(held) if isinstance(held, Recommendation) else None


def examples() -> list[str]:
    """Return words to try, as the data set offers them."""
    return [words.strip(" ….") for words in base().package.search_examples.split(",") if words.strip(" ….")]
