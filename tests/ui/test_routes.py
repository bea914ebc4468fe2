"""Plain HTTP beside the screens: health, and exactly what a page with the same query shows, as files."""

import csv
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

from kb import effects as kb_effects
from kb.comparison import Kind, among, rows, verdicts
from kb.exports import comparison, package, sources
from kb.problem import BadData, Problem
from kb.records import Discrepancy, Effect, Recommendation, Reference
from ui import lists, routes, served
from ui.comparison import asked as compare
from ui.routes import formats

DOWNLOADS = [route.path for route in routes.ROUTES if route.path.startswith("/download/") and "{" not in route.path]
FILES = [path for path in DOWNLOADS if not path.startswith("/download/data")]
NEEDS = {"/download/record": {"id": "us-how-1"}, "/download/graph": {"id": "us-how-1"}}
NEEDS_A_PANEL = {"chart": "forest", "panel": "discontinuation-RR"}


@pytest.fixture(scope="module")
def client():
    return TestClient(Starlette(routes=list(routes.ROUTES)))


def needs(path):
    if path.startswith("/download/figure"):
        return NEEDS_A_PANEL
    return NEEDS.get(path.rsplit(".", 1)[0], {})


def rows_of(response):
    assert response.status_code == 200, response.text
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def sheet(response, name):
    head, *found = openpyxl.load_workbook(io.BytesIO(response.content))[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in found]


def words(response):
    document = docx.Document(io.BytesIO(response.content))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_health_names_the_data_version(client, base):
    said = client.get("/health").json()
    assert said.pop("process") == client.get("/health").json()["process"], "the same as long as the process lives"
    assert said == {"status": "ok", "data": base.version, "records": len(base.records)}


def test_the_data_package_is_one_download(client, base):
    response = client.get("/download/data.zip")
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == package.files(base)
    assert (
        response.headers["content-disposition"]
        == f'attachment; filename="{base.package.id}-{base.package.version}.zip"'
    )


def test_without_data_every_route_says_so(client, monkeypatch):
    broken = BadData([Problem("a.toml", "", "", "is broken.", "Mend it.", "R02")])
    monkeypatch.setattr(served, "opened", lambda: broken)
    assert client.get("/health").status_code == 503
    assert client.get("/health").json() == {"status": "no data", "problems": 1}
    for path in (*DOWNLOADS, "/download/nothing"):
        response = client.get(path)
        assert response.status_code == 503
        assert response.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("path", DOWNLOADS)
def test_every_download_is_a_file_with_a_name_and_its_own_type(client, base, path):
    response = client.get(path, params=needs(path))
    form = path.rsplit(".", 1)[1]
    assert response.status_code == 200
    assert response.headers["content-type"] == routes.MEDIA_TYPES[form]
    assert response.headers["x-content-type-options"] == "nosniff"
    name = response.headers["content-disposition"]
    assert name.startswith('attachment; filename="')
    assert name.endswith(f'-{base.package.version}.{form}"')


def test_the_formats_of_a_kind_are_those_that_can_be_had(client):
    assert (
        formats("recommendations")
        == formats("comparison")
        == formats("evidence")
        == formats("sources")
        == ("docx", "xlsx", "csv")
    )
    assert formats("record") == ("docx", "csv")
    assert formats("graph") == ("csv",)
    assert formats("references") == ("ris", "bib", "json")
    for kind in ("recommendations", "comparison", "evidence", "sources", "record", "graph", "references"):
        for form in formats(kind):
            assert f"/download/{kind}.{form}" in DOWNLOADS
    with pytest.raises(KeyError):
        formats("nothing")


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize(
    "query", ["country=XX", "topic=nothing", "id=ref-0", "columns=statement", "country=%3Cscript%3E", "strength="]
)
def test_every_download_refuses_what_it_does_not_know_in_words(client, path, query):
    response = client.get(f"{path}?{query}")
    assert response.status_code == 400
    assert response.headers["content-type"].startswith("text/plain")
    assert "left out" in response.text
    assert "Correct the address" in response.text
    assert "<script>" not in response.text or response.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("path", ["/download/nothing.csv", "/download/recommendations.pdf", "/download/graph.docx"])
def test_a_file_that_there_is_not_is_said_not_to_be(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "There is no such file" in response.text


@pytest.mark.parametrize("path", [path for path in FILES if not path.startswith("/download/figure")])
def test_what_belongs_to_other_pages_stops_no_download(client, path):
    query = "open=us-how-1&page=2&present=1&panel=x&to=us-how-1&via=y&baseline-discontinuation=7&sort=topic&view=side&show=references&country=DE&intervention=acupuncture&verdict=agree&q=pain"
    extra = "".join(f"&{name}={value}" for name, value in needs(path).items())
    response = client.get(f"{path}?{query}{extra}")
    assert response.status_code == 200, response.text


QUERIES = [
    "",
    "country=CA&strength=strong",
    "q=weaning&country=US",
    "topic=how-to-taper",
    "phase=when&verb=consider",
    "trigger=high-dose",
]


@pytest.mark.parametrize("query", QUERIES)
def test_recommendations_are_those_that_the_page_with_the_same_query_shows(client, base, query):
    pairs = [pair.split("=") for pair in query.split("&") if pair]
    chosen = {name: (value,) for name, value in pairs if name != "q"}
    if any(value not in served.facets().options()[name] for name, (value,) in chosen.items()):
        pytest.skip("the data have no such option")
    hits = next((served.index().find(value, "recommendation").ids for name, value in pairs if name == "q"), None)
    expected = list(served.facets().matching(chosen, hits))
    assert expected
    assert [row["id"] for row in rows_of(client.get(f"/download/recommendations.csv?{query}"))] == expected
    listed = sheet(client.get(f"/download/recommendations.xlsx?{query}"), "Recommendations")
    assert [row["Record"] for row in listed] == expected
    text = words(client.get(f"/download/recommendations.docx?{query}"))
    for rec in base.of(Recommendation):
        assert (f"\n{rec.id}\n" in text) == (rec.id in expected)
    assert f"{len(expected)} recommendation" in text


def test_ticked_rows_are_exactly_those_in_that_order(client):
    query = "id=us-how-6&id=ca-how-2&id=us-how-6&id=au-when-1&country=DE"
    ids = ["us-how-6", "ca-how-2", "au-when-1"]
    found = rows_of(client.get(f"/download/recommendations.csv?{query}"))
    assert [row["id"] for row in found] == ids
    assert found[0]["chosen"] == "3 rows ticked by hand;3 recommendations"
    assert "life-threatening" in found[0]["to_be_read_with"]
    one = rows_of(client.get("/download/recommendations.csv?id=us-how-1"))
    assert one[0]["chosen"] == "1 row ticked by hand;1 recommendation"
    assert "life-threatening" in one[0]["caveats"]


def test_a_file_says_its_filters_in_words(client):
    book = client.get("/download/recommendations.xlsx?q=abrupt&country=US&verb=do-not&intervention=acupuncture")
    about = [str(c.value) for row in openpyxl.load_workbook(io.BytesIO(book.content))["About"].iter_rows() for c in row]
    assert {
        "Search: “abrupt”",
        "Country: United States",
        "Wording: Do not",
        "Not filtered here by intervention",
    } <= set(about)
    assert "All recommendations" not in about
    assert "All recommendations" in words(client.get("/download/recommendations.docx"))
    assert "Not filtered here" not in words(client.get("/download/recommendations.docx"))


def test_search_words_cannot_become_a_formula(client):
    response = client.get("/download/recommendations.xlsx?q==HYPERLINK(1)+opioid")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert {c.data_type for row in book["About"].iter_rows() for c in row if c.value is not None} == {"s"}


def compared(client, query):
    return rows_of(client.get(f"/download/comparison.csv?{query}"))


def test_the_worksheet_holds_every_topic_that_a_guideline_addresses(client, base):
    ids = [g.id for g in base.by_country]
    expected = [
        (row.topic.label, base.records[cell.guideline].country_name, rec.id if rec else "")
        for row in rows(base, ids)
        if row.addressing
        for cell in row.cells
        for rec in cell.recommendations or (None,)
    ]
    for query in ("", "view=matrix", "view=summary"):
        found = compared(client, query)
        assert [(r["Topic (curator’s judgement)"], r["Country"], r["Record"]) for r in found] == expected
    assert {r["Taken on"] for r in found} == {date.today().isoformat()}
    assert "All topics;" in found[0]["Chosen"]
    assert "Guidelines: Australia" in found[0]["Chosen"]


def test_a_comparison_is_narrowed_by_country_topic_strength_and_verdict(client, base):
    ids = ["ca-2017", "us-2022"]
    found = compared(client, "country=CA&country=US&topic=safety&sort=guidelines")
    assert {r["Country"] for r in found} == {"Canada", "United States"}
    inside = {base.records[t].label for t in base.narrower("safety")}
    assert {r["Topic (curator’s judgement)"] for r in found} <= inside
    assert "Topic: Safety" in found[0]["Chosen"]
    assert f"Order: {compare.ORDERS['guidelines'].lower()}" in found[0]["Chosen"]
    strong = compared(client, "strength=strong")
    assert {r["Strength"] for r in strong} == {"Strong"}
    assert {r["Record"] for r in strong} == {r.id for r in base.of(Recommendation) if base.strength(r) == "strong"}
    differing = compared(client, "country=CA&country=US&verdict=differ-in-strength")
    table = verdicts(base, ids)
    labels = set(table.label[table.verdict == Kind.DIFFER_IN_STRENGTH])
    assert {r["Topic (curator’s judgement)"] for r in differing} == labels
    assert all(among(base, t, ids).kind is Kind.DIFFER_IN_STRENGTH for t in table.index[table.label.isin(labels)])


def test_switches_of_the_compare_page_are_said_and_followed(client, base):
    found = compared(client, "all=1")
    count = len(base.by_country)
    labels = {row.topic.label for row in rows(base, [g.id for g in base.by_country]) if row.addressing == count}
    assert {r["Topic (curator’s judgement)"] for r in found} == labels
    assert "Only topics that all of these guidelines address" in found[0]["Chosen"]
    with_practice = client.get("/download/comparison.xlsx?topic=safety&practice=1")
    assert "Practice points" in openpyxl.load_workbook(io.BytesIO(with_practice.content)).sheetnames
    without = client.get("/download/comparison.xlsx?topic=safety")
    assert "Practice points" not in openpyxl.load_workbook(io.BytesIO(without.content)).sheetnames


@pytest.mark.parametrize("view", [view for view in comparison.VIEWS if view != "matrix"])
def test_every_view_of_the_compare_page_is_a_file_of_its_own(client, view):
    name = {"side": "Side by side"}.get(view, view.capitalize())
    found = compared(client, f"view={view}&country=CA&country=US")
    assert found
    assert len(sheet(client.get(f"/download/comparison.xlsx?view={view}&country=CA&country=US"), name)) == len(found)
    assert comparison.VIEWS[view][0] in words(client.get(f"/download/comparison.docx?view={view}&country=CA"))


def test_ticked_topics_are_the_rows_and_ticked_recommendations_what_is_in_them(client, base):
    picked = (
        ["opioid-use-disorder", "safety"]
        if "opioid-use-disorder" in base.records
        else list(base.topics.index[3:5])[::-1]
    )
    found = compared(client, "&".join(f"id={t}" for t in picked))
    labels = [base.records[t].label for t in picked]
    assert list(dict.fromkeys(r["Topic (curator’s judgement)"] for r in found)) == [
        label
        for label, topic in zip(labels, picked, strict=True)
        if any(r["Topic (curator’s judgement)"] == label for r in found)
    ]
    assert found
    recs = compared(client, "id=us-how-6&id=ca-how-2")
    assert {r["Record"] for r in recs} == {"us-how-6", "ca-how-2"}
    assert "2 rows ticked by hand" in recs[0]["Chosen"]


@pytest.mark.parametrize(
    "query", ["", "outcome=discontinuation", "intervention=acupuncture&source=table", "certainty=very-low"]
)
def test_the_evidence_is_what_the_page_with_the_same_query_shows(client, base, query):
    chosen = {name: (value,) for name, value in (pair.split("=") for pair in query.split("&") if pair)}
    expected = [effect.id for effect in kb_effects.selected(base, chosen)]
    assert expected
    found = rows_of(client.get(f"/download/evidence.csv?{query}"))
    assert [row["id"] for row in found] == expected
    listed = sheet(client.get(f"/download/evidence.xlsx?{query}"), "Summary of findings")
    assert [row["Record"] for row in listed] == expected
    assert ("All statements of effect" in found[0]["chosen"]) == (not query)


def test_a_baseline_risk_as_typed_is_calculated_with_and_said(client, base):
    response = client.get("/download/evidence.docx?outcome=discontinuation&baseline-discontinuation=7.2")
    text = words(response)
    assert "Baseline risk, " in text
    assert "7.2%, as typed" in text
    # An odds ratio of 5.55 at 72 of 1000 is about 301, not 400.
    assert "301 (178 to 460)" in text
    for wrong in ("0", "100", "many", "-1"):
        refused = client.get(f"/download/evidence.docx?baseline-discontinuation={wrong}")
        assert refused.status_code == 400
        assert f"“{wrong}” is no baseline risk." in refused.text
    picked = [effect.id for effect in base.of(Effect)][3:1:-1]
    found = rows_of(client.get("/download/evidence.csv", params={"id": picked}))
    assert [row["id"] for row in found] == picked
    assert found[0]["chosen"] == "2 rows ticked by hand"


@pytest.mark.parametrize("show", sources.SHOWS)
def test_every_list_of_sources_can_be_had(client, base, show):
    found = rows_of(client.get(f"/download/sources.csv?show={show}&view=every"))
    assert len(found) == len(sources.SHOWS[show].frame(base))


def test_a_file_of_discrepancies_holds_those_of_the_weight_that_its_page_shows(client, base):
    for query, weight in (
        ("", "headline"),
        ("&view=side", "headline"),
        ("&view=record", "record"),
        ("&view=minor", "minor"),
    ):
        found = rows_of(client.get(f"/download/sources.csv?show=discrepancies{query}"))
        assert [row["id"] for row in found] == [d.id for d in base.of(Discrepancy) if d.weight == weight]


def test_a_list_of_sources_is_narrowed_by_words_as_on_its_page_or_by_ticks(client):
    assert [r["id"] for r in rows_of(client.get("/download/sources.csv?show=references&q=opioid+pain"))] == list(
        lists.found("references", "opioid pain")
    )
    found = rows_of(client.get("/download/sources.csv?show=references&id=ref-44&id=ref-41"))
    assert [r["id"] for r in found] == ["ref-44", "ref-41"]
    assert "2 rows ticked by hand" in found[0]["chosen"]
    default = rows_of(client.get("/download/sources.csv"))
    assert default[0]["country"]
    searched = rows_of(client.get("/download/sources.csv?show=references&q=opioid"))
    assert "Search: “opioid”" in searched[0]["chosen"]


def test_a_record_and_its_links_are_files(client, base):
    text = words(client.get("/download/record.docx?id=us-how-6"))
    assert base.records["us-how-6"].statement in text
    assert "life-threatening" in text
    assert rows_of(client.get("/download/record.csv?id=us-2022"))[0]["Record"] == "us-2022"
    links = rows_of(client.get("/download/graph.csv?id=us-how-6&to=us-how-1"))
    assert len(links) == base.graph.degree("us-how-6")
    for path in ("/download/record.docx", "/download/graph.csv"):
        refused = client.get(path)
        assert refused.status_code == 400
        assert refused.text == "Name a record: add ?id= and its id to the address."


def test_references_are_all_or_those_named_in_the_order_of_the_source(client, base):
    everything = [r.id for r in base.of(Reference)]
    assert [r["id"] for r in rispy.loads(client.get("/download/references.ris").text)] == everything
    named = "id=ref-44&id=ref-41&id=ref-44"
    assert [r["id"] for r in rispy.loads(client.get(f"/download/references.ris?{named}").text)] == ["ref-41", "ref-44"]
    bib = parse_string(client.get(f"/download/references.bib?{named}").text, "bibtex").entries
    assert list(bib) == ["ref-41", "ref-44"]
    assert [r["id"] for r in json.loads(client.get(f"/download/references.json?{named}").text)] == ["ref-41", "ref-44"]


def test_a_clock_before_1980_is_said_to_be_wrong(client, monkeypatch):
    class Early(date):
        @classmethod
        def today(cls):
            return cls(1979, 12, 31)

    monkeypatch.setattr(routes, "date", Early)
    response = client.get("/download/recommendations.docx")
    assert response.status_code == 400
    assert "clock" in response.text
    assert client.get("/download/recommendations.csv").status_code == 200


PANELS = ("dose-reduction-MD", "discontinuation-aOR", "discontinuation-OR", "discontinuation-RR", "discontinuation-RD")


@pytest.mark.parametrize("panel", PANELS)
def test_a_forest_plot_holds_the_words_and_numbers_of_its_panel(client, base, panel):
    drawn = client.get(f"/download/figure.svg?chart=forest&panel={panel}")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    outcome, measure = panel.rsplit("-", 1)
    shown = [e for e in base.of(Effect) if (e.outcome, e.measure) == (outcome, measure)]
    assert shown
    for effect in shown:
        assert base.records[effect.intervention].label.split()[0] in drawn.text
    assert base.version in drawn.text
    assert "The Concordance developers." in drawn.text
    assert ("no ranking" in drawn.text) == (len(shown) > 1)


@pytest.mark.parametrize(
    ("query", "word"), [("chart=matrix", "Topic by guideline"), ("chart=matrix&country=CA&country=DE&verdict=one-guideline", "Canada"),
    ("chart=evidence-map", "Evidence map"), ("chart=neighbourhood&id=us-how-1", "Links of"),
    ("chart=numbers&panel=taper", "Taper rate"), ("chart=people&show=t3-patient-multicomponent-stop", "with the intervention"),
    ("chart=people&show=t3-patient-multicomponent-stop&baseline-discontinuation=20", "as typed")]
)  # fmt: skip
def test_every_chart_is_a_picture_that_says_where_it_is_from(client, base, query, word):
    drawn = client.get(f"/download/figure.svg?{query}&open=x&present=1")
    assert drawn.status_code == 200, drawn.text
    assert word in drawn.text
    assert base.version in drawn.text
    assert "Not advice" in drawn.text or base.package.not_for.split(".")[0] in drawn.text
    assert client.get(f"/download/figure.png?{query}").content.startswith(b"\x89PNG")
    chart = query.split("&")[0].removeprefix("chart=")
    assert drawn.headers["content-disposition"].startswith(f'attachment; filename="{chart}-')


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Name a chart"), ("chart=pie", "left out"), ("chart=forest", "Name a panel"), ("chart=forest&panel=everything", "left out"),
        ("chart=forest&panel=discontinuation-RR&intervention=acupuncture", "Name a panel: dose-reduction-MD."), ("chart=forest&panel=discontinuation-RR&intervention=ketamine", "nothing to draw"), ("chart=neighbourhood", "Name a record"), ("chart=numbers", "Name a panel"), ("chart=numbers&panel=discontinuation-RR", "Name a panel"),
        ("chart=people", "Name an effect"), ("chart=people&show=us-how-1", "left out"), ("chart=people&show=t3-acupuncture-dose", "cannot be shown"),
        ("chart=people&show=t3-patient-multicomponent-stop&baseline-discontinuation=x", "no baseline risk"), ("chart=matrix&verdict=none&country=DE&topic=safety&all=1", "no topic"),
        ("chart=%3Cscript%3E", "left out"), ("chart=neighbourhood&id=nothing", "left out"),
    ],
)  # fmt: skip
def test_a_picture_of_nothing_is_refused_in_words(client, query, said):
    response = client.get(f"/download/figure.svg?{query}")
    assert response.status_code == 400
    assert said in response.text
