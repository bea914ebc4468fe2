"""Filters of effects and their counts, compared with a slow and obvious second implementation."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.effects import counts, options, rows, selected
from kb.knowledge import CURATED, load
from kb.records import Effect, Intervention, Outcome
from tests.kb import small
from tests.kb.small import effect

BASE = load(CURATED)
CERTAINTIES = ("high", "moderate", "low", "very-low", "not-reported")


def in_order(having, every):
    return tuple(o for o in every if o in having)


OPTIONS = {
    "outcome": in_order({e.outcome or "not-named" for e in BASE.of(Effect)}, [*(o.id for o in BASE.of(Outcome)), "not-named"]),
    "intervention": in_order({e.intervention for e in BASE.of(Effect)}, [i.id for i in BASE.of(Intervention)]),
    "certainty": in_order({c for e in BASE.of(Effect) for c in e.certainty or ["not-reported"]}, CERTAINTIES),
    "source": ("table", "text"),
}  # fmt: skip
MD = {"measure": "MD", "estimate": 1}
SMALL = small.base(
    effect("yeast-1", "loaves", table=3, certainty=("very-low", "low"), **MD),
    effect("yeast-2", "burns", status="no-trials"),
    effect("salt-1", None, status="narrative", certainty=("high",)),
    effect("egg-1", "loaves", table=3, **MD),
)


def obviously_has(e, facet, option):
    if facet == "certainty":
        return option in set(e.certainty) if e.certainty else option == "not-reported"
    if facet == "source":
        return option == ("text" if e.where.table is None else "table")
    return (getattr(e, facet) or "not-named") == option


def obviously(chosen):
    return [
        e.id
        for e in BASE.of(Effect)
        if all(any(obviously_has(e, f, o) for o in chosen[f]) for f in OPTIONS if chosen.get(f))
    ]


selections = st.fixed_dictionaries(
    {}, optional={f: st.lists(st.sampled_from(o), max_size=2, unique=True).map(tuple) for f, o in OPTIONS.items()}
)


@settings(max_examples=150, deadline=None)
@given(selections)
def test_selected_is_what_the_obvious_way_finds(chosen):
    assert [e.id for e in selected(BASE, chosen)] == obviously(chosen)


@settings(max_examples=50, deadline=None)
@given(selections)
def test_a_count_is_what_choosing_the_option_alone_in_its_facet_leaves(chosen):
    found = counts(BASE, chosen)
    assert {f: tuple(of) for f, of in found.items()} == OPTIONS
    for facet, of in OPTIONS.items():
        for option in of:
            assert found[facet][option] == len(obviously({**chosen, facet: (option,)})), (facet, option)


def test_options_are_those_that_an_effect_has_in_the_order_a_reader_sees_them():
    assert options(SMALL) == {
        "outcome": ("loaves", "burns", "not-named"),
        "intervention": ("yeast", "salt", "egg"),
        "certainty": ("high", "low", "very-low", "not-reported"),
        "source": ("table", "text"),
    }
    assert options(BASE) == OPTIONS


def test_a_range_of_certainty_is_found_under_both_its_ends():
    assert [e.id for e in selected(SMALL, {"certainty": ("low",)})] == ["yeast-1"]
    assert [e.id for e in selected(SMALL, {"certainty": ("very-low",)})] == ["yeast-1"]
    assert [e.id for e in selected(SMALL, {"certainty": ("not-reported",)})] == ["yeast-2", "egg-1"]


def test_a_table_is_told_from_the_text():
    assert [e.id for e in selected(SMALL, {"source": ("table",)})] == ["yeast-1", "egg-1"]
    assert [e.id for e in selected(SMALL, {"source": ("text",)})] == ["yeast-2", "salt-1"]


def test_what_is_chosen_elsewhere_is_left_alone():
    assert selected(SMALL, {"country": ("AA",), "outcome": ()}) == SMALL.of(Effect)


def test_rows_are_those_of_the_effects_in_their_order():
    backwards = tuple(reversed(selected(BASE, {})))
    found = rows(BASE, backwards)
    assert list(found.index) == [e.id for e in backwards]
    pd.testing.assert_frame_equal(found.sort_index(), BASE.effects.sort_index())
    assert list(rows(BASE, ()).columns) == list(BASE.effects.columns)
