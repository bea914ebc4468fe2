"""Many times, in one line: middle, nearly the longest, longest."""

import statistics
from collections.abc import Sequence


def middle(seconds: Sequence[float]) -> float:
    """Return the median in milliseconds; not a number where nothing was measured."""
    return statistics.median(seconds) * 1000 if seconds else float("nan")


def nearly_longest(seconds: Sequence[float]) -> float:
    """Return the time in milliseconds that 95 of 100 do not exceed; not a number where nothing was measured."""
    return sorted(seconds)[max(0, -(-len(seconds) * 95 // 100) - 1)] * 1000 if seconds else float("nan")


def longest(seconds: Sequence[float]) -> float:
    """Return the longest time in milliseconds; not a number where nothing was measured."""
    return max(seconds) * 1000 if seconds else float("nan")
