"""Measure what the app costs, beside a bare Streamlit page: ``make bench``, or ``python -m bench --quick``."""

import argparse
import signal
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError

from bench.measured import measured
from bench.plan import FULL, QUICK
from bench.report import report
from bench.table import table
from bench.target import targets
from bench.visitor import Lost, WrongPage
from kb.library import open_library

RESULTS = Path(__file__).parent / "RESULTS.md"


def main() -> int:
    """Print the report of a run, and keep that of a full one; exit code 1 where a target was missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="less than two minutes, and nothing is kept")
    plan = QUICK if parser.parse_args().quick else FULL
    # Being told to end is like Ctrl-C: the servers that were started are ended too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        found = measured(open_library(), plan)
    except (Lost, WrongPage, PlaywrightError) as error:
        sys.exit(f"Nothing was measured: {error}")
    except KeyboardInterrupt:
        sys.exit("Stopped before the end; nothing was kept.")
    text = report(found, plan, _growth() if plan is FULL else ())
    print(text)
    if plan is FULL:
        RESULTS.write_text(text, encoding="utf-8")
    return int(not all(target.reached for target in targets(found)))


def _growth() -> list[str]:
    # The figures of growing data join in once `bench.growth.rows` is there: a head and rows of a table.
    rows = getattr(import_module("bench.growth"), "rows", None) if find_spec("bench.growth") else None
    if rows is None:
        return []
    head, *lines = rows()
    return [f"## Growth\n\n{table(head, lines)}"]


if __name__ == "__main__":
    sys.exit(main())
