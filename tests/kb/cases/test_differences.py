"""What the guidelines come to in a case, and where conditions meet: by hand for the article's patient and the cases."""

from decimal import Decimal

import pytest

from kb.cases.applies import Applies, applies
from kb.cases.differences import differences
from kb.cases.here import Change, by_topic
from kb.cases.here import frame as topic_frame
from kb.cases.meeting import frame as meeting_frame
from kb.cases.meeting import meetings
from kb.comparison.verdict import Kind
from kb.knowledge import CURATED, load
from kb.records import Case, Link, Recommendation, Value
from kb.vocabulary import Direction
from tests.kb import small

BASE = load(CURATED)
CASES = BASE.of(Case)
VIGNETTE = BASE.get(Case, "vignette-back-pain")
HER_DOSE = (Decimal(120), Decimal("142.5"))


def on(topic, case, dose=None, base=BASE):
    return {here.topic: here for here in by_topic(base, case, dose=dose)}[topic]


def said(case, about, dose=None):
    return [sentence.text for sentence in differences(BASE, case, dose=dose) if sentence.about == about]


def case(holds=(), fails=(), values=()):
    return Case(
        id="made-up", title="Made up", fictional=True,
        holds=[Link(to=to, why="So.") for to in holds], fails=[Link(to=to, why="Not so.") for to in fails],
        values=[Value(to=to, low=low, high=high, unit=unit, why="Measured.") for to, low, high, unit in values],
    )  # fmt: skip


# --- a topic held against a case ----------------------------------------------------------------------------------


def test_lack_of_benefit_for_the_articles_patient():
    # Australia and Canada both name a lack of improvement, both weak or conditional. Germany's effectiveness and goals,
    # and the United Kingdom's lost benefit, are not known of her.
    here = on("lack-of-benefit", VIGNETTE, HER_DOSE)
    assert here.general.kind is Kind.DIFFER_IN_STRENGTH
    assert here.here.kind is Kind.AGREE
    assert here.within == ("au-2023", "ca-2017")
    assert (here.without, here.unsure) == ((), ("de-2020", "gb-2022"))
    assert here.change is Change.AGREES
    (text,) = [t for t in said(VIGNETTE, "agrees", HER_DOSE) if "lack of benefit" in t]
    assert "Australia and Canada apply" in text
    assert "whether that of Germany and the United Kingdom applies cannot be said" in text


def test_a_high_dose_divides_them_by_strength_as_in_general():
    # Australia: high dose, consensus. Canada: 90 MME a day, weak or conditional. Both are met.
    here = on("dose-threshold", VIGNETTE, HER_DOSE)
    assert (here.here.kind, here.change) == (Kind.DIFFER_IN_STRENGTH, Change.SAME)
    assert Kind.DIFFER_IN_APPLICABILITY not in here.here.differences
    assert Kind.DIFFER_IN_APPLICABILITY in here.settled


def test_a_reason_for_another_topic_is_none_for_this_one():
    # The patient's request leads to what Canada says of adverse events, but is no adverse event.
    asks = case(holds=["requested-by-patient"])
    assert on("patient-request", asks).within == ("ca-2017", "gb-2022")
    assert on("adverse-events-and-risk", asks).within == ()
    assert next(a for a in applies(BASE, asks) if a.recommendation.id == "ca-when-2").applies is Applies.APPLIES


def test_some_apply_and_others_do_not_though_all_point_one_way():
    # All that take a side on difficult tapers are for it. He is not tapering now, so Canada's does not apply.
    failed = BASE.get(Case, "case-failed-taper")
    here = on("difficult-tapering", failed)
    assert here.general.agreed is Direction.FOR
    assert here.change is Change.PARTS
    assert here.within == ("de-2020", "gb-2022", "us-2022")
    assert here.without == ("ca-2017",)
    (text,) = said(failed, "parts")
    assert "Germany, the United Kingdom and the United States apply" in text
    assert "that of Canada does not" in text


def test_what_applies_unless_counts_and_keeps_its_exception():
    here = on("abrupt-discontinuation", VIGNETTE, HER_DOSE)
    conditions = {s.recommendation: s.conditions for s in here.here.inputs}
    assert conditions["us-how-1"] and all(words.startswith("unless: ") for words in conditions["us-how-1"])  # noqa: PT018
    assert here.here.agreed is Direction.AGAINST
    settled = case(fails=["life-threatening-issue", "exceptional-circumstances"])
    assert not any(s.conditions for s in on("abrupt-discontinuation", settled).here.inputs)


def test_conditions_that_are_met_and_their_numbers_are_no_difference_any_more():
    # Six months in Germany, a year or long-term in the United States: she is past both.
    here = on("therapy-duration", VIGNETTE, HER_DOSE)
    assert here.general.kind is Kind.DIFFER_IN_APPLICABILITY
    assert here.here.differences == ()
    assert {s.recommendation for s in here.here.inputs} == {"ca-when-3", "de-when-4", "de-how-1", "us-how-7"} & {
        answer.recommendation.id for answer in here.answers
    }


def test_one_that_applies_alone_agrees_with_nobody():
    here = on("dose-threshold", BASE.get(Case, "case-90-mme"), (Decimal(90), Decimal(90)))
    assert (here.within, here.unsure) == (("ca-2017",), ("au-2023",))
    assert (here.settled, here.change) == ((), Change.SAME)


def test_a_threshold_in_another_unit_is_the_same_number():
    made = small.base(
        small.rec("aa-when-1", {"heat": "for"}, "strong", [("damp", 2, "week")], quantities=[("time", 14, None, "day")]),
        small.rec("bb-when-1", {"heat": "for"}, "strong", [("damp", 1, "week")], quantities=[("time", 1, None, "week")]),
    )  # fmt: skip
    here = on("heat", case(values=[("damp", 3, 3, "week")]), base=made)
    assert (here.general.kind, here.here.kind) == (Kind.DIFFER_IN_APPLICABILITY, Kind.AGREE)


def test_a_number_that_is_no_condition_stays_a_difference():
    here = on("tapering-rate", VIGNETTE, HER_DOSE)
    assert Kind.DIFFER_IN_APPLICABILITY in here.here.differences


@pytest.mark.parametrize("of", CASES, ids=lambda c: c.id)
def test_every_topic_holds_every_recommendation_once(of):
    for here in by_topic(BASE, of, dose=HER_DOSE):
        ids = [answer.recommendation.id for answer in here.answers]
        assert sorted(ids) == sorted(s.recommendation for s in here.general.inputs)
        assert {s.recommendation for s in here.here.inputs} == {
            a.recommendation.id for a in here.answers if a.applies in {"applies", "always"} or a.but_for
        }
        assert not {*here.within} & {*here.without}
        assert not {*here.unsure} & {*here.within, *here.without}


def test_topics_are_a_frame():
    rows = topic_frame(BASE, by_topic(BASE, VIGNETTE, dose=HER_DOSE))
    row = rows.loc["lack-of-benefit"]
    assert (row["verdict"], row["verdict_here"], row["change"]) == ("differ-in-strength", "agree", "agrees")
    assert (row["applies"], row["cannot_be_said"]) == (("au-when-2", "ca-when-2"), ("de-when-1", "gb-when-1"))
    assert rows.loc["abrupt-discontinuation", "but_for"] == ("gb-how-2", "us-how-1")
    assert rows.loc["difficult-tapering", "does_not"] == ("ca-how-7", "us-how-8")
    assert rows.loc["patient-request", "agreed_here"] != rows.loc["patient-request", "agreed"]


def test_they_differ_here_in_what_they_do_not_in_general():
    # Two guidelines that are for and against under the same two conditions agree, taken together, in general.
    made = small.base(
        BASE.package,
        small.rec("bb-when-1", {"heat": "for"}, "strong", ["damp"]), small.rec("bb-when-2", {"heat": "against"}, "strong", ["smoke"]),
        small.rec("aa-when-1", {"heat": "against"}, "strong", ["damp"]), small.rec("aa-when-2", {"heat": "for"}, "strong", ["smoke"]),
    )  # fmt: skip
    here = on("heat", case(holds=["damp"], fails=["smoke"]), base=made)
    assert here.general.differences == ()
    assert here.here.kind is Kind.DIFFER_IN_DIRECTION
    assert here.change is Change.DIFFERS
    texts = [s.text for s in differences(made, case(holds=["damp"], fails=["smoke"])) if s.about == "differs"]
    assert len(texts) == 1
    assert "in direction here, which they do not in general" in texts[0]


# --- conditions that meet -----------------------------------------------------------------------------------------


def pairs(of, dose=None):
    return {
        frozenset({m.first.answer.recommendation.id, m.second.answer.recommendation.id}): m.opposed
        for m in meetings(BASE, of, dose=dose)
    }


def test_benefit_and_duration_meet_and_are_opposed():
    # The United States would continue where benefit outweighs risk; Germany would deprescribe after 6 months.
    benefit = BASE.get(Case, "case-benefit-outweighs")
    assert pairs(benefit) == {frozenset({"us-when-2", "de-when-4"}): True}
    (text,) = said(benefit, "opposed")
    assert "Germany recommends against it" in text
    assert "the United States recommends it" in text
    assert "6 months or more" in text
    shorter = case(holds=["benefits-outweigh-risks"], values=[("duration-of-opioid-therapy", 5, 5, "month")])
    assert pairs(shorter) == {}


def test_the_articles_patient_meets_reasons_that_nothing_joins():
    # Improvement, dose and time: no one of them implies another. Australia's and Canada's lack of improvement is one.
    found = pairs(VIGNETTE, HER_DOSE)
    assert set(found.values()) == {False}
    assert found.keys() == {
        frozenset(pair)
        for pair in [
            ("au-when-2", "de-when-4"), ("ca-when-2", "au-when-3"), ("ca-when-2", "de-when-4"),
            ("au-when-3", "ca-when-1"), ("au-when-3", "de-when-4"), ("ca-when-1", "de-when-4"),
        ]
    }  # fmt: skip
    (text,) = said(VIGNETTE, "meets", HER_DOSE)
    assert text.startswith("Reasons for deprescribing meet here")
    assert "Germany: duration of opioid therapy at or above a threshold: 6 months or more (deprescribe, strong)" in text


def test_conditions_that_imply_each_other_do_not_meet():
    # Misuse has its signs, so Canada's condition is met with Germany's, and both guidelines are joined by it.
    assert frozenset({"de-when-3", "ca-when-2"}) not in pairs(BASE.get(Case, "case-misuse"))


def test_a_strength_that_is_not_reported_is_no_difference():
    asks = BASE.get(Case, "case-patient-asks")
    assert pairs(asks) == {frozenset({"ca-when-2", "de-when-4"}): False}


def test_how_binding_the_wording_is_is_a_difference():
    # Both weak or conditional: Australia says do, Canada says consider.
    assert pairs(case(holds=["no-progress-towards-goals", "requested-by-patient"])) == {
        frozenset({"au-when-2", "ca-when-2"}): False
    }


def test_meetings_are_of_different_guidelines_and_each_is_met():
    for of in CASES:
        for meeting in meetings(BASE, of, dose=HER_DOSE):
            assert meeting.first.guideline != meeting.second.guideline
            assert meeting.first.conditions and meeting.second.conditions  # noqa: PT018
            if meeting.opposed:
                assert meeting.first.topic == meeting.second.topic
                assert meeting.first.direction is not meeting.second.direction


def test_meetings_are_a_frame():
    row = meeting_frame(BASE, meetings(BASE, BASE.get(Case, "case-benefit-outweighs"))).loc[0]
    assert (row["first"], row["second"], row["topics"]) == ("de-when-4", "us-when-2", ("continuing-therapy",))
    assert row["second_conditions"] == ("Benefits of continuing outweigh the risks",)
    assert row["opposed"]
    assert meeting_frame(BASE, ()).empty


# --- sentences ----------------------------------------------------------------------------------------------------


def test_the_count_holds_every_recommendation():
    (text,) = said(VIGNETTE, "counts", HER_DOSE)
    assert f"Of {len(BASE.of(Recommendation))} recommendations, 8 have a condition that is met" in text
    assert "27 print no condition" in text
    assert "3 do not apply and whether 17 apply cannot be said" in text
    assert "3 of these apply unless an exception is true" in text


def test_each_guideline_says_once_what_it_comes_to():
    texts = said(VIGNETTE, "guideline", HER_DOSE)
    assert len(texts) == len(BASE.by_country)
    germany = next(text for text in texts if text.startswith("Germany"))
    assert "deprescribe (strong; duration of opioid therapy at or above a threshold: 6 months or more)" in germany
    assert "3 may apply" in germany
    nobody = said(BASE.get(Case, "case-89-mme"), "guideline", (Decimal(89), Decimal(89)))
    assert "no recommendation that can be said to apply" in next(t for t in nobody if t.startswith("Canada"))


def test_only_the_guidelines_that_are_asked_for_are_compared():
    found = differences(BASE, VIGNETTE, ["ca-2017", "de-2020"], HER_DOSE)
    assert {guideline for sentence in found for guideline in sentence.guidelines} == {"ca-2017", "de-2020"}


def test_nothing_speaks_to_the_patient_or_orders():
    for of in CASES:
        for sentence in differences(BASE, of, dose=HER_DOSE):
            assert not {"you", "your", "must", "should"} & set(sentence.text.lower().split()), sentence.text


def test_what_is_not_known_is_named_with_what_depends_on_it():
    (text,) = said(VIGNETTE, "ask", HER_DOSE)
    assert "“serious adverse events or side effects” (2)" in text
