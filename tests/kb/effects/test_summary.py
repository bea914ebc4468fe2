"""The summary of findings accounts for every statement, and never takes a baseline that nobody gave."""

from functools import cache

import pytest

from kb.effects import bearing_on, evidence_map, strong_on_low, summary
from kb.effects.sentence import plain
from kb.knowledge import CURATED, load
from kb.records import Baseline, Effect, Link, Recommendation
from kb.vocabulary import Strength
from tests.kb import small
from tests.kb.small import baseline, effect, linked, reading, rec

BASE = load(CURATED)
EFFECTS = BASE.of(Effect)
NUMBERS = {"ci_low": 2, "ci_high": 8, "ci_level": 95}


@cache
def lines():
    return {line.effect.id: line for line in summary(BASE, EFFECTS, {})}


def ratio(**fields):
    return effect("yeast-1", "burns", measure="OR", estimate=4, **(NUMBERS | fields))


def line(of, *others, typed=None):
    (found,) = summary(small.base(of, *others), [of], typed or {})
    return found


def test_every_effect_has_its_line():
    assert list(lines()) == [e.id for e in EFFECTS]


def test_each_line_has_an_absolute_effect_or_says_why_not():
    for found in lines().values():
        assert (found.absolute is None) == bool(found.why_not), found.effect.id


def test_each_line_has_the_sentence_of_its_effect():
    for found in lines().values():
        assert found.sentence == plain(BASE, found.effect)


def test_only_control_groups_with_a_sourced_risk_have_an_absolute_effect_by_default():
    assert {b.control_of for b in BASE.of(Baseline)} == {i for i, found in lines().items() if found.absolute}


def test_the_known_trap_from_15_of_208_people():
    found = lines()["t3-patient-multicomponent-stop"].absolute
    assert round(found.without) == 72
    assert (round(found.with_), round(found.low), round(found.high)) == (301, 178, 460)


def test_a_typed_baseline_applies_to_its_outcome_alone():
    assert line(ratio(), typed={"loaves": 0.2}).absolute is None
    found = line(ratio(), typed={"burns": 0.2, "loaves": 0.5})
    assert found.absolute.without == pytest.approx(200)
    assert found.typed
    assert not line(ratio(), baseline("yeast-1", "burns", percent=10)).typed


def test_another_trials_risk_is_never_taken_unasked():
    assert (
        line(
            ratio(), effect("egg-1", "burns", measure="OR", estimate=4), baseline("egg-1", "burns", percent=10)
        ).absolute
        is None
    )


def test_a_typed_baseline_leaves_the_trials_own_beside_it():
    own = baseline("yeast-1", "burns", percent=10)
    found = line(ratio(), own, typed={"burns": 0.2})
    assert (found.absolute.without, found.own.without, found.baseline) == (200, 100, own)
    found = line(ratio(), own)
    assert (found.absolute, found.absolute.without) == (found.own, 100)


def test_what_has_no_absolute_effect_keeps_no_baseline_and_is_not_typed():
    amount = effect("yeast-1", measure="MD", estimate=4, **NUMBERS)
    found = line(amount, baseline("yeast-1", "loaves", percent=10), typed={"loaves": 0.2})
    assert (found.absolute, found.own, found.baseline, found.typed) == (None, None, None, False)


def test_what_was_counted_in_the_trial_is_a_reading_and_nothing_else():
    read = reading("read", "document", "20 of 100")
    assert line(ratio(), baseline("yeast-1", "burns", "read", percent=10), read).counted is read
    assert line(ratio(), baseline("yeast-1", "burns", percent=10)).counted is None
    assert line(ratio()).counted is None


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (effect("yeast-1", measure="MD", estimate=4), "A difference in amount, not in how many people."),
        (ratio(), "Needs a baseline risk; none is known for this control group."),
        (effect("yeast-1", status="no-trials"), "No trials on this outcome."),
        (effect("yeast-1", status="not-significant-no-data"), "Not significant; data not reported."),
        (effect("yeast-1", status="narrative"), "Narrative result, without numbers."),
    ],
)
def test_why_there_is_no_absolute_effect(of, said):
    assert line(of).why_not == said


def test_there_is_no_excuse_where_there_is_an_absolute_effect():
    assert line(ratio(), typed={"burns": 0.1}).why_not == ""


def test_a_number_needed_to_treat_is_one_over_the_difference_rounded_up_with_its_limits():
    # Of 1000: 100 without; 308, 182 and 471 with.
    assert line(ratio(timepoint="1 year"), typed={"burns": 0.1}).needed_to_treat == (5, 3, 13)
    known = lines()["t3-patient-multicomponent-stop"]
    assert known.needed_to_treat == (5, 3, 10)  # 1000/229, 1000/388, 1000/106, each to the next whole person


def test_a_number_needed_to_treat_needs_a_horizon_and_an_interval_without_no_difference():
    typed = {"burns": 0.1}
    assert line(ratio(), typed=typed).needed_to_treat is None
    assert line(ratio(timepoint="1 year", ci_low=0.5), typed=typed).needed_to_treat is None
    assert line(ratio(timepoint="1 year", ci_low=1), typed=typed).needed_to_treat is None
    assert line(ratio(timepoint="1 year")).needed_to_treat is None


def test_a_difference_of_less_than_half_a_person_in_1000_needs_nobody_to_treat():
    small_one = effect(
        "yeast-1", "burns", measure="RD", estimate=1, timepoint="1 year", ci_low=0.04, ci_high=2, ci_level=95
    )
    assert line(small_one, typed={"burns": 0.1}).needed_to_treat is None
    enough = effect(
        "yeast-1", "burns", measure="RD", estimate=1, timepoint="1 year", ci_low=0.06, ci_high=2, ci_level=95
    )
    assert line(enough, typed={"burns": 0.1}).needed_to_treat == (100, 50, 1667)


def test_the_map_holds_every_effect_once_and_every_intervention():
    placed = [e.id for _, cells in evidence_map(BASE) for cell in cells for e in cell.effects]
    assert sorted(placed) == sorted(e.id for e in EFFECTS)


def test_a_cell_of_the_map_counts_printed_studies_and_the_highest_certainty():
    base = small.base(
        effect("yeast-1", measure="MD", estimate=1, studies=2, certainty=("very-low", "low")),
        effect("yeast-2", measure="MD", estimate=1, studies=5, certainty=("very-low",)),
        effect("yeast-3", None, status="narrative"),
        effect("egg-1", "burns", status="no-trials"),
    )
    found = {i.id: cells for i, cells in evidence_map(base)}
    assert list(found) == ["yeast", "salt", "egg", "tray"]
    loaves, burns, smell, unnamed = found["yeast"]
    assert (loaves.trials, loaves.certainty, [e.id for e in loaves.effects]) == (5, "low", ["yeast-1", "yeast-2"])
    assert (burns.trials, burns.certainty, burns.effects, smell.effects) == (None, None, (), ())
    assert [e.id for e in unnamed.effects] == ["yeast-3"]
    assert found["egg"][1].trials is None
    some = small.base(effect("egg-1", status="narrative", studies=3), effect("egg-2", status="narrative"))
    assert {i.id: cells for i, cells in evidence_map(some)}["egg"][0].trials == 3


def test_effects_bear_on_a_recommendation_through_its_interventions_with_why():
    one = rec("aa-1", ["heat"], interventions=linked("egg", "yeast"))
    effects = [effect(name, status="narrative") for name in ("yeast-1", "egg-1", "yeast-2", "salt-1")]
    base = small.base(one, *effects)
    assert [(e.id, why) for e, why in bearing_on(base, one)] == [
        ("egg-1", "Made up."), ("yeast-1", "Made up."), ("yeast-2", "Made up."),
    ]  # fmt: skip


def test_a_link_that_the_source_states_needs_no_why():
    stated = rec("aa-1", ["heat"], interventions=[Link(to="egg", basis="stated")])
    base = small.base(stated, effect("egg-1", status="narrative"))
    assert [why for _, why in bearing_on(base, stated)] == [""]


def test_strong_beside_low_holds_only_strong_and_only_low_or_very_low():
    levels = {"yeast": ("low",), "salt": ("very-low", "low"), "egg": ("low", "moderate"), "tray": ()}
    effects = [effect(f"{i}-1", measure="MD", estimate=1, certainty=level) for i, level in levels.items()]
    recs = [
        rec(f"aa-{n}", ["heat"], strength, interventions=linked(*levels))
        for n, strength in enumerate(("strong", "weak", None), 1)
    ]
    found = strong_on_low(small.base(*recs, rec("bb-1", ["heat"], "strong"), *effects))
    assert [(r.id, e.id) for r, e in found] == [("aa-1", "yeast-1"), ("aa-1", "salt-1")]


def test_curated_strong_beside_low_is_borne_out_by_its_records():
    for r, e in strong_on_low(BASE):
        assert BASE.strength(r) is Strength.STRONG
        assert set(e.certainty) <= {"low", "very-low"}
        assert e.intervention in {link.to for link in BASE.get(Recommendation, r.id).interventions}
