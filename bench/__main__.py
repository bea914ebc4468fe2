"""Measure what the app costs, beside a bare Streamlit page: ``make bench``, or ``python -m bench --quick``."""

import argparse
import signal
import sys
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError

from bench.growth.measure import Row
from bench.measured import measured
from bench.plan import FULL, QUICK
from bench.report import report
from bench.table import table
from bench.target import targets
from bench.visitor import Lost, WrongPage
from kb.library import open_library

GROWTH = (
    "Synthetic guidelines from a seed, written as a data folder and opened as real ones are; the same questions put to "
    "peers over the same rows, their answers compared with ours. Limits hold at the largest size. The growth exponent is "
    "that of time over size, from all sizes."
)
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
    # The peers are installed for a full run only.
    from bench.growth.table import rows

    head = ("question", "recommendations", "median", "p95", "unit", "growth exponent", "peer / ours", "limit", "")
    found = sorted(rows(say=_say), key=lambda row: (row.name.split(" · ")[0], row.name, row.size))
    return [f"## Growth\n\n{GROWTH}\n\n{table(head, map(_cells, found))}"]


def _cells(row: Row) -> tuple[object, ...]:
    blank = "" if row.exponent is None else row.exponent
    kept = {None: "", True: "pass", False: "**miss**"}[row.passed]
    ratio = "" if row.ratio is None else row.ratio
    limit = "" if row.limit is None else f"≤ {row.limit:g} {row.unit}"
    return row.name, row.size, row.median, row.p95, row.unit, blank, ratio, limit, kept


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
