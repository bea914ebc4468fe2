"""The matrix as a frame holds each recommendation exactly where it belongs, in the order asked for."""

import pandas as pd
import pytest

from kb.comparison import guidelines_of, matrix, pivot, topics_of
from kb.knowledge import CURATED, load
from kb.records import Recommendation, TopicLink
from kb.vocabulary import Strength
from tests.kb import small
from tests.kb.small import rec

BASE = load(CURATED)
RECS = (
    rec("aa-1", ["heat"], "weak"),
    rec("aa-2", ["heat"], "strong", triggers=["smoke", "cold", "damp"], unless=["warm"]),
    rec("aa-3", {"heat": "against"}, "weak"),
    rec("bb-1", {"heat": "condition", "rest": "for"}, unless=["smoke"]),
    rec("bb-2", {"heat": "for", "halt": "against"}, "consensus"),
    rec("cc-1", {"dough": "condition"}),
)
SMALL = small.base(*RECS)


def cell(topic, guideline, base=SMALL):
    cells = matrix(base)
    (found,) = cells[(cells.topic == topic) & (cells.guideline == guideline)].itertuples(index=False)
    return found


def test_there_is_a_row_for_each_topic_and_guideline_in_their_orders():
    cells = matrix(BASE)
    assert list(cells.index) == list(range(len(cells)))
    expected = [(topic.id, guideline.id) for topic, _ in BASE.outline for guideline in BASE.by_country]
    assert list(zip(cells.topic, cells.guideline, strict=True)) == expected


def test_every_link_of_a_recommendation_to_a_topic_is_one_place_in_the_matrix():
    cells = matrix(BASE).explode("recommendations").dropna(subset="recommendations")
    placed = sorted(zip(cells.topic, cells.guideline, cells.recommendations, strict=True))
    assert placed == sorted((link.to, r.guideline, r.id) for r in BASE.of(Recommendation) for link in r.about)


def test_a_cell_says_what_its_guideline_says_on_the_topic():
    found = cell("heat", "aa")
    assert (found.label, found.depth, found.country, found.country_name) == ("Heat of the oven", 1, "AA", "Arcadia")
    assert (found.recommendations, found.count) == (("aa-1", "aa-2", "aa-3"), 3)
    assert (found.strength, found.strengths) == ("strong", ("strong", "weak-or-conditional"))
    assert (found.direction, found.directions) == ("both", ("for", "against"))
    assert found.conditions == ("Cold room", "Damp flour", "Smoke", "unless: Warm oven")


def test_what_points_a_way_is_shown_before_what_does_neither():
    assert (cell("heat", "bb").direction, cell("heat", "bb").directions) == ("for", ("for", "condition"))
    assert (cell("halt", "bb").direction, cell("dough", "cc").direction) == ("against", "condition")
    assert cell("heat", "bb").strengths == ("consensus", "not-reported")


def test_an_empty_cell_is_empty_and_counts_what_stands_below():
    found = cell("when", "aa")
    assert (found.recommendations, found.count, found.strengths, found.directions, found.conditions) == (
        (),
        0,
        (),
        (),
        (),
    )
    assert pd.isna(found.strength)
    assert pd.isna(found.direction)
    assert (found.depth, found.below) == (0, 3)
    assert (cell("how", "bb").below, cell("how", "aa").below, cell("heat", "aa").below) == (1, 0, 0)


def test_exceptions_are_conditions_too():
    assert cell("rest", "bb").conditions == ("unless: Smoke",)


def test_dtypes_are_those_promised():
    kinds = {"topic": "str", "label": "str", "reason_for": "str", "depth": "Int64", "guideline": "category", "country": "category",
             "country_name": "category", "recommendations": "object", "count": "Int64", "strength": "category",
             "strengths": "object", "direction": "category", "directions": "object", "pointing": "Int64", "conditions": "object",
             "below": "Int64"}  # fmt: skip
    assert {name: str(dtype) for name, dtype in matrix(BASE).dtypes.items()} == kinds
    assert list(matrix(BASE).strength.cat.categories) == list(Strength)
    assert list(matrix(BASE).direction.cat.categories) == ["for", "against", "condition", "information", "both"]


def test_what_takes_no_side_is_counted_apart():
    base = small.base(rec("aa-1", ["heat"]), rec("aa-2", {"heat": "condition"}), rec("bb-1", {"heat": "condition"}))
    cells = matrix(base, {"topic": ("heat",), "country": ("AA", "BB")})
    assert list(zip(cells["count"], cells["pointing"], strict=True)) == [(2, 1), (1, 0)]


def test_countries_stand_in_the_order_chosen_and_topics_in_that_of_the_outline():
    cells = matrix(SMALL, {"country": ("CC", "AA"), "topic": ("how", "dough")})
    assert list(cells.guideline) == ["cc", "aa"] * 4
    assert list(dict.fromkeys(cells.topic)) == ["dough", "how", "speed", "rest"]


def test_what_is_chosen_elsewhere_is_left_alone():
    pd.testing.assert_frame_equal(
        matrix(SMALL, {"country": (), "strength": ("strong",), "view": ("x",)}), matrix(SMALL)
    )


def test_a_change_to_a_matrix_never_shows_in_the_next():
    before = matrix(SMALL)
    changed = matrix(SMALL)
    changed.loc[0, "label"] = "Changed"
    pd.testing.assert_frame_equal(matrix(SMALL), before)


def test_a_country_brings_all_its_guidelines():
    two = small.base(small.guideline("dd", "AA", "Arcadia", 2024))
    assert guidelines_of(two, {"country": ("AA",)}) == ("aa", "dd")
    assert set(guidelines_of(two)) == {"aa", "bb", "cc", "dd"}
    assert guidelines_of(two, {}) == guidelines_of(two)
    assert guidelines_of(SMALL) == ("aa", "bb", "cc")
    assert guidelines_of(SMALL, {"country": ("ZZ",)}) == ()


def test_a_topic_brings_those_below_it():
    assert topics_of(SMALL, {"topic": ("how",)}) == ("how", "speed", "rest")
    assert topics_of(SMALL, {"topic": ("rest", "heat")}) == ("heat", "rest")
    assert topics_of(SMALL) == topics_of(SMALL, {"topic": ()}) == tuple(topic.id for topic, _ in SMALL.outline)


@pytest.mark.parametrize("values", ["strength", "count", "recommendations"])
def test_a_pivot_has_topics_down_and_countries_across_in_the_order_of_the_matrix(values):
    cells = matrix(BASE, {"country": ("US", "CA"), "topic": ("safety", "when-to-deprescribe")})
    table = pivot(cells, values)
    assert list(table.columns) == ["US", "CA"]
    assert list(table.index) == list(dict.fromkeys(cells.topic))
    for row in cells.itertuples():
        given, held = getattr(row, values), table.loc[row.topic, row.country]
        assert given == held or (pd.isna(given) and pd.isna(held))


def test_a_pivot_shows_strength_unless_told_otherwise():
    assert pivot(matrix(SMALL)).loc["heat", "AA"] == "strong"


def test_a_pivot_tells_two_guidelines_of_one_country_apart():
    two = small.base(*RECS, small.guideline("dd", "AA", "Arcadia", 2024), rec("dd-1", ["heat"], "weak"))
    table = pivot(matrix(two))
    assert list(table.columns) == list(guidelines_of(two))
    assert (table.loc["heat", "aa"], table.loc["heat", "dd"]) == ("strong", "weak-or-conditional")


def test_a_recommendation_linked_twice_to_a_topic_stands_once():
    links = tuple(TopicLink(to="heat", direction=d, why="Made up.") for d in ("for", "against"))
    twice = small.base(rec("aa-1", ["heat"]).model_copy(update={"about": links}))
    assert (cell("heat", "aa", twice).recommendations, cell("heat", "aa", twice).direction) == (("aa-1",), "both")
