"""Many sessions at once on one page, each with one change every five seconds, and what became of each change."""

import asyncio
import time
from dataclasses import dataclass, field
from itertools import cycle, islice
from random import Random

from bench.cores import Cores, Watch
from bench.server import Server
from bench.visitor import Lost, Visitor
from bench.walk import WALKS, Step
from kb.library import Library

EVERY_S = 5.0
OPENED_A_SECOND = 20
STEPS_EACH = 12


@dataclass
class Crowd:
    """One cell of the table. `lost` are sessions that ended without an answer, `unopened` those at their first."""

    page: str
    sessions: int
    seconds: list[float] = field(default_factory=list)
    lost: int = 0
    unopened: int = 0
    views: int = 0
    cores: Cores = field(default_factory=Cores)


async def crowd(server: Server, lib: Library, page: str, sessions: int, for_s: float) -> Crowd:
    """Return what `sessions` met in `for_s` seconds, counted from when all of them had opened the page."""
    found = Crowd(page, sessions)
    paths = [list(islice(WALKS[page](lib, Random(f"{page} {i}")), STEPS_EACH)) for i in range(sessions)]
    opened, begin = asyncio.Barrier(sessions + 1), asyncio.Event()
    try:
        async with asyncio.TaskGroup() as group:
            for place, path in enumerate(paths):
                group.create_task(_session(server, page, path, place, found, opened, begin, for_s))
            await opened.wait()
            watch = Watch(server)
            begin.set()
            await asyncio.sleep(for_s)
            found.cores = watch.read()
    except ExceptionGroup as failed:
        # One wrong page is enough to say so.
        raise failed.exceptions[0] from failed
    found.views = len({step.chosen.query() for path in paths for step in path})
    return found


async def _session(
    server: Server, page: str, path: list[Step], place: int, found: Crowd,
    opened: asyncio.Barrier, begin: asyncio.Event, for_s: float,
) -> None:  # fmt: skip
    await asyncio.sleep(place / OPENED_A_SECOND)
    try:
        async with Visitor(server.address, server.bare) as visitor:
            await visitor.open(page)
            await opened.wait()
            await begin.wait()
            await _changes(visitor, path, Random(place), found, time.monotonic() + for_s)
    except Lost:
        found.lost += 1
        if not begin.is_set():
            found.unopened += 1
            await opened.wait()


async def _changes(visitor: Visitor, path: list[Step], random: Random, found: Crowd, end: float) -> None:
    # The last change is waited for, however long it takes: those still under way at the end are the slow ones.
    due = time.monotonic() + random.uniform(0, EVERY_S)
    for step in cycle(path):
        if due > end:
            return
        await asyncio.sleep(max(0, due - time.monotonic()))
        found.seconds.append((await visitor.take(step)).seconds)
        due = time.monotonic() + random.uniform(0.5, 1.5) * EVERY_S
