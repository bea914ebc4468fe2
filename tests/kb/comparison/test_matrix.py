"""The matrix holds each recommendation exactly where it belongs, and safety stands beside every dose reduction."""

from kb.comparison.matrix import companions, matrix
from kb.knowledge import CURATED, load
from kb.records import Recommendation, Topic

KB = load(CURATED)
ALL = [g.id for g in KB.by_country]


def test_every_link_of_a_recommendation_to_a_topic_is_one_place_in_the_matrix():
    placed = sorted((row.topic.id, r.id) for row in matrix(KB, ALL) for cell in row.cells for r in cell.recommendations)
    assert placed == sorted((link.to, r.id) for r in KB.of(Recommendation) for link in r.about)


def test_a_column_holds_only_its_own_guideline():
    for row in matrix(KB, ALL):
        for cell, guideline in zip(row.cells, ALL, strict=True):
            assert {r.guideline for r in cell.recommendations} <= {guideline}


def test_the_order_of_columns_is_the_order_asked_for():
    row = matrix(KB, ["us-2022", "ca-2017"], ["dose-threshold"])[0]
    assert [cell.guideline for cell in row.cells] == ["us-2022", "ca-2017"]
    assert [len(cell.recommendations) for cell in row.cells] == [0, 1]


def test_a_chosen_topic_brings_its_narrower_topics():
    assert {row.topic.id for row in matrix(KB, ALL, ["safety"])} == KB.narrower("safety")


def test_a_broader_topic_knows_what_stands_below_it():
    row = next(row for row in matrix(KB, ALL) if row.topic.id == "when-to-start")
    assert row.is_heading
    assert all(cell.below for cell in row.cells)


def test_outline_lists_every_topic_once_under_its_broader_one():
    lines = KB.outline
    assert sorted(t.id for t, _ in lines) == sorted(t.id for t in KB.of(Topic))
    for at, (topic, depth) in enumerate(lines):
        if topic.broader:
            above = [t.id for t, d in lines[:at] if d == depth - 1]
            assert above[-1] == topic.broader


def test_a_dose_reduction_is_never_shown_without_abrupt_stopping():
    for rec in KB.of(Recommendation):
        reduces = any(KB.get(Topic, link.to).shown_with for link in rec.about)
        speaks = any(link.to == "abrupt-stopping" and link.direction != "neither" for link in rec.about)
        beside = companions(KB, rec)
        assert bool(beside) == ((reduces or any(x.to == "abrupt-stopping" for x in rec.about)) and not speaks), rec.id


def test_what_stands_beside_comes_from_the_same_guideline_or_is_said_to_be_missing():
    us = companions(KB, KB.get(Recommendation, "us-how-6"))
    assert [r.id for c in us for r in c.recommendations] == ["us-how-1"]
    canada = companions(KB, KB.get(Recommendation, "ca-how-2"))
    assert [(c.topic.id, c.recommendations) for c in canada] == [("abrupt-stopping", ())]


def test_the_exception_to_abrupt_stopping_is_shown_with_the_rule():
    beside = companions(KB, KB.get(Recommendation, "gb-how-3"))
    assert "gb-how-2" in {r.id for c in beside for r in c.recommendations}
