"""The synthetic guidelines: the same from the same seed, lawful data, and as uneven as real ones."""

from collections import Counter

import pytest

from bench.growth import folder
from bench.growth.synthetic import Synthetic, counts
from kb.commands import main
from kb.reading import LARGEST_FILE, read_folder
from kb.records import Recommendation, kind_of


def test_the_same_seed_gives_the_same_records_and_another_gives_others():
    assert Synthetic(150).records() == Synthetic(150).records()
    assert Synthetic(150).records() != Synthetic(150, seed=6).records()


@pytest.mark.parametrize("size", [100, 1000])
def test_a_folder_of_them_keeps_every_rule(tmp_path, size, capsys):
    folder.write(tmp_path, Synthetic(size).records())
    assert main(["--data", str(tmp_path), "check"]) == 0
    assert f"{size}  recommendation" in capsys.readouterr().out


def test_what_is_written_is_what_is_read(tmp_path):
    records = Synthetic(120).records()
    folder.write(tmp_path, records)
    read = {entry.record.id: entry.record for entry in read_folder(tmp_path).entries}
    assert read == {record.id: record for record in records}


def test_no_file_is_larger_than_reading_allows(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "A_FILE", 50)
    folder.write(tmp_path, Synthetic(120).records())
    files = [path for path in tmp_path.iterdir() if "recommendation" in path.name]
    assert len(files) == 3
    assert folder.A_FILE * max(path.stat().st_size / 50 for path in files) < LARGEST_FILE


def test_there_are_as_many_of_each_as_was_said():
    records = Synthetic(1000).records()
    found = Counter(kind_of(record) for record in records)
    assert found["recommendation"] == 1000
    assert {kind: found[kind] for kind in counts(1000)} == counts(1000)
    assert counts(100_000)["guideline"] == 50


def test_they_are_used_unevenly():
    recs = [record for record in Synthetic(2000).records() if isinstance(record, Recommendation)]
    topics = Counter(link.to for rec in recs for link in rec.about)
    words = Counter(word for rec in recs for word in rec.statement.lower().strip(".").split())
    strengths = Counter(rec.strength for rec in recs)
    guidelines = Counter(rec.guideline for rec in recs)
    assert topics.most_common()[0][1] > 10 * topics.most_common()[-1][1]
    assert 1.4 < sum(topics.values()) / len(recs) < 2.4
    assert sum(count for _, count in words.most_common(100)) > 0.3 * sum(words.values())
    assert 0.08 < strengths[None] / len(recs) < 0.2
    assert max(guidelines.values()) > 1.5 * min(guidelines.values())
