"""Two guidelines as a paragraph: nothing that either addresses is left out, and nothing is said that is not so."""

import itertools

import pytest

from kb.comparison import among, pair
from kb.knowledge import CURATED, load
from kb.records import Recommendation
from tests.kb import small
from tests.kb.small import rec

BASE = load(CURATED)
ALL = tuple(guideline.id for guideline in BASE.by_country)
SMALL = small.base(
    rec("aa-1", ["heat"], "strong"), rec("bb-1", ["heat"], "weak"),
    rec("aa-2", ["dough"], "weak"), rec("bb-2", ["dough"], "weak"),
    rec("aa-3", ["rest"], "strong", triggers=["cold"]), rec("bb-3", ["rest"], "strong"),
    rec("aa-4", ["speed"], "weak", quantities=[("time", 1, 2, "week")]), rec("bb-4", ["speed"]),
    rec("bb-5", {"halt": "against"}, "strong"), rec("cc-5", {"halt": "against"}),
    rec("aa-6", {"care": "condition"}), rec("bb-6", ["care"], "strong", triggers=["smoke"]), rec("cc-7", ["when"]),
)  # fmt: skip


def told(base, first, second, topics=None):
    return [(s.about, s.text, s.topics, s.guidelines) for s in pair(base, first, second, topics).sentences]


def test_a_paragraph_says_what_is_shared_what_differs_and_what_stands_alone():
    assert told(SMALL, "aa", "bb") == [
        (
            "both",
            "In the summary tables, Arcadia (2020) and Borduria (2021) both address 5 topics "
            "and point the same way on the 4 that both recommend for or against.",
            ("heat", "dough", "speed", "rest", "care"), ("aa", "bb"),
        ),
        ("agree", "They agree in direction and strength on RYE dough; neither states a condition or a number there.", ("dough",), ()),
        (
            "strength",
            "Recommendations on heat of the oven are strong in Arcadia and weak or conditional in Borduria.",
            ("heat",), (),
        ),
        (
            "unrated",
            "Borduria has no reported strength on 1 of these, speed of kneading, so that strength cannot be compared there.",
            ("speed",), ("bb",),
        ),
        (
            "applicability",
            "Only conditions or numbers differ on 1 topic: rest, and proving (Arcadia: cold room; Borduria: no condition).",
            ("rest",), (),
        ),
        ("neutral", "Arcadia takes no side on care; conditions or numbers differ there.", ("care",), ("aa",)),
        (
            "numbers", "On time of proving, Arcadia gives “time as printed”; no number in the summary tables for Borduria.", (), ("aa", "bb"),
        ),
        ("only", "Of the two, Borduria alone addresses halting at once.", ("halt",), ("bb",)),
    ]  # fmt: skip


def test_a_paragraph_is_its_sentences():
    found = pair(SMALL, "aa", "bb")
    assert found.paragraph == " ".join(sentence.text for sentence in found.sentences)


def test_topics_are_parted_by_who_addresses_them_in_the_order_of_the_outline():
    found = pair(SMALL, "bb", "cc")
    assert list(found.both.index) == ["halt"]
    assert found.only_first == ("heat", "dough", "speed", "rest", "care")
    assert found.only_second == ("when",)
    only = [s for s in found.sentences if s.about == "only"]
    assert [s.guidelines for s in only] == [("bb",), ("cc",)]
    assert only[1].text == "Of the two, the United Cities alone addresses when to bake."


def test_only_the_topics_named_are_compared():
    found = pair(SMALL, "aa", "bb", ["dough", "halt"])
    assert list(found.both.index) == ["dough"]
    assert (found.only_first, found.only_second) == ((), ("halt",))


def test_nothing_in_common_is_said():
    assert told(SMALL, "aa", "cc")[0] == (
        "both", "In the summary tables, Arcadia (2020) and the United Cities (2022) address no topic in common.",
        (), ("aa", "cc"),
    )  # fmt: skip


def opening(*records):
    return pair(small.base(*records), "aa", "bb").sentences[0].text.removeprefix(
        "In the summary tables, Arcadia (2020) and Borduria (2021) both address "
    )  # fmt: skip


def test_the_opening_says_on_how_many_they_point_the_same_way_unless_they_do_not():
    one = rec("aa-1", ["heat"]), rec("bb-1", ["heat"])
    apart = rec("aa-2", ["rest"]), rec("bb-2", {"rest": "against"})
    assert opening(*one) == "1 topic and point the same way on it."
    assert (
        opening(*one, rec("aa-2", ["rest"]), rec("bb-2", ["rest"]))
        == "2 topics and point the same way on each of them."
    )
    assert opening(rec("aa-1", ["heat"]), rec("bb-1", {"heat": "condition"})) == "1 topic."
    assert opening(*one, *apart) == "2 topics."


def test_topics_that_differ_alike_share_a_sentence_and_more_come_first():
    base = small.base(
        rec("aa-1", ["heat", "dough"]), rec("bb-1", {"heat": "against", "dough": "against"}),
        rec("aa-2", ["care"], "strong"), rec("bb-2", ["care"], "weak"),
        rec("aa-3", ["rest", "speed"], "weak"), rec("bb-3", ["rest", "speed"], "strong"),
    )  # fmt: skip
    texts = [(s.text, s.topics) for s in pair(base, "aa", "bb").sentences if s.about in {"direction", "strength"}]
    assert texts == [
        (
            "They differ in direction on heat of the oven and RYE dough: for in Arcadia and against in Borduria.",
            ("heat", "dough"),
        ),
        (
            "Recommendations on speed of kneading; and rest, and proving are weak or conditional in Arcadia and strong in Borduria.",
            ("speed", "rest"),
        ),
        ("Recommendations on care are strong in Arcadia and weak or conditional in Borduria.", ("care",)),
    ]


def test_many_topics_without_a_strength_are_counted_and_not_named():
    topics = ("heat", "dough", "rest", "speed")
    base = small.base(rec("aa-1", topics, "weak"), rec("bb-1", topics))
    (found,) = [s for s in pair(base, "aa", "bb").sentences if s.about == "unrated"]
    assert found.text == "Borduria has no reported strength on 4 of these, so that strength cannot be compared there."
    assert set(found.topics) == set(topics)
    three = small.base(rec("aa-1", topics[:3], "weak"), rec("bb-1", topics[:3]))
    (found,) = [s for s in pair(three, "aa", "bb").sentences if s.about == "unrated"]
    assert "on 3 of these, heat of the oven; RYE dough; and rest, and proving, so" in found.text


def test_two_guidelines_of_one_country_are_named_by_their_years_once():
    base = small.base(small.guideline("dd", "AA", "Arcadia", 2024))
    assert "Arcadia (2020) and Arcadia (2024) address" in pair(base, "aa", "dd").paragraph


@pytest.mark.parametrize("two", list(itertools.combinations(ALL, 2)))
def test_a_pair_accounts_for_every_topic_that_either_addresses(two):
    found = pair(BASE, *two)
    addressed = {link.to for r in BASE.of(Recommendation) if r.guideline in two for link in r.about}
    assert sorted([*found.both.index, *found.only_first, *found.only_second]) == sorted(addressed)
    for topic in found.both.index:
        assert found.both.verdict[topic] == among(BASE, topic, two).kind


def test_swapping_a_pair_swaps_its_sides_and_keeps_its_verdicts():
    one, other = pair(BASE, "ca-2017", "de-2020"), pair(BASE, "de-2020", "ca-2017")
    assert (one.only_first, one.only_second) == (other.only_second, other.only_first)
    assert one.both.verdict.equals(other.both.verdict)


def test_both_may_take_no_side_and_either_may_lack_a_strength():
    neither = small.base(rec("aa-1", {"heat": "condition"}), rec("bb-1", {"heat": "condition"}, triggers=["smoke"]))
    assert [s.text for s in pair(neither, "aa", "bb").sentences if s.about == "neutral"] == [
        "Arcadia and Borduria take no side on heat of the oven; conditions or numbers differ there."
    ]
    unrated = small.base(rec("aa-1", ["heat"]), rec("bb-1", ["heat"], "strong"))
    assert [s.guidelines for s in pair(unrated, "aa", "bb").sentences if s.about == "unrated"] == [("aa",)]
