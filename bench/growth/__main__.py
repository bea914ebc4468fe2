"""Print how cost grows, beside the peers: ``python -m bench.growth``, or with fewer sizes, ``python -m bench.growth 100 1000``."""

import sys

from bench.growth.measure import Row
from bench.growth.table import SIZES, rows


def line(one: Row) -> str:
    """Return a row of the table as a line."""
    kept = {None: "", True: "pass", False: "MISSED"}[one.passed]
    grows = "" if one.exponent is None else f"{one.exponent:5.2f}"
    ratio = "" if one.ratio is None else f"{one.ratio:9.1f}"
    limit = "" if one.limit is None else f"{one.limit:g} {one.unit}"
    return f"{one.name:<58} {one.size:>8,} {one.median:>10.3f} {one.p95:>10.3f} {one.unit:<2} {grows:>6} {ratio:>9} {limit:>8} {kept}"


def main() -> int:
    """Print the table; exit code 1 where a limit is missed."""
    sizes = tuple(int(size) for size in sys.argv[1:]) or SIZES
    found = rows(sizes, say=lambda words: print(words, file=sys.stderr, flush=True))
    print(f"{'question':<58} {'size':>8} {'median':>10} {'p95':>10}    {'growth':>6} {'peer/ours':>9} {'limit':>8}")
    for one in sorted(found, key=lambda r: ("curated" not in r.name, r.name.split(" · ")[0], r.name, r.size)):
        print(line(one))
    return int(any(one.passed is False for one in found))


if __name__ == "__main__":
    sys.exit(main())
