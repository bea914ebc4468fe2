"""Gaps are counted from the records; an earlier review's findings are held against them, not forced."""

from kb.comparison import coverage, without_recommendation, without_trials
from kb.knowledge import CURATED, load
from kb.records import Effect, Intervention, Recommendation
from tests.kb import small
from tests.kb.small import rec

BASE = load(CURATED)
SMALL = small.base(
    rec("aa-1", {"heat": "for", "halt": "condition"}),
    rec("bb-1", {"heat": "condition", "when": "for"}),
    rec("cc-1", {"rest": "against"}),
)


def test_a_topic_is_covered_by_what_is_said_on_it_and_below_it():
    row = coverage(SMALL).loc["when"]
    assert (row.label, row.depth) == ("When to bake", 0)
    assert (row.addressing, row.pointing, row.silent, row.own) == (("aa", "bb"), ("aa", "bb"), ("cc",), ("bb",))
    heat = coverage(SMALL).loc["heat"]
    assert (heat.addressing, heat.pointing, heat.silent, heat.own) == (("aa", "bb"), ("aa",), ("cc",), ("aa", "bb"))
    care = coverage(SMALL).loc["care"]
    assert (care.addressing, care.pointing, care.own) == (("aa",), (), ())


def test_only_the_guidelines_asked_for_count_by_country():
    found = coverage(SMALL, ["cc", "aa"])
    assert (found.loc["when"].addressing, found.loc["when"].silent) == (("aa",), ("cc",))
    assert coverage(SMALL).loc["halt"].silent == ("bb", "cc")


def test_coverage_is_one_row_a_topic_in_the_order_of_the_outline():
    assert list(coverage(BASE).index) == [topic.id for topic, _ in BASE.outline]
    assert coverage(BASE).index.name == "topic"
    assert BASE.topics.index.name == "id"


def test_addressing_and_silent_are_all_guidelines():
    for row in coverage(BASE).itertuples():
        assert sorted((*row.addressing, *row.silent)) == sorted(guideline.id for guideline in BASE.by_country)
        assert set(row.own) | set(row.pointing) <= set(row.addressing)


def test_a_recommendation_is_with_or_without_trials_and_never_both():
    without = {r.id for r in without_trials(BASE)}
    tried = {e.intervention for e in BASE.of(Effect) if e.status != "no-trials"}
    with_trials = {r.id for r in BASE.of(Recommendation) if {x.to for x in r.interventions} & tried}
    assert without.isdisjoint(with_trials)
    assert without | with_trials == {r.id for r in BASE.of(Recommendation)}


def test_interventions_with_trials_that_no_recommendation_is_linked_to():
    tried = {e.intervention for e in BASE.of(Effect) if e.status != "no-trials"}
    linked = {x.to for r in BASE.of(Recommendation) for x in r.interventions}
    assert [i.id for i in without_recommendation(BASE)] == [
        i.id for i in BASE.of(Intervention) if i.id in tried - linked
    ]  # fmt: skip
    assert {"ketamine", "cannabinoids"}.isdisjoint(i.id for i in without_recommendation(BASE))


def test_all_guidelines_recommend_on_when_and_how_as_the_review_of_2022_found():
    found = coverage(BASE)
    assert not found.loc["when-to-deprescribe"].silent
    assert not found.loc["how-to-taper"].silent


def test_advice_where_sedatives_are_prescribed_is_missing_as_the_review_of_2022_found():
    assert coverage(BASE).loc["concomitant-medicines"].pointing == ()
