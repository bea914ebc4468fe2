"""What visitors do on each page: its commonest interaction, seeded, with what the page has to say after it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random
from urllib.parse import urlencode

import kb
from kb import KnowledgeBase, labels
from kb.filters import Facets
from kb.records import Definition, Effect, Guideline, Reference, Resource, Scheme, kind_of
from kb.search import SearchIndex
from kb.vocabulary import Strength

PAIR = 2
LISTS = {
    "guidelines": ("Guidelines", Guideline), "schemes": ("Grading schemes", Scheme), "references": ("References", Reference),
    "definitions": ("Definitions", Definition), "resources": ("Resources", Resource),
}  # fmt: skip
"""Lists of the sources: title, and what is counted."""

Chosen = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Step:
    """One interaction: what is chosen after it, by id, and texts that the page must hold, from the knowledge base.

    It sets the widget `sets`, whose options are called `labels`; or it goes to
    the address of what is chosen.
    """

    page: str
    chosen: Chosen = field(default_factory=dict)
    sets: str = ""
    labels: Chosen = field(default_factory=dict)
    shows: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """What is chosen, as an address has it."""
        return urlencode(self.chosen, doseq=True)

    @property
    def key(self) -> str:
        """The same for all steps after which a page is the same."""
        return key(self.page, self.labels)


def key(page: str, chosen: Chosen) -> str:
    """Return the same text for a page and the same choices, in whatever order they were made."""
    return (
        f"{page}?{urlencode(sorted((name, sorted(values)) for name, values in chosen.items() if values), doseq=True)}"
    )


Walk = Iterator[Step]


class World:
    """The knowledge base with what pages ask of it, to know what they must answer."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self.facets: Facets = kb.filters.facets(base)
        self.index = SearchIndex(base)
        self.names = {
            "country": {g.country: g.country_name for g in base.by_country},
            "strength": {str(s): f"{labels.STRENGTH_MARK[s]} {labels.STRENGTH[s]}" for s in Strength},
            "show": {id: f"{title} ({len(base.of(model))})" for id, (title, model) in LISTS.items()},
        }
        self.verdicts = lru_cache(maxsize=None)(self._verdicts)

    def _verdicts(self, guidelines: tuple[str, ...]) -> Mapping[str, int]:
        found = kb.comparison.verdicts(self.base, guidelines).verdict
        return found[found != kb.comparison.Kind.NONE].value_counts().to_dict()

    def step(self, page: str, chosen: Chosen, sets: str, *shows: str) -> Step:
        """Return a step with the labels of what is chosen."""
        return Step(
            page, chosen, sets, {n: tuple(self._label(n, id) for id in ids) for n, ids in chosen.items()}, shows
        )

    def _label(self, facet: str, id: str) -> str:
        if facet in self.names:
            return self.names[facet][id]
        return id if facet in {"id", "q"} else self.base.records[id].label


def overview(world: World, random: Random) -> Walk:
    """Open it from the navigation, again and again."""
    while True:
        yield world.step("", {}, "", world.base.package.headline)


def recommendations(world: World, random: Random) -> Walk:
    """Choose a country, topic or strength, or give one back; three are held at most."""
    total = len(world.facets.ids)
    for sets, chosen in _toggled(("country", "topic", "strength"), 3, random, world.facets.counts):
        yield world.step("recommendations", chosen, sets, f"**{len(world.facets.matching(chosen))}** of {total}")


def compare(world: World, random: Random) -> Walk:
    """Set another two guidelines side by side."""
    countries = {guideline.country: guideline.id for guideline in world.base.by_country}
    while True:
        pair = tuple(random.sample(list(countries), PAIR))
        counts = world.verdicts(tuple(id for country, id in countries.items() if country in pair))
        shows = (f"{labels.VERDICT[kind]} {count}" for kind, count in counts.items() if count)
        yield world.step("compare", {"country": pair}, "country", *shows)


def evidence(world: World, random: Random) -> Walk:
    """Choose an intervention or an outcome, or give one back; two are held at most."""
    base = world.base
    total = labels.counted(len(base.of(Effect)), "effect")
    for sets, chosen in _toggled(
        ("intervention", "outcome"), 2, random, lambda chosen: kb.effects.counts(base, chosen)
    ):
        yield world.step("evidence", chosen, sets, f"{len(kb.effects.selected(base, chosen))} of {total}")


def graph(world: World, random: Random) -> Walk:
    """Go from a record to one of the neighbours that are drawn around it."""
    base, here = world.base, random.choice(world.base.by_country).id
    while True:
        found = kb.walk.neighbours(base, here)
        yield world.step("graph", {"id": (here,)}, "", f" with {found.total} other record")
        here = random.choice(found.neighbours).id


def sources(world: World, random: Random) -> Walk:
    """Turn to another list."""
    shown = "guidelines"
    while True:
        shown = random.choice([of for of in LISTS if of != shown])
        yield world.step(
            "sources", {"show": (shown,)}, "show", f"{LISTS[shown][0]}: {len(world.base.of(LISTS[shown][1]))}"
        )


def search(world: World, random: Random) -> Walk:
    """Search for the name of a topic or an intervention."""
    names = [record.label for record in (*world.base.of(kb.records.Topic), *world.base.of(kb.records.Intervention))]
    words = ""
    while True:
        words = random.choice([name for name in names if name != words])
        best = world.index.everything(words).groups[0].hits[0]
        yield world.step("search", {"q": (words,)}, "q", best.id)


def record(world: World, random: Random) -> Walk:
    """Go from the page of a record to that of one it is linked with."""
    base, here = world.base, random.choice(world.base.by_country).id
    while True:
        kind = labels.KIND[kind_of(base.records[here])]
        yield world.step("record", {"id": (here,)}, "", kind, f"id={here}")
        here = random.choice(sorted({*base.graph.successors(here), *base.graph.predecessors(here)} - {here}))


WALKS: dict[str, Callable[[World, Random], Walk]] = {
    "overview": overview, "recommendations": recommendations, "compare": compare, "evidence": evidence,
    "graph": graph, "sources": sources, "search": search, "record": record,
}  # fmt: skip
PATHS = {page: "" if page == "overview" else page for page in WALKS}


def _toggled(
    facets: tuple[str, ...], most: int, random: Random, counts: Callable[[Chosen], Mapping[str, Mapping[str, int]]]
) -> Iterator[tuple[str, Chosen]]:
    """Yield which facet is changed, and what is chosen then: never nothing that the page does not offer."""
    chosen: dict[str, tuple[str, ...]] = {}
    while True:
        held = [(name, value) for name, values in chosen.items() for value in values]
        offered = counts(chosen)
        fits = [(n, v) for n in facets for v, count in offered[n].items() if count and v != "not-named"]
        sets, value = random.choice(held if len(held) == most else fits)
        kept = tuple(v for v in chosen.get(sets, ()) if v != value)
        chosen = {**chosen, sets: kept if (sets, value) in held else (*kept, value)}
        yield sets, {name: values for name, values in chosen.items() if values}
