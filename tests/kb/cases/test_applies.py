"""Which recommendations apply to a case: by hand for the article's patient, and at the edge of every trigger."""

from decimal import Decimal
from itertools import product

import pytest

from kb.cases.applies import Applies, all_of, any_of, applies
from kb.cases.equivalents import equivalents
from kb.cases.known import contradictions, counted, knowledge
from kb.cases.reason import frame, label, reason, to_ask
from kb.knowledge import CURATED, load
from kb.records import Case, FactorSet, Link, Medicine, Recommendation, ThresholdLink, Trigger, Value
from kb.vocabulary import Relatedness
from tests.kb import small

BASE = load(CURATED)
CASES = BASE.of(Case)
VIGNETTE = BASE.get(Case, "vignette-back-pain")
HER_DOSE = (Decimal(120), Decimal("142.5"))
TRIGGERS = {trigger.id: trigger for trigger in BASE.of(Trigger)}


def case(holds=(), fails=(), values=()):
    return Case(
        id="made-up", title="Made up", fictional=True,
        holds=[Link(to=to, why=f"It is so: {to}.") for to in holds], fails=[Link(to=to, why=f"It is not so: {to}.") for to in fails],
        values=[Value(to=to, low=low, high=high, unit=unit, why="Measured.") for to, low, high, unit in values],
    )  # fmt: skip


def found(of, dose=None):
    return {answer.recommendation.id: answer for answer in applies(BASE, of, dose=dose)}


def terms(of, dose=None):
    return {rec: answer.applies for rec, answer in found(of, dose).items()}


def naming(trigger):
    """The recommendations that name a trigger as a reason, and as an exception, each with its link."""
    recs = BASE.of(Recommendation)
    leading = [(rec, link) for rec in recs for link in rec.triggers if link.to == trigger]
    return leading, [(rec, link) for rec in recs for link in rec.unless if link.to == trigger]


# --- the article's patient ----------------------------------------------------------------------------------------

BY_HAND = {
    # More than 3 years on oxycodone: therapy is not being initiated.
    "au-when-1": "does-not",
    # She feels that her pain has not improved substantially.
    "au-when-2": "applies",
    # The article calls her dose high; nothing is said of sedating substances or other illness.
    "au-when-3": "applies",
    # 120 to 142.5 MME a day are at or above 90.
    "ca-when-1": "applies",
    # Lack of improvement again; the other reasons are not known.
    "ca-when-2": "applies",
    # More than 3 years are long-term therapy.
    "ca-when-3": "applies",
    # In words only: a rapid reduction; if warranted.
    "ca-how-5": "cannot-be-said", "ca-how-9": "cannot-be-said",
    # No taper is under way.
    "ca-how-7": "does-not", "us-how-8": "does-not",
    # Early adverse events are ruled out by the time on therapy; effectiveness and functional goals are not known.
    "de-when-1": "cannot-be-said",
    # Other treatments, misuse and outpatient programmes are not mentioned.
    "de-when-2": "cannot-be-said", "de-when-3": "cannot-be-said", "de-how-2": "cannot-be-said",
    # More than 3 years are 6 months and long-term.
    "de-when-4": "applies", "de-how-1": "applies",
    # The pain has not resolved, but the other reasons are not known.
    "gb-when-1": "cannot-be-said",
    # Nobody has tried to reach a decision yet.
    "gb-when-2": "cannot-be-said",
    # Exceptions of which nothing is known.
    "gb-how-2": "cannot-be-said", "gb-how-8": "cannot-be-said", "us-how-1": "cannot-be-said",
    "gb-how-3": "cannot-be-said",
    # In words only: when agreeing on a schedule; if a published schedule is used.
    "gb-how-7": "cannot-be-said", "gb-how-9": "cannot-be-said",
    # Whether a dose reduction was tried before is not said.
    "gb-how-11": "cannot-be-said",
    # Nobody has weighed benefits and risks for her.
    "us-when-2": "cannot-be-said", "us-when-3": "cannot-be-said",
    # Long-term by both of its conditions.
    "us-how-7": "applies",
}  # fmt: skip


def test_the_vignette_is_answered_as_by_hand():
    answers = terms(VIGNETTE, HER_DOSE)
    assert {rec: term for rec, term in answers.items() if term != "always"} == BY_HAND
    for rec, term in answers.items():
        of = BASE.get(Recommendation, rec)
        assert (term == "always") == (not of.triggers and not of.unless and not of.conditions), rec


def test_her_dose_is_what_her_medicines_come_to():
    assert counted(equivalents(BASE, VIGNETTE.medicines, BASE.get(FactorSet, "cdc-2022"))) == HER_DOSE


def test_without_a_dose_the_threshold_waits_for_it():
    answer = found(VIGNETTE)["ca-when-1"]
    assert answer.applies is Applies.CANNOT_BE_SAID
    assert [ground.trigger for ground in answer.missing] == ["daily-dose"]


def test_an_answer_names_trigger_value_and_wording():
    answer = found(VIGNETTE, HER_DOSE)["ca-when-1"]
    (ground,) = answer.deciding
    assert (ground.trigger, ground.holds) == ("daily-dose", True)
    assert "120 to 142.5 MME/day" in ground.says
    assert "90 MME/day or more" in ground.condition
    assert answer.wording == BASE.get(Recommendation, "ca-when-1").conditions
    text = reason(BASE, answer).text
    assert "90 MME/day or more" in text
    assert "120 to 142.5 MME/day" in text


def test_what_only_follows_says_by_what():
    (ground,) = found(VIGNETTE)["ca-when-3"].deciding
    assert ground.trigger == "receiving-long-term-opioids"
    assert "36 months or more" in ground.says
    assert "6 months and 1 year, the durations given, are long-term therapy" in ground.follows[0]
    assert ground.follows[0][1:] in reason(BASE, found(VIGNETTE)["ca-when-3"]).text


# --- every trigger: what fires, and what just misses --------------------------------------------------------------

PLAIN = [trigger.id for trigger in TRIGGERS.values() if not trigger.measured_in]
MEASURED = {
    # trigger: what is enough, and what just misses
    "daily-dose": [((90, 90), "mme-per-day", (89, 89)), ((90.01, None), "mme-per-day", (None, 89.99))],
    "duration-of-opioid-therapy": [((7, 7), "month", (5, 5)), ((27, 27), "week", (26, 26)), ((6, 6), "month", (5.99, 5.99))],
    "early-adverse-events": [((11, 11), "week", (13, 13)), ((12, 12), "week", (12.01, 12.01)), ((0, 2), "month", (3, 3))],
}  # fmt: skip


def test_every_trigger_that_is_a_number_is_tried_at_its_edge():
    assert {trigger.id for trigger in TRIGGERS.values() if trigger.measured_in} == set(MEASURED)


@pytest.mark.parametrize("trigger", PLAIN)
def test_a_trigger_that_is_true_fires(trigger):
    leading, lifting = naming(trigger)
    assert leading or lifting, f"{trigger} is named by no recommendation"
    answers = found(case(holds=[trigger]))
    for rec, _ in leading:
        wanted = Applies.CANNOT_BE_SAID if rec.together and len(rec.triggers) > 1 else Applies.APPLIES
        assert answers[rec.id].applies is wanted, rec.id
        assert trigger in {ground.trigger for ground in answers[rec.id].grounds if ground.holds}
    for rec, _ in lifting:
        assert answers[rec.id].applies is Applies.DOES_NOT, rec.id


@pytest.mark.parametrize("trigger", PLAIN)
def test_what_only_overlaps_with_a_trigger_says_nothing_of_it(trigger):
    near = [t.id for t in TRIGGERS.values() for r in t.related if r.to == trigger and r.how is Relatedness.OVERLAPPING]
    near += [r.to for r in TRIGGERS[trigger].related if r.how is Relatedness.OVERLAPPING]
    for other in near:
        assert trigger not in knowledge(BASE, case(holds=[other])).triggers, other
        answers = found(case(holds=[other]))
        for rec, _ in naming(trigger)[0]:
            if other not in {link.to for link in rec.triggers} and len(rec.triggers) == 1:
                assert answers[rec.id].applies is Applies.CANNOT_BE_SAID, (rec.id, other)


@pytest.mark.parametrize("trigger", PLAIN)
def test_a_trigger_that_is_not_true_just_misses(trigger):
    answers = found(case(fails=[trigger]))
    leading, lifting = naming(trigger)
    for rec, _ in leading:
        others = [ground.holds for ground in answers[rec.id].grounds if ground.trigger != trigger]
        wanted = Applies.DOES_NOT if rec.together or not [h for h in others if h is None] else Applies.CANNOT_BE_SAID
        assert answers[rec.id].applies is wanted, rec.id
    for rec, _ in lifting:
        left = [ground for ground in answers[rec.id].grounds if ground.holds is None]
        assert answers[rec.id].applies is (Applies.CANNOT_BE_SAID if left else Applies.APPLIES), rec.id


@pytest.mark.parametrize(
    ("trigger", "enough", "unit", "misses"), [(t, *row) for t, rows in MEASURED.items() for row in rows]
)
def test_a_number_fires_at_its_threshold_and_not_beside_it(trigger, enough, unit, misses):
    for ends, wanted in ((enough, True), (misses, False)):
        answers = found(case(values=[(trigger, *ends, unit)]))
        of = [g for rec, link in naming(trigger)[0] for g in answers[rec.id].grounds if g.trigger == trigger]
        assert of[0].holds is wanted, (ends, of[0])
        assert "Measured." in of[0].says


@pytest.mark.parametrize(
    ("dose", "wanted"),
    [
        ((Decimal(90), Decimal(90)), "applies"), ((Decimal("89.9999"), Decimal("89.9999")), "does-not"),
        ((Decimal(80), Decimal(89)), "does-not"), ((Decimal(80), Decimal(90)), "cannot-be-said"),
        ((Decimal(95), None), "applies"), ((Decimal(20), None), "cannot-be-said"), ((None, Decimal(50)), "does-not"),
        (None, "cannot-be-said"), ((None, None), "cannot-be-said"),
    ],
)  # fmt: skip
def test_a_range_that_is_partly_above_a_threshold_settles_nothing(dose, wanted):
    assert terms(case(), dose)["ca-when-1"] == wanted


def test_a_part_of_a_range_is_said_as_it_is():
    answer = found(case(), (Decimal(80), Decimal(100)))["ca-when-1"]
    assert "80 to 100 MME/day" in reason(BASE, answer).text
    assert "does not settle" in reason(BASE, answer).text


def test_a_dose_that_is_given_counts_before_the_value_of_the_case():
    typed = case(values=[("daily-dose", 20, 20, "mme-per-day")])
    assert terms(typed)["ca-when-1"] == "does-not"
    assert terms(typed, (Decimal(90), Decimal(90)))["ca-when-1"] == "applies"


def test_a_dose_counts_as_morphine_in_any_of_the_units_that_do():
    for unit, wanted in (("mg-ome-per-day", "applies"), ("mme", "applies"), ("percent-of-dose", "cannot-be-said")):
        assert terms(case(values=[("daily-dose", 90, 90, unit)]))["ca-when-1"] == wanted


def test_a_dose_of_which_something_cannot_be_counted_is_open_above():
    morphine = BASE.get(Case, "case-89-mme").medicines[0]
    patch = Medicine(opioid="buprenorphine-patch", dose="5", unit="microgram-per-hour", printed="a patch")
    low, high = counted(equivalents(BASE, (morphine, patch), BASE.get(FactorSet, "cdc-2022")))
    assert (low, high) == (Decimal(60), None)
    assert terms(case(), (low, high))["ca-when-1"] == "cannot-be-said"


def test_a_year_is_twelve_months():
    for value, wanted in (((1, 1, "year"), True), ((364, 364, "week"), True), ((52, 52, "week"), False)):
        known = knowledge(BASE, case(values=[("duration-of-opioid-therapy", *value)]))
        link = ThresholdLink(to="duration-of-opioid-therapy", basis="stated", at_least=12, unit="month")
        assert known.of(BASE, link).holds is wanted


def test_units_that_cannot_be_compared_settle_nothing():
    assert terms(case(values=[("daily-dose", 90, 90, "week")]))["ca-when-1"] == "cannot-be-said"


def test_a_number_is_not_replaced_by_a_yes():
    assert terms(case(holds=["daily-dose"]))["ca-when-1"] == "cannot-be-said"
    assert terms(case(fails=["daily-dose"]))["ca-when-1"] == "does-not"


# --- conditions together, exceptions, words -----------------------------------------------------------------------


def test_conditions_that_hold_only_together_need_both():
    both = ["no-shared-decision", "against-best-interests"]
    assert terms(case(holds=both))["gb-when-2"] == "applies"
    for one, other in (both, both[::-1]):
        answer = found(case(holds=[one]))["gb-when-2"]
        assert (answer.applies, [ground.trigger for ground in answer.missing]) == ("cannot-be-said", [other])
        assert terms(case(holds=[one], fails=[other]))["gb-when-2"] == "does-not"
        assert terms(case(fails=[other]))["gb-when-2"] == "does-not"


def test_an_exception_that_is_not_known_leaves_open_what_it_would_lift():
    answer = found(case())["us-how-1"]
    assert answer.but_for
    assert label(answer) == "Applies unless an exception is true"
    assert [ground.trigger for ground in answer.missing] == ["life-threatening-issue"]
    kept = found(case(fails=["life-threatening-issue"]))["us-how-1"]
    assert (kept.applies, kept.but_for) == (Applies.APPLIES, False)
    assert [ground.trigger for ground in kept.deciding] == ["life-threatening-issue"]


def test_an_open_condition_is_no_open_exception():
    assert not found(case())["gb-when-1"].but_for
    assert not found(case())["ca-how-5"].but_for


def test_a_condition_in_words_cannot_be_said_and_is_named():
    answer = found(VIGNETTE, HER_DOSE)["ca-how-9"]
    assert [(ground.trigger, ground.condition) for ground in answer.missing] == [(None, "if warranted")]
    assert "if warranted" in reason(BASE, answer).text


def test_no_condition_means_always_and_how_waits_for_whether():
    answers = found(case())
    assert answers["us-when-1"].applies is Applies.ALWAYS
    assert reason(BASE, answers["us-when-1"]).text == "No condition is printed."
    assert "matters once that is decided" in reason(BASE, answers["au-how-1"]).text


def made_up(of, *recs):
    """The answers of a small made-up knowledge base."""
    return {answer.recommendation.id: answer for answer in applies(small.base(*recs), of)}


def test_a_condition_in_words_is_not_passed_over_where_there_is_an_exception():
    rec = small.rec("bb-when-1", ["heat"], unless=["smoke"], conditions=["if the moon is full"])
    answer = made_up(case(fails=["smoke"]), rec)["bb-when-1"]
    assert (answer.applies, answer.but_for) == ("cannot-be-said", False)
    assert [ground.condition for ground in answer.missing] == ["if the moon is full"]
    assert made_up(case(holds=["smoke"]), rec)["bb-when-1"].applies is Applies.DOES_NOT


def test_once_a_reason_is_met_only_the_exception_is_missing():
    rec = small.rec("bb-when-1", ["heat"], triggers=["damp", "cold"], unless=["smoke"])
    answer = made_up(case(holds=["damp"]), rec)["bb-when-1"]
    assert answer.but_for
    assert [ground.trigger for ground in answer.missing] == ["smoke"]
    both = made_up(case(), rec)["bb-when-1"]
    assert [ground.trigger for ground in both.missing] == ["damp", "cold", "smoke"]


def test_an_exception_decides_before_a_reason_that_is_not_met():
    rec = small.rec("bb-when-1", ["heat"], triggers=["damp"], unless=["smoke"])
    (ground,) = made_up(case(holds=["smoke"], fails=["damp"]), rec)["bb-when-1"].deciding
    assert (ground.trigger, ground.exception) == ("smoke", True)


# --- what follows -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("holds", "fails", "trigger", "wanted"),
    [
        (["misuse-or-abuse"], [], "signs-of-misuse", True),
        (["signs-of-misuse"], [], "misuse-or-abuse", None),
        ([], ["signs-of-misuse"], "misuse-or-abuse", False),
        ([], ["misuse-or-abuse"], "signs-of-misuse", None),
        (["benefits-outweigh-risks"], [], "benefits-do-not-outweigh-risks", False),
        ([], ["benefits-outweigh-risks"], "benefits-do-not-outweigh-risks", None),
        (["starting-opioids"], [], "duration-of-opioid-therapy", False),
        (["serious-adverse-events"], [], "exceptional-circumstances", True),
        (["harms-outweigh-benefits"], [], "benefits-outweigh-risks", False),
        (["no-longer-beneficial"], [], "no-improvement", None),
    ],
)
def test_what_follows_from_a_trigger_and_what_does_not(holds, fails, trigger, wanted):
    known = knowledge(BASE, case(holds, fails)).triggers.get(trigger)
    assert (known and known.holds) is wanted


def test_what_follows_by_two_steps_says_both():
    chain = small.base(
        small.trigger("rain", "Rain", damp="narrower"), small.trigger("storm", "Storm", rain="narrower"),
    )  # fmt: skip
    known = knowledge(chain, case(holds=["storm"])).triggers["damp"]
    assert known.holds
    assert [words.rpartition(": ")[2] for words in known.follows] == ["storm and rain.", "rain and damp."]


def test_what_a_case_says_counts_before_what_follows():
    both = case(holds=["misuse-or-abuse"], fails=["signs-of-misuse"])
    known = knowledge(BASE, both).triggers
    assert (known["misuse-or-abuse"].holds, known["signs-of-misuse"].holds) == (True, False)
    assert any("Misuse or abuse is recognised by its signs" in words for words in contradictions(BASE, both))
    assert contradictions(BASE, case(holds=["misuse-or-abuse", "signs-of-misuse"])) == ()


def test_two_things_that_lead_to_opposite_ends_are_a_contradiction():
    assert contradictions(BASE, case(holds=["no-longer-beneficial", "benefits-outweigh-risks"]))
    assert contradictions(BASE, case(["starting-opioids"], (), [("duration-of-opioid-therapy", 24, 24, "month")]))


# --- a slow, obvious second way -----------------------------------------------------------------------------------


def obviously(answer):
    """Every way in which what is not known may turn out, and what the recommendation does in each."""
    rec = answer.recommendation
    grounds = [(g.exception, [g.holds] if g.holds is not None else [True, False]) for g in answer.grounds]
    outcomes = set()
    for way in product(*(values for _, values in grounds)):
        leading = [holds for (exception, _), holds in zip(grounds, way, strict=True) if not exception]
        lifted = any(holds for (exception, _), holds in zip(grounds, way, strict=True) if exception)
        led = not leading or (all(leading) if rec.together else any(leading))
        outcomes.add(led and not lifted)
    return outcomes


@pytest.mark.parametrize("of", CASES, ids=lambda c: c.id)
def test_every_answer_is_that_of_trying_every_way_it_may_turn_out(of):
    for answer in applies(BASE, of, dose=HER_DOSE):
        term = {frozenset({True}): "applies", frozenset({False}): "does-not"}.get(frozenset(obviously(answer)))
        assert answer.applies == (term or "cannot-be-said") or (answer.applies == "always" and not answer.grounds)


@pytest.mark.parametrize("of", CASES, ids=lambda c: c.id)
def test_knowing_less_never_turns_an_answer_round(of):
    whole = terms(of, HER_DOSE)
    for field in ("holds", "fails", "values"):
        for place in range(len(getattr(of, field))):
            kept = tuple(link for at, link in enumerate(getattr(of, field)) if at != place)
            for rec, term in terms(of.model_copy(update={field: kept}), HER_DOSE).items():
                assert term == whole[rec] or term == "cannot-be-said", (rec, field, place)


def test_three_values():
    assert [any_of(v) for v in ([], [None], [False, None], [True, None], [False, False])] == [
        False,
        None,
        None,
        True,
        False,
    ]
    assert [all_of(v) for v in ([], [None], [False, None], [True, None], [True, True])] == [
        True,
        None,
        False,
        None,
        True,
    ]


# --- as frames ----------------------------------------------------------------------------------------------------


def test_a_frame_has_a_row_for_every_recommendation_and_says_the_same():
    answers = applies(BASE, VIGNETTE, dose=HER_DOSE)
    rows = frame(BASE, answers)
    assert list(rows.index) == [answer.recommendation.id for answer in answers]
    assert set(rows.index) == {rec.id for rec in BASE.of(Recommendation)}
    for answer in answers:
        row = rows.loc[answer.recommendation.id]
        assert (row["applies"], row["reason"]) == (answer.applies, reason(BASE, answer).text)
        assert row["but_for"] == answer.but_for
        assert row["conditions"] == answer.wording
        assert len(row["missing"]) == len(answer.missing)
    assert rows.loc["ca-when-2", "met"] == ("Lack of improvement",)
    assert rows.loc["ca-when-2", "triggers"] == ("no-improvement",)
    assert rows.loc["au-when-1", "not_met"] == ("Initiation of opioid therapy",)
    assert rows.loc["us-how-1", "conditions"] == BASE.get(Recommendation, "us-how-1").caveats


def test_only_the_guidelines_that_are_asked_for_answer():
    answers = applies(BASE, VIGNETTE, ["us-2022", "de-2020"])
    assert [*dict.fromkeys(answer.recommendation.guideline for answer in answers)] == ["de-2020", "us-2022"]


def test_what_to_ask_first_is_what_most_depends_on():
    asked = to_ask(BASE, applies(BASE, VIGNETTE, dose=HER_DOSE))
    counts = asked["recommendations"].map(len)
    assert counts.is_monotonic_decreasing
    assert set(asked.loc["serious-adverse-events", "recommendations"]) == {"gb-how-2", "gb-how-3"}
    assert asked.loc["dependence", "condition"] == TRIGGERS["dependence"].label
    assert "no-improvement" not in asked.index
