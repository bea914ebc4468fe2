"""The clock of the server is set back under a running app: nothing breaks, and what cannot be dated says so."""

import time
from datetime import date, timedelta
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

UNPACKED = Path(__file__).parents[3] / ".venv" / "debian"
ROUTES = ("recommendations.xlsx", "comparison.docx?topic=abrupt-discontinuation", "references.ris")


@pytest.fixture(scope="module")
def clock(tmp_path_factory):
    """The file that the clock of the app is set by."""
    file = tmp_path_factory.mktemp("clock") / "set"
    file.write_text("+0")
    return file


@pytest.fixture(scope="module")
def app(running, clock):
    """The app with a clock that the test sets; what counts seconds only goes on, as when an administrator sets one."""
    found = [
        *Path("/usr/lib").glob("*/faketime/libfaketime.so.1"),
        *UNPACKED.glob("usr/lib/*/faketime/libfaketime.so.1"),
    ]
    if not found:
        pytest.skip("No libfaketime here; `make test` fetches Debian's, or: apt-get install libfaketime")
    # The file is read once a second; read each time somebody asks for the time, it slows the app down tenfold.
    often = {"FAKETIME_CACHE_DURATION": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    fake = {"FAKETIME_TIMESTAMP_FILE": str(clock), **often}
    with running(LD_PRELOAD=str(found[0]), **fake) as (started,):
        yield started


def set_back(clock, days, app, ask):
    """Set the clock of the app back, and see that a worksheet bears the day that it then is."""
    clock.write_text(f"-{days}d")
    day = (date.today() - timedelta(days)).isoformat()
    deadline = time.monotonic() + 10
    while day not in (said := ask(f"{app.address}/download/comparison.csv?topic=abrupt-discontinuation").text):
        assert time.monotonic() < deadline, said
        time.sleep(0.1)


def test_pages_and_files_go_on_when_the_clock_is_set_back(app, ask, clock, reader):
    there = reader(f"{app.address}/recommendations?country=DE")
    archive = ask(f"{app.address}/download/data.zip").content
    set_back(clock, 400, app, ask)
    for route in ROUTES:
        assert ask(f"{app.address}/download/{route}").status_code == 200, route
    assert ask(f"{app.address}/download/data.zip").content == archive
    there.choose("Canada", 21)
    reader(f"{app.address}/recommendations?country=DE").shows(8)

    # A board without a battery may wake up before 1980, where the dates of zip archives begin.
    set_back(clock, 19_000, app, ask)
    there.choose("Germany", 13)
    assert ask(f"{app.address}/download/data.zip").content == archive
    assert ask(f"{app.address}/download/recommendations.xlsx").status_code == 200
    refused = ask(f"{app.address}/download/comparison.docx")
    assert (refused.status_code, refused.text.split(",")[0]) == (400, "The server's clock is before 1980")
    there.is_back(connections=1)
