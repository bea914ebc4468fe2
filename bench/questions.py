"""What loading and the commonest questions to the knowledge base cost, without any screen."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from kb.comparison.matrix import matrix
from kb.library import Library
from kb.selection import Selection

PROCESSES = 5
RUNS = 200


def questions(lib: Library) -> dict[str, float]:
    """Return the median milliseconds of loading in a fresh process, and of each question over many runs."""
    chosen = Selection({"country": ("CA", "US"), "topic": ("how-to-reduce",)})
    guidelines = [guideline.id for guideline in lib.kb.guidelines]
    asked: dict[str, Callable[[], object]] = {
        "filter on two facets, all counts": lambda: (lib.facets.matching(chosen), lib.facets.counts(chosen)),
        "search “weaning”": lambda: lib.index.find("weaning", "recommendation"),
        "search with a typing error": lambda: lib.index.find("bupernorphine", "recommendation"),
        "matrix of all topics": lambda: matrix(lib.kb, guidelines),
    }
    loads = [_load_in_a_fresh_process() for _ in range(PROCESSES)]
    return {
        "load and build, fresh process": statistics.median(loads) * 1000,
        **{name: statistics.median(_timed(ask) for _ in range(RUNS)) * 1000 for name, ask in asked.items()},
    }


def _load_in_a_fresh_process() -> float:
    code = "import time; from kb.knowledge import load; t = time.perf_counter(); load(); print(time.perf_counter() - t)"
    return float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)


def _timed(ask: Callable[[], object]) -> float:
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start
