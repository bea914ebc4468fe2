"""The bench talks to the real app as a browser does, gets the pages it asks for, and sends nothing elsewhere."""

import asyncio
import pickle
import socket
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from random import Random

import pytest

from bench import crowd, figure
from bench.figure import Figure
from bench.memory import memory
from bench.recorded import RECORDED, recorded
from bench.server import BARE, HOST, Refused, Server, loopback, running
from bench.visitor import Visitor, WrongPage
from bench.walk import PATHS, WALKS, Step

FAR = ("http://192.0.2.1:8501", "http://example.org", "http://localhost.example.org", "http://0.0.0.0:8501", "nothing")
STEPS = 6


def apart(function, *given):
    """Return what a function returns in a thread of its own, because Playwright keeps a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(function, *given).result()


def run(work):
    """Return what a coroutine returns."""
    return apart(asyncio.run, work)


@pytest.fixture(scope="module")
def app():
    """The real app, started as the bench starts it."""
    with running() as started:
        yield started


@pytest.fixture(scope="module")
def steps(world):
    """The first steps on each page."""
    return {page: list(islice(walk(world, Random(page)), STEPS)) for page, walk in WALKS.items()}


@pytest.fixture(scope="module")
def bare(app, steps, tmp_path_factory):
    """The bare pages of these steps, started as the bench starts them."""
    file = tmp_path_factory.mktemp("bare") / "recorded"
    file.write_bytes(pickle.dumps(run(recorded(app.address, steps))))
    with running(BARE, **{RECORDED: str(file)}) as started:
        yield started


async def taken(started, page, steps):
    """Return the answers to steps; a visitor raises where one does not hold what it must."""
    async with Visitor(started.address) as visitor:
        await visitor.open(PATHS[page])
        return [await visitor.take(step) for step in steps]


@pytest.mark.parametrize("page", WALKS)
def test_the_app_and_the_bare_page_answer_with_what_the_knowledge_base_says(app, bare, steps, page):
    ours, theirs = (run(taken(started, page, steps[page]))[-1] for started in (app, bare))
    assert kinds(theirs) == kinds(ours)


def kinds(answer):
    """Return how many widgets and charts a page has, by kind: of them the bare page has to have as many."""
    found = [element.WhichOneof("type") for element in answer.elements]
    return {kind: found.count(kind) for kind in ("button_group", "multiselect", "selectbox", "vega_lite_chart")}


def test_a_page_without_what_it_must_hold_is_not_measured(app, world):
    with pytest.raises(WrongPage, match="was answered without"):
        run(taken(app, "recommendations", [world.step("recommendations", {"country": ("DE",)}, "country", "**0** of")]))
    with pytest.raises(WrongPage, match="no widget"):
        run(taken(app, "record", [world.step("record", {"country": ("DE",)}, "country")]))


def test_an_answer_by_reference_is_the_page_that_was_sent_before(app):
    sent, again = run(taken(app, "compare", [Step("compare"), Step("compare")]))
    assert again.elements == sent.elements
    assert again.size < sum(len(element.SerializeToString()) for element in again.elements) / 2


@pytest.mark.parametrize("address", FAR)
def test_no_load_leaves_this_machine(address):
    with pytest.raises(Refused, match="this machine alone"):
        loopback(address)
    with pytest.raises(Refused):
        run(taken(Server(address), "overview", []))


def test_a_server_that_is_gone_loses_its_visitors():
    with socket.socket() as closed:
        closed.bind((HOST, 0))
        gone = Server(f"http://{HOST}:{closed.getsockname()[1]}")
        found = run(crowd.crowd(gone, "recommendations", [[]] * 3, 0.1))
    assert (found.lost, found.seconds) == (3, [])


def test_a_crowd_counts_every_change(app, steps, monkeypatch):
    monkeypatch.setattr(crowd, "EVERY_S", 0.1)
    found = run(crowd.crowd(app, "recommendations", [steps["recommendations"]] * 3, 0.5))
    assert found.lost == 0
    assert len(found.seconds) >= 3
    assert found.cores[0] > 0


def test_memory_is_that_of_sessions(app, world):
    rest, session = apart(lambda: list(memory(app, world, sessions=4, interactions=0, within_s=1)))
    assert rest.value > 50
    assert session.limit == 0.2


def test_walks_are_the_same_for_the_same_seed_and_hold_no_more_than_they_may(world):
    for walk in WALKS.values():
        assert list(islice(walk(world, Random(3)), 9)) == list(islice(walk(world, Random(3)), 9))
    for step in islice(WALKS["recommendations"](world, Random(1)), 60):
        assert sum(map(len, step.chosen.values())) <= 3


def test_late_answers_are_not_hidden_by_many_quick_ones():
    assert figure.nearly_longest([0.001] * 94 + [1.0] * 6) == 1
    assert figure.nearly_longest([0.001] * 95 + [1.0] * 5) == 0.001


def test_a_figure_says_by_how_much_it_misses():
    assert Figure("x", 1.2, "×", 1.2).verdict == "pass"
    assert Figure("x", 2.4, "×", 1.2).verdict == "**miss** by 100 %"
    assert Figure("lost", 1, "", 0).verdict == "**miss**"
    assert figure.table([Figure("x", 0.5, "MB")]).endswith("| x | 0.50 MB |  |  |  |\n")
