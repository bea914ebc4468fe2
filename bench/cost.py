"""What one interaction costs: processor time of the server, and time from request to the end of the run."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from bench.figure import Figure, middle, nearly_longest, number, say
from bench.server import Server
from bench.visitor import Visitor
from bench.walk import PATHS, Step

WARM_UP = 3
THINK_S = 0.1
MS, RATIO = 12.0, 1.2


@dataclass
class Cost:
    """The interactions of one page on one server: seconds of processor time and of waiting for each, bytes of all."""

    cpu: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    bytes: int = 0

    @property
    def cpu_ms(self) -> float:
        """The processor time of one interaction, in milliseconds: the median."""
        return middle(self.cpu) * 1000


def costs(app: Server, bare: Server, steps: Mapping[str, Sequence[Step]]) -> Iterator[Figure]:
    """Yield what the steps on each page cost, beside the bare page; the first few of each are left out."""
    for page, taken in steps.items():
        say(f"interactions on {page}")
        ours, theirs = asyncio.run(_page([app, bare], page, taken))
        beside = (
            f"bare {theirs.cpu_ms:.1f} ms; to the end {middle(ours.seconds) * 1000:.0f} ms, p95 "
            f"{nearly_longest(ours.seconds) * 1000:.0f}, bare {middle(theirs.seconds) * 1000:.0f}, "
            f"{nearly_longest(theirs.seconds) * 1000:.0f}; {number(ours.bytes / 1000 / len(ours.seconds))} kB sent"
        )
        yield Figure(f"{page}: server CPU of an interaction", ours.cpu_ms, "ms", MS, beside)
        yield Figure(f"{page}: the same, against the bare page", ours.cpu_ms / theirs.cpu_ms, "×", RATIO)


async def _page(servers: Sequence[Server], page: str, steps: Sequence[Step]) -> list[Cost]:
    """Return the cost on each server. They take turns at every step, so that noise meets all of them."""
    found = [Cost() for _ in servers]
    async with AsyncExitStack() as stack:
        visitors = [await stack.enter_async_context(Visitor(server.address)) for server in servers]
        for visitor in visitors:
            await visitor.open(PATHS[page])
        for place, step in enumerate(steps):
            for server, visitor, cost in zip(servers, visitors, found, strict=True):
                before = server.cpu()
                answer = await visitor.take(step)
                # What the server still does after its last message belongs to the interaction.
                await asyncio.sleep(THINK_S)
                if place >= WARM_UP:
                    cost.cpu.append(server.cpu() - before)
                    cost.seconds.append(answer.seconds)
                    cost.bytes += answer.size
    return found
