"""What opening a data folder costs in a process of its own, the import of everything included."""

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.server import ROOT

# The app opens a folder in the same way (`ui.served.ready`).
CODE = """
import time
clock = time.perf_counter()
from concurrent.futures import ThreadPoolExecutor
import kb
from kb.filters import facets
from kb.knowledge import uncollected
from kb.search import SearchIndex
base = kb.load()
with uncollected(), ThreadPoolExecutor() as threads:
    list(threads.map(lambda make: make(base), (facets, SearchIndex)))
import json, resource
print(json.dumps([time.perf_counter() - clock, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def opened(folder: Path) -> tuple[float, float]:
    """Return seconds by the clock and the most memory in MB for opening a folder: records, graph, facets, search."""
    env = {**os.environ, "KB_DATA": str(folder), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", CODE], env=env, capture_output=True, text=True, check=True)
    return tuple(json.loads(done.stdout))
