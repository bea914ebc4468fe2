"""The reason for a verdict names what was compared, and claims nothing of what none of the guidelines states."""

import pytest

from kb import labels
from kb.comparison import among, headings, reason
from kb.comparison.reason import compared, states_nothing
from kb.comparison.verdict import Kind
from kb.knowledge import CURATED, load
from tests.kb import small
from tests.kb.small import rec

BASE = load(CURATED)
WEEKS = [("time", 1, 2, "week")]


def said(*records, guidelines=("aa", "bb")):
    return reason(among(small.base(*records), "heat", guidelines))


def test_agreement_without_conditions_or_numbers_says_that_there_are_none():
    two = rec("aa-1", ["heat"], "strong"), rec("bb-1", ["heat"], "strong")
    assert said(*two) == "Both recommend it, with the same strength; neither states a condition or a number."
    assert "none of them states" in said(*two, rec("cc-1", ["heat"], "strong"), guidelines=("aa", "bb", "cc"))


def test_agreement_names_the_conditions_and_numbers_that_were_compared():
    both = {"triggers": ["smoke"]}
    assert said(rec("aa-1", ["heat"], "strong", **both), rec("bb-1", ["heat"], "strong", **both)) == (
        "Both recommend it, with the same strength, under the same conditions; neither gives a number."
    )
    both["quantities"] = WEEKS
    assert said(rec("aa-1", ["heat"], "strong", **both), rec("bb-1", ["heat"], "strong", **both)) == (
        "Both recommend it, with the same strength, under the same conditions, with the same numbers."
    )
    one = rec("aa-1", ["heat"], "strong", quantities=WEEKS), rec("bb-1", ["heat"], "strong")
    assert said(*one).endswith("; neither states a condition; no two give a number of the same kind.")


def test_where_one_takes_no_side_that_is_why():
    neutral = rec("aa-1", {"heat": "condition"}), rec("bb-1", ["heat"], "strong", triggers=["smoke"])
    assert said(*neutral) == (
        "Fewer than two recommend for or against it, so that only conditions and numbers are compared; "
        "their conditions are not the same."
    )


def test_what_differs_in_applicability_is_named():
    conditions = rec("aa-1", ["heat"], "weak"), rec("bb-1", ["heat"], "weak", triggers=["smoke"])
    assert said(*conditions) == "Both recommend it, with the same strength; their conditions are not the same."
    numbers = (
        rec("aa-1", ["heat"], quantities=WEEKS),
        rec("bb-1", ["heat"], "weak", quantities=[("time", 3, 4, "week")]),
    )
    assert said(*numbers) == (
        "Both recommend it; there are no two reported strengths to compare; their numbers are not the same."
    )


def test_numbers_can_be_the_same_where_no_condition_is_stated():
    both = rec("aa-1", ["heat"], "strong", quantities=WEEKS), rec("bb-1", ["heat"], "strong", quantities=WEEKS)
    assert said(*both) == (
        "Both recommend it, with the same strength; neither states a condition; the numbers are the same."
    )


def test_what_lacks_strengths_says_what_else_is_the_same():
    two = rec("aa-1", ["heat"]), rec("bb-1", ["heat"], "strong")
    assert said(*two) == (
        "Both recommend it; neither states a condition or a number; there are no two reported strengths to compare."
    )
    assert said(*two, rec("cc-1", ["heat"], "strong"), guidelines=("aa", "bb", "cc")) == (
        "All 3 recommend it; none of them states a condition or a number; the strengths that are reported are the same."
    )
    assert said(rec("aa-1", {"heat": "condition"}), rec("bb-1", ["heat"], "strong")) == (
        "Fewer than two recommend for or against it, so that only conditions and numbers are compared; "
        "neither states a condition or a number."
    )


def test_conditions_and_numbers_may_both_differ():
    both = (
        rec("aa-1", ["heat"], "weak", triggers=["smoke"], quantities=WEEKS),
        rec("bb-1", ["heat"], "weak", quantities=[("time", 3, 4, "week")]),
    )
    assert said(*both) == ("Both recommend it, with the same strength; their conditions and numbers are not the same.")


def ids(*records):
    found = among(small.base(*records), "heat", ("aa", "bb", "cc"))
    return [[s.recommendation for s in statements] for statements in compared(found)]


def test_compared_are_those_who_recommend_or_everybody_where_fewer_than_two_do():
    neutral = rec("aa-0", {"heat": "condition"}), rec("cc-1", {"heat": "condition"})
    assert ids(*neutral, rec("aa-1", ["heat"]), rec("bb-1", ["heat"])) == [["aa-1"], ["bb-1"]]
    assert ids(*neutral, rec("bb-1", ["heat"])) == [["aa-0"], ["bb-1"], ["cc-1"]]
    assert ids(*neutral) == [["aa-0"], ["cc-1"]]


def test_a_condition_or_a_number_is_something_stated():
    for stated in ({"triggers": ["smoke"]}, {"quantities": WEEKS}, {"triggers": ["smoke"], "quantities": WEEKS}):
        base = small.base(rec("aa-1", ["heat"], "weak", **stated), rec("bb-1", ["heat"], "weak"))
        assert not states_nothing(among(base, "heat", ("aa", "bb")))
    assert states_nothing(among(small.base(rec("aa-1", ["heat"]), rec("bb-1", ["heat"])), "heat", ("aa", "bb")))


@pytest.mark.parametrize("kind", [Kind.DIFFER_IN_DIRECTION, Kind.ONE_GUIDELINE])
def test_the_other_verdicts_have_their_rule(kind):
    second = {
        Kind.DIFFER_IN_DIRECTION: rec("bb-1", {"heat": "against"}, "strong"),
        Kind.ONE_GUIDELINE: rec("bb-1", ["rest"], "weak"),
    }[kind]
    assert said(rec("aa-1", ["heat"], "strong"), second) == labels.VERDICT_RULE[kind]


def test_a_difference_in_strength_says_which_way_they_point_and_how_consensus_counts():
    graded = said(rec("aa-1", {"heat": "against"}, "strong"), rec("bb-1", {"heat": "against"}, "weak"))
    assert graded == "Both recommend against it; the strengths that are reported are not the same."
    agreed = said(rec("aa-1", ["heat"], "strong"), rec("bb-1", ["heat"], "consensus"))
    assert agreed == f"Both recommend it; the strengths that are reported are not the same. {labels.CONSENSUS}"
    alone = said(rec("aa-1", ["heat"], "consensus"), rec("bb-1", ["heat"], "consensus"))
    assert labels.CONSENSUS not in alone


def test_a_reason_to_act_is_said_to_be_given_as_one():
    found = among(small.base(rec("aa-1", ["heat"], "strong"), rec("bb-1", ["heat"], "strong")), "heat", ("aa", "bb"))
    assert reason(found, "baking").startswith("Both give it as a reason for baking, with the same strength")


def test_two_that_both_point_two_ways_are_said_to():
    both = [rec(f"{g}-{n}", {"heat": way}, "weak") for g in ("aa", "bb") for n, way in ((1, "for"), (2, "against"))]
    assert said(*both).startswith("Both recommend for and against it, under different conditions")


def test_three_of_four_are_all_of_those_that_recommend():
    more = small.guideline("dd", "DD", "Dalmatia")
    three = [rec(f"{g}-1", ["heat"], "weak") for g in ("aa", "bb", "cc")]
    told = said(more, *three, rec("dd-1", {"heat": "condition"}), guidelines=("aa", "bb", "cc", "dd"))
    assert told.startswith("The 3 that recommend for or against it all recommend it, with the same strength")


def test_those_that_take_no_side_are_not_said_to_recommend():
    assert said(
        rec("aa-1", ["heat"], "weak"),
        rec("bb-1", ["heat"], "weak"),
        rec("cc-1", {"heat": "condition"}),
        guidelines=("aa", "bb", "cc"),
    ).startswith("The 2 that recommend for or against it both recommend it, with the same strength")


def test_a_topic_that_only_heads_others_is_a_heading():
    assert headings(BASE) == {"when-to-deprescribe", "how-to-taper", "safety", "communication"}
    # Canada and the United States address only what stands below this one.
    assert headings(BASE, ("ca-2017", "us-2022")) == headings(BASE) | {"support"}


def test_a_heading_stays_one_where_nothing_below_it_is_addressed_and_a_plain_topic_never_is_one():
    assert "safety" in headings(BASE, ("de-2020",))
    assert "disagreement" not in headings(BASE, ("de-2020",))


def test_a_topic_that_nobody_addresses_is_a_heading_only_where_there_are_narrower_ones():
    base = small.base(rec("aa-1", ["heat"]), rec("bb-1", ["how"]))
    assert headings(base) == {"when", "care"}
    # Borduria addresses this one itself, so that it is no heading for Arcadia either.
    assert headings(base, ("aa",)) == {"when", "care"}
    assert headings(base, ("bb",)) == {"when", "care"}
