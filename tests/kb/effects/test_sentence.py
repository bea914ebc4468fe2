"""Plain sentences: certainty sets the verb, direction the words, and nothing is called large or small."""

import pytest

from kb.effects.sentence import level, name, plain
from kb.knowledge import CURATED, load
from kb.records import Effect
from tests.kb import small
from tests.kb.small import effect

BASE = load(CURATED)
SMALL = small.base()
NUMBERS = {"ci_low": 1, "ci_high": 3, "ci_level": 95}


def told(measure="MD", estimate=2, certainty=(), name="yeast-1", **fields):
    return plain(SMALL, effect(name, measure=measure, estimate=estimate, certainty=certainty, **(NUMBERS | fields)))


@pytest.mark.parametrize(
    ("certainty", "said"),
    [
        (("high",), "Yeast leads to more loaves."),
        (("moderate",), "Yeast probably leads to more loaves."),
        (("low",), "Yeast may lead to more loaves."),
        (("very-low",), "It is very uncertain whether yeast leads to more loaves."),
        (("very-low", "low"), "It is very uncertain whether yeast leads to more loaves."),
        (("low", "moderate"), "Yeast may lead to more loaves."),
        ((), "In the trials, yeast led to more loaves; the certainty of this was not reported."),
    ],
)
def test_certainty_sets_the_verb(certainty, said):
    assert told(certainty=certainty) == said


def test_a_range_counts_as_its_lower_end():
    assert level(effect("yeast-1", measure="MD", estimate=1, certainty=("very-low", "high"))) == "very-low"
    assert level(effect("yeast-1", measure="MD", estimate=1, certainty=("low",))) == "low"


@pytest.mark.parametrize(("studies", "said"), [(1, "In 1 trial, "), (2, "In 2 trials, "), (None, "In the trials, ")])
def test_unrated_evidence_says_how_many_trials(studies, said):
    assert told(studies=studies).startswith(said)


def test_direction_sets_the_words():
    assert told(estimate=2, certainty=("high",)) == "Yeast leads to more loaves."
    assert told(estimate=-2, certainty=("high",), ci_low=-3, ci_high=-1) == "Yeast leads to fewer loaves."
    assert told("RR", 2, ("high",), ci_low=1.5) == "Yeast leads to more people baking."
    assert told("RR", 1.01, ("high",), ci_low=1.005, ci_high=2) == "Yeast leads to more people baking."


def test_without_words_of_its_own_a_result_is_a_difference_in_its_outcome():
    assert told("RR", 0.5, ("high",), ci_low=0.2, ci_high=0.9) == "Yeast leads to a difference in number of loaves."
    assert told(outcome="smell", certainty=("high",)) == "Yeast leads to a difference in RYE smell."


def test_a_narrowed_outcome_names_what_was_reached():
    more = told("OR", 2, ("high",), event="rise of a half", ci_low=1.5)
    assert more == "Yeast leads to more people reaching a rise of a half."
    fewer = told("OR", 0.5, ("high",), event="rise of a half", ci_low=0.2, ci_high=0.9)
    assert fewer == "Yeast leads to fewer people reaching a rise of a half."
    assert told(certainty=("high",), event="rise of a half") == "Yeast leads to more loaves."


def test_an_interval_that_includes_no_difference_is_said():
    assert (
        told(certainty=("low",), ci_low=-1)
        == "Yeast may lead to more loaves. The confidence interval includes no difference."
    )
    assert told(ci_low=-1) == (
        "In the trials, yeast made no clear difference to number of loaves; the certainty of this was not reported."
    )
    assert told("RR", 2, ("low",), ci_low=1).endswith(". The confidence interval includes no difference.")


def test_the_comparator_is_named_so_that_the_sentence_stays_one():
    assert told(certainty=("high",), comparator="usual") == "Yeast leads to more loaves, compared with usual care."
    assert told(certainty=("high",), comparator="nothing").endswith("compared with nothing, or with water.")


def test_an_intervention_is_named_as_a_sentence_names_it():
    assert told(name="salt-1", certainty=("high",)) == "Salted water leads to more loaves."
    assert name(SMALL, effect("yeast-1", status="narrative")) == "yeast"


def test_no_trials_is_not_no_effect():
    assert plain(SMALL, effect("egg-1", status="no-trials")) == (
        "No trials on this: whether egg changes number of loaves is not known."
    )
    assert plain(SMALL, effect("egg-1", None, status="no-trials")) == (
        "No trials on this: whether egg changes what was measured is not known."
    )


def test_without_a_number_the_statement_stands():
    assert plain(SMALL, effect("egg-1", status="narrative")) == "Statement of egg-1."


@pytest.mark.parametrize("one", BASE.of(Effect), ids=lambda e: e.id)
def test_nothing_is_called_large_or_small_and_no_odds_are_read_as_times_as_likely(one):
    sentence = plain(BASE, one).lower()
    assert not any(word in sentence for word in ("large", "small ", "slight", "times as likely"))


def test_uncertainty_that_was_not_reported_is_not_called_low():
    for one in BASE.of(Effect):
        if one.measure and not one.certainty:
            sentence = plain(BASE, one)
            assert "was not reported" in sentence
            assert not any(word in sentence for word in (" may ", "probably", "uncertain"))
