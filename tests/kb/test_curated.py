"""The curated data hold what the sources hold: counts, numbers, and wording that stays with its limits."""

from collections import Counter

import pytest

from kb.knowledge import CURATED, load
from kb.records import (
    Case,
    Discrepancy,
    Effect,
    Finding,
    Guideline,
    PracticePoint,
    Reading,
    Recommendation,
    Reference,
    Resource,
    Sourced,
    Topic,
    Trigger,
)
from kb.vocabulary import Certainty, EffectStatus, Measure, Strength

KB = load(CURATED)
BY_CELL = {"AU": (3, 4), "CA": (3, 10), "DE": (4, 4), "GB": (3, 11), "US": (3, 10)}
# Table 3 as printed, typed in again from the article by hand: measure, estimate, limits or standard error, studies, people.
TABLE_3 = {
    "t3-acupuncture-dose": ("MD", -1.56, -19.03, 15.92, None, 3, 158, ("very-low",)),
    "t3-clinician-multicomponent-dose": ("MD", -6.8, None, None, 1.6, 1, 985, ()),
    "t3-clinician-multicomponent-stop": ("aOR", 1.4, 1.02, 2.1, None, 1, 985, ()),
    "t3-patient-multicomponent-stop": ("OR", 5.55, 2.80, 10.99, None, 1, 433, ()),
    "t3-patient-multicomponent-dose": ("OR", 3.76, 2.47, 5.71, None, 1, 433, ()),
    "t3-pain-management-programmes-dose": ("MD", -14.31, -21.57, -7.05, None, 5, 428, ("moderate",)),
    "t3-pain-management-programmes-stop": ("RR", 2.15, 1.02, 4.53, None, 2, 238, ("very-low",)),
    "t3-consumer-education-dose": ("MD", -1.6, -7.3, 4.1, None, 1, 4225, ()),
    "t3-consumer-education-stop": ("RD", 0, -1.9, 1.9, None, 1, 4225, ()),
    "t3-spinal-cord-stimulation-stop": ("RR", 6.07, 1.16, 31.77, None, 2, 97, ("very-low",)),
}  # fmt: skip


def test_every_cell_of_tables_1_and_2_holds_its_recommendations():
    country = {g.id: g.country for g in KB.by_country}
    found = Counter((country[r.guideline], r.where.table) for r in KB.of(Recommendation))
    assert found == {(c, t): n for c, cells in BY_CELL.items() for t, n in zip((1, 2), cells, strict=True)}


def test_strengths_are_those_of_the_tables():
    found = Counter(KB.strength(r) for r in KB.of(Recommendation))
    assert found == {Strength.STRONG: 11, Strength.WEAK: 25, Strength.CONSENSUS: 3, Strength.NOT_REPORTED: 16}


def test_every_united_kingdom_strength_is_not_reported():
    assert {KB.strength(r) for r in KB.of(Recommendation) if r.guideline == "gb-2022"} == {Strength.NOT_REPORTED}


@pytest.mark.parametrize("rec", ["ca-how-7", "us-how-2"])
def test_a_sentence_without_a_label_says_whose_label_may_have_been_meant(rec):
    record = KB.get(Recommendation, rec)
    assert KB.strength(record) is Strength.NOT_REPORTED
    assert "label" in record.note


def test_table_3_has_fifteen_statements_on_nine_interventions():
    rows = [e for e in KB.of(Effect) if e.where.table == 3]
    assert len(rows) == 15
    assert len({e.intervention for e in rows}) == 9
    assert Counter(e.measure for e in rows) == {
        Measure.MEAN_DIFFERENCE: 4,
        Measure.ADJUSTED_ODDS_RATIO: 1,
        Measure.ODDS_RATIO: 2,
        Measure.RISK_RATIO: 2,
        Measure.RISK_DIFFERENCE: 1,
        None: 5,
    }
    assert Counter(e.status for e in rows if e.measure is None) == {
        EffectStatus.NO_TRIALS: 2,
        EffectStatus.NOT_SIGNIFICANT_NO_DATA: 1,
        EffectStatus.NARRATIVE: 2,
    }


@pytest.mark.parametrize("effect", TABLE_3)
def test_the_numbers_of_table_3_are_those_printed(effect):
    e = KB.get(Effect, effect)
    found = (e.measure, e.estimate, e.ci_low, e.ci_high, e.se, e.studies, e.participants, e.certainty)
    assert found == TABLE_3[effect]


def test_certainty_is_given_only_where_reference_41_was_pooled_or_ranged():
    rated = {e.id for e in KB.of(Effect) if e.certainty and e.where.table == 3}
    assert rated == {
        "t3-acupuncture-dose",
        "t3-pain-management-programmes-dose",
        "t3-pain-management-programmes-stop",
        "t3-pain-management-programmes-others",
        "t3-spinal-cord-stimulation-stop",
    }
    assert KB.get(Effect, "t3-pain-management-programmes-others").certainty == (Certainty.VERY_LOW, Certainty.LOW)


def test_the_effects_that_stand_only_in_the_text_are_there():
    text = {e.id: e for e in KB.of(Effect) if e.where.table is None}
    assert {e.measure for e in text.values()} == {Measure.MEAN_DIFFERENCE, None}
    surgery = next(e for e in text.values() if e.measure)
    assert (surgery.estimate, surgery.ci_low, surgery.ci_high, surgery.certainty) == (-4.34, -6.77, -1.90, ("low",))
    assert "opioid-replacement-therapy" in {e.intervention for e in text.values()}


def test_there_are_fifty_references_numbered_in_order():
    assert [r.number for r in KB.of(Reference)] == list(range(1, 51))
    assert [r.id for r in KB.of(Reference)] == [f"ref-{n}" for n in range(1, 51)]


def test_the_five_guidelines_have_their_reference_and_status():
    assert {g.country: (g.year, g.reference) for g in KB.of(Guideline)} == {
        "AU": (2023, "ref-25"),
        "CA": (2017, "ref-26"),
        "DE": (2020, "ref-27"),
        "GB": (2022, "ref-28"),
        "US": (2022, "ref-29"),
    }
    status = {g.country: g.status for g in KB.of(Guideline)}
    assert status["DE"] == "lapsed"
    assert status["CA"] == "revision-announced"


def test_the_vignette_holds_its_printed_facts():
    case = KB.get(Case, "vignette-back-pain")
    assert (case.age, case.sex, case.fictional) == (62, "woman", False)
    taken = {(m.opioid, int(m.dose), m.unit, int(m.times_low), int(m.times_high)) for m in case.medicines}
    assert taken == {("oxycodone", 40, "mg", 2, 2), ("oxycodone", 5, "mg", 0, 3)}
    assert {m.name for m in case.other_medicines} == {"amlodipine", "laxatives"}


def test_kinds_that_the_sources_feed_are_all_filled():
    for kind in (Finding, PracticePoint, Resource, Discrepancy, Reading, Topic, Trigger):
        assert len(KB.of(kind)) >= 10, kind


def test_the_upper_level_of_topics_is_the_agreed_one():
    assert [t.id for t in KB.of(Topic) if t.broader is None] == [
        "when-to-deprescribe", "how-to-taper", "withdrawal", "support", "monitoring", "safety", "communication",
    ]  # fmt: skip


@pytest.mark.parametrize("topic", KB.of(Topic), ids=lambda t: t.id)
def test_every_topic_has_synonyms_in_english_and_german(topic):
    assert topic.synonyms.en, f"add English synonyms to {topic.id}"
    assert topic.synonyms.de, f"add German synonyms to {topic.id}"


@pytest.mark.parametrize("rec", KB.of(Recommendation), ids=lambda r: r.id)
def test_every_recommendation_stands_on_its_own(rec):
    phase = "when" if rec.where.table == 1 else "how"
    country = KB.get(Guideline, rec.guideline).country.lower()
    assert rec.id == f"{country}-{phase}-{rec.where.item}", f"name it {country}-{phase}-{rec.where.item}"
    assert rec.phase == phase, f"set phase to {phase} in {rec.id}"
    assert rec.statement.endswith("."), f"end the statement of {rec.id} with a full stop"
    if rec.verb == "do-not":
        assert "not" in rec.action, f"the action of {rec.id} reads as an order to do it: say what not to do"
    if rec.verb == "consider":
        assert rec.action.startswith("consider"), f"begin the action of {rec.id} with consider"


@pytest.mark.parametrize(
    "record", [r for r in KB.records.values() if isinstance(r, Sourced) and r.where], ids=lambda r: r.id
)
def test_every_sourced_record_has_a_fingerprint(record):
    assert record.passage, f"make one for {record.id} with: python -m kb fingerprint < passage.txt"


def test_a_quantity_stands_in_the_statement_too():
    for rec in KB.of(Recommendation):
        for q in rec.quantities:
            for n in (q.low, q.high):
                number = f"{n:g}" if n is not None else ""
                worded = {"1": ("once a", "1 "), "2": ("more than one", "2 ")}.get(number, (number,))
                assert any(word in rec.statement for word in worded), f"{rec.id} drops {q.printed!r}"
