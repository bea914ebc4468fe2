"""Every question at one size, ours and the peers', on the same rows; every answer is compared with ours."""

import asyncio
import gc
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random

import kb
from bench.crowd import PAGES
from bench.figure import Figure, middle, nearly_longest, number, say
from bench.growth import folder, peers
from bench.growth.questions import Questions, questions, texts
from bench.growth.synthetic import Synthetic
from bench.opening import opened
from bench.server import running
from bench.visitor import Visitor
from bench.walk import WALKS, World

LIMITS = {
    "open": (20, "s"), "most memory while opening": (1536, "MB"), "filter on 4 facets, all counts": (50, "ms"),
    "search for a word": (5, "ms"), "matrix with verdicts, 5 guidelines": (100, "ms"),
}  # fmt: skip
OPEN, MEMORY, FILTER, SEARCH, MATRIX = LIMITS
PLAIN = "search for a word that nothing else resembles"
"""The words for which every engine must find the same number: we forgive typing errors and cut stems, they do not."""
PAGE_MS = 1000


class Differs(AssertionError):
    """An answer of a peer is not ours."""


def grown(size: int, largest: bool) -> Iterator[Figure]:
    """Yield the figures of a synthetic collection; the limits hold where it is the largest. Raises Differs."""
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "data"
        say(f"{size:,} recommendations: making, writing and opening them")
        folder.write(data, Synthetic(size).records())
        made = [*_opening(data), *_asked(Path(scratch), data), *_pages(data)]
    for one in made:
        limit = one.limit if largest else None
        yield Figure(f"{size:,}: {one.what}", one.value, one.unit, limit, one.beside)


def _opening(data: Path) -> Iterator[Figure]:
    seconds, held = opened(data)
    yield _figure(OPEN, seconds)
    yield _figure(MEMORY, held)


def _asked(scratch: Path, data: Path) -> Iterator[Figure]:
    world = World(kb.load(data))
    gc.collect()
    gc.freeze()
    words = texts(world.base)
    asked = questions(world, words)
    first = _timed([partial(matrix, world, asked.five)], warm=False)
    given = peers.tables(world.base, words)
    say("the same questions to the peers")
    engines = {
        "pandas": peers.Pandas(given),
        "DuckDB": peers.DuckDb(given),
        "SQLite": peers.Sqlite(given, scratch / "peer.db"),
    }
    with peers.served(scratch / "peer.db") as datasette:
        engines["Datasette"] = datasette
        ours = _times(
            asked,
            lambda chosen: (world.facets.matching(chosen), world.facets.counts(chosen)),
            partial(found, world),
            partial(matrix, world),
        )
        theirs = {
            n: _times(asked, e.filtered, e.found, getattr(e, "cells", None), few=True) for n, e in engines.items()
        }
        for name, engine in engines.items():
            compare(world, asked, name, engine)
    yield _figure(SEARCH, *_timed([partial(found, world, word) for word in asked.words]))
    for what, times in ours.items():
        beside = [
            f"{n} {number(middle(their[what]))} ms ({number(middle(their[what]) / middle(times))} ×)"
            for n, their in theirs.items()
            if what in their
        ]
        first_time = [f"when first asked for {number(first[0])} ms"] if what == MATRIX else []
        yield _figure(what, *times, beside="; ".join([*first_time, *beside]))
    gc.unfreeze()


def _figure(what: str, *values: float, beside: str = "") -> Figure:
    limit, unit = LIMITS.get(what, (None, "ms"))
    return Figure(
        what,
        middle(values),
        unit,
        limit,
        beside or (f"p95 {number(nearly_longest(values))} ms" if len(values) > 1 else ""),
    )


def _times(
    asked: Questions, filtered: Callable, found: Callable, cells: Callable | None, few: bool = False
) -> dict[str, list[float]]:
    selections = asked.selections[:6] if few else asked.selections
    asks = {
        FILTER: [partial(filtered, chosen) for chosen in selections],
        PLAIN: [partial(found, word) for word in asked.plain],
    }
    if cells:
        asks[MATRIX] = [partial(cells, asked.five)] * 5
    return {what: _timed(questions_) for what, questions_ in asks.items() if questions_}


def _timed(asks: Sequence[Callable[[], object]], warm: bool = True) -> list[float]:
    """Return how long each question took, in milliseconds; each is asked once before where it is to be `warm`."""
    times = []
    for ask in (*asks, *asks) if warm else asks:
        start = time.perf_counter()
        ask()
        times.append((time.perf_counter() - start) * 1000)
    return times[len(asks) :] if warm else times


def found(world: World, word: str) -> int:
    """Return how many recommendations we find by a word."""
    return len(world.index.find(word, "recommendation").numbers)


def matrix(world: World, countries: tuple[str, ...]) -> peers.Cells:
    """Return how many recommendations each country has on each topic; the verdicts are worked out too."""
    cells = kb.comparison.matrix(world.base, {"country": countries})
    kb.comparison.verdicts(world.base, kb.comparison.guidelines_of(world.base, {"country": countries}))
    held = cells[cells["count"] > 0]
    return dict(zip(zip(held.topic, held.country, strict=True), held["count"].astype(int), strict=True))


def compare(world: World, asked: Questions, name: str, engine: object) -> None:
    """Compare a peer's answers with ours. Raises Differs."""
    for chosen in asked.selections[:6]:
        total, theirs = engine.filtered(chosen)
        counts = {f: {o: n for o, n in of.items() if n} for f, of in world.facets.counts(chosen).items() if f in theirs}
        same((len(world.facets.matching(chosen)), counts), (total, theirs), name, chosen)
    for word in asked.plain:
        same(found(world, word), engine.found(word), name, word)
    if hasattr(engine, "cells"):
        same(matrix(world, asked.five), engine.cells(asked.five), name, asked.five)


def same(ours: object, theirs: object, peer: str, asked: object) -> None:
    """Raise Differs where two answers are not the same."""
    if ours != theirs:
        raise Differs(f"{peer} answers {asked} with {str(theirs)[:500]}, and we with {str(ours)[:500]}.")


def _pages(data: Path) -> Iterator[Figure]:
    say("its pages in a server")
    world = World(kb.load(data))
    with running(KB_DATA=str(data)) as app:
        for page in PAGES:
            times = asyncio.run(_visited(app.address, world, page))
            beside = f"at first {times[0]:.0f} ms; longest {max(times[1:]):.0f} ms"
            yield Figure(f"{page}: a choice until the run ends", middle(times[1:]), "ms", PAGE_MS, beside)


async def _visited(address: str, world: World, page: str) -> list[float]:
    async with Visitor(address) as visitor:
        times = [(await visitor.open(page)).seconds * 1000]
        return times + [
            (await visitor.take(step)).seconds * 1000 for step in islice(WALKS[page](world, Random(page)), 8)
        ]
