"""Measure what the app costs, beside a bare Streamlit page: ``make bench``, or ``python -m bench --quick``."""

import argparse
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from bench.measured import measured
from bench.plan import FULL, QUICK
from bench.report import report, table
from bench.target import targets
from kb.library import open_library

RESULTS = Path(__file__).parent / "RESULTS.md"


def main() -> int:
    """Print the report of a run, and keep that of a full one; exit code 1 where a target was missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="less than two minutes, and nothing is kept")
    plan = QUICK if parser.parse_args().quick else FULL
    found = measured(open_library(), plan)
    text = report(found, plan, _growth() if plan is FULL else ())
    print(text)
    if plan is FULL:
        RESULTS.write_text(text, encoding="utf-8")
    return int(not all(target.reached for target in targets(found)))


def _growth() -> list[str]:
    if not find_spec("bench.growth"):
        return []
    head, *rows = import_module("bench.growth").rows()
    return [f"## Growth\n\n{table(head, rows)}"]


if __name__ == "__main__":
    sys.exit(main())
