"""The only process dies while it is busy and is started again: a visitor is back where they were."""

import threading
from http.client import HTTPException

import httpx2
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

CALLERS = 2
MOST_CALLS = 400


@pytest.fixture(scope="module")
def app(running):
    """One process of the app."""
    with running() as (started,):
        yield started


@pytest.fixture
def load(app):
    """Callers who ask for files, one after the other, until the test ends, and do not mind when no answer comes."""
    stop = threading.Event()

    def call():
        for _ in range(MOST_CALLS):
            if stop.is_set():
                return
            try:
                httpx2.get(f"{app.address}/download/comparison.csv", trust_env=False, verify=False, timeout=30)
            except (httpx2.TransportError, HTTPException, OSError):
                stop.wait(0.1)

    callers = [threading.Thread(target=call) for _ in range(CALLERS)]
    for caller in callers:
        caller.start()
    yield
    stop.set()
    for caller in callers:
        caller.join()


def test_visitors_are_back_where_they_were_and_go_on(app, load, reader):
    staying = reader(f"{app.address}/compare?country=CA&country=US")
    going = reader(f"{app.address}/recommendations?country=DE")
    before = staying.state()
    app.kill()
    expect(staying.page.get_by_role("dialog")).to_contain_text("Connection error")
    assert staying.state() == before, "what was read can still be read"
    app.start()
    app.wait()
    for there in (staying, going):
        there.is_back(connections=2)
        there.looks_again()
    going.choose("Canada", 21)
    assert going.page.url.endswith("/recommendations?country=DE&country=CA")
    staying.page.wait_for_timeout(500)
    assert staying.state() == before, "shown anew, and the same"
    staying.page.get_by_role("link", name="Recommendations", exact=True).click()
    expect(staying.page.get_by_role("heading", level=1)).to_have_text("What the guidelines recommend")


def test_the_first_click_after_a_restart_counts(app, reader):
    there = reader(f"{app.address}/recommendations?country=DE")
    app.kill()
    app.start()
    app.wait()
    there.is_back(connections=2)
    there.choose("Canada", 21)
    assert there.page.url.endswith("/recommendations?country=DE&country=CA")
