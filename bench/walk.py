"""What visitors do on each page: its commonest interaction, seeded, with what the page has to say after it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from kb.comparison.matrix import matrix
from kb.library import Library
from kb.records import Effect
from kb.selection import Selection
from kb.walk.neighbourhood import around

PAIR = 2
SHOWN_AS = {
    "references": "References", "guidelines": "Guidelines", "documents": "Source documents",
    "definitions": "Definitions", "practice": "Practice points", "resources": "Resources",
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One interaction: where it leads, and a text that the page there must hold, from the knowledge base."""

    page: str
    chosen: Selection
    shows: str


Walk = Iterator[Step]


def overview(lib: Library, random: Random) -> Walk:
    """Open it from the navigation, again and again."""
    while True:
        yield Step("", Selection(), str(len(lib.facets.ids)))


def recommendations(lib: Library, random: Random) -> Walk:
    """Choose a country, topic or strength, or give one back; three are held at most."""
    options = [(name, value) for name in ("country", "topic", "strength") for value in lib.facets.options()[name]]
    for chosen in _toggled(options, 3, random):
        yield Step("recommendations", chosen, f"{len(lib.recommendations(chosen))} of {len(lib.facets.ids)}")


def compare(lib: Library, random: Random) -> Walk:
    """Set another two countries side by side, with all topics or with one."""
    countries, topics = (lib.facets.options()[name] for name in ("country", "topic"))
    while True:
        pair = tuple(random.sample(countries, PAIR))
        chosen = Selection({"country": pair, **({"topic": (random.choice(topics),)} if random.random() < 0.5 else {})})
        ids = [guideline.id for guideline in lib.kb.guidelines if guideline.country in pair]
        speaking = sum(row.speaking > 0 for row in matrix(lib.kb, ids, chosen.get("topic")))
        yield Step("compare", chosen, f"{speaking} topic{'' if speaking == 1 else 's'}, {PAIR} guidelines")


def evidence(lib: Library, random: Random) -> Walk:
    """Choose an intervention or an outcome, or give one back; two are held at most."""
    effects = lib.kb.of(Effect)
    values = {"intervention": lambda e: e.intervention, "outcome": lambda e: e.outcome}
    options = [(name, value) for name, of in values.items() for value in dict.fromkeys(map(of, effects)) if value]
    for chosen in _toggled(options, 2, random):
        kept = [e for e in effects if all(not chosen.get(n) or of(e) in chosen.get(n) for n, of in values.items())]
        yield Step("evidence", chosen, f"{len(kept)} statement{'' if len(kept) == 1 else 's'} of effect")


def graph(lib: Library, random: Random) -> Walk:
    """Go from a record to one of the neighbours that are drawn around it."""
    here = random.choice(lib.kb.guidelines).id
    while True:
        found = around(lib.kb, here)
        yield Step("graph", Selection({"id": (here,)}), f"with {found.total} other record")
        here = random.choice(found.neighbours).id


def sources(lib: Library, random: Random) -> Walk:
    """Turn to another part."""
    while True:
        part = random.choice(list(SHOWN_AS))
        yield Step("sources", Selection({"show": (part,)}), f"{SHOWN_AS[part]} (")


def record(lib: Library, random: Random) -> Walk:
    """Go from the page of a record to that of one it is linked with."""
    kb, here = lib.kb, random.choice(lib.kb.guidelines).id
    while True:
        yield Step("record", Selection({"id": (here,)}), f"<code>{here}</code>")
        here = random.choice(sorted({*kb.graph.successors(here), *kb.graph.predecessors(here)} - {here}))


WALKS: dict[str, Callable[[Library, Random], Walk]] = {
    "overview": overview, "recommendations": recommendations, "compare": compare, "evidence": evidence,
    "graph": graph, "sources": sources, "record": record,
}  # fmt: skip


def _toggled(options: list[tuple[str, str]], most: int, random: Random) -> Iterator[Selection]:
    held: list[tuple[str, str]] = []
    while True:
        option = random.choice(held if len(held) == most else options)
        held = [o for o in held if o != option] if option in held else [*held, option]
        chosen: dict[str, tuple[str, ...]] = {}
        for name, value in held:
            chosen[name] = (*chosen.get(name, ()), value)
        yield Selection(chosen)
