"""Verdicts as a frame: one row a topic, everything that went in beside it, and orders that are what they say."""

import itertools

import pandas as pd
import pytest

from kb.comparison import Kind, Order, among, ordered, under_other_mappings, verdicts
from kb.knowledge import CURATED, load
from kb.records import StrengthMapping
from kb.records.source import Override
from tests.kb import small
from tests.kb.small import linked, rec

BASE = load(CURATED)
ALL = tuple(guideline.id for guideline in BASE.by_country)
MAPPING = StrengthMapping(
    id="other", title="Other", why="Made up.", overrides=[Override(guideline="bb", to="strong")], about=linked("bb")
)
SMALL = small.base(
    MAPPING,
    rec("bb-1", ["heat"]),
    rec("aa-1", ["heat", "rest"], "strong", triggers=["warm", "cold"]),
    rec("aa-2", ["heat"], "strong", triggers=["warm"]),
    rec("cc-1", {"heat": "condition"}),
    rec("bb-2", {"rest": "against"}, "weak"),
    rec("cc-2", ["dough"], "weak"),
)


def test_a_row_says_everything_that_the_verdict_says():
    row = verdicts(SMALL).loc["heat"]
    assert (row.label, row.verdict, row.differences) == (
        "Heat of the oven", "differ-in-applicability", ("differ-in-applicability",),
    )  # fmt: skip
    assert (row.guidelines, row.pointing, row.neutral, row.unrated) == (3, 2, ("cc",), ("bb",))
    assert row.inputs == ("aa-1", "aa-2", "bb-1", "cc-1")
    assert row.set_aside == ("aa-1: Cold room",)
    assert row.mappings == ()
    assert row.agreed == "for"


def test_guidelines_and_conditions_are_named_in_order():
    guidelines = [small.guideline(f"{letter}{letter}", letter.upper() * 2, letter) for letter in "jihgfed"]
    base = small.base(
        *guidelines,
        *(rec(f"{g.id}-1", ["heat"]) for g in guidelines[:4]),
        *(rec(f"{g.id}-1", {"heat": "condition"}) for g in guidelines[4:]),
        *(small.trigger(f"x{n}", f"X{n}", "rest") for n in range(9, 0, -1)),
        rec("aa-1", ["heat"], "weak", triggers=["warm", *(f"x{n}" for n in range(9, 0, -1))]),
    )
    row = verdicts(base).loc["heat"]
    assert row.unrated == ("gg", "hh", "ii", "jj")
    assert row.neutral == ("dd", "ee", "ff")
    assert row.set_aside == tuple(f"aa-1: X{n}" for n in range(1, 10))


def test_orders_are_named_in_an_address():
    assert list(Order) == ["divergence", "topic", "guidelines"]


def test_mappings_that_would_change_the_verdict_are_named():
    same = small.base(MAPPING, rec("aa-1", ["heat"], "strong"), rec("bb-1", ["heat"]))
    assert verdicts(same).loc["heat", ["verdict", "mappings"]].tolist() == ["strength-not-comparable", ("other",)]


def test_all_guidelines_and_topics_count_unless_some_are_named():
    assert list(verdicts(SMALL).index) == [topic.id for topic, _ in SMALL.outline]
    assert list(verdicts(SMALL, topics=["rest", "heat"]).index) == ["rest", "heat"]
    assert verdicts(SMALL).guidelines.tolist() == [0, 3, 1, 0, 0, 2, 0, 0]
    assert verdicts(SMALL, ["aa"]).guidelines.tolist() == [0, 1, 0, 0, 0, 1, 0, 0]
    pd.testing.assert_frame_equal(verdicts(SMALL, iter(["aa", "bb", "cc"])), verdicts(SMALL))


def test_every_row_is_the_verdict_over_the_same_guidelines():
    for guidelines in [ALL, *itertools.combinations(ALL, 2)]:
        for topic, row in verdicts(BASE, guidelines).iterrows():
            found = among(BASE, topic, guidelines)
            assert (row.verdict, row.differences) == (found.kind, found.differences)
            assert (set(row.unrated), set(row.neutral)) == (found.unrated, found.neutral)
            assert row.inputs == tuple(s.recommendation for s in found.inputs)
            assert row.mappings == tuple(m.id for m, _ in under_other_mappings(BASE, topic, guidelines))


def test_the_knowledge_base_gives_the_verdicts_over_all_its_guidelines():
    pd.testing.assert_frame_equal(BASE.verdicts, verdicts(BASE))
    changed = BASE.verdicts
    changed["verdict"] = "none"
    pd.testing.assert_frame_equal(BASE.verdicts, verdicts(BASE))


def test_dtypes_are_those_promised():
    kinds = {"verdict": "category", "guidelines": "Int64", "differences": "object", "unrated": "object",
             "inputs": "object", "label": "str", "pointing": "Int64", "agreed": "category", "neutral": "object", "set_aside": "object",
             "mappings": "object"}  # fmt: skip
    assert {name: str(dtype) for name, dtype in BASE.verdicts.dtypes.items()} == kinds
    assert BASE.verdicts.index.name == "topic"
    assert list(BASE.verdicts.verdict.cat.categories) == list(Kind)


def test_the_order_of_topics_changes_nothing():
    pd.testing.assert_frame_equal(ordered(BASE.verdicts, Order.TOPIC), BASE.verdicts)


@pytest.mark.parametrize("order", Order)
def test_an_order_changes_nothing_but_the_order(order):
    pd.testing.assert_frame_equal(ordered(BASE.verdicts, order).sort_index(), BASE.verdicts.sort_index())


def test_most_divergent_first_then_more_differences_then_more_guidelines_then_the_order_of_topics():
    found = BASE.verdicts
    place = {topic: at for at, topic in enumerate(found.index)}
    expected = sorted(
        found.index,
        key=lambda t: (
            list(Kind).index(found.verdict[t]), -len(found.differences[t]), -found.guidelines[t], place[t],
        ),
    )  # fmt: skip
    assert list(ordered(found, Order.DIVERGENCE).index) == expected
    assert expected != list(found.index)


def test_most_guidelines_first_then_the_order_of_topics():
    found = BASE.verdicts
    place = {topic: at for at, topic in enumerate(found.index)}
    expected = sorted(found.index, key=lambda t: (-found.guidelines[t], place[t]))
    assert list(ordered(found, Order.GUIDELINES).index) == expected


def test_more_differences_come_before_more_guidelines():
    rows = pd.DataFrame({
        "verdict": pd.Categorical(["agree", *["differ-in-strength"] * 3], categories=list(Kind)),
        "differences": [(), ("differ-in-strength",), ("differ-in-strength", "x"), ("differ-in-strength",)],
        "guidelines": pd.array([9, 5, 2, 6], dtype="Int64"),
    }, index=["agreed", "many", "two", "more"])  # fmt: skip
    assert list(ordered(rows, Order.DIVERGENCE).index) == ["two", "more", "many", "agreed"]
    assert list(ordered(rows, Order.GUIDELINES).index) == ["agreed", "more", "many", "two"]
