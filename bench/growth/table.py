"""Every question at one size, ours and the peers', on the same rows; every answer is compared with ours."""

import asyncio
import gc
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path
from random import Random

import kb
from bench.crowd import PAGES
from bench.figure import Figure, middle, nearly_longest, number, say
from bench.growth import peers
from bench.growth.questions import Questions, questions, texts
from bench.growth.synthetic import write
from bench.opening import opened
from bench.server import running
from bench.visitor import Visitor
from bench.walk import WALKS, World

FILTER, SEARCH, MATRIX = "filter on 4 facets, all counts", "search for a word", "matrix with verdicts, 5 guidelines"
PLAIN = "search for a word that nothing else resembles"
"""The words for which every engine must find the same number: we forgive typing errors and cut stems, they do not."""
LIMITS = {FILTER: 50, SEARCH: 5, MATRIX: 100}
"""Milliseconds."""
OPEN_S, OPEN_MB, PAGE_MS, PATIENCE_S = 20, 1536, 1000, 60


class Differs(AssertionError):
    """An answer of a peer is not ours."""


class Ours:
    """What the app asks, with answers as the peers give them."""

    def __init__(self, world: World) -> None:
        self._world = world

    def filtered(self, chosen: peers.Chosen) -> peers.Filtered:
        """Return what a selection leaves."""
        counts = self._world.facets.counts(chosen)
        left = {name: {option: n for option, n in of.items() if n} for name, of in counts.items()}
        return len(self._world.facets.matching(chosen)), left

    def found(self, word: str) -> int:
        """Return how many recommendations are found by a word."""
        return len(self._world.index.find(word, "recommendation").numbers)

    def cells(self, countries: tuple[str, ...]) -> peers.Cells:
        """Return how many recommendations each country has on each topic; the verdicts are worked out too."""
        base, chosen = self._world.base, {"country": countries}
        cells = kb.comparison.matrix(base, chosen)
        kb.comparison.verdicts(base, kb.comparison.guidelines_of(base, chosen))
        held = cells[cells["count"] > 0]
        return dict(zip(zip(held.topic, held.country, strict=True), held["count"].astype(int), strict=True))


def grown(size: int, largest: bool) -> Iterator[Figure]:
    """Yield the figures of a synthetic collection; the limits hold where it is the largest. Raises Differs."""
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "data"
        say(f"{size:,} recommendations: making, writing and opening them")
        write(data, size)
        for one in chain(_opening(data), _answered(data, Path(scratch))):
            yield Figure(f"{size:,}: {one.what}", one.value, one.unit, one.limit if largest else None, one.beside)


def _opening(data: Path) -> Iterator[Figure]:
    seconds, held = opened(data)
    yield Figure("open", seconds, "s", OPEN_S)
    yield Figure("most memory while opening", held, "MB", OPEN_MB)


def _answered(data: Path, scratch: Path) -> Iterator[Figure]:
    world = World(kb.load(data))
    yield from _asked(world, scratch)
    yield from _pages(world, data)


def _asked(world: World, scratch: Path) -> Iterator[Figure]:
    gc.collect()
    gc.freeze()
    asked, ours = questions(world), Ours(world)
    first = _timed([partial(ours.cells, asked.five)])[0]
    say("the same questions to the peers")
    engines = _peers(world, scratch)
    for name, engine in engines.items():
        compare(asked, ours, engine, name)
    theirs = {name: _times(asked, engine) for name, engine in engines.items()}
    own = {**_times(asked, ours), SEARCH: _warm([partial(ours.found, word) for word in asked.words])}
    for what, times in own.items():
        said = [f"p95 {number(nearly_longest(times))} ms"]
        said += [f"when first asked for {number(first)} ms"] if what == MATRIX else []
        beside = {name: middle(their[what]) for name, their in theirs.items() if what in their}
        said += [f"{name} {number(ms)} ms ({number(ms / middle(times))} ×)" for name, ms in beside.items()]
        yield Figure(what, middle(times), "ms", LIMITS.get(what), "; ".join(said))
    gc.unfreeze()


def _peers(world: World, scratch: Path) -> dict[str, object]:
    given, file = peers.tables(world.base, texts(world.base)), scratch / "peer.db"
    return {
        "pandas": peers.Pandas(given), "DuckDB": peers.DuckDb(given),
        "SQLite": peers.Sqlite(given, file), "Datasette": peers.Datasette(file),
    }  # fmt: skip


def _times(asked: Questions, engine: object) -> dict[str, list[float]]:
    """Return the milliseconds of each kind of question; Datasette has no matrix."""
    asks = {
        FILTER: [partial(engine.filtered, chosen) for chosen in asked.selections],
        PLAIN: [partial(engine.found, word) for word in asked.plain],
        MATRIX: [partial(engine.cells, asked.five)] * 5 if hasattr(engine, "cells") else [],
    }
    return {what: _warm(questions_) for what, questions_ in asks.items() if questions_}


def _warm(asks: Sequence[Callable[[], object]]) -> list[float]:
    """Return how long each question took, in milliseconds, when it was asked for the second time."""
    _timed(asks)
    return _timed(asks)


def _timed(asks: Sequence[Callable[[], object]]) -> list[float]:
    times = []
    for ask in asks:
        start = time.perf_counter()
        ask()
        times.append((time.perf_counter() - start) * 1000)
    return times


def compare(asked: Questions, ours: Ours, engine: object, name: str) -> None:
    """Compare a peer's answers with ours. Raises Differs."""
    for chosen in asked.selections:
        total, theirs = engine.filtered(chosen)
        count, own = ours.filtered(chosen)
        same((count, {facet: own[facet] for facet in theirs}), (total, theirs), name, chosen)
    for word in asked.plain:
        same(ours.found(word), engine.found(word), name, word)
    if hasattr(engine, "cells"):
        same(ours.cells(asked.five), engine.cells(asked.five), name, asked.five)


def same(ours: object, theirs: object, peer: str, asked: object) -> None:
    """Raise Differs where two answers are not the same."""
    if ours != theirs:
        raise Differs(f"{peer} answers {asked} with {str(theirs)[:500]}, and we with {str(ours)[:500]}.")


def _pages(world: World, data: Path) -> Iterator[Figure]:
    say("its pages in a server")
    with running(KB_DATA=str(data)) as app:
        for page in PAGES:
            first, *times = asyncio.run(_visited(app.address, world, page))
            beside = f"when first opened {first:.0f} ms; longest {max(times):.0f} ms"
            yield Figure(f"{page}: a choice until the run ends", middle(times), "ms", PAGE_MS, beside)


async def _visited(address: str, world: World, page: str) -> list[float]:
    async with Visitor(address, patience_s=PATIENCE_S) as visitor:
        answers = [await visitor.open(page)]
        answers += [await visitor.take(step) for step in islice(WALKS[page](world, Random(page)), 8)]
    return [answer.seconds * 1000 for answer in answers]
