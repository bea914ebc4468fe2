"""Answers about synthetic guidelines are those of a plain second way, and the steps to them grow as they may."""

import sys
from functools import partial
from math import log

import pytest

import kb
from bench.growth.peers import Pandas, Sqlite, tables
from bench.growth.questions import questions, texts
from bench.growth.table import Differs, Ours, compare, same
from kb import KnowledgeBase
from kb.reading import Entry
from kb.rules import Shelf, broken

SMALL, LARGE = 300, 2_400


@pytest.fixture(scope="module")
def asked(grown):
    world = grown(LARGE)
    return questions(world), Ours(world), tables(world.base, texts(world.base))


def test_pandas_and_sqlite_answer_as_we_do(asked, tmp_path):
    what, ours, given = asked
    assert all(ours.found(word) for word in what.plain)
    for name, engine in {"pandas": Pandas(given), "SQLite": Sqlite(given, tmp_path / "peer.db")}.items():
        compare(what, ours, engine, name)


def test_another_answer_stops_the_bench(asked):
    what, ours, given = asked
    fewer = Pandas({**given, "recommendation": given["recommendation"].iloc[::2]})
    with pytest.raises(Differs, match="pandas answers"):
        compare(what, ours, fewer, "pandas")
    with pytest.raises(Differs):
        same(1, 2, "SQLite", "word")


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


def fresh(world):
    """The same knowledge base with nothing worked out."""
    return KnowledgeBase(world.base.records, world.base.graph, world.base.fingerprint)


def five(world):
    return [guideline.id for guideline in world.base.by_country][:5]


ONCE = {
    "rules and graph": lambda world: broken(Shelf(tuple(Entry(r, "f") for r in world.base.records.values()))),
    "facets": lambda world: kb.filters.facets(fresh(world)),
    "verdicts, first asked for": lambda world: kb.comparison.verdicts(fresh(world), five(world)),
    "coverage": lambda world: kb.comparison.coverage(fresh(world)),
}
AGAIN = {
    "filters": lambda world: world.facets.counts({"verb": ("do",)}),
    "a recommendation's neighbours": lambda world: kb.walk.neighbours(world.base, world.facets.ids[0]),
}


def slope(ask, grown):
    # Opened first, because making and opening them are steps too.
    small, large = grown(SMALL), grown(LARGE)
    few, many = steps(partial(ask, small)), steps(partial(ask, large))
    return log(many / few) / log(LARGE / SMALL)


@pytest.mark.parametrize("name", ONCE)
def test_what_looks_at_everything_grows_no_faster_than_everything(name, grown):
    assert slope(ONCE[name], grown) < 1.05


@pytest.mark.parametrize("name", AGAIN)
def test_what_is_asked_again_and_again_hardly_grows(name, grown):
    # What is worked out once is there.
    slope(AGAIN[name], grown)
    assert slope(AGAIN[name], grown) < 0.45
