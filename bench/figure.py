"""One figure of a run, and many of them as a table."""

import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

START = time.monotonic()


@dataclass(frozen=True)
class Figure:
    """What was measured, at most how much it should be, and in words what to read it beside."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    beside: str = ""

    @property
    def reached(self) -> bool:
        """Whether the value stays within the limit, where there is one."""
        return self.limit is None or round(self.value, 2) <= self.limit

    @property
    def verdict(self) -> str:
        """Pass, or by what part of the limit it was missed; empty where there is none."""
        if self.limit is None:
            return ""
        part = f" by {(self.value / self.limit - 1) * 100:.0f} %" if self.limit else ""
        return "pass" if self.reached else f"**miss**{part}"


def table(figures: Iterable[Figure]) -> str:
    """Return figures as a table in Markdown, which people can read raw."""
    rows = [("what", "measured", "limit", "", "beside")]
    rows.append(("---",) * len(rows[0]))
    for f in figures:
        limit = "" if f.limit is None else f"≤ {f.limit:g} {f.unit}"
        rows.append((f.what, f"{number(f.value)} {f.unit}", limit, f.verdict, f.beside))
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def number(value: float) -> str:
    """Return a number without more digits than it can mean."""
    return f"{value:.2g}" if abs(value) < 0.1 else f"{value:.2f}" if abs(value) < 10 else f"{value:,.0f}"


def middle(values: Sequence[float]) -> float:
    """Return the median."""
    return sorted(values)[len(values) // 2]


def nearly_longest(values: Sequence[float]) -> float:
    """Return what 95 of 100 do not exceed."""
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


def say(words: str) -> None:
    """Say on the terminal what comes next."""
    print(f"{time.monotonic() - START:6.0f} s  {words}", file=sys.stderr, flush=True)
