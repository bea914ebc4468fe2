"""What is said of several guidelines is what their records say, in sentences that carry their topics."""

import itertools

import pytest

from kb.comparison import summary
from kb.knowledge import CURATED, load
from kb.records import Recommendation
from tests.kb import small
from tests.kb.small import rec

BASE = load(CURATED)
SMALL = small.base(
    rec("aa-1", ["heat"], "strong"), rec("bb-1", ["heat"], "weak"), rec("cc-1", ["heat"]),
    rec("aa-2", ["dough"], "weak"), rec("bb-2", ["dough"], "weak"),
    rec("aa-3", ["rest"], "strong", triggers=["cold"]),
    rec("bb-3", ["rest"], "strong", quantities=[("time", 1, 2, "week"), ("time", 5, 6, "week")]),
    rec("bb-4", {"halt": "against"}, "strong"), rec("cc-4", {"halt": "against"}),
    rec("cc-5", ["speed"], "strong"), rec("aa-6", {"care": "condition"}), rec("bb-6", ["care"], "strong"),
)  # fmt: skip


def told(base, guidelines=None):
    return [(s.about, s.text, s.topics, s.guidelines) for s in summary(base, guidelines)]


def test_everything_is_said_in_the_order_a_reader_asks():
    assert told(SMALL) == [
        (
            "addressed", "The 3 guidelines have recommendations on 6 topics; at least two address 5 of them.",
            ("heat", "dough", "rest", "care", "halt"), ("aa", "bb", "cc"),
        ),
        ("all", "All 3 address heat of the oven.", ("heat",), ("aa", "bb", "cc")),
        (
            "same-way", "They point the same way on all 4 topics that at least two recommend for or against.",
            ("heat", "dough", "rest", "halt"), (),
        ),
        ("agree", "They agree in direction and strength on RYE dough; none states a condition or a number there.", ("dough",), ()),
        (
            "strength",
            "They differ in strength on 1 topic: heat of the oven (strong in Arcadia; weak or conditional in Borduria; "
            "strength not reported in the United Cities).",
            ("heat",), (),
        ),
        ("applicability", "Conditions or numbers differ on 1 topic; "
            "on 1 of these nothing else differs among those who recommend for or against: rest, and proving.", ("rest",), ()),
        (
            "numbers",
            "On time of proving, Borduria gives “time as printed” and “time as printed”; "
            "no number in the summary tables for Arcadia and the United Cities.",
            (), ("aa", "bb", "cc"),
        ),
        (
            "not-comparable", "Strength cannot be compared on care and halting at once: "
            "not every guideline there recommends for or against with a reported strength.",
            ("care", "halt"), (),
        ),
        (
            "all-but-one", "All but the United Cities address RYE dough; rest, and proving; and care.",
            ("dough", "rest", "care"), ("cc",),
        ),
        ("all-but-one", "All but Arcadia address halting at once.", ("halt",), ("aa",)),
        ("one", "The United Cities alone addresses speed of kneading.", ("speed",), ("cc",)),
        (
            "silent",
            "Of these 6 topics, not in the summary tables: the United Cities on 3, Arcadia on 2 and Borduria on 1.",
            (), ("cc", "aa", "bb"),
        ),
    ]  # fmt: skip


def test_two_guidelines_are_spoken_of_as_both():
    texts = dict(told[:2] for told in told(SMALL, ["aa", "cc"]))
    assert texts["addressed"] == "The 2 guidelines have recommendations on 6 topics; both address 1 of them."
    assert texts["all"] == "Both address heat of the oven."
    assert texts["same-way"] == "They point the same way on the one topic that both recommend for or against."
    assert texts["agree"] == "On no topic do they agree in direction, strength, conditions and numbers alike."
    assert texts["silent"] == "Of these 6 topics, not in the summary tables: the United Cities on 3 and Arcadia on 2."
    assert "all-but-one" not in texts
    assert "strength" not in texts


def test_each_guideline_that_is_alone_has_its_sentence():
    assert [(s.text, s.topics, s.guidelines) for s in summary(SMALL, ["aa", "cc"]) if s.about == "one"] == [
        ("Arcadia alone addresses RYE dough; rest, and proving; and care.", ("dough", "rest", "care"), ("aa",)),
        ("The United Cities alone addresses speed of kneading and halting at once.", ("speed", "halt"), ("cc",)),
    ]


def test_one_guideline_is_compared_with_nobody():
    assert told(SMALL, ["aa"]) == [("addressed", "The guideline has recommendations on 4 topics.", (), ("aa",))]
    (_, numbers) = told(SMALL, ["bb"])
    assert numbers[1] == "On time of proving, Borduria gives “time as printed” and “time as printed”."


def test_one_guideline_without_a_number_gives_none():
    texts = dict(told[:2] for told in told(SMALL, ["aa", "bb"]))
    assert texts["numbers"].endswith("; no number in the summary tables for Arcadia.")


@pytest.mark.parametrize("guidelines", [[], ["cc"]])
def test_where_nothing_is_said_nothing_is_told(guidelines):
    assert summary(small.base(rec("aa-1", ["heat"])), guidelines) == ()


def test_who_addresses_every_topic_is_not_among_those_that_miss_some():
    base = small.base(rec("aa-1", ["heat", "rest"]), rec("bb-1", ["heat"]))
    assert [(s.text, s.guidelines) for s in summary(base, ["aa", "bb"]) if s.about == "silent"] == [
        ("Of these 2 topics, not in the summary tables: Borduria on 1.", ("bb",))
    ]
    both = small.base(rec("aa-1", ["heat"]), rec("bb-1", ["heat"]))
    assert not [s for s in summary(both, ["aa", "bb"]) if s.about == "silent"]


def test_no_topic_that_all_address_is_said():
    base = small.base(rec("aa-1", ["heat"]), rec("bb-1", ["rest"]), rec("cc-1", ["rest"]))
    assert ("all", "No topic is addressed by all 3.", (), ()) in told(base)
    assert ("all", "No topic is addressed by both.", (), ()) in told(base, ["aa", "bb"])
    assert not [s for s in summary(base, ["aa", "bb"]) if s.about in {"agree", "direction", "applicability"}]


DIFFERING = small.base(
    *(rec(f"aa-{t}", [t], "strong") for t in ("heat", "dough", "rest", "speed", "care")),
    *(rec(f"bb-{t}", {t: "against"}, "strong") for t in ("heat", "dough", "rest")),
    rec("bb-speed", ["speed"], "weak", triggers=["smoke"]),
    rec("bb-care", ["care"], "strong", triggers=["smoke"]),
)


def test_differences_in_direction_are_spelt_out_for_the_first_and_counted_for_all():
    (found,) = [s for s in summary(DIFFERING) if s.about == "direction"]
    assert found.text == (
        "They differ in direction on 3 topics, among them heat of the oven (for in Arcadia; against in Borduria) "
        "and RYE dough (for in Arcadia; against in Borduria)."
    )
    assert found.topics == ("heat", "dough", "rest")
    (same,) = [s for s in summary(DIFFERING) if s.about == "same-way"]
    assert same.text == "They point the same way on 2 of the 5 topics that at least two recommend for or against."
    assert not set(same.topics) & set(found.topics)


def test_conditions_that_differ_beside_something_else_are_counted_and_those_alone_are_named_first():
    (found,) = [s for s in summary(DIFFERING) if s.about == "applicability"]
    assert found.text == (
        "Conditions or numbers differ on 2 topics; "
        "on 1 of these nothing else differs among those who recommend for or against: care."
    )
    assert found.topics == ("care", "speed")
    beside = small.base(rec("aa-1", ["heat"], "strong"), rec("bb-1", ["heat"], "weak", triggers=["smoke"]))
    (found,) = [s for s in summary(beside) if s.about == "applicability"]
    assert (found.text, found.topics) == ("Conditions or numbers differ on 1 topic.", ("heat",))


def test_a_topic_on_which_one_takes_no_side_is_not_said_to_differ_in_nothing_else():
    base = small.base(rec("aa-1", {"heat": "condition"}), rec("bb-1", ["heat"], "strong", triggers=["smoke"]))
    (found,) = [s for s in summary(base) if s.about == "applicability"]
    assert found.text == (
        "Conditions or numbers differ on 1 topic; on 1 of these fewer than two recommend for or against: heat of the oven."
    )


def test_topics_addressed_by_more_guidelines_come_first():
    base = small.base(
        *(rec(f"{g}-heat", ["heat"], s) for g, s in (("aa", "strong"), ("bb", "weak"))),
        *(rec(f"{g}-rest", ["rest"], s) for g, s in (("aa", "strong"), ("bb", "weak"), ("cc", "weak"))),
    )
    (found,) = [s for s in summary(base) if s.about == "strength"]
    assert found.topics == ("rest", "heat")
    assert found.text.startswith("They differ in strength on 2 topics: rest, and proving (strong in Arcadia;")


def test_what_all_address_is_what_the_records_say():
    guidelines = [guideline.id for guideline in BASE.by_country]
    for size in (2, 3, len(guidelines)):
        for chosen in itertools.combinations(guidelines, size):
            said = {g: {x.to for r in BASE.of(Recommendation) if r.guideline == g for x in r.about} for g in chosen}
            (every,) = [s.topics for s in summary(BASE, chosen) if s.about == "all"]
            assert set(every) == set.intersection(*said.values())
            for one in summary(BASE, chosen):
                if one.about == "one":
                    others = set().union(*(said[g] for g in chosen if g not in one.guidelines))
                    assert set(one.topics) == said[one.guidelines[0]] - others


def test_agreement_on_what_is_stated_is_told_from_agreement_on_nothing():
    base = small.base(
        rec("aa-1", ["heat", "rest"], "strong", triggers=["smoke"]),
        rec("bb-1", ["heat", "rest"], "strong", triggers=["smoke"]),
        rec("aa-2", ["dough"], "weak"), rec("bb-2", ["dough"], "weak"),
    )  # fmt: skip
    assert [s for s in told(base, ["aa", "bb"]) if s[0] == "agree"] == [
        (
            "agree", "They agree in direction, strength, conditions and numbers on heat of the oven; and rest, and proving.",
            ("heat", "rest"), (),
        ),
        ("agree", "They agree in direction and strength on RYE dough; neither states a condition or a number there.", ("dough",), ()),
    ]  # fmt: skip


def test_conditions_that_differ_alone_and_those_beside_no_side_share_a_sentence():
    base = small.base(
        rec("aa-1", {"heat": "condition"}), rec("bb-1", ["heat"], "strong", triggers=["smoke"]),
        rec("aa-2", ["rest"], "strong"), rec("bb-2", ["rest"], "strong", triggers=["smoke"]),
    )  # fmt: skip
    (found,) = [s for s in summary(base) if s.about == "applicability"]
    assert found.text == (
        "Conditions or numbers differ on 2 topics; "
        "on 1 of these nothing else differs among those who recommend for or against: rest, and proving; "
        "on 1 of these fewer than two recommend for or against: heat of the oven."
    )
