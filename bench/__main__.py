"""Measure what the app costs, beside a bare Streamlit page and beside other tools: ``make bench``.

``python -m bench`` measures everything and writes RESULTS.md; with names of
parts it measures those and writes nothing.
"""

import argparse
import asyncio
import pickle
import platform
import signal
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from random import Random

import psutil
from playwright.sync_api import Error as PlaywrightError

import kb
from bench import click
from bench.cost import costs
from bench.crowd import PAGES, crowds
from bench.figure import Figure, middle, say, table
from bench.growth.table import Differs, grown
from bench.memory import memory
from bench.opening import opened
from bench.recorded import RECORDED, recorded
from bench.server import BARE, balanced, running
from bench.visitor import Lost, WrongPage
from bench.walk import WALKS, World

RESULTS = Path(__file__).parent / "RESULTS.md"
ABOUT = f"""# What it costs

Written by `make bench`; not edited by hand. Everything was measured in one run on the loopback of one machine, with
the load and Chromium on the same cores as the server, so times are upper bounds and ratios say more than milliseconds.
**Bare** is a page of the same elements (`bench/bare.py`): the same widgets, the same text as `st.html`, the same
charts as a dict and a table of Arrow, all made beforehand, with this project's settings. Every answer was compared
with the knowledge base. Synthetic guidelines come from a seed and are opened as a data folder, as real ones are.

{date.today()} · {psutil.cpu_count()} cores, {psutil.virtual_memory().total / 1024**3:.0f} GB · {platform.system()} ·
Python {platform.python_version()} · Streamlit {version("streamlit")} · pandas {version("pandas")}
"""


def opening(plan: Namespace, world: World) -> Iterator[Figure]:
    """Yield what opening the curated data costs, and the commonest questions without a screen."""
    say("opening the curated data")
    times = [opened(kb.CURATED) for _ in range(5)]
    yield Figure("curated data: import and open", middle([seconds for seconds, _ in times]), "s", 1)
    yield Figure("curated data: most memory while opening", middle([held for _, held in times]), "MB")


def screens(plan: Namespace, world: World) -> Iterator[Figure]:
    """Yield what an interaction costs the server, and how long a click takes in Chromium, beside the bare page."""
    steps = {page: list(islice(WALKS[page](world, Random(page)), plan.interactions)) for page in plan.pages}
    clicked = {page: click.steps(world, page) for page in {*plan.pages, "record", "sources"}}
    with tempfile.TemporaryDirectory() as folder, running() as app:
        say("what the pages send, for the bare page")
        file = Path(folder) / "recorded"
        runs = asyncio.run(recorded(app.address, steps)) | asyncio.run(recorded(app.address, clicked))
        file.write_bytes(pickle.dumps(runs))
        with running(BARE, **{RECORDED: str(file)}) as bare:
            yield from costs(app, bare, steps)
            yield from click.clicks(app, bare, world, plan.pages if plan.rounds else (), plan.rounds)


def many(plan: Namespace, world: World) -> Iterator[Figure]:
    """Yield what crowds meet in one process, and in two behind nginx."""
    limits = {200: 100, 400: 500}
    pages = [page for page in PAGES if page in plan.pages]
    for sessions in plan.crowds:
        with running() as app:
            yield from crowds(app, world, "one process", sessions, limits.get(sessions), plan.seconds, pages)
    with balanced() as app:
        yield from crowds(app, world, "two behind nginx", max(plan.crowds), 250, plan.seconds, pages)


def held(plan: Namespace, world: World) -> Iterator[Figure]:
    """Yield what sessions weigh."""
    with running() as app:
        yield from memory(app, world, plan.sessions, plan.many, plan.within)


def growth(plan: Namespace, world: World) -> Iterator[Figure]:
    """Yield how cost grows with the number of recommendations, beside other tools."""
    for size in plan.sizes:
        yield from grown(size, largest=size == max(plan.sizes))


PARTS: dict[str, Callable[[Namespace, World], Iterable[Figure]]] = {
    "opening": opening, "screens": screens, "crowds": many, "memory": held, "growth": growth,
}  # fmt: skip


def main() -> int:
    """Print the figures of a run; exit code 1 where a limit was missed or a part could not be measured."""
    plan = _parser().parse_args()
    if plan.quick:
        plan.interactions, plan.rounds = 15, 1
    # Being told to end is like Ctrl-C: the servers that were started are ended too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    world, sections, found, stopped = World(kb.load(kb.CURATED)), [ABOUT], [], False
    for part in plan.parts or [part for part in PARTS if plan.quick <= (part in {"opening", "screens"})]:
        figures: list[Figure] = []
        try:
            figures.extend(PARTS[part](plan, world))
        except (Lost, WrongPage, Differs, PlaywrightError) as error:
            stopped = True
            say(f"{part} stopped: {error}")
        except KeyboardInterrupt:
            sys.exit("Stopped before the end; nothing was kept.")
        found += figures
        sections.append(f"## {part.capitalize()}\n\n{table(figures)}")
        print(sections[-1], flush=True)
    say("done")
    if not (plan.parts or plan.quick or stopped):
        RESULTS.write_text("\n".join(sections), encoding="utf-8")
    return int(stopped or not all(figure.reached for figure in found))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.split("\n\n")[0])
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="opening and screens, in two minutes")
    parser.add_argument("--pages", nargs="+", default=tuple(WALKS), choices=WALKS)
    parser.add_argument("--crowds", nargs="+", type=int, default=[200, 400], help="sessions at once")
    parser.add_argument("--sizes", nargs="+", type=int, default=[1_000, 10_000, 100_000], help="recommendations")
    parser.add_argument("--seconds", type=float, default=20, help="how long a crowd stays")
    parser.add_argument("--interactions", type=int, default=30, help="on each page")
    parser.add_argument("--rounds", type=int, default=2, help="of clicks on each page")
    parser.add_argument("--sessions", type=int, default=200, help="whose memory is measured")
    parser.add_argument("--many", type=int, default=16_000, help="interactions after which memory is compared")
    parser.add_argument("--within", type=float, default=180, help="seconds for these")
    return parser


if __name__ == "__main__":
    sys.exit(main())
