"""Two tasks done as their people would do them: a committee member's in six clicks at most, a teacher's on a projector."""

import io
from pathlib import Path

import docx
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_committee_takes_dose_thresholds_and_abrupt_stopping_away_in_at_most_six_clicks(page, visit):
    clicks = 0

    def click(what):
        nonlocal clicks
        clicks += 1
        what.click()

    visit(page, "/")
    click(page.get_by_role("link", name="Compare", exact=True))
    click(page.get_by_text("Choose guidelines and topics"))
    click(page.locator("#topic-dose-threshold"))
    expect(page.locator("#topic-dose-threshold")).to_contain_text("chosen")
    click(page.locator("#topic-abrupt-stopping"))
    expect(page.locator("[data-announce]")).to_contain_text("2 topics")
    with page.expect_download() as download:
        click(page.get_by_role("link", name="Word"))
    assert clicks <= 6
    document = docx.Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    words = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "90 morphine milligram equivalents" in words  # Canada's threshold
    assert "unless something points to a life-threatening issue" in words  # the United States on abrupt stopping
    assert "Not in the summary tables" in words
    assert "Adopt / adapt / new / reject" in words


def test_a_teacher_shows_what_the_five_differ_on_most_and_why(new_visitor, visit):
    page = new_visitor(viewport={"width": 1280, "height": 800}).page
    visit(page, "/compare")
    rows = page.locator("table.matrix tbody tr")
    for place in range(3):
        verdict = rows.nth(place).locator(".verdict")
        expect(verdict).to_contain_text("Differ in")
        rows.nth(place).get_by_text("Show the inputs").click()
        expect(rows.nth(place).get_by_text("They point the same way", exact=False).first).to_be_visible()
    size = rows.first.locator("td").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size >= 15
    page.context.close()
