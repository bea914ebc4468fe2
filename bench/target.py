"""What the app promises, each beside what a run measured."""

from dataclasses import dataclass
from math import isnan

from bench.measured import BARE_OURS, REAL, Measured
from bench.spread import middle, nearly_longest

CPU_MS, CPU_RATIO, PAINT_RATIO = 10.0, 1.2, 1.3
MOST_SESSIONS, LATE_MS = 400, 250.0
SESSION_MB, GROWTH_MB, LOAD_MS = 0.2, 0.2, 1000.0


@dataclass(frozen=True)
class Target:
    """A promise: what, at most how much, and how much it was."""

    what: str
    limit: float
    unit: str
    value: float

    @property
    def reached(self) -> bool:
        """Whether the value stays within the limit."""
        return round(self.value, 2) <= self.limit

    @property
    def verdict(self) -> str:
        """Pass, or by what part of the limit it was missed."""
        if self.reached:
            return "pass"
        return f"**miss** by {(self.value / self.limit - 1) * 100:.0f} %" if self.limit else "**miss**"


def targets(found: Measured) -> list[Target]:
    """Return every promise that this run has a figure for."""
    every = [*_interactions(found), *_clicks(found), *_crowds(found), *_holdings(found)]
    return [target for target in every if not isnan(target.value)]


def _interactions(found: Measured) -> list[Target]:
    made = []
    for page, by_server in found.costs.items():
        ours, bare = by_server[REAL].cpu_ms, by_server[BARE_OURS].cpu_ms
        made.append(Target(f"{page}: server CPU of an interaction", CPU_MS, "ms", ours))
        made.append(Target(f"{page}: the same, against the bare page", CPU_RATIO, "×", ours / bare))
    return made


def _clicks(found: Measured) -> list[Target]:
    return [
        Target(
            f"{page}: click to paint, against the bare page", PAINT_RATIO, "×", middle(c[REAL]) / middle(c[BARE_OURS])
        )
        for page, c in found.clicks.items()
        if c[REAL] and c[BARE_OURS]
    ]


def _crowds(found: Measured) -> list[Target]:
    made = []
    for name, cell in found.crowds:
        if name == REAL and cell.sessions == MOST_SESSIONS:
            made.append(Target(f"{cell.page}: p95 with 400 sessions", LATE_MS, "ms", nearly_longest(cell.seconds)))
            made.append(Target(f"{cell.page}: lost with 400 sessions", 0, "", cell.lost))
    return made


def _holdings(found: Measured) -> list[Target]:
    return [
        Target("memory of a session", SESSION_MB, "MB", found.memory.a_session),
        Target("memory gained in 1,000 interactions", GROWTH_MB, "MB", found.memory.slope),
        Target("load and build, fresh process", LOAD_MS, "ms", found.questions["load and build, fresh process"]),
    ]
