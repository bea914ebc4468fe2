"""How the patients of two recommendations relate, case by case, and the rules that hold for all of them."""

from itertools import combinations, permutations

import pytest

from kb.comparison import relate
from kb.comparison.applicability import TURNED, shared_names, span
from kb.knowledge import CURATED, load
from kb.records import Recommendation, ThresholdLink
from kb.vocabulary import Basis, Relatedness
from tests.kb import small
from tests.kb.small import rec, trigger

BASE = load(CURATED)
WARM, WARMER = ("warm", 180, "degree"), ("warm", 220, "degree")
TRIGGERS = (
    trigger("smoke", "Smoke", soot="same"),
    trigger("soot", "Soot"),
    trigger("ash", "Ash", smoke="narrower"),
    trigger("open", "Door open", shut="exclusive"),
    trigger("shut", "Door shut"),
    trigger("steam", "Steam", smoke="overlapping"),
    trigger("early", "Early", later="overlapping"),
    trigger("later", "Later"),
)
CASES = {
    "no condition on either side": ({}, {}, "same"),
    "a condition on one side": ({"triggers": ["smoke"]}, {}, "narrower"),
    "the same condition": ({"triggers": ["smoke"]}, {"triggers": ["smoke"]}, "same"),
    "words for the same": ({"triggers": ["smoke"]}, {"triggers": ["soot"]}, "same"),
    "a part of the other": ({"triggers": ["ash"]}, {"triggers": ["smoke"]}, "narrower"),
    "said on the other side": ({"triggers": ["smoke"]}, {"triggers": ["ash"]}, "broader"),
    "never both": ({"triggers": ["open"]}, {"triggers": ["shut"]}, "exclusive"),
    "some of both": ({"triggers": ["steam"]}, {"triggers": ["smoke"]}, "overlapping"),
    "nothing is said": ({"triggers": ["cold"]}, {"triggers": ["smoke"]}, "not-comparable"),
    "a higher threshold": ({"triggers": [WARMER]}, {"triggers": [WARM]}, "narrower"),
    "the same threshold": ({"triggers": [WARM]}, {"triggers": [WARM]}, "same"),
    "a number beside none": ({"triggers": [WARM]}, {"triggers": ["warm"]}, "narrower"),
    "the same time in other units": (
        {"triggers": [("cold", 2, "week")]}, {"triggers": [("cold", 14, "day")]}, "same"
    ),
    "units that cannot be compared": (
        {"triggers": [("cold", 2, "week")]}, {"triggers": [("cold", 14, "degree")]}, "not-comparable"
    ),
    "a reason more": ({"triggers": ["smoke", "cold"]}, {"triggers": ["smoke"]}, "broader"),
    "reasons of which one is shared": ({"triggers": ["smoke", "cold"]}, {"triggers": ["smoke", "open"]}, "overlapping"),
    "all of them excluded": ({"triggers": ["open"]}, {"triggers": ["shut", "shut"]}, "exclusive"),
    "one of two excluded": ({"triggers": ["open"]}, {"triggers": ["shut", "cold"]}, "not-comparable"),
    "together is narrower": ({"triggers": ["smoke", "cold"], "together": True}, {"triggers": ["smoke"]}, "narrower"),
    "together on both sides": (
        {"triggers": ["smoke", "cold"], "together": True}, {"triggers": ["cold", "soot"], "together": True}, "same"
    ),
    "together with what excludes": (
        {"triggers": ["open", "cold"], "together": True}, {"triggers": ["shut"]}, "exclusive"
    ),
    "the same words": ({"conditions": ["if warranted"]}, {"conditions": ["if warranted"]}, "same"),
    "other words": ({"conditions": ["if warranted"]}, {"triggers": ["smoke"]}, "not-comparable"),
    "an exception": ({"unless": ["smoke"]}, {}, "narrower"),
    "the same exception in other words": ({"unless": ["smoke"]}, {"unless": ["soot"]}, "same"),
    "two exceptions": ({"unless": ["smoke"]}, {"unless": ["cold"]}, "overlapping"),
    "a condition against an exception": ({"triggers": ["cold"]}, {"unless": ["smoke"]}, "overlapping"),
    "a condition with an exception": ({"triggers": ["cold"], "unless": ["smoke"]}, {"triggers": ["cold"]}, "narrower"),
    "an exception never joins what excludes": (
        {"triggers": ["open"], "unless": ["smoke"]}, {"triggers": ["shut"]}, "exclusive"
    ),
}  # fmt: skip


def read(ours, theirs):
    first, second = rec("aa-1", ["care"], **ours), rec("bb-1", ["care"], **theirs)
    base = small.base(*TRIGGERS, first, second)
    return relate(base, first, second, "care"), relate(base, second, first, "care")


@pytest.mark.parametrize("case", CASES)
def test_how_two_recommendations_relate(case):
    ours, theirs, expected = CASES[case]
    found, back = read(ours, theirs)
    assert found.how == expected
    assert back.how == TURNED.get(expected, expected)


def test_what_a_curator_judged_is_named_with_both_conditions():
    found, _ = read({"triggers": ["ash"]}, {"triggers": ["smoke"]})
    assert found.rests_on == ("Ash and smoke: ash and smoke.",)


def test_thresholds_that_decide_are_named():
    found, _ = read({"triggers": [WARMER]}, {"triggers": [WARM]})
    assert found.rests_on == ("by their numbers",)


@pytest.mark.parametrize(("at_most", "expected"), [(10, "exclusive"), (12, "overlapping")])
def test_numbers_can_exclude_what_overlaps_in_general(at_most, expected):
    early = ThresholdLink(to="early", basis=Basis.STATED, at_most=at_most, unit="week")
    later = ThresholdLink(to="later", basis=Basis.STATED, at_least=12, unit="week")
    first = rec("aa-1", ["care"]).model_copy(update={"triggers": (early,)})
    second = rec("bb-1", ["care"]).model_copy(update={"triggers": (later,)})
    assert relate(small.base(*TRIGGERS), first, second, "care").how == expected


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ((10, 20), (5, 10), "overlapping"),
        ((10, 20), (5, 9), "exclusive"),
        ((10, 20), (10, 30), "narrower"),
        ((10, 30), (10, 20), "broader"),
        ((5, 15), (10, 30), "overlapping"),
        ((10, None), (None, 10), "overlapping"),
        ((10, None), (None, 9), "exclusive"),
    ],
)
def test_thresholds_include_both_ends(ours, theirs, expected):
    def one(name, ends):
        link = ThresholdLink(to="warm", basis=Basis.STATED, at_least=ends[0], at_most=ends[1], unit="degree")
        return rec(name, ["care"]).model_copy(update={"triggers": (link,)})

    found = relate(small.base(), one("aa-1", ours), one("bb-1", theirs), "care")
    assert found.how == expected
    assert len(found.rests_on) == 1


def test_what_excludes_names_what_it_rests_on_also_where_conditions_hold_together():
    found, _ = read({"triggers": ["open", "cold"], "together": True}, {"triggers": ["shut"]})
    assert found.rests_on == ("Door open and door shut: open and shut.",)


def test_where_nothing_decides_nothing_is_rested_on():
    assert read({"triggers": ["cold"]}, {"triggers": ["smoke"]})[0].rests_on == ()


def test_an_exception_keeps_what_the_rest_rests_on():
    found, _ = read({"triggers": ["ash"], "unless": ["cold"]}, {"triggers": ["smoke"]})
    assert (found.how, found.rests_on) == (Relatedness.NARROWER, ("Ash and smoke: ash and smoke.",))


def test_words_for_the_same_with_other_thresholds_name_both_grounds():
    hot, hotter = trigger("hot", "Hot", warm="same"), ("warm", 220, "degree")
    first, second = rec("aa-1", ["care"], triggers=[("hot", 180, "degree")]), rec("bb-1", ["care"], triggers=[hotter])
    found = relate(small.base(hot, first, second), first, second, "care")
    assert found.how is Relatedness.BROADER
    assert found.rests_on == (
        "Hot (180 degrees or more) and warm oven (220 degrees or more): hot and warm.",
        "by their numbers",
    )


def test_numbers_that_exclude_what_overlaps_in_general_name_both():
    early = ThresholdLink(to="early", basis=Basis.STATED, at_most=10, unit="week")
    later = ThresholdLink(to="later", basis=Basis.STATED, at_least=12, unit="week")
    first = rec("aa-1", ["care"]).model_copy(update={"triggers": (early,)})
    second = rec("bb-1", ["care"]).model_copy(update={"triggers": (later,)})
    assert relate(small.base(*TRIGGERS), first, second, "care").rests_on == (
        "Early (10 weeks or less) and later (12 weeks or more): early and later.",
    )


def test_a_reason_for_another_topic_alone_is_left_out():
    first, second = rec("aa-1", ["rest", "dough"], triggers=["cold", "damp"]), rec("bb-1", ["rest"], triggers=["cold"])
    assert relate(small.base(first, second), first, second, "rest").how is Relatedness.SAME


def test_a_time_is_counted_in_days_and_everything_is_where_no_number_is_given():
    base = small.base()
    week = ThresholdLink(to="cold", basis=Basis.STATED, at_least=2, unit="week")
    assert span(base, week) == (14, float("inf"), "days")
    assert span(base, ThresholdLink(to="cold", basis=Basis.STATED)) == (float("-inf"), float("inf"), "")


def test_names_are_shared_by_what_means_the_same_and_by_nothing_else():
    names = shared_names(small.base(*TRIGGERS))
    assert names["soot"] == names["smoke"] == "smoke"
    assert len(set(names.values())) == len(names) - 1


def test_every_two_curated_recommendations_relate_the_same_from_both_sides():
    for topic, _ in BASE.outline:
        recs = [r for r in BASE.of(Recommendation) if topic.id in {link.to for link in r.about}]
        for one, other in permutations(recs, 2):
            there, back = (relate(BASE, a, b, topic.id) for a, b in ((one, other), (other, one)))
            assert back.how == TURNED.get(there.how, there.how)
        for one, other in combinations(recs, 2):
            alike = one.triggers == other.triggers and one.unless == other.unless and one.conditions == other.conditions
            if alike and one.together == other.together:
                assert relate(BASE, one, other, topic.id).how is Relatedness.SAME
