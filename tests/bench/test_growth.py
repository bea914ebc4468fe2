"""How the number of steps grows with the number of recommendations: counted, because a clock depends on the machine."""

import sys
from functools import partial
from math import log

import pytest

from bench.growth.measure import Row, exponent, row
from kb.comparison import gaps
from kb.comparison.judgement import Order, conditions, judged
from kb.facets import facets
from kb.knowledge import KnowledgeBase
from kb.reading import Entry
from kb.rules import Shelf, broken
from kb.selection import Selection
from kb.vocabulary import Phase
from kb.walk.neighbourhood import around
from ui import records

SMALL, LARGE = 300, 2_400


def steps(ask):
    """Return how many functions are called while a question is answered."""
    count = 0

    def seen(frame, event, argument):
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(seen)
    try:
        ask()
    finally:
        sys.setprofile(None)
    return count


def fresh(base):
    """The same knowledge base with nothing worked out."""
    return KnowledgeBase(base.records, base.graph, base.fingerprint)


def five(base):
    return [guideline.id for guideline in base.by_country][:5]


def hub(base):
    return max((r for r in base.records if r.startswith("topic")), key=base.graph.degree)


ONCE = {
    "rules and graph": (
        lambda lib: broken(Shelf(tuple(Entry(record, "f") for record in lib.base.records.values()))),
        1.0,
    ),
    "facets": (lambda lib: facets(fresh(lib.base)), 1.05),
    "verdicts, first asked for": (lambda lib: judged(fresh(lib.base), five(lib.base), (), Order.DIVERGENCE), 0.75),
    "conditions": (lambda lib: conditions(fresh(lib.base), five(lib.base), Phase.HOW), 0.85),
    "coverage": (lambda lib: gaps.coverage(fresh(lib.base)), 1.0),
}
"""Questions, and how fast the number of steps may grow: a little above what was counted (0.91, 0.97, 0.59, 0.71, 0.91)."""
AGAIN = {
    "filters": lambda lib, topic: lib.facets.counts(Selection({"verb": ("do",)})),
    "a topic's neighbours": lambda lib, topic: around(lib.base, topic),
    "a topic's page": lambda lib, topic: records.view(lib.base, topic),
}


@pytest.mark.parametrize("name", ONCE)
def test_what_looks_at_everything_grows_no_faster_than_everything(name, opened):
    ask, most = ONCE[name]
    # Opened first, because making and opening them are steps too.
    small, large = opened(SMALL), opened(LARGE)
    few, many = steps(lambda: ask(small)), steps(lambda: ask(large))
    assert log(many / few) / log(LARGE / SMALL) < most


@pytest.mark.parametrize("name", AGAIN)
def test_what_is_asked_again_and_again_hardly_grows(name, opened, monkeypatch):
    monkeypatch.setattr(records, "MOST", 10)
    small, large = opened(SMALL), opened(LARGE)
    few, many = (steps(partial(AGAIN[name], lib, hub(lib.base))) for lib in (small, large))
    assert log(many / few) / log(LARGE / SMALL) < 0.4


def test_the_exponent_is_the_slope_on_logarithmic_scales():
    assert exponent([100, 1000, 10_000], [2.0, 20.0, 200.0]) == pytest.approx(1)
    assert exponent([100, 1000, 10_000], [3.0, 300.0, 30_000.0]) == pytest.approx(2)
    assert exponent([100], [1.0]) is None


def test_a_row_passes_where_its_median_keeps_the_limit():
    assert row("x", 10, [1.0, 2.0, 30.0], limit=2.0).passed
    assert not row("x", 10, [1.0, 2.1, 3.0], limit=2.0).passed
    assert Row("x", 10, 1.0, 2.0).passed is None
