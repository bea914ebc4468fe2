"""The export contract: the files, their columns, and values that a reader can check against the records."""

import csv
import io
import json
import zipfile

import pytest
from frictionless import Package

from kb.exports import package, tables
from kb.exports.table import Column, Table
from kb.knowledge import CURATED, load
from kb.records import Effect, Recommendation

KB = load(CURATED)
FILES = package.files(KB)
CONTRACT = {
    "recommendations.csv": "id guideline country source table item strength statement action caveats quantities topics "
    "triggers interventions reference passage_length passage_sha256 note",
    "effects.csv": "id intervention comparator outcome measure estimate ci_low ci_high ci_level se unit timepoint studies "
    "participants certainty favours status source table reference note",
    "edges.csv": "source relation target basis reason",
    "guidelines.csv": "id",
    "topics.csv": "id",
    "triggers.csv": "id",
    "references.csv": "id",
    "findings.csv": "id",
    "discrepancies.csv": "id",
}


def rows(name):
    return list(csv.DictReader(io.StringIO(FILES[name])))


@pytest.mark.parametrize("name", CONTRACT)
def test_the_columns_of_the_contract_are_there(name):
    assert set(CONTRACT[name].split()) <= set(rows(name)[0])


def test_the_package_validates(tmp_path):
    package.write(KB, tmp_path)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])
    assert {r["path"] for r in json.loads(FILES["datapackage.json"])["resources"]} == set(FILES) - {"datapackage.json"}


def test_recommendations_say_country_table_item_and_strength():
    row = next(r for r in rows("recommendations.csv") if r["id"] == "ca-how-2")
    assert (row["country"], row["table"], row["item"], row["strength"]) == ("CA", "2", "2", "weak-or-conditional")
    assert row["quantities"] == "taper step: 5 to 10% of dose;time between steps: 2 to 4 weeks"
    assert row["topics"] == "gradual-reduction;speed-and-steps;monitoring"
    assert row["reference"] == "ref-26"


def test_absent_values_are_empty_and_never_zero():
    row = next(r for r in rows("effects.csv") if r["id"] == "t3-ketamine-use")
    assert {row[c] for c in ("measure", "estimate", "ci_low", "ci_high", "se", "studies", "participants")} == {""}
    assert row["certainty"] == "not-reported"
    assert row["status"] == "no-trials"


def test_numbers_are_plain_and_exact():
    row = next(r for r in rows("effects.csv") if r["id"] == "t3-acupuncture-dose")
    assert (row["estimate"], row["ci_low"], row["ci_high"]) == ("-1.56", "-19.03", "15.92")
    ranged = next(r for r in rows("effects.csv") if r["id"] == "t3-pain-management-programmes-others")
    assert ranged["certainty"] == "very-low;low"


def test_every_record_has_its_row():
    assert [r["id"] for r in rows("recommendations.csv")] == [r.id for r in KB.of(Recommendation)]
    assert [r["id"] for r in rows("effects.csv")] == [e.id for e in KB.of(Effect)]
    assert len(rows("edges.csv")) == KB.graph.number_of_edges()


def test_decided_links_say_why():
    assert all(r["reason"] for r in rows("edges.csv") if r["basis"] == "decided")
    assert {r["basis"] for r in rows("edges.csv")} <= {"stated", "decided", "derived"}


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_text_cannot_become_a_formula(start):
    table = Table("t", "t", (Column("text", "t", lambda r: r), Column("number", "n", lambda r: -1.5, "number")))
    assert table.rows([start])[0] == {"text": f"'{start}", "number": "-1.5"}


def test_a_semicolon_inside_a_list_does_not_make_two_items():
    table = Table("t", "t", (Column("list", "l", lambda r: r),))
    assert table.rows([("a; b", "c")])[0]["list"] == "a, b;c"


def test_the_zip_holds_the_same_files_and_is_the_same_every_time():
    with zipfile.ZipFile(io.BytesIO(package.zipped(KB))) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == FILES
    assert package.zipped(KB) == package.zipped(KB)


def test_a_locator_is_readable():
    assert tables.where(KB, KB.get(Recommendation, "ca-how-2").where) == "Lin & Langford 2025, Table 2, Canada, item 2"
