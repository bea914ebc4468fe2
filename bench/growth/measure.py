"""Timing a question, and what a row of the table holds."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Row:
    """One question at one size. Times in milliseconds; `exponent` is how time grows with size: time ~ size ** exponent.

    `ratio` is a peer's median over ours, for the same question on the same rows
    in the same run. `limit` is in the unit of the median; `unit` says which.
    """

    name: str
    size: int
    median: float
    p95: float
    unit: str = "ms"
    exponent: float | None = None
    ratio: float | None = None
    limit: float | None = None

    @property
    def passed(self) -> bool | None:
        """Whether the median keeps the limit; None where there is none."""
        return None if self.limit is None else self.median <= self.limit


def times(asks: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """Return how long each of the questions took each time, in milliseconds; each is asked once before."""
    for ask in asks:
        ask()
    found = []
    for _ in range(rounds):
        for ask in asks:
            found.append(once(ask))
    return found


def once(ask: Callable[[], object]) -> float:
    """Return how long a question took that nobody has asked before, in milliseconds."""
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1000


def row(name: str, size: int, found: Sequence[float], **more: object) -> Row:
    """Return a row over several times."""
    return Row(name, size, statistics.median(found), float(np.percentile(found, 95)), **more)


def exponent(sizes: Sequence[int], medians: Sequence[float]) -> float | None:
    """Return the slope of a straight line through size and time on logarithmic scales; None for a single size."""
    if len(sizes) < 2:
        return None
    return float(np.polyfit(np.log(sizes), np.log(medians), 1)[0])
