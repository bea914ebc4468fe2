"""One run of the bench: every figure of it, taken side by side."""

import asyncio
import sys
import time
from dataclasses import dataclass, field

from bench.chromium import Visit, chromium, clicks, visits
from bench.cost import Costs, costs
from bench.crowd import Crowd, crowd
from bench.memory import Memory, memory
from bench.plan import Plan
from bench.questions import questions
from bench.room import Room, room
from bench.server import BARE, Server, running
from kb.library import Library

REAL, BARE_OURS, BARE_STOCK = "app", "bare", "bare, stock settings"
CROWDED = ("recommendations", "compare", "evidence")


@dataclass
class Measured:
    """Every figure of a run, by page and by server."""

    questions: dict[str, float] = field(default_factory=dict)
    costs: Costs = field(default_factory=dict)
    visits: dict[str, dict[str, tuple[Visit, Visit]]] = field(default_factory=dict)
    clicks: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    bare_memory: Memory = field(default_factory=Memory)
    rooms: dict[str, Room] = field(default_factory=dict)
    crowds: list[tuple[str, Crowd]] = field(default_factory=list)
    seconds: float = 0.0


def measured(lib: Library, plan: Plan) -> Measured:
    """Measure everything, one thing after the other; every server that was started is ended."""
    found, start = Measured(), time.monotonic()
    found.questions = questions(lib)
    _side_by_side(found, lib, plan)
    _said(start, "memory")
    with running() as app:
        found.memory = asyncio.run(memory(app, lib, plan.sessions, plan.many))
    with running(BARE) as bare:
        found.bare_memory = asyncio.run(memory(bare, lib, plan.sessions, interactions=0))
    _rooms_and_crowds(found, lib, plan, start)
    found.seconds = time.monotonic() - start
    return found


def _side_by_side(found: Measured, lib: Library, plan: Plan) -> None:
    start = time.monotonic()
    with running() as app, running(BARE) as bare, running(BARE, stock=True) as stock:
        _said(start, "interactions")
        found.costs = asyncio.run(costs({REAL: app, BARE_OURS: bare, BARE_STOCK: stock}, lib, plan.interactions))
        _said(start, "Chromium")
        _in_chromium(found, {REAL: app, BARE_OURS: bare}, lib, plan)


def _in_chromium(found: Measured, servers: dict[str, Server], lib: Library, plan: Plan) -> None:
    with chromium() as browser:
        for page in plan.in_chromium:
            path = "" if page == "overview" else page
            found.visits[page] = {n: visits(browser, s, path, plan.first_visits) for n, s in servers.items()}
            found.clicks[page] = {n: [] for n in servers}
            for _ in range(plan.click_rounds):
                for name, server in servers.items():
                    found.clicks[page][name] += clicks(browser, server, lib, page)


def _rooms_and_crowds(found: Measured, lib: Library, plan: Plan, start: float) -> None:
    with running() as app, running(BARE) as bare, running(BARE, stock=True) as stock:
        for name, server in ((REAL, app), (BARE_OURS, bare)):
            _said(start, f"a class opens the page: {name}")
            asyncio.run(room(server, 1, 0))
            found.rooms[name] = asyncio.run(room(server, plan.room, plan.room_s))
        for page in CROWDED:
            cells = [(REAL, app, plan.crowds)]
            if page == CROWDED[0]:
                cells += [(BARE_OURS, bare, plan.bare_crowds), (BARE_STOCK, stock, plan.stock_crowds)]
            for name, server, sizes in cells:
                for sessions in sizes:
                    _said(start, f"{sessions} sessions on {page}: {name}")
                    found.crowds.append((name, asyncio.run(crowd(server, lib, page, sessions, plan.crowd_s))))


def _said(start: float, what: str) -> None:
    print(f"{time.monotonic() - start:6.0f} s  {what}", file=sys.stderr, flush=True)
