"""What one interaction costs: processor time of the server, and time from request to the end of the run."""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import islice
from random import Random

from bench.server import Server
from bench.visitor import Visitor
from bench.walk import WALKS
from kb.library import Library

WARM_UP = 3
THINK_S = 0.25
"""Shorter pauses than this measure the network's delayed acknowledgement, which people never meet."""


@dataclass
class Cost:
    """The interactions of one page on one server, and the processor time of that server before and after them."""

    before_s: float = 0.0
    after_s: float = 0.0
    seconds: list[float] = field(default_factory=list)
    bytes: int = 0

    @property
    def cpu_ms(self) -> float:
        """The processor time of one interaction, in milliseconds."""
        return (self.after_s - self.before_s) * 1000 / len(self.seconds)

    @property
    def kilobytes(self) -> float:
        """What one answer weighs on the wire, in kB of 1000 bytes."""
        return self.bytes / 1000 / len(self.seconds)


Costs = dict[str, dict[str, Cost]]


async def costs(servers: Mapping[str, Server], lib: Library, count: int) -> Costs:
    """Return the cost by page and server. The servers take turns at every step, so that noise meets all of them."""
    return {page: await _page(servers, lib, page, count) for page in WALKS}


async def _page(servers: Mapping[str, Server], lib: Library, page: str, count: int) -> dict[str, Cost]:
    found = {name: Cost() for name in servers}
    async with AsyncExitStack() as stack:
        visitors = {n: await stack.enter_async_context(Visitor(s.address, s.bare)) for n, s in servers.items()}
        steps = islice(WALKS[page](lib, Random(page)), WARM_UP + count)
        for visitor in visitors.values():
            await visitor.open(page if page != "overview" else "")
        for place, step in enumerate(steps):
            for name, server in servers.items():
                if place == WARM_UP:
                    found[name] = Cost(before_s=server.cpu())
                answer = await visitors[name].take(step)
                found[name].seconds.append(answer.seconds)
                found[name].bytes += answer.size
            await asyncio.sleep(THINK_S)
        for name, server in servers.items():
            found[name].after_s = server.cpu()
    return found
