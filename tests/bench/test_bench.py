"""The bench talks to the real app as a browser does, gets the pages it asks for, and sends nothing elsewhere."""

import asyncio
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from bench import crowd, memory, room, server, spread, target, walk
from bench.cost import Cost
from bench.measured import BARE_OURS, BARE_STOCK, REAL, Measured
from bench.plan import QUICK
from bench.report import report
from bench.server import BARE, Refused, loopback, running
from bench.visitor import Visitor, WrongPage
from bench.walk import WALKS, Step
from kb.selection import Selection

FAR = ("http://192.0.2.1:8501", "http://example.org", "http://localhost.example.org", "http://0.0.0.0:8501", "nothing")


@pytest.fixture(scope="module")
def app():
    """The real app, started as the bench starts it."""
    with running() as started:
        yield started


@pytest.fixture(scope="module")
def bare():
    """The bare pages, started as the bench starts them."""
    with running(BARE) as started:
        yield started


def run(work):
    """Return what a coroutine returns. In a thread of its own, because Playwright keeps a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def taken(started, page, steps):
    """Return the answers to steps; a visitor raises where one does not hold what it must."""
    async with Visitor(started.address, started.bare) as visitor:
        await visitor.open("" if page == "overview" else page)
        return [await visitor.take(step) for step in steps]


@pytest.mark.parametrize("page", WALKS)
def test_the_app_answers_with_the_counts_of_the_knowledge_base(app, lib, page):
    run(taken(app, page, islice(WALKS[page](lib, Random(page)), 6)))


@pytest.mark.parametrize("page", WALKS)
def test_the_bare_pages_answer_with_the_same_counts_and_about_as_many_words(app, bare, lib, page):
    steps = list(islice(WALKS[page](lib, Random(page)), 12))
    ours, theirs = (sum(map(letters, run(taken(started, page, steps)))) for started in (app, bare))
    assert 0.7 < theirs / ours < 1.5


def letters(answer):
    """Return how many letters of text an answer shows, whether as markup of a component or as Markdown."""
    shown = [e.markdown.body or e.heading.body or markup(e) for e in answer.elements]
    return sum(len(re.sub(r"<[^>]+>|\s+", "", text)) for text in shown)


def markup(element):
    return element.bidi_component.bytes.decode()


def test_a_page_without_what_it_must_hold_is_not_measured(app):
    wrong = Step("recommendations", Selection({"country": ("DE",)}), "54 of 54 recommendations")
    with pytest.raises(WrongPage):
        run(taken(app, "recommendations", [wrong]))


def test_an_answer_by_reference_is_the_page_that_was_sent_before(app, lib):
    there = Step("recommendations", Selection(), f"{len(lib.facets.ids)} of {len(lib.facets.ids)}")
    sent, again = run(taken(app, "recommendations", [there, there]))
    assert again.elements == sent.elements
    assert again.size < sum(len(element.SerializeToString()) for element in again.elements) / 2


@pytest.mark.parametrize("address", FAR)
def test_no_load_leaves_this_machine(address, lib):
    with pytest.raises(Refused, match="this machine alone"):
        loopback(address)
    far = server.Server(address, None, bare=False)
    with pytest.raises(Refused):
        run(taken(far, "overview", []))
    with pytest.raises(Refused):
        run(room.room(far, 1, 0))


def test_a_server_that_is_gone_loses_its_visitors(app, lib):
    with socket.socket() as closed:
        closed.bind((server.HOST, 0))
        gone = replace(app, address=f"http://{server.HOST}:{closed.getsockname()[1]}")
        found = run(crowd.crowd(gone, lib, "recommendations", 3, 0.1))
    assert (found.lost, found.unopened, found.seconds) == (3, 3, [])


def test_a_crowd_counts_every_change(app, lib, monkeypatch):
    monkeypatch.setattr(crowd, "EVERY_S", 0.1)
    found = run(crowd.crowd(app, lib, "recommendations", 3, 0.5))
    assert found.lost == 0
    assert len(found.seconds) >= 3
    assert found.cores.server > 0


def test_a_class_sees_its_page(app):
    found = run(room.room(app, 5, 0.2))
    assert (len(found.seconds), found.lost) == (5, 0)


def test_walks_are_the_same_for_the_same_seed(lib):
    for page in WALKS:
        assert list(islice(WALKS[page](lib, Random(3)), 9)) == list(islice(WALKS[page](lib, Random(3)), 9))


def test_choosing_holds_no_more_than_it_may(lib):
    for step in islice(walk.recommendations(lib, Random(1)), 200):
        assert sum(map(len, step.chosen.chosen.values())) <= 3


def test_late_answers_are_not_hidden_by_many_quick_ones():
    seconds = [0.001] * 94 + [1.0] * 6
    assert spread.nearly_longest(seconds) == 1000
    assert spread.nearly_longest([0.001] * 95 + [1.0] * 5) == 1
    assert spread.middle([]) != spread.middle([])


def test_memory_that_grows_is_a_miss():
    found = Measured(questions={"load and build, fresh process": 1.0})
    found.memory = memory.Memory(after={0: 100.0, 5000: 150.0, 10000: 150.5, 15000: 151.0, 20000: 160.0})
    assert found.memory.slope == pytest.approx(10 / 15)
    missed = {t.what: t.verdict for t in target.targets(found) if not t.reached}
    assert missed == {"memory gained in 1,000 interactions": "**miss** by 233 %"}


def test_one_lost_session_of_400_is_a_miss():
    found = Measured(questions={"load and build, fresh process": 1.0})
    found.crowds = [(REAL, crowd.Crowd("compare", target.MOST_SESSIONS, [0.01] * 100, lost=1))]
    assert [t.what for t in target.targets(found) if not t.reached] == ["compare: lost with 400 sessions"]


def test_what_there_is_no_time_for_is_named(capsys):
    found = Measured(start=time.monotonic() - 100)
    assert found.goes_on("memory", 200)
    assert not found.goes_on("crowds", 50)
    assert found.left_out == ["crowds"]
    assert "**Left out, because time was up**: crowds." in report(some_figures(found), QUICK)


def test_a_report_holds_the_figures_and_no_path_of_the_machine():
    text = report(some_figures(Measured()), QUICK)
    assert "| recommendations | 20.0 | 10.0 | 100.0 | 2.00 |" in text
    assert "| recommendations: the same, against the bare page | 2.00 × | ≤ 1.2 × | **miss** by 67 % |" in text
    assert str(server.ROOT) not in text
    assert str(Path.home()) not in text


def some_figures(found):
    found.questions = {"load and build, fresh process": 1.0}
    cpu = {REAL: 0.02, BARE_OURS: 0.01, BARE_STOCK: 0.1}
    found.costs = {"recommendations": {name: Cost(0.0, s, [s], 1000) for name, s in cpu.items()}}
    return found
