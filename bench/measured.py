"""One run of the bench: every figure of it, taken side by side, within a given time."""

import asyncio
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.chromium import chromium
from bench.click import clicks
from bench.cost import Costs, costs
from bench.crowd import Crowd, crowd
from bench.memory import Memory, memory
from bench.plan import Plan
from bench.questions import questions
from bench.room import Room, room
from bench.server import BARE, Server, running
from bench.visit import Visit, visits
from kb.library import Library

REAL, BARE_OURS, BARE_STOCK = "app", "bare", "bare, stock settings"
CROWDED = ("recommendations", "compare", "evidence")
CHROMIUM_S, CROWDS_S, MEMORY_S = 420, 900, 1140
"""Seconds after the start at which these parts stop, finished or not, so that a run ends within 20 minutes."""


@dataclass
class Measured:
    """Every figure of a run, by page and by server; `left_out` names what there was no time for."""

    questions: dict[str, float] = field(default_factory=dict)
    costs: Costs = field(default_factory=dict)
    visits: dict[str, dict[str, tuple[Visit, Visit]]] = field(default_factory=dict)
    clicks: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    bare_memory: Memory = field(default_factory=Memory)
    rooms: dict[str, Room] = field(default_factory=dict)
    crowds: list[tuple[str, Crowd]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    start: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """How long ago the run began."""
        return time.monotonic() - self.start

    def goes_on(self, what: str, until_s: float) -> bool:
        """Say on the terminal what comes next; without time for it, note that and return False."""
        if late := self.seconds > until_s:
            self.left_out.append(what)
        print(f"{self.seconds:6.0f} s  {what}{': left out' if late else ''}", file=sys.stderr, flush=True)
        return not late


def measured(lib: Library, plan: Plan) -> Measured:
    """Measure everything, one thing after the other; every server that was started is ended."""
    found = Measured()
    found.questions = questions(lib)
    with running() as app, running(BARE) as bare, running(BARE, stock=True) as stock:
        servers = {REAL: app, BARE_OURS: bare, BARE_STOCK: stock}
        if found.goes_on("interactions", CHROMIUM_S):
            found.costs = asyncio.run(costs(servers, lib, plan.interactions))
        _in_chromium(found, {REAL: app, BARE_OURS: bare}, lib, plan)
        _rooms(found, {REAL: app, BARE_OURS: bare}, plan)
        _crowds(found, servers, lib, plan)
    _memories(found, lib, plan)
    return found


def _in_chromium(found: Measured, servers: dict[str, Server], lib: Library, plan: Plan) -> None:
    with chromium() as browser:
        for page in plan.in_chromium:
            if not found.goes_on(f"Chromium on {page}", CHROMIUM_S):
                continue
            path = "" if page == "overview" else page
            found.visits[page] = {n: visits(browser, s, path, plan.first_visits) for n, s in servers.items()}
            found.clicks[page] = {n: [] for n in servers}
            for _ in range(plan.click_rounds):
                for name, server in servers.items():
                    found.clicks[page][name] += clicks(browser, server, lib, page)


def _rooms(found: Measured, servers: dict[str, Server], plan: Plan) -> None:
    for name, server in servers.items():
        if found.goes_on(f"a class opens the page: {name}", CROWDS_S):
            found.rooms[name] = asyncio.run(room(server, plan.room, plan.room_s))


def _crowds(found: Measured, servers: dict[str, Server], lib: Library, plan: Plan) -> None:
    for name, page, sessions in _cells(plan):
        if found.goes_on(f"{sessions} sessions on {page}: {name}", CROWDS_S):
            found.crowds.append((name, asyncio.run(crowd(servers[name], lib, page, sessions, plan.crowd_s))))


def _cells(plan: Plan) -> Iterator[tuple[str, str, int]]:
    # What matters most comes first: the largest crowds of the app.
    yield from ((REAL, page, sessions) for sessions in sorted(plan.crowds, reverse=True) for page in CROWDED)
    yield from ((BARE_OURS, CROWDED[0], sessions) for sessions in plan.bare_crowds)
    yield from ((BARE_STOCK, CROWDED[0], sessions) for sessions in plan.stock_crowds)


def _memories(found: Measured, lib: Library, plan: Plan) -> None:
    if found.goes_on("memory", MEMORY_S):
        with running(BARE) as bare:
            found.bare_memory = asyncio.run(memory(bare, lib, plan.sessions, 0, 0))
        with running() as app:
            found.memory = asyncio.run(memory(app, lib, plan.sessions, plan.many, MEMORY_S - found.seconds))
