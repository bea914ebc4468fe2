"""Plain HTTP beside the screens: health, the data package, and the CSV of what a page shows."""

import csv
import io
import zipfile

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kb.problem import BadData, Problem
from kb.selection import parsed
from ui import routes, served


@pytest.fixture
def client():
    return TestClient(Starlette(routes=list(routes.ROUTES)))


def rows(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_health_names_the_data_version(client, kb):
    assert client.get("/health").json() == {"status": "ok", "data": kb.version, "records": len(kb.records)}


def test_the_data_package_is_one_download(client):
    response = client.get("/download/data.zip")
    assert response.headers["content-type"] == "application/zip"
    names = zipfile.ZipFile(io.BytesIO(response.content)).namelist()
    assert {"recommendations.csv", "effects.csv", "edges.csv", "datapackage.json"} <= set(names)


@pytest.mark.parametrize("query", ["", "country=CA&strength=strong", "q=weaning&country=US", "topic=how-to-reduce"])
def test_the_csv_holds_what_the_page_with_the_same_query_shows(client, lib, query):
    response = client.get(f"/download/recommendations.csv?{query}")
    pairs = [tuple(p.split("=")) for p in query.split("&") if p]
    selection, _ = parsed(pairs, lib.facets.options())
    assert [r["id"] for r in rows(response)] == [r.id for r in lib.recommendations(selection)]


def test_caveats_are_in_the_csv(client):
    (row,) = [r for r in rows(client.get("/download/recommendations.csv?q=abrupt")) if r["id"] == "us-how-1"]
    assert "life-threatening" in row["caveats"]
    assert row["locator"] == "Lin & Langford 2025, Table 2, United States, item 1"


@pytest.mark.parametrize("query", ["country=XX", "colour=red", "country=%3Cscript%3E"])
def test_an_unknown_filter_is_refused_rather_than_dropped(client, query):
    response = client.get(f"/download/recommendations.csv?{query}")
    assert response.status_code == 400
    assert "left out" in response.text
    assert response.headers["content-type"].startswith("text/plain")


def test_without_data_every_route_says_so(client, monkeypatch):
    broken = BadData([Problem("a.toml", "", "", "is broken.", "Mend it.", "R02")])
    monkeypatch.setattr(served, "opened", lambda: broken)
    monkeypatch.setattr(routes, "opened", lambda: broken)
    assert client.get("/health").status_code == 503
    assert client.get("/download/data.zip").status_code == 503
    assert client.get("/download/recommendations.csv").status_code == 503
