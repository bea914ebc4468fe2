"""A data folder that breaks rules: the app shows what is wrong and how to mend it, and nothing else."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Page, expect

from kb.knowledge import CURATED

pytestmark = pytest.mark.browser

MARKUP = "<img src=x onerror=alert(1)>"
# File, record, field, what is wrong, what to do.
PROBLEMS = (
    ("recommendations/ca.toml", "ca-when-1", "about", "no-such-topic", "Correct the id or add the record"),
    ("vocabulary/topics.toml", "when-to-deprescribe", "colour", "unknown field", "Remove it, or use one of"),
    ("definitions.toml", "", MARKUP, "unknown field", "Remove it, or use one of"),
)


@pytest.fixture(scope="module")
def address(start, tmp_path_factory) -> Iterator[str]:
    """The address of an app over data with a link to nowhere and two unknown fields, one of them markup."""
    data = shutil.copytree(CURATED, tmp_path_factory.mktemp("broken") / "data", copy_function=shutil.copyfile)
    spoil(data / "recommendations" / "ca.toml", 'to = "dose-threshold"', 'to = "no-such-topic"')
    spoil(data / "vocabulary" / "topics.toml", "[[topic]]", '[[topic]]\ncolour = "red"')
    spoil(data / "definitions.toml", "[[definition]]", f'[[definition]]\n"{MARKUP}" = 1')
    with start(data) as started:
        yield started


def spoil(file: Path, old: str, new: str) -> None:
    """Replace the first `old` in a file, which must be there."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def opened(page: Page, address: str) -> Page:
    """Open an address of the app that has no data."""
    page.goto(address)
    page.get_by_role("heading", level=1).wait_for()
    return page


@pytest.mark.parametrize("path", ["/", "/recommendations?country=DE", "/record?id=ca-how-6"])
def test_every_address_lists_every_problem_with_its_place_and_remedy(path, address, page):
    said = opened(page, address + path).locator("body")
    for problem in PROBLEMS:
        for part in problem:
            expect(said).to_contain_text(part)


def test_the_page_says_what_to_do_next(address, page):
    said = opened(page, address).locator("body")
    expect(said).to_contain_text("python -m kb check")
    expect(said).to_contain_text("start the app again")


def test_nothing_else_is_shown(address, page):
    opened(page, address + "/recommendations")
    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.get_by_role("article")).to_have_count(0)
    expect(page.get_by_role("textbox")).to_have_count(0)
    expect(page.locator("body")).not_to_contain_text("Traceback")


def test_markup_in_the_data_is_shown_as_text(address, visitor):
    page = opened(visitor.page, address)
    expect(page.locator("body")).to_contain_text(MARKUP)
    expect(page.get_by_role("img")).to_have_count(0)
    assert visitor.dialogs == []


def test_the_list_can_be_read_on_a_telephone(address, page):
    page.set_viewport_size({"width": 320, "height": 640})
    opened(page, address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", ["/health", "/download/data.zip", "/download/recommendations.csv"])
def test_plain_addresses_say_that_there_is_no_data(path, address):
    answer = httpx2.get(address + path, trust_env=False)
    assert answer.status_code == 503
    assert str(len(PROBLEMS)) in answer.text
    assert "Traceback" not in answer.text
