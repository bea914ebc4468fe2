"""Every question at every size, ours and the peers', in one run on the same rows."""

import gc
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from bench.growth import folder, peers
from bench.growth.agreement import same_counts, same_neighbours, same_totals, same_where_unchosen
from bench.growth.measure import Row, exponent, once, row, times
from bench.growth.opening import opened
from bench.growth.questions import Questions, questions
from bench.growth.synthetic import Synthetic
from kb.comparison.judgement import Order, judged
from kb.comparison.matrix import matrix
from kb.knowledge import CURATED
from kb.library import Library, open_library
from kb.selection import Selection
from kb.walk.neighbourhood import around
from ui import records

SIZES = (100, 1_000, 10_000, 100_000)
LOAD_LIMIT_S, MEMORY_LIMIT_MB, CURATED_LIMIT_S = 10.0, 1024.0, 1.0
LIMITS = {
    "filter on 4 facets, all counts": 15.0,
    "search for a word": 2.0,
    "matrix and verdicts, 5 guidelines": 50.0,
    "a record with its neighbours": 2.0,
}
FILTER, SEARCH, MATRIX, BESIDE = LIMITS
PLAIN = "search for a word that nothing else resembles"
"""The words for which every engine must find the same number: we forgive typing errors and cut stems, they do not."""
Say = Callable[[str], None]
Asks = Sequence[Callable[[], object]]


def rows(sizes: Sequence[int] = SIZES, port: int = 8619, say: Say = print) -> tuple[Row, ...]:
    """Return the table, peers below the question that they were asked; raises Differs where an answer is not ours.

    Data go the way of the app: records are written as a data folder, which is
    opened. The limits hold at the largest size.
    """
    found = [*_curated(), *(r for size in sizes for r in _at(size, port, say))]
    return tuple(_summed(found, max(sizes)))


def _summed(found: Sequence[Row], largest: int) -> Iterator[Row]:
    ours = {(r.name, r.size): r.median for r in found}
    for one in found:
        same = [r for r in found if r.name == one.name]
        question = one.name.split(" · ")[0]
        ratio = one.median / ours[question, one.size] if question != one.name else None
        limit = one.limit if "curated" in one.name or one.size == largest else None
        slope = exponent([r.size for r in same], [r.median for r in same])
        yield replace(one, exponent=slope, ratio=ratio, limit=limit)


def _curated() -> Iterator[Row]:
    """Yield what the curated data cost: opened seven times, and the commonest questions."""
    loads = [opened(CURATED) for _ in range(7)]
    library = open_library(CURATED)
    size = len(library.facets.ids)
    yield row("open curated data", size, [wall for wall, _, _ in loads], unit="s", limit=CURATED_LIMIT_S)
    chosen = Selection({"country": ("CA", "US"), "topic": ("how-to-reduce",)})
    asks: Mapping[str, Callable[[], object]] = {
        "curated: filter on 2 facets, all counts": lambda: (library.facets.matching(chosen), library.facets.counts(chosen)),
        "curated: search 'weaning'": lambda: library.index.find("weaning", "recommendation").ids,
        "curated: search with a typing error": lambda: library.index.find("bupernorphine", "recommendation").ids,
        "curated: matrix and verdicts of all": lambda: judged(library.kb, [g.id for g in library.kb.guidelines], (), Order.TOPIC),
    }  # fmt: skip
    for name, ask in asks.items():
        yield row(name, size, times([ask], 200))


def _at(size: int, port: int, say: Say) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "data"
        say(f"{size:,} recommendations: making, writing and opening them")
        folder.write(data, Synthetic(size).records())
        yield from _opening(size, data)
        library = open_library(data)
        gc.collect()
        gc.freeze()
        asked = questions(library)
        yield from _ours(size, library, asked)
        say(f"{size:,} recommendations: the same questions to the peers")
        yield from _facets_and_words(size, library, asked, Path(scratch) / "peer.db", port)
        yield from _networkx(size, library, asked)
        gc.unfreeze()


def _opening(size: int, data: Path) -> Iterator[Row]:
    loads = [opened(data) for _ in range(3)]
    yield row("open: by the clock", size, [wall for wall, _, _ in loads], unit="s", limit=LOAD_LIMIT_S)
    yield row("open: processor time", size, [cpu for _, cpu, _ in loads], unit="s")
    yield row("open: most memory", size, [memory for _, _, memory in loads], unit="MB", limit=MEMORY_LIMIT_MB)


def _ours(size: int, library: Library, asked: Questions) -> Iterator[Row]:
    kb, facets, index = library.kb, library.facets, library.index
    every = [guideline.id for guideline in kb.guidelines]
    hub = max(kb.graph.ids, key=kb.graph.degree)
    compare = partial(judged, kb, asked.five, (), Order.DIVERGENCE)
    yield row("matrix and verdicts, when first asked for", size, [once(compare)])
    asks: dict[str, tuple[Asks, int]] = {
        FILTER: ([lambda s=s: (facets.matching(s), facets.counts(s)) for s in asked.selections], 5),
        SEARCH: ([lambda w=w: index.find(w, "recommendation") for w in asked.words], 3),
        "search for one of the 100 commonest words": (
            [lambda w=w: index.find(w, "recommendation") for w in asked.common],
            3,
        ),
        PLAIN: ([lambda w=w: index.find(w, "recommendation") for w in asked.plain], 3),
        MATRIX: ([compare], 30),
        "matrix of the overview, 12 guidelines": ([partial(matrix, kb, every[:12])], 10),
        "matrix of all guidelines (no page shows it)": ([partial(matrix, kb, every)], 10),
        BESIDE: ([partial(around, kb, record) for record in asked.records], 3),
        "a record's page, its links": ([partial(records.view, kb, record) for record in asked.records], 3),
        "the record with most links, its neighbours": ([partial(around, kb, hub)], 30),
    }
    for name, (questions_, rounds) in asks.items():
        if questions_:
            yield row(name, size, times(questions_, rounds), limit=LIMITS.get(name))


def _facets_and_words(size: int, library: Library, asked: Questions, path: Path, port: int) -> Iterator[Row]:
    flat = peers.Rows(library.kb)
    sqlite = peers.Sqlite(flat, path)
    engines = {"pandas": peers.Pandas(flat), "DuckDB": peers.DuckDb(flat), "SQLite": sqlite}
    for name, engine in engines.items():
        same_counts(library, asked.selections, engine.filtered, name)
        same_totals(library, asked.plain, engine.found, name)
        yield row(f"{FILTER} · {name}", size, times([partial(engine.filtered, s) for s in asked.selections], 1))
        told = f"{PLAIN} · {name}{' FTS5' if name == 'SQLite' else ''}"
        if asked.plain:
            yield row(told, size, times([partial(engine.found, word) for word in asked.plain], 1))
    with peers.served(path, port) as datasette:
        same_where_unchosen(library, asked.selections, datasette.filtered, "Datasette")
        same_totals(library, asked.plain, datasette.found, "Datasette")
        yield row(
            f"{FILTER} · Datasette", size, times([partial(datasette.filtered, s) for s in asked.selections[:8]], 1)
        )
        if asked.plain:
            yield row(f"{PLAIN} · Datasette", size, times([partial(datasette.found, word) for word in asked.plain], 1))


def _networkx(size: int, library: Library, asked: Questions) -> Iterator[Row]:
    peer = peers.NetworkX(library.kb)
    same_neighbours(library.kb, asked.records, peer.around)
    yield row(f"{BESIDE} · networkx", size, times([partial(peer.around, record) for record in asked.records], 3))
