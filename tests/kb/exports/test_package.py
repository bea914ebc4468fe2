"""The export contract: the files, their columns and rows, and values that a reader can check against the records."""

import csv
import hashlib
import io
import json
import zipfile
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from frictionless import Package

from kb.exports import package
from kb.exports.cells import lines
from kb.exports.contract import FRAMES
from kb.knowledge import CURATED, load
from tests.kb.exports import plain

BASE = load(CURATED)
CONTRACT = {
    "recommendations": "id guideline country source table item strength statement action caveats quantities topics "
    "triggers interventions reference passage_length passage_sha256 note",
    "effects": "id intervention comparator outcome measure estimate ci_low ci_high ci_level se unit timepoint studies "
    "participants certainty favours status source table reference note",
    "verdicts": "topic verdict guidelines differences unrated inputs",
    "edges": "source relation target basis reason",
    **dict.fromkeys(["guidelines", "topics", "triggers", "references", "findings", "discrepancies"], "id"),
}
VERDICTS = {
    "agree", "differ-in-direction", "differ-in-strength", "differ-in-applicability", "strength-not-comparable",
    "one-guideline", "none",
}  # fmt: skip


@cache
def files():
    return package.files(BASE)


def rows(name):
    return list(csv.DictReader(io.StringIO(files()[f"{name}.csv"].decode(), newline="")))


def twin(name):
    return pd.read_parquet(io.BytesIO(files()[f"{name}.parquet"]))


@pytest.mark.parametrize("name", CONTRACT)
def test_the_columns_of_the_contract_are_there(name):
    assert set(CONTRACT[name].split()) <= set(rows(name)[0])


@pytest.mark.parametrize("name", CONTRACT)
def test_every_row_is_what_the_records_say(name):
    expected = plain.rows(BASE, name)
    assert rows(name) == [{key: plain.flat(value) for key, value in row.items()} for row in expected]


@pytest.mark.parametrize("name", CONTRACT)
def test_parquet_holds_the_same_rows_with_numbers_as_numbers_and_lists_as_lists(name):
    frame = twin(name)
    expected = plain.rows(BASE, name)
    assert list(frame.columns) == list(expected[0])
    for key in frame.columns:
        values = [value.tolist() if hasattr(value, "tolist") else value for value in frame[key].astype(object)]
        assert [None if not isinstance(v, list) and not lines(v) else v for v in values] == [
            row[key] for row in expected
        ]
    for column in FRAMES[name][0]:
        dtype = {"integer": "Int64", "number": "Float64", "boolean": "boolean"}.get(column.type)
        assert dtype is None or str(frame[column.key].dtype).casefold() in {dtype.casefold(), "object"}


def test_what_a_column_holds_and_is_called_stands_in_the_description():
    described = {r["name"]: r for r in json.loads(files()["datapackage.json"])["resources"]}
    for name, (table, _) in FRAMES.items():
        assert described[name]["description"] == table.holds
        fields = described[name]["schema"]["fields"]
        assert [(f["name"], f["title"], f["description"], f["type"]) for f in fields] == [
            (c.key, c.head, c.holds, c.type) for c in table
        ]
        assert described[f"{name}-parquet"]["description"] == table.holds


def test_the_package_validates_and_describes_every_file(tmp_path):
    paths = package.write(BASE, tmp_path / "new" / "folder")
    assert {path.name for path in paths} == set(files()) == {p.name for p in (tmp_path / "new" / "folder").iterdir()}
    report = Package(str(tmp_path / "new" / "folder" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])
    described = json.loads(files()["datapackage.json"])
    assert {r["path"] for r in described["resources"]} == set(files()) - {"datapackage.json"}
    for resource in described["resources"]:
        content = files()[resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["format"] == resource["path"].rsplit(".")[1]


def test_a_file_that_was_changed_is_found_out(tmp_path):
    package.write(BASE, tmp_path)
    path = tmp_path / "effects.csv"
    path.write_bytes(path.read_bytes().replace(b"5.55", b"5.56"))
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_the_description_names_the_data_and_what_they_are_not_for():
    described = json.loads(files()["datapackage.json"])
    assert (described["name"], described["title"], described["version"]) == (
        BASE.package.id,
        BASE.package.title,
        BASE.version,
    )
    assert BASE.package.not_for in described["description"]
    assert BASE.package.subject in described["description"]
    assert described["licenses"] == [{"name": BASE.package.licence}]
    assert described["created"] == f"{BASE.package.released}T00:00:00Z"
    assert files()["datapackage.json"].decode().count("\\u") == 0


def test_writing_stops_without_leaving_half_a_package(tmp_path, monkeypatch):
    package.write(BASE, tmp_path)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    write_bytes = Path.write_bytes

    def full(path, content):
        assert path.parent.parent == tmp_path
        assert path.parent.name.startswith(".unfinished-")
        if path.name == "topics.csv":
            write_bytes(path, content[:10])
            raise OSError("no space left on device")
        return write_bytes(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    monkeypatch.setattr(package, "files", lambda base: dict.fromkeys(files(), b"other"))
    with pytest.raises(OSError, match="no space left"):
        package.write(BASE, tmp_path)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_recommendations_say_country_table_item_and_strength():
    row = next(r for r in rows("recommendations") if r["id"] == "ca-how-2")
    assert (row["country"], row["table"], row["item"], row["strength"]) == ("CA", "2", "2", "weak-or-conditional")
    assert row["quantities"].startswith("taper step: 5 to 10% of dose;")
    assert row["reference"] == "ref-26"
    assert row["locator"] == "Lin & Langford 2025, Table 2, Canada, item 2"


def test_absent_values_are_empty_and_never_zero():
    row = next(r for r in rows("effects") if r["id"] == "t3-ketamine-use")
    assert {row[c] for c in ("measure", "estimate", "ci_low", "ci_high", "se", "studies", "participants")} == {""}
    assert row["certainty"] == "not-reported"
    assert row["status"] == "no-trials"


def test_numbers_are_plain_and_exact():
    row = next(r for r in rows("effects") if r["id"] == "t3-acupuncture-dose")
    assert (row["estimate"], row["ci_low"], row["ci_high"]) == ("-1.56", "-19.03", "15.92")
    ranged = next(r for r in rows("effects") if r["id"] == "t3-pain-management-programmes-others")
    assert ranged["certainty"] == "very-low;low"


def test_verdicts_use_the_words_of_the_contract_and_hold_every_topic():
    found = rows("verdicts")
    assert {row["topic"] for row in found} == set(BASE.topics.index)
    assert {row["verdict"] for row in found} <= VERDICTS
    assert all(set(filter(None, row["differences"].split(";"))) <= VERDICTS for row in found)
    assert all(row["guidelines"].isdecimal() for row in found)


def test_decided_links_say_why():
    assert all(r["reason"] for r in rows("edges") if r["basis"] == "decided")
    assert {r["basis"] for r in rows("edges")} <= {"stated", "decided", "derived"}


def test_the_zip_holds_the_same_files_and_is_the_same_every_time():
    zipped = package.zipped(BASE)
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files()
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_DEFLATED}
    assert package.zipped(load(CURATED)) == zipped
