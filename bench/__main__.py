"""Print what loading and the commonest questions cost, each in a fresh process or over many runs: ``make bench``."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from kb.comparison.matrix import matrix
from kb.knowledge import load
from kb.library import open_library
from kb.selection import Selection

LOAD_LIMIT_S = 1.0
PROCESSES = 7
RUNS = 200


def main() -> int:
    """Print the table; exit code 1 where loading takes longer than the project allows."""
    loads = [_load_in_a_fresh_process() for _ in range(PROCESSES)]
    print(f"{'load and build, fresh process':<42} {_spread(loads, 1000)} ms   limit {LOAD_LIMIT_S * 1000:.0f} ms")
    library = open_library()
    kb = library.kb
    chosen = Selection({"country": ("CA", "US"), "topic": ("how-to-reduce",)})
    guidelines = [g.id for g in kb.guidelines]
    questions: dict[str, Callable[[], object]] = {
        "filter on two facets, all counts": lambda: (library.facets.matching(chosen), library.facets.counts(chosen)),
        "search 'weaning'": lambda: library.index.find("weaning", "recommendation"),
        "search with a typing error": lambda: library.index.find("bupernorphine", "recommendation"),
        "matrix of all topics": lambda: matrix(kb, guidelines),
    }
    for name, ask in questions.items():
        print(f"{name:<42} {_spread([_timed(ask) for _ in range(RUNS)], 1000)} ms")
    return int(statistics.median(loads) > LOAD_LIMIT_S)


def _load_in_a_fresh_process() -> float:
    code = "import time; from kb.knowledge import load; t = time.perf_counter(); load(); print(time.perf_counter() - t)"
    return float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)


def _timed(ask: Callable[[], object]) -> float:
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start


def _spread(seconds: list[float], scale: float) -> str:
    low, middle, high = min(seconds), statistics.median(seconds), max(seconds)
    return f"min {low * scale:8.2f}  median {middle * scale:8.2f}  max {high * scale:8.2f}"


if __name__ == "__main__":
    load()
    sys.exit(main())
