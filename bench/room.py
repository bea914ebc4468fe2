"""A class opens one link: first visits that arrive within some seconds, each as the front end makes it.

The page's address, the two calls that ask how the server is, the web socket,
and the first run. Streamlit's own scripts and styles are left out: they are
the same for every app, and a browser keeps them.
"""

import asyncio
import time
from dataclasses import dataclass, field
from random import Random

import httpx2

from bench.cores import Cores, Watch
from bench.server import Server, loopback
from bench.visitor import PATIENCE_S, Lost, Visitor

LINK = "recommendations"
BESIDE = (
    f"/{LINK}",
    f"/{LINK}/_stcore/health",
    f"/{LINK}/_stcore/host-config",
    "/_stcore/health",
    "/_stcore/host-config",
)
"""On a link to a page Streamlit's front end first asks beside the page, and there nothing answers."""


@dataclass
class Room:
    """How long each of the class waited for the page; those `lost` never saw it."""

    visits: int
    seconds: list[float] = field(default_factory=list)
    lost: int = 0
    cores: Cores = field(default_factory=Cores)


async def room(server: Server, visits: int, within_s: float) -> Room:
    """Return how `visits` fared that came within `within_s` seconds. Each stays until all are done."""
    loopback(server.address)
    found, random, done = Room(visits), Random(visits), asyncio.Barrier(visits)
    watch = Watch(server)
    limits = httpx2.Limits(max_connections=visits)
    async with (
        httpx2.AsyncClient(base_url=server.address, trust_env=False, limits=limits, timeout=PATIENCE_S) as client,
        asyncio.TaskGroup() as group,
    ):
        for _ in range(visits):
            group.create_task(_visit(server, client, random.uniform(0, within_s), found, done))
    found.cores = watch.read()
    return found


async def _visit(server: Server, client: httpx2.AsyncClient, delay: float, found: Room, done: asyncio.Barrier) -> None:
    await asyncio.sleep(delay)
    start = time.perf_counter()
    try:
        for path in BESIDE:
            await client.get(path)
        async with Visitor(server.address) as visitor:
            await visitor.open(LINK)
            found.seconds.append(time.perf_counter() - start)
            await done.wait()
    except (Lost, httpx2.HTTPError):
        found.lost += 1
        await done.wait()
