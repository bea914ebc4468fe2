"""Judged rows: counts match the rows behind them, orders are what they say, conditions and pairs lose nothing."""

import itertools

import pytest

from kb.comparison.judgement import Order, conditions, judged
from kb.comparison.matrix import matrix
from kb.comparison.pair import pair
from kb.comparison.verdict import Kind
from kb.knowledge import CURATED, load
from kb.records import Recommendation
from kb.vocabulary import Phase

KB = load(CURATED)
ALL = tuple(g.id for g in KB.by_country)


def test_every_topic_on_which_somebody_speaks_is_judged_once():
    found = [j.row.topic.id for j in judged(KB, ALL, (), Order.TOPIC)]
    assert found == [row.topic.id for row in matrix(KB, ALL) if row.speaking]


def test_most_divergent_first_never_puts_agreement_before_a_difference():
    places = [list(Kind).index(j.verdict.kind) for j in judged(KB, ALL, (), Order.DIVERGENCE)]
    assert places == sorted(places)


def test_most_voices_first_counts_the_guidelines_that_speak():
    voices = [j.row.speaking for j in judged(KB, ALL, (), Order.SPEAKING)]
    assert voices == sorted(voices, reverse=True)


@pytest.mark.parametrize("order", Order)
def test_the_order_changes_nothing_but_the_order(order):
    by_topic = {j.row.topic.id: j for j in judged(KB, ALL, (), Order.TOPIC)}
    assert {j.row.topic.id: j for j in judged(KB, ALL, (), order)} == by_topic


def test_every_trigger_and_exception_of_a_recommendation_has_its_cell():
    placed = set()
    for phase in Phase:
        for c in conditions(KB, ALL, phase):
            placed |= {(r.id, c.trigger.id, c.lifts) for recs in c.cells for r in recs}
    expected = {(r.id, x.to, False) for r in KB.of(Recommendation) for x in r.triggers}
    expected |= {(r.id, x.to, True) for r in KB.of(Recommendation) for x in r.unless}
    assert placed == expected


@pytest.mark.parametrize("two", list(itertools.combinations(ALL, 2)))
def test_a_pair_accounts_for_every_topic_on_which_either_speaks(two):
    found = pair(KB, *two)
    lines = [*found.both, *found.only_first, *found.only_second]
    spoken = {link.to for r in KB.of(Recommendation) if r.guideline in two for link in r.about}
    assert sorted(line.row.topic.id for line in lines) == sorted(spoken)


def test_swapping_a_pair_swaps_its_sides_and_keeps_its_verdicts():
    one, other = pair(KB, "ca-2017", "de-2020"), pair(KB, "de-2020", "ca-2017")
    assert [x.row.topic.id for x in one.only_first] == [x.row.topic.id for x in other.only_second]
    assert [x.verdict.kind for x in one.both] == [x.verdict.kind for x in other.both]


def test_dose_thresholds_are_the_committees_question():
    (row,) = judged(KB, ALL, ["dose-threshold"], Order.TOPIC)
    assert {s.recommendation: s.conditions for s in row.verdict.inputs} == {
        "au-when-3": {"High dose (no number given)"},
        "ca-when-1": {"Daily dose at or above a threshold (90 MME/day or more)"},
    }
