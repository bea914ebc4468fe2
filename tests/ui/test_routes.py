"""Plain HTTP beside the screens: health, the data package, and what a page shows as files."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import date

import docx
import openpyxl
import pytest
import rispy
from pybtex.database import parse_string
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kb.problem import BadData, Problem
from kb.records import Effect, Reference
from kb.selection import parsed
from ui import compare, markup, routes, served

PANELS = ("dose-reduction-MD", "discontinuation-aOR", "discontinuation-OR", "discontinuation-RR", "discontinuation-RD")
DOWNLOADS = [route.path for route in routes.ROUTES if route.path.startswith("/download/") and "{" not in route.path]
COMPARE = [
    "", "country=CA&country=US", "country=DE&rows=all", "country=AU&country=GB&topic=safety", "only=differences",
    "sort=speaking", "country=CA&country=US&sort=divergence&only=differences", "view=gaps&scale=printed&fold=support",
]  # fmt: skip


@pytest.fixture
def client():
    return TestClient(Starlette(routes=list(routes.ROUTES)))


def rows(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_health_names_the_data_version(client, base):
    assert client.get("/health").json() == {"status": "ok", "data": base.version, "records": len(base.records)}


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
    for path in ("/health", *DOWNLOADS):
        assert client.get(path).status_code == 503


def test_the_style_is_kept_for_ever_under_an_address_of_its_own(client):
    response = client.get(markup.style_address())
    assert response.headers["content-type"].startswith("text/css")
    assert "immutable" in response.headers["cache-control"]
    assert b".cc h1" in response.content
    assert hashlib.sha256(response.content).hexdigest().startswith(markup.style_address().split("?")[1])


@pytest.mark.parametrize("path", DOWNLOADS)
def test_every_download_is_a_file_with_a_name_and_its_own_type(client, base, path):
    named = {"panel": PANELS[0]} if path.startswith("/download/figure") else {}
    response = client.get(path, params=named)
    form = path.rsplit(".", 1)[1]
    assert response.status_code == 200
    assert response.headers["content-type"] == routes.MEDIA_TYPES[form]
    assert response.headers["x-content-type-options"] == "nosniff"
    name = response.headers["content-disposition"]
    assert name.startswith('attachment; filename="')
    assert name.endswith(f'-{base.package.version}.{form}"')


@pytest.mark.parametrize("path", [path for path in DOWNLOADS if path != "/download/data.zip"])
@pytest.mark.parametrize(
    "query", ["country=XX", "topic=nothing", "id=ref-0", "columns=statement", "country=%3Cscript%3E"]
)
def test_every_download_refuses_what_it_does_not_know_in_words(client, path, query):
    response = client.get(f"{path}?{query}")
    assert response.status_code == 400
    assert response.headers["content-type"].startswith("text/plain")
    assert "Correct the address" in response.text


def compared(lib, query):
    pairs = [tuple(p.split("=")) for p in query.split("&") if p]
    selection, ignored = parsed(pairs, compare.options(lib), with_words=False)
    assert not ignored
    view = compare.chosen(lib, selection)
    return [judged.row for judged in view.judged] if selection.get("sort") else view.rows


@pytest.mark.parametrize("query", COMPARE)
def test_the_comparison_holds_what_the_page_with_the_same_query_shows(client, lib, query):
    expected = [
        (row.topic.label, lib.base.records[cell.guideline].country_name, rec.id if rec else "")
        for row in compared(lib, query)
        for cell in ([] if row.is_heading else row.cells)
        for rec in (cell.recommendations or [None])
    ]
    found = rows(client.get(f"/download/comparison.csv?{query}"))
    assert [(r["topic"], r["country"], r["record"]) for r in found] == expected
    assert {r["taken on"] for r in found} == {date.today().isoformat()}
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"/download/comparison.xlsx?{query}").content))["Comparison"]
    assert sheet.max_row - 1 == len(expected)


def test_a_comparison_says_its_filters_in_words(client):
    query = "country=CA&country=US&topic=safety&only=differences&rows=all&sort=speaking"
    written = docx.Document(io.BytesIO(client.get(f"/download/comparison.docx?{query}").content))
    text = "\n".join(p.text for p in written.paragraphs)
    assert "Guidelines: Canada, United States" in text
    assert "Topic: Safety" in text
    assert "Only topics on which they differ" in text
    assert "Order: most voices first" in text
    bare = docx.Document(io.BytesIO(client.get("/download/comparison.docx?country=DE").content))
    text = "\n".join(p.text for p in bare.paragraphs)
    assert "Guidelines: Germany" in text
    assert "All topics" in text
    assert "Order: by topic" in text


def test_the_workbook_of_recommendations_holds_the_rows_of_its_csv_and_the_filters(client):
    query = "q=abrupt&country=US&verb=do-not"
    flat = rows(client.get(f"/download/recommendations.csv?{query}"))
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/download/recommendations.xlsx?{query}").content))
    assert [row[0] for row in book["Recommendations"].iter_rows(2, values_only=True)] == [r["id"] for r in flat]
    about = [str(c.value) for row in book["About"].iter_rows() for c in row]
    assert {"Search: “abrupt”", "Country: United States", "Wording: Do not"} <= set(about)


def test_search_words_cannot_become_a_formula(client):
    response = client.get("/download/recommendations.xlsx?q==HYPERLINK(1)+opioid")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert {c.data_type for row in book["About"].iter_rows() for c in row if c.value is not None} == {"s"}


def test_references_are_all_or_those_named_in_the_order_of_the_source(client, base):
    everything = [r.id for r in base.of(Reference)]
    assert [r["id"] for r in rispy.loads(client.get("/download/references.ris").text)] == everything
    named = "id=ref-44&id=ref-41&id=ref-44"
    assert [r["id"] for r in rispy.loads(client.get(f"/download/references.ris?{named}").text)] == ["ref-41", "ref-44"]
    assert list(parse_string(client.get(f"/download/references.bib?{named}").text, "bibtex").entries) == [
        "ref-41",
        "ref-44",
    ]
    assert [r["id"] for r in json.loads(client.get(f"/download/references.json?{named}").text)] == ["ref-41", "ref-44"]


@pytest.mark.parametrize("panel", PANELS)
def test_a_figure_holds_the_words_and_numbers_of_its_panel(client, base, panel):
    drawn = client.get(f"/download/figure.svg?panel={panel}")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    outcome, measure = panel.rsplit("-", 1)
    shown = [e for e in base.of(Effect) if (e.outcome, e.measure) == (outcome, measure)]
    assert shown
    for effect in shown:
        assert effect.printed in drawn.text
    assert "favours intervention" in drawn.text
    assert base.version in drawn.text


def test_a_figure_is_a_picture_for_slides_too(client):
    assert client.get("/download/figure.png?panel=discontinuation-RR").content.startswith(b"\x89PNG")


@pytest.mark.parametrize("query", ["", "?panel=everything", "?panel=%3Cscript%3E"])
def test_a_figure_of_no_panel_is_refused_in_words(client, query):
    assert client.get(f"/download/figure.svg{query}").status_code == 400
