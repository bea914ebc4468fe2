"""An effect in words: what a reader sees of people, certainty and absolute effects, spelled out."""

import pytest

from kb import labels
from kb.effects import words
from kb.effects.summary import summary
from kb.knowledge import CURATED, load
from kb.records import Effect

KB = load(CURATED)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("t3-acupuncture-dose", "3 studies, 158 people"),
        ("t3-consumer-education-dose", "1 study, 4225 people"),
        ("t3-ketamine-use", "No trials on this outcome"),
        ("text-taper-10-percent-trial", "1 study, number of people not printed"),
        ("text-opioid-replacement-opioid-use", "Number of studies and people not printed"),
    ],
)
def test_people_are_said_as_far_as_they_are_printed(name, said):
    assert words.people(KB.get(Effect, name)) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("t3-pain-management-programmes-dose", "Moderate ⊕⊕⊕◯"),
        ("t3-pain-management-programmes-others", "Very low to low ⊕◯◯◯ to ⊕⊕◯◯"),
        ("t3-consumer-education-dose", "Certainty not reported ⊟"),
        ("t3-ketamine-use", "No trials to rate ⊟"),
    ],
)
def test_certainty_is_a_word_first_and_nothing_to_rate_is_not_not_reported(name, said):
    assert words.certainty(KB.get(Effect, name)) == said


def test_a_derived_interval_is_said_to_be_one():
    said = words.estimate(KB.get(Effect, "t3-clinician-multicomponent-dose"))
    assert said == "−6.8 ± 1.6 (SE), derived CI −9.94 to −3.66"


def test_an_absolute_effect_in_words():
    (line,) = summary(KB, [KB.get(Effect, "t3-patient-multicomponent-stop")], {})
    assert words.without(line)[0] == "72"
    assert words.with_intervention(line)[:3] == (
        "301 (178 to 460)",
        "229 more of 1000",
        "Number needed to treat for one more at 12 months: 5 (3 to 10)",
    )


def test_what_leads_past_everybody_is_cut_and_says_so():
    (line,) = summary(KB, [KB.get(Effect, "t3-spinal-cord-stimulation-stop")], {"discontinuation": 0.1})
    assert line.absolute.high == 1000
    assert any("Cut at 0 and 1000" in said for said in words.with_intervention(line))


def test_observational_designs_are_told_from_trials():
    assert labels.is_observational("large observational studies")
    assert labels.is_observational("cohort study")
    assert not labels.is_observational("cluster-randomised trial")
    assert "what causes what" in labels.cannot_show("cohort study")
