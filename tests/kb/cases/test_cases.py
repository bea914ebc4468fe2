"""The cases: what each holds, what it comes to by hand, and that a pair differs in nothing but its one number."""

from decimal import Decimal

import pytest

from kb.cases.applies import applies
from kb.cases.equivalents import equivalents
from kb.cases.known import contradictions, counted
from kb.knowledge import CURATED, load
from kb.records import Case, FactorSet, Recommendation, Trigger, Unit

BASE = load(CURATED)
CASES = {case.id: case for case in BASE.of(Case)}
TEACHING = [case for case in CASES.values() if case.fictional]
CDC = BASE.get(FactorSet, "cdc-2022")

# What says when to deprescribe, of each case: what applies with a condition that is met, and what does not apply.
# Whatever is in neither prints no condition, or cannot be said.
WHEN = {
    "vignette-back-pain": ("au-when-2 au-when-3 ca-when-1 ca-when-2 ca-when-3 de-when-4", "au-when-1"),
    # 89 MME, 4 months, pain and function better, no harm: nothing is met. Misuse is ruled out with its signs.
    "case-89-mme": ("", "au-when-1 au-when-2 ca-when-1 ca-when-2 de-when-1 de-when-3 de-when-4"),
    "case-90-mme": ("ca-when-1", "au-when-1 au-when-2 ca-when-2 de-when-1 de-when-3 de-when-4"),
    # 30 MME; goals and wishes are not known, so Australia's second and Canada's second stay open.
    "case-5-months": ("", "au-when-1 ca-when-1 de-when-3 de-when-4"),
    "case-7-months": ("ca-when-3 de-when-4", "au-when-1 ca-when-1 de-when-3"),
    # In the first 12 weeks, so not on long-term therapy.
    "case-week-11": ("de-when-1", "au-when-1 au-when-2 ca-when-1 ca-when-3 de-when-4"),
    "case-week-13": ("", "au-when-1 au-when-2 ca-when-1 de-when-1 de-when-4"),
    "case-benzodiazepine": ("au-when-3 ca-when-3 de-when-4", "au-when-1 ca-when-1 ca-when-2 de-when-3"),
    # She and her doctor agree, so the United Kingdom's second does not apply.
    "case-patient-asks": ("ca-when-2 ca-when-3 de-when-4 gb-when-1", "au-when-1 ca-when-1 de-when-3 gb-when-2"),
    "case-does-not-want": (
        "au-when-2 au-when-3 ca-when-2 ca-when-3 de-when-4 gb-when-2", "au-when-1 ca-when-1 de-when-3",
    ),
    # Misuse is also nonadherence and has its signs; whether he is dependent has to be asked.
    "case-misuse": ("ca-when-2 ca-when-3 de-when-3 de-when-4", "au-when-1 ca-when-1"),
    # 120 MME for 7 years.
    "case-failed-taper": ("ca-when-1 ca-when-3 de-when-4", "au-when-1"),
    "case-benefit-outweighs": (
        "ca-when-3 de-when-4 us-when-2",
        "au-when-1 au-when-2 ca-when-1 ca-when-2 de-when-1 de-when-2 de-when-3 gb-when-1 gb-when-2 us-when-3",
    ),
    "case-acute-pain": ("au-when-1", "au-when-3 ca-when-1 ca-when-3 de-when-3 de-when-4"),
}  # fmt: skip


def dose(case):
    return counted(equivalents(BASE, case.medicines, CDC))


def terms(case):
    return {answer.recommendation.id: answer.applies for answer in applies(BASE, case, dose=dose(case))}


def test_there_are_the_vignette_and_at_least_eight_cases_of_our_own():
    assert len(TEACHING) >= 8
    assert [case.id for case in CASES.values() if not case.fictional] == ["vignette-back-pain"]
    assert set(WHEN) == set(CASES), "say by hand which recommendations apply to a new case"


@pytest.mark.parametrize("name", WHEN)
def test_when_to_deprescribe_is_answered_as_by_hand(name):
    found = terms(CASES[name])
    when = {rec: term for rec, term in found.items() if BASE.get(Recommendation, rec).phase == "when"}
    assert " ".join(rec for rec, term in when.items() if term == "applies") == WHEN[name][0]
    assert " ".join(rec for rec, term in when.items() if term == "does-not") == WHEN[name][1]


def test_how_to_taper_is_answered_as_by_hand_where_a_taper_did_not_succeed():
    found = terms(CASES["case-failed-taper"])
    # Outpatient programmes did not succeed, so the reduction did not; he is not tapering now.
    assert [found[rec] for rec in ("de-how-2", "gb-how-11", "ca-how-7", "us-how-8")] == [
        *["applies"] * 2,
        *["does-not"] * 2,
    ]
    assert {found[rec] for rec in ("de-how-1", "us-how-7")} == {"applies"}


def test_serious_harm_lifts_what_the_united_kingdom_says_of_stopping_abruptly():
    found = terms(CASES["case-does-not-want"])
    assert (found["gb-how-2"], found["gb-how-3"], found["gb-when-3"]) == ("does-not", "applies", "always")


@pytest.mark.parametrize(
    ("below", "above", "turned"),
    [
        ("case-89-mme", "case-90-mme", {"ca-when-1": ("does-not", "applies")}),
        ("case-5-months", "case-7-months", {
            "de-when-4": ("does-not", "applies"),
            "ca-when-3": ("cannot-be-said", "applies"), "de-how-1": ("cannot-be-said", "applies"),
            "us-how-7": ("cannot-be-said", "applies"),
        }),
        ("case-week-11", "case-week-13", {
            "de-when-1": ("applies", "does-not"),
            "ca-when-3": ("does-not", "cannot-be-said"), "de-how-1": ("does-not", "cannot-be-said"),
            "us-how-7": ("does-not", "cannot-be-said"),
        }),
    ],
)  # fmt: skip
def test_a_pair_on_both_sides_of_a_number_differs_in_what_hangs_on_it(below, above, turned):
    first, second = terms(CASES[below]), terms(CASES[above])
    assert {rec: (first[rec], second[rec]) for rec in first if first[rec] != second[rec]} == turned
    for field in ("age", "sex", "condition", "benefits", "wishes", "question", "unknown"):
        assert getattr(CASES[below], field) == getattr(CASES[above], field), field
    assert [link.to for link in CASES[below].fails] == [link.to for link in CASES[above].fails]


def test_doses_are_what_they_were_made_for():
    assert [dose(CASES[name]) for name in ("case-89-mme", "case-90-mme")] == [
        (Decimal(n), Decimal(n)) for n in (89, 90)
    ]
    assert dose(CASES["vignette-back-pain"]) == (Decimal(120), Decimal("142.5"))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_case_is_whole_and_says_no_two_things_that_cannot_both_be_so(case):
    assert contradictions(BASE, case, dose(case)) == ()
    assert case.medicines, f"{case.id} needs a medicine"
    assert case.unknown, f"say what is not known of {case.id}"
    assert case.question.endswith(("?", "."))
    for link in (*case.holds, *case.fails, *case.values):
        assert link.why.endswith("."), f"{case.id}, {link.to}: say in a sentence what the case says"


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_value_can_be_held_against_the_thresholds_of_its_trigger(case):
    for value in case.values:
        trigger = BASE.get(Trigger, value.to)
        assert trigger.measured_in, f"{case.id}: {value.to} is no number; put it into holds or fails"
        unit, measured_in = BASE.get(Unit, value.unit), BASE.get(Unit, trigger.measured_in)
        assert unit == measured_in or (unit.days and measured_in.days), f"{case.id}: {value.to} in {value.unit}"


@pytest.mark.parametrize("case", TEACHING, ids=lambda c: c.id)
def test_a_case_of_our_own_says_that_it_is_and_what_it_teaches(case):
    assert case.where is None
    assert case.learning_point, f"{case.id} needs a learning point"
    text = " ".join(str(value) for value in case.model_dump().values())
    assert not {"patient suffers", "addict", "abuser", "drug seeker", "noncompliant"} & set(text.lower().split())


def test_a_case_that_was_read_is_not_fictional_and_says_each_thing_once():
    given = CASES["vignette-back-pain"].model_dump()
    with pytest.raises(ValueError, match="not `fictional`"):
        Case(**{**given, "fictional": True})
    twice = [*given["holds"], {"to": given["fails"][0]["to"], "why": "Again."}]
    with pytest.raises(ValueError, match="say it once"):
        Case(**{**given, "holds": twice})


def test_numbers_of_a_case_stand_in_order():
    given = CASES["vignette-back-pain"].model_dump()
    for field, wrong in (
        ("values", {"to": "daily-dose", "low": 9, "high": 3, "unit": "mme-per-day", "why": "Wrong."}),
        ("values", {"to": "daily-dose", "unit": "mme-per-day", "why": "Wrong."}),
        ("medicines", {**given["medicines"][0], "times_low": 3, "times_high": 2}),
        ("medicines", {**given["medicines"][0], "dose": "0"}),
    ):
        with pytest.raises(ValueError, match=r"above|needs|greater"):
            Case(**{**given, field: [wrong]})


def test_cases_are_a_frame():
    rows = BASE.cases
    assert list(rows.index) == list(CASES)
    row = rows.loc["case-90-mme"]
    assert (row["fictional"], row["age"], row["title"]) == (True, 58, "At a dose threshold")
    assert row["medicines"] == tuple(medicine.printed for medicine in CASES["case-90-mme"].medicines)
    assert "requested-by-patient" in row["fails"]
    assert rows.loc["vignette-back-pain", "locator"].startswith("Lin & Langford 2025")
    assert rows["locator"].isna().sum() == len(TEACHING)
    assert rows.loc["case-7-months", "measured"] == ("duration-of-opioid-therapy: 7 months",)
