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
    ("vocabulary/topics.toml", "when-to-start", "colour", "unknown field", "Remove it, or use one of"),
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
    page.locator(".cc table").wait_for()
    return page


@pytest.mark.parametrize("path", ["/", "/recommendations?country=DE", "/record?id=ca-how-6"])
def test_every_address_lists_every_problem_with_its_place_and_remedy(path, address, page):
    rows = opened(page, address + path).locator("tbody tr")
    expect(rows).to_have_count(len(PROBLEMS))
    for problem in PROBLEMS:
        row = rows.filter(has_text=problem[0])
        for part in problem:
            expect(row).to_contain_text(part)


def test_the_page_says_how_many_rules_are_broken_and_what_to_do_next(address, page):
    opened(page, address)
    expect(page.locator("h1")).to_contain_text(str(len(PROBLEMS)))
    expect(page.locator(".cc").first).to_contain_text("python -m kb check")
    expect(page.locator(".cc").first).to_contain_text("Start the app again after mending")


def test_nothing_else_is_shown(address, page):
    opened(page, address + "/recommendations")
    expect(page.locator(".card, .facet, form")).to_have_count(0)
    expect(page.locator("body")).not_to_contain_text("Traceback")
    expect(page.locator('[data-testid="stException"]')).to_have_count(0)


def test_markup_in_the_data_is_shown_as_text(address, visitor):
    expect(opened(visitor.page, address).locator("tbody")).to_contain_text(MARKUP)
    expect(visitor.page.locator(".cc img")).to_have_count(0)
    assert visitor.dialogs == []


def test_the_list_can_be_read_on_a_telephone(address, page):
    page.set_viewport_size({"width": 320, "height": 640})
    opened(page, address)
    main = page.locator('[data-testid="stMain"]')
    assert main.evaluate("main => main.scrollWidth") <= 320


@pytest.mark.parametrize("path", ["/health", "/download/data.zip", "/download/recommendations.csv"])
def test_plain_addresses_say_that_there_is_no_data(path, address):
    answer = httpx2.get(address + path, trust_env=False)
    assert answer.status_code == 503
    assert str(len(PROBLEMS)) in answer.text
    assert "Traceback" not in answer.text
