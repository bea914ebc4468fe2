"""Export leads to files of what the page shows: with its filters and words, and without what means nothing."""

from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.seen import shown, visitor
from ui import routes
from ui.export import FILES


@pytest.fixture(scope="module")
def session():
    return visitor()


@pytest.fixture(scope="module")
def client():
    return TestClient(Starlette(routes=list(routes.ROUTES)))


def links(session, page, *pairs):
    """Return the addresses of the files that a page offers once Export is open."""
    session.session_state["export"] = True
    shown(page, list(pairs), session)
    return [link.proto.url for link in session.get("link_button") if link.proto.url.startswith("/download/")]


def exported(session, page, *pairs):
    """Return the query of each file that a page offers, by path."""
    return {part.path: parse_qs(part.query) for part in map(urlsplit, links(session, page, *pairs))}


def test_every_format_carries_the_filters_and_the_words(session):
    found = exported(session, "recommendations", ("country", "DE"), ("country", "CA"), ("q", "weaning"), ("page", "2"))
    for form in ("docx", "xlsx", "csv"):
        assert found[f"/download/recommendations.{form}"] == {"country": ["DE", "CA"], "q": ["weaning"]}
    assert found["/download/data.zip"] == {}


@pytest.mark.parametrize(
    "strange", [("colour", "red"), ("name", "x"), ("self", "x"), ("__proto__", "x"), ("topic", "x" * 500)]
)
def test_what_means_nothing_is_not_carried(strange, session):
    found = exported(session, "recommendations", ("country", "DE"), strange)
    assert found["/download/recommendations.csv"] == {"country": ["DE"]}


def test_of_too_many_words_those_are_carried_that_the_page_searches_for(session):
    (words,) = exported(session, "recommendations", ("q", "wean " * 4000))["/download/recommendations.csv"]["q"]
    assert words == " ".join(["wean"] * 12)


@pytest.mark.parametrize("page", FILES)
def test_every_file_that_a_page_offers_is_there(page, session, client):
    pairs = [("id", "us-how-1")] if page in {"graph", "record"} else [("country", "DE"), ("outcome", "discontinuation")]
    offered = links(session, page, *pairs)
    assert offered
    assert {link: answer.text for link in offered if (answer := client.get(link)).status_code != 200} == {}
