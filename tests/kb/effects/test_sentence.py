"""Plain sentences: certainty sets the verb, direction the words, and nothing is called large or small."""

import pytest

from kb.effects.sentence import plain
from kb.knowledge import CURATED, load
from kb.records import Effect

KB = load(CURATED)
DOSE = KB.get(Effect, "t3-pain-management-programmes-dose")


def changed(effect, **fields):
    return plain(KB, effect.model_copy(update=fields))


@pytest.mark.parametrize(
    ("certainty", "begins"),
    [
        (("high",), "A pain management programme leads to a lower opioid dose"),
        (("moderate",), "A pain management programme probably leads to a lower opioid dose"),
        (("low",), "A pain management programme may lead to a lower opioid dose"),
        (("very-low",), "It is very uncertain whether a pain management programme leads to a lower opioid dose"),
        (("very-low", "low"), "It is very uncertain whether"),
        ((), "In 5 trials, a pain management programme led to a lower opioid dose"),
    ],
)
def test_certainty_sets_the_verb(certainty, begins):
    assert changed(DOSE, certainty=certainty).startswith(begins)


def test_direction_sets_the_words():
    assert "a higher opioid dose" in changed(DOSE, estimate=14.31, ci_low=7.05, ci_high=21.57)
    stop = KB.get(Effect, "t3-patient-multicomponent-stop")
    assert "more people stopping opioids" in plain(KB, stop)
    assert "fewer people stopping opioids" in changed(stop, estimate=0.5, ci_low=0.2, ci_high=0.9)


def test_an_interval_that_includes_no_difference_is_said():
    assert plain(KB, KB.get(Effect, "t3-acupuncture-dose")).endswith(
        "the interval lies on both sides of no difference."
    )
    assert "both sides" not in plain(KB, DOSE)


def test_uncertainty_that_was_not_reported_is_not_called_low():
    for effect in KB.of(Effect):
        if effect.measure and not effect.certainty:
            sentence = plain(KB, effect)
            assert "was not reported" in sentence
            assert not any(word in sentence for word in (" may ", "probably", "uncertain"))


def test_no_trials_is_not_no_effect():
    assert (
        plain(KB, KB.get(Effect, "t3-ketamine-use"))
        == "No trials on this: whether ketamine changes opioid use is not known."
    )


@pytest.mark.parametrize("effect", KB.of(Effect), ids=lambda e: e.id)
def test_nothing_is_called_large_or_small_and_no_odds_are_read_as_times_as_likely(effect):
    sentence = plain(KB, effect).lower()
    assert not any(word in sentence for word in ("large", "small ", "slight", "times as likely"))


def test_the_comparator_is_always_named_with_a_number():
    for effect in KB.of(Effect):
        if effect.measure and effect.comparator:
            assert "compared with" in plain(KB, effect)
