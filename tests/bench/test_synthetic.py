"""The synthetic guidelines: the same from the same seed, lawful data, and as uneven as real ones."""

from collections import Counter

import pytest

from bench.growth import folder
from bench.growth.synthetic import Synthetic, counts
from kb.commands import main
from kb.reading import LARGEST_FILE
from kb.records import Recommendation, kind_of


def test_the_same_seed_gives_the_same_records_and_another_gives_others():
    assert list(Synthetic(150).records()) == list(Synthetic(150).records())
    assert list(Synthetic(150).records()) != list(Synthetic(150, seed=6).records())


@pytest.mark.parametrize("size", [100, 1000])
def test_a_folder_of_them_keeps_every_rule(tmp_path, size, capsys):
    folder.write(tmp_path, Synthetic(size).records())
    assert main(["--data", str(tmp_path), "check"]) == 0
    assert f"{size}  recommendation" in capsys.readouterr().out


def test_no_file_is_larger_than_reading_allows(tmp_path):
    folder.write(tmp_path, (one for one in Synthetic(3000).records() if one[0] == "recommendation"))
    sizes = [path.stat().st_size for path in tmp_path.iterdir()]
    assert len(sizes) == 2
    assert max(sizes) < LARGEST_FILE


def test_there_are_as_many_of_each_as_was_said(grown):
    found = Counter(kind_of(record) for record in grown(2_400).base.records.values())
    assert found["recommendation"] == 2_400
    assert {kind: found[kind] for kind in counts(2_400)} == counts(2_400)
    assert counts(100_000)["guideline"] == 50


def test_they_are_used_unevenly(grown):
    recs = grown(2_400).base.of(Recommendation)
    topics = Counter(link.to for rec in recs for link in rec.about)
    words = Counter(word for rec in recs for word in rec.statement.lower().strip(".").split())
    guidelines = Counter(rec.guideline for rec in recs)
    assert topics.most_common()[0][1] > 10 * topics.most_common()[-1][1]
    assert 1.4 < sum(topics.values()) / len(recs) < 2.4
    assert sum(count for _, count in words.most_common(100)) > 0.3 * sum(words.values())
    assert 0.08 < sum(rec.strength is None for rec in recs) / len(recs) < 0.2
    assert max(guidelines.values()) > 1.5 * min(guidelines.values())
