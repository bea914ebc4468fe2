"""Gaps are counted from the records; an earlier review's findings are held against them, not forced."""

from kb.comparison import gaps
from kb.knowledge import CURATED, load
from kb.records import Effect, Intervention, Recommendation

KB = load(CURATED)
COVERAGE = {c.row.topic.id: c for c in gaps.coverage(KB)}


def test_one_voice_means_one_guideline_in_the_row():
    for row in gaps.one_voice(KB):
        assert len({r.guideline for cell in row.cells for r in cell.recommendations}) == 1


def test_a_recommendation_is_with_or_without_trials_and_never_both():
    without = {r.id for r in gaps.without_trials(KB)}
    tried = {e.intervention for e in KB.of(Effect) if e.status != "no-trials"}
    with_trials = {r.id for r in KB.of(Recommendation) if {x.to for x in r.interventions} & tried}
    assert without.isdisjoint(with_trials)
    assert without | with_trials == {r.id for r in KB.of(Recommendation)}


def test_interventions_without_trials_are_not_listed_as_tried():
    listed = {i.id for i in gaps.without_recommendation(KB)}
    assert "ketamine" not in listed
    assert "cannabinoids" not in listed
    assert "spinal-cord-stimulation" in listed
    assert listed <= {i.id for i in KB.of(Intervention)}


def test_the_guidelines_all_speak_on_when_and_how_as_the_review_of_2022_found():
    assert len(COVERAGE["when-to-start"].taking_a_side) == 5
    assert len(COVERAGE["how-to-reduce"].taking_a_side) == 5


def test_advice_where_sedatives_are_prescribed_is_missing_as_the_review_of_2022_found():
    assert COVERAGE["other-medicines"].taking_a_side == frozenset()


def test_withdrawal_and_monitoring_are_no_longer_thin_in_these_tables():
    assert len(COVERAGE["withdrawal"].taking_a_side) == 4
    assert len(COVERAGE["monitoring"].taking_a_side) == 4
