"""What a server holds for each session, and whether that stays as interactions go on."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from itertools import islice
from random import Random

from bench.crowd import PAGES
from bench.figure import Figure, say
from bench.server import Server
from bench.visitor import Visitor
from bench.walk import PATHS, WALKS, World

AT_ONCE, A_SESSION = 12, 50
"""Sessions at a time, and interactions before one ends and another begins: leaks hide in sessions that have ended."""
SESSION_MB, GROWTH_MB = 0.2, 0.2


def memory(server: Server, world: World, sessions: int, interactions: int, within_s: float) -> Iterator[Figure]:
    """Yield the memory of a session, and what interactions leave behind once the caches are full."""
    say(f"memory of {sessions} sessions")
    asyncio.run(_warm(server, world))
    rest = server.memory()
    yield Figure("memory at rest, every page opened", rest, "MB")
    yield Figure("memory of a session", asyncio.run(_sessions(server, world, sessions, rest)), "MB", SESSION_MB)
    if interactions:
        say(f"memory after {interactions:,} interactions")
        after = asyncio.run(_many(server, world, interactions, time.monotonic() + within_s))
        done, last = list(after)[-1], list(after.values())[-1]
        # From the middle on: caches are full then.
        half = next(count for count in after if count >= done / 2)
        gained = (last - after[half]) * 1000 / max(done - half, 1)
        said = ", ".join(f"{held:.0f} MB after {count:,}" for count, held in after.items())
        yield Figure("memory gained in 1,000 interactions", gained, "MB", GROWTH_MB, said)


async def _warm(server: Server, world: World) -> None:
    for page in WALKS:
        await _some(server, world, page, 8, Random(page))


async def _sessions(server: Server, world: World, count: int, rest: float) -> float:
    async with AsyncExitStack() as stack:
        for place in range(count):
            if place == count // 2:
                half = server.memory()
            page = PAGES[place % len(PAGES)]
            visitor = await stack.enter_async_context(Visitor(server.address))
            await visitor.open(PATHS[page])
            await visitor.take(next(WALKS[page](world, Random(page))))
        # What the warm-up gave back hides the first sessions, so the second half of them may say more.
        return max((server.memory() - rest) / count, (server.memory() - half) / (count - count // 2))


async def _many(server: Server, world: World, interactions: int, deadline: float) -> dict[int, float]:
    """Return the memory after each eighth of the interactions, as many as there is time for."""
    found, done = {0: server.memory()}, 0
    while done < interactions and time.monotonic() < deadline:
        pages = [list(WALKS)[(done // A_SESSION + place) % len(WALKS)] for place in range(AT_ONCE)]
        await asyncio.gather(
            *(_some(server, world, page, A_SESSION, Random(f"{done} {n}")) for n, page in enumerate(pages))
        )
        done += AT_ONCE * A_SESSION
        if done >= interactions * len(found) / 8:
            found[done] = server.memory()
    return {**found, done: server.memory()}


async def _some(server: Server, world: World, page: str, count: int, random: Random) -> None:
    async with Visitor(server.address) as visitor:
        await visitor.open(PATHS[page])
        for step in islice(WALKS[page](world, random), count):
            await visitor.take(step)
