"""Every page in every view over the curated data: it answers, says what it is, holds its counts, and its links lead on."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from kb.records import Recommendation
from tests.seen import shown, visitor
from tests.subjects.views import pages
from ui import routes
from ui.registry import TITLES

FILES = {route.path for route in routes.ROUTES}


@pytest.fixture(scope="module")
def seen(base):
    """What every page in every view shows: title, words, links."""
    session, found = visitor(), {}
    for page, pairs in pages(base):
        one = shown(page, pairs, session)
        links = [value for block in one.blocks for value in block.values("href")]
        buttons = [link.proto.url for link in session.get("link_button")]
        failed = [error.message for error in session.exception]
        found[page, tuple(pairs)] = (failed, one.titles(), one.said, [*links, *buttons])
    return found


def test_every_page_answers_under_one_title(seen):
    assert {at: failed or titles for at, (failed, titles, _, _) in seen.items() if failed or len(titles) != 1} == {}


def test_every_page_ends_with_what_it_is_not_for_and_its_data_version(seen, base):
    lacking = [
        at for at, (_, _, said, _) in seen.items() if base.version not in said or base.package.not_for not in said
    ]
    assert lacking == []


def test_every_link_leads_to_a_page_a_file_or_somebody_else(seen, base):
    lost = {}
    for at, (_, _, _, links) in seen.items():
        for link in links:
            parts = urlsplit(link)
            path = parts.path.removeprefix("/")
            if parts.scheme in {"http", "https"} or link.startswith("#"):
                continue
            if path and path not in TITLES and f"/{path}" not in FILES:
                lost[link] = at
            for name, value in parse_qsl(parts.query):
                if name in {"id", "open"} and value not in base.records:
                    lost[link] = at
    assert lost == {}


def test_nothing_is_left_of_how_it_was_made(seen):
    """No value of Python, no template's mark and no absent value stands where a reader reads."""
    for at, (_, _, said, _) in seen.items():
        for trace in ("Traceback", "{{", "{%", "<function", "object at 0x", "DataFrame", "Strength.", "Verb."):
            assert trace not in said, (at, trace)
        assert not any(line.strip() in {"nan", "NaN", "<NA>", "()", "[]"} for line in said.splitlines()), at


def test_every_recommendation_can_be_reached_page_by_page(base):
    session = visitor()
    met = [rec for number in ("1", "2", "3") for rec in shown("recommendations", [("page", number)], session).cards]
    assert met == [rec.id for rec in base.of(Recommendation)]
