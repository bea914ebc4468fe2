"""The synthetic guidelines: the same from the same seed, lawful data, and as uneven as real ones."""

from collections import Counter

import pytest

from bench.growth.synthetic import copies, records, write
from kb.commands import main
from kb.reading import LARGEST_FILE
from kb.records import Guideline, Recommendation, Topic


def test_the_same_seed_gives_the_same_records_and_another_gives_others():
    assert list(records(150)) == list(records(150))
    assert list(records(150)) != list(records(150, seed=6))


@pytest.mark.parametrize("size", [100, 1000])
def test_a_folder_of_them_keeps_every_rule(tmp_path, size, capsys):
    write(tmp_path, size)
    assert main(["--data", str(tmp_path), "check"]) == 0
    assert f"{size}  recommendation" in capsys.readouterr().out


def test_no_file_is_larger_than_reading_allows(tmp_path):
    write(tmp_path, 3000)
    assert max(path.stat().st_size for path in tmp_path.iterdir()) < LARGEST_FILE / 2


def test_there_are_as_many_of_each_as_was_said(base, grown):
    many, large = copies(2_400), grown(2_400).base
    assert len(large.of(Recommendation)) == 2_400
    assert len(large.of(Topic)) == many["vocabulary"] * len(base.of(Topic))
    assert len(large.of(Guideline)) == many["sources"] * len(base.of(Guideline))
    assert len({guideline.country for guideline in large.of(Guideline)}) == len(large.of(Guideline))


def test_they_are_used_unevenly(grown):
    recs = grown(2_400).base.of(Recommendation)
    topics = Counter(link.to for rec in recs for link in rec.about)
    words = Counter(word for rec in recs for word in rec.statement.lower().strip(".").split())
    assert topics.most_common()[0][1] > 10 * topics.most_common()[-1][1]
    assert sum(count for _, count in words.most_common(100)) > 0.3 * sum(words.values())
    assert max(Counter(rec.guideline for rec in recs).values()) > 1.3 * 2_400 / len({rec.guideline for rec in recs})


def test_a_copy_has_the_links_and_numbers_of_its_original_and_words_of_its_own(base, grown):
    for rec in base.of(Recommendation):
        copy = grown(2_400).base.get(Recommendation, f"{rec.id}-1")
        assert [link.to for link in copy.about] == [f"{link.to}-1" for link in rec.about]
        assert [(q.low, q.high, q.unit) for q in copy.quantities] == [(q.low, q.high, q.unit) for q in rec.quantities]
        assert copy.statement != rec.statement
