"""Many sessions at once on one page, each with one change every five seconds, and what became of each change."""

import asyncio
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from random import Random

import psutil

from bench.figure import Figure, middle, nearly_longest, say
from bench.server import Server
from bench.visitor import Lost, Visitor
from bench.walk import PATHS, WALKS, Step, World

EVERY_S = 5.0
OPENED_A_SECOND = 20
PAGES = ("recommendations", "compare", "evidence")
BUSY = ("user", "nice", "system", "irq", "softirq", "steal")


@dataclass
class Crowd:
    """Seconds of every change; `lost` are sessions that ended without an answer. `cores` of the server, bench, others."""

    seconds: list[float] = field(default_factory=list)
    lost: int = 0
    cores: tuple[float, float, float] = (0.0, 0.0, 0.0)


def crowds(
    server: Server, world: World, name: str, sessions: int, limit_ms: float, for_s: float, pages: Sequence[str] = PAGES
) -> Iterator[Figure]:
    """Yield how long the changes of so many sessions took on each page, and how many sessions were lost."""
    for page in pages:
        say(f"{sessions} sessions on {page}, {name}")
        paths = [_path(world, page, place, for_s) for place in range(sessions)]
        found = asyncio.run(crowd(server, page, paths, for_s))
        ours, bench, others = found.cores
        beside = (
            f"p50 {middle(found.seconds) * 1000:.0f} ms of {len(found.seconds):,} changes; "
            f"cores: server {ours:.2f}, bench {bench:.2f}, others {others:.2f}"
        )
        head = f"{page}: {sessions} sessions, {name}"
        yield Figure(f"{head}: p95", nearly_longest(found.seconds) * 1000, "ms", limit_ms, beside)
        yield Figure(f"{head}: lost", found.lost, "", 0)


def _path(world: World, page: str, place: int, for_s: float) -> list[Step]:
    # As many as the fastest of them can take.
    return list(islice(WALKS[page](world, Random(f"{page} {place}")), int(for_s / EVERY_S * 2) + 1))


async def crowd(server: Server, page: str, paths: Sequence[Sequence[Step]], for_s: float) -> Crowd:
    """Return what sessions that take these steps met in `for_s` seconds, counted from when all had opened the page."""
    found, opened, begin = Crowd(), asyncio.Barrier(len(paths) + 1), asyncio.Event()
    try:
        async with asyncio.TaskGroup() as group:
            for place, path in enumerate(paths):
                group.create_task(_session(server, page, path, place, found, opened, begin, for_s))
            await opened.wait()
            before = _now(server)
            begin.set()
            await asyncio.sleep(for_s)
            wall, ours, own, busy = (after - then for then, after in zip(before, _now(server), strict=True))
            found.cores = (ours / wall, own / wall, max(0.0, (busy - ours - own) / wall))
    except ExceptionGroup as failed:
        # One wrong page is enough to say so.
        raise failed.exceptions[0] from failed
    return found


def _now(server: Server) -> tuple[float, float, float, float]:
    own, everyone = os.times(), psutil.cpu_times()
    return time.monotonic(), server.cpu(), own.user + own.system, sum(getattr(everyone, name, 0.0) for name in BUSY)


async def _session(
    server: Server, page: str, path: Sequence[Step], place: int, found: Crowd,
    opened: asyncio.Barrier, begin: asyncio.Event, for_s: float,
) -> None:  # fmt: skip
    await asyncio.sleep(place / OPENED_A_SECOND)
    try:
        async with Visitor(server.address) as visitor:
            await visitor.open(PATHS[page])
            await opened.wait()
            await begin.wait()
            await _changes(visitor, path, Random(place), found, time.monotonic() + for_s)
    except Lost:
        found.lost += 1
        if not begin.is_set():
            await opened.wait()


async def _changes(visitor: Visitor, path: Sequence[Step], random: Random, found: Crowd, end: float) -> None:
    # The last change is waited for, however long it takes: those still under way at the end are the slow ones.
    due = time.monotonic() + random.uniform(0, EVERY_S)
    for step in path:
        if due > end:
            return
        await asyncio.sleep(max(0, due - time.monotonic()))
        found.seconds.append((await visitor.take(step)).seconds)
        due = time.monotonic() + random.uniform(0.5, 1.5) * EVERY_S
