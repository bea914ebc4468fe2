"""What opening a data folder costs in a process of its own: reading, rules, graph, facets and the index for search.

Importing is not part of it; the memory is that of the whole process.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

CODE = """
import json, resource, time
from kb.library import open_library
clock, used = time.perf_counter(), time.process_time()
library = open_library()
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([time.perf_counter() - clock, time.process_time() - used, memory]))
"""


def opened(folder: Path) -> tuple[float, float, float]:
    """Return seconds by the clock and of processor time, and most memory in MB, for opening the folder afresh."""
    env = {**os.environ, "KB_DATA": str(folder)}
    done = subprocess.run([sys.executable, "-c", CODE], env=env, capture_output=True, text=True, check=True)
    return tuple(json.loads(done.stdout))
