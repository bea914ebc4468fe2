"""What a server holds: at rest, for each session, and as interactions go on."""

import asyncio
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import islice
from math import nan
from random import Random

from bench.server import Server
from bench.visitor import Visitor
from bench.walk import WALKS
from kb.library import Library

AT_ONCE = 12
A_SESSION = 50
"""Interactions before a session ends and another begins: leaks hide in sessions that have ended."""
ENOUGH = 3


@dataclass
class Memory:
    """MB of 1024 kB: at rest, for each of some sessions, and after each number of interactions."""

    at_rest: float = 0.0
    a_session: float = 0.0
    sessions: int = 0
    after: dict[int, float] = field(default_factory=dict)

    @property
    def slope(self) -> float:
        """MB more for 1,000 interactions, from the second reading (caches are full then) on; not a number for few."""
        counts = sorted(self.after)[1:]
        if len(counts) < ENOUGH:
            return nan
        return (self.after[counts[-1]] - self.after[counts[0]]) * 1000 / (counts[-1] - counts[0])


async def memory(server: Server, lib: Library, sessions: int, interactions: int, within_s: float) -> Memory:
    """Return what the server holds. Where time is up before the last interaction, `after` says how far it went."""
    deadline = time.monotonic() + within_s
    for page in WALKS:
        await _some(server, lib, page, 1, Random(page))
    found = Memory(at_rest=server.memory(), sessions=sessions)
    found.a_session = await _sessions(server, lib, sessions, found.at_rest)
    if interactions:
        await _many(server, lib, interactions, deadline, found)
    return found


async def _sessions(server: Server, lib: Library, count: int, at_rest: float) -> float:
    pages = ("recommendations", "compare", "evidence")
    async with AsyncExitStack() as stack:
        for place in range(count):
            if place == count // 2:
                half = server.memory()
            page = pages[place % len(pages)]
            visitor = await stack.enter_async_context(Visitor(server.address, server.bare))
            await visitor.open(page)
            await visitor.take(next(WALKS[page](lib, Random(place))))
        # What the warm-up gave back hides the first sessions, so the second half of them may say more.
        return max((server.memory() - at_rest) / count, (server.memory() - half) / (count - count // 2))


async def _many(server: Server, lib: Library, interactions: int, deadline: float, found: Memory) -> None:
    done, quarter = 0, interactions // 4
    found.after[0] = server.memory()
    while done < interactions and time.monotonic() < deadline:
        pages = [list(WALKS)[(done // A_SESSION + i) % len(WALKS)] for i in range(AT_ONCE)]
        await asyncio.gather(*(_some(server, lib, p, A_SESSION, Random(f"{done} {i}")) for i, p in enumerate(pages)))
        done += AT_ONCE * A_SESSION
        if done // quarter >= len(found.after):
            found.after[done] = server.memory()
    found.after[done] = server.memory()


async def _some(server: Server, lib: Library, page: str, count: int, random: Random) -> None:
    async with Visitor(server.address, server.bare) as visitor:
        await visitor.open("" if page == "overview" else page)
        for step in islice(WALKS[page](lib, random), count):
            await visitor.take(step)
