"""The figures of a run as a page of tables."""

import platform
from collections.abc import Iterable
from datetime import date
from importlib.metadata import version

import psutil

from bench.cores import Cores
from bench.measured import BARE_OURS, BARE_STOCK, REAL, Measured
from bench.plan import Plan
from bench.spread import longest, middle, nearly_longest
from bench.table import cell, table
from bench.target import targets

INTRODUCTION = """# What it costs

Written by `make bench`; not edited by hand. Everything was measured in one run, on the loopback of one machine, with
the load and Chromium on the same cores as the server, so times are upper bounds and ratios say more than milliseconds.

- **app**: this project, started as the README says, one process.
- **bare**: the same pages as a careful person writes them with stock elements (`bench/bare.py`): as many filters, about
  as many words (1.0 to 1.3 times), as many charts, everything that can be made once made once; with this project's settings.
- **bare, stock settings**: the same without these settings, so with a full garbage collection after every run.

Every answer was compared with the knowledge base: the count on the page is the one that the data give.
"""


def report(found: Measured, plan: Plan, more: Iterable[str] = ()) -> str:
    """Return the run as Markdown; `more` are sections that others add."""
    sections = (
        INTRODUCTION, _machine(found), _targets(found), _interactions(found, plan), _visits(found), _clicks(found),
        _memory(found), _rooms(found, plan), _crowds(found, plan), _questions(found), *more,
    )  # fmt: skip
    return "\n".join(section for section in sections if section)


def _machine(found: Measured) -> str:
    memory = psutil.virtual_memory().total / 1024**3
    return (
        f"{date.today()} · {psutil.cpu_count()} cores, {memory:.0f} GB · {platform.system()} · "
        f"Python {platform.python_version()} · Streamlit {version('streamlit')} · {found.seconds / 60:.0f} minutes\n"
        + (f"\n**Left out, because time was up**: {', '.join(found.left_out)}.\n" if found.left_out else "")
    )


def _targets(found: Measured) -> str:
    rows = ((t.what, f"{cell(t.value)} {t.unit}", f"≤ {t.limit:g} {t.unit}", t.verdict) for t in targets(found))
    return f"## Targets\n\n{table(('what', 'measured', 'target', ''), rows)}"


def _interactions(found: Measured, plan: Plan) -> str:
    rows = []
    for page, by_server in found.costs.items():
        ours, bare, stock = (by_server[name] for name in (REAL, BARE_OURS, BARE_STOCK))
        rows.append(
            (
                page, ours.cpu_ms, bare.cpu_ms, stock.cpu_ms, ours.cpu_ms / bare.cpu_ms,
                middle(ours.seconds), nearly_longest(ours.seconds), middle(bare.seconds), nearly_longest(bare.seconds),
                middle(stock.seconds), ours.kilobytes, bare.kilobytes,
            )
        )  # fmt: skip
    head = (
        "page", "CPU ms, app", "bare", "bare, stock", "app / bare", "ms to finish, app: p50", "p95", "bare: p50", "p95",
        "stock: p50", "kB, app", "bare",
    )  # fmt: skip
    note = (
        f"The commonest interaction of each page, {plan.interactions} times, one visitor: open the overview; choose or "
        "give back a country, topic or strength; another pair of countries, every second time with one topic; an "
        "intervention or outcome; a neighbour; another part; a linked record. CPU is the process time of the server, "
        "time is from the request to `script_finished`.\n"
    )
    return f"## An interaction\n\n{note}\n{table(head, rows)}"


def _visits(found: Measured) -> str:
    rows = []
    for page, by_server in found.visits.items():
        cold, warm = by_server[REAL]
        bare_cold, bare_warm = by_server[BARE_OURS]
        rows.append(
            (
                page, cold.shown_ms, bare_cold.shown_ms, cold.shown_ms / bare_cold.shown_ms, warm.shown_ms,
                bare_warm.shown_ms, warm.shown_ms / bare_warm.shown_ms, cold.bytes / 1e6, bare_cold.bytes / 1e6,
                warm.bytes / 1e6, bare_warm.bytes / 1e6, int(cold.requests), int(bare_cold.requests),
            )
        )  # fmt: skip
    head = (
        "page", "cold ms, app", "bare", "app / bare", "warm ms, app", "bare", "app / bare", "cold MB, app", "bare",
        "warm MB, app", "bare", "requests, app", "bare",
    )  # fmt: skip
    note = "Chromium, until the heading shows; bytes and requests until all is quiet. Warm: a second visit of the same browser.\n"
    return f"## A visit\n\n{note}\n{table(head, rows)}" if rows else ""


def _clicks(found: Measured) -> str:
    rows = [
        (
            page, len(by[REAL]), middle(by[REAL]), nearly_longest(by[REAL]), middle(by[BARE_OURS]),
            nearly_longest(by[BARE_OURS]), middle(by[REAL]) / middle(by[BARE_OURS]),
        )
        for page, by in found.clicks.items()
        if by[REAL] and by[BARE_OURS]
    ]  # fmt: skip
    head = ("page", "clicks", "ms, app: p50", "p95", "bare: p50", "p95", "app / bare")
    note = "Chromium, from the release of the button until the second frame after the text has changed.\n"
    return f"## Click to paint\n\n{note}\n{table(head, rows)}" if rows else ""


def _memory(found: Measured) -> str:
    held, bare = found.memory, found.bare_memory
    rows = [
        ("at rest, every page opened once", held.at_rest, bare.at_rest),
        (f"each of {held.sessions} sessions", held.a_session, bare.a_session),
        *((f"after {count:,} interactions", megabytes, "") for count, megabytes in held.after.items()),
        ("for 1,000 interactions more", held.slope, ""),
    ]
    note = "Resident set of the process. The interactions come from sessions that last 50 each, on all pages in turn.\n"
    return f"## Memory\n\n{note}\n{table(('what', 'MB, app', 'bare'), rows)}"


def _rooms(found: Measured, plan: Plan) -> str:
    rows = [
        (n, len(r.seconds), middle(r.seconds), nearly_longest(r.seconds), longest(r.seconds), r.lost, *_cores(r.cores))
        for n, r in found.rooms.items()
    ]
    note = (
        f"{plan.room} first visits within {plan.room_s:g} s to one link: its address, the calls beside it, the web "
        "socket and the first run, until the page is there. Streamlit's own scripts and styles are not loaded.\n"
    )
    head = ("server", "pages", "p50 ms", "p95", "longest", "lost", *CORES)
    return f"## A class opens the page\n\n{note}\n{table(head, rows)}"


CORES = ("cores: server", "bench", "others")


def _cores(cores: Cores) -> tuple[float, float, float]:
    return cores.server, cores.own, cores.others


def _crowds(found: Measured, plan: Plan) -> str:
    rows = [
        (
            cell.page, name, cell.sessions, len(cell.seconds), middle(cell.seconds), nearly_longest(cell.seconds),
            cell.lost, cell.unopened, cell.views, *_cores(cell.cores),
        )
        for name, cell in sorted(found.crowds, key=lambda c: (c[1].page, c[0], c[1].sessions))
    ]  # fmt: skip
    note = (
        f"Sessions open 20 a second; then each changes something every 5 s, for {plan.crowd_s:g} s. Lost: the connection broke, or no answer "
        "within 10 s. Views: different addresses asked for. Where others use more than 0.3 cores, or the bench itself "
        "nearly one, times are upper bounds.\n"
    )
    head = ("page", "server", "sessions", "changes", "p50 ms", "p95", "lost", "at the first page", "views", *CORES)
    return f"## Many at once\n\n{note}\n{table(head, rows)}"


def _questions(found: Measured) -> str:
    return f"## Without a screen\n\n{table(('what', 'median ms'), found.questions.items())}"
