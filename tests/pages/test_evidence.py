"""What trials show: every effect is plotted or told in words, numbers of people follow from the baseline that is shown."""

import io
import itertools

import pyarrow as pa
import pytest

from kb import effects
from kb.records import Baseline, Discrepancy, Effect, Finding, Recommendation
from kb.vocabulary import Certainty, Strength, Weight
from ui import discrepancies, estimates, readings
from ui.evidence import linked, plots, section
from ui.evidence import map as outcomes

VIEWS = ("plots", "summary", "people", "map", "recommended", "more")
STOPPED = "t3-patient-multicomponent-stop"


def rows(screen):
    """The rows of every chart of a page."""
    held = (chart.proto.data.data for chart in screen.run.get("vega_lite_chart"))
    return [row for data in held for row in pa.ipc.open_stream(io.BytesIO(data)).read_all().to_pylist()]


def plotted(screen):
    return [row["id"] for row in rows(screen)]


def opened(screen):
    """What the links of a page open, apart from where sources disagree."""
    return [record for link in screen.links for record in link.opens if not record.startswith("d-")]


def selections(base):
    """Every choice of at most one option in each of two facets."""
    of = effects.options(base)
    yield {}
    for one, two in itertools.combinations(of, 2):
        for first, second in itertools.product((None, *of[one]), (None, *of[two])):
            yield {name: (value,) for name, value in ((one, first), (two, second)) if value}


def test_sections_hold_every_chosen_effect_in_exactly_one_place(base):
    for chosen in selections(base):
        found = effects.selected(base, chosen)
        places = [
            e.id
            for s in section.sections(found)
            for e in (*(e for panel in s.panels for e in (*panel.plotted, *panel.in_words)), *s.in_words)
        ]
        assert sorted(places) == sorted(e.id for e in found)


@pytest.mark.parametrize(
    "query",
    [{}, {"outcome": "dose-reduction"}, {"certainty": "very-low"}, {"source": "text"}, {"intervention": "ketamine"}],
)
def test_rows_plotted_and_rows_in_words_are_the_rows_filtered(query, shown, base):
    screen = shown("evidence", **query)
    found = effects.selected(base, {name: (value,) for name, value in query.items()})
    with_interval = [e.id for e in found if effects.interval(e)]
    assert sorted(plotted(screen)) == sorted(with_interval)
    assert sorted(opened(screen)) == sorted(e.id for e in found if e.id not in with_interval)
    assert f"{len(with_interval)} plotted, {len(found) - len(with_interval)} in words" in screen.words


def test_tables_on_request_hold_every_effect(shown, base):
    screen = shown("evidence", all="1")
    assert sorted(opened(screen)) == sorted(e.id for e in base.of(Effect))
    for effect in base.of(Effect):
        assert estimates.estimate(effect)[0] in screen.words


def test_no_two_measures_or_outcomes_share_a_plot(shown, base):
    for chart in shown("evidence").run.get("vega_lite_chart"):
        table = pa.ipc.open_stream(io.BytesIO(chart.proto.data.data)).read_all().to_pylist()
        shared = {(base.get(Effect, row["id"]).outcome, base.get(Effect, row["id"]).measure) for row in table}
        assert len(shared) == 1
        assert chart.proto.alt


def test_a_panel_is_headed_by_measure_unit_and_event(base):
    headings = {panel.name: plots.heading(panel) for panel in effects.panels(base, base.of(Effect))}
    assert headings["discontinuation-RR"] == "Risk ratio"
    assert headings["discontinuation-RD"] == "Risk difference, percentage points"
    assert headings["dose-reduction-MD"].startswith("Mean difference, mg ")
    assert headings["dose-reduction-OR"].startswith("Odds ratio: ")
    for panel in effects.panels(base, base.of(Effect)):
        assert f"Here {panel.better} is better" in plots.explained(panel)


def test_the_page_leads_with_the_most_certain_effect_and_with_what_was_never_tried(shown, base):
    lead = shown("evidence").run.markdown[0].value
    assert "most certain evidence is of moderate certainty" in lead
    assert "no trials is not the same as no effect" in lead


def test_an_interval_from_a_standard_error_is_said_to_be_calculated(base):
    said = estimates.estimate(base.get(Effect, "t3-clinician-multicomponent-dose"))
    assert said[0].endswith("(standard error)")
    assert said[1] == "95% CI −9.94 to −3.66 (calculated)"


def test_certainty_comes_word_first_and_not_reported_has_a_mark_of_its_own(base):
    said = {e.id: estimates.certainty(e) for e in base.of(Effect)}
    assert said["t3-pain-management-programmes-dose"] == "Moderate\N{NO-BREAK SPACE}⊕⊕⊕◯"
    assert said[STOPPED] == "Not reported\N{NO-BREAK SPACE}⊟"
    assert said["t3-ketamine-use"] == "No trials to rate"


# --- numbers of people --------------------------------------------------------------------------------------------


def test_asked_per_100_it_answers_per_100_at_the_trials_own_risk(shown):
    screen = shown("evidence", view="people", show=STOPPED)
    assert "**30 of 100** with the intervention (18 to 46), **7.2 of 100** without" in screen.words
    assert screen.run.number_input[0].value == 7.2
    assert "Number needed to treat for one more at 12 months: 5 (3 to 10)" in screen.words
    assert "65 of 225" in screen.words


def test_the_summary_asks_and_answers_per_100_and_the_own_risk_of_a_trial_stays_first(shown):
    screen = shown("evidence", view="summary", **{"baseline-discontinuation": "10"})
    assert 10 in [field.value for field in screen.run.number_input]
    row = next(row for block in screen.blocks for row in block.rows if "5.55 (2.80 to 10.99)" in row[1])
    assert row[3].split()[0] == "30"
    assert "(18 to 46)" in row[3]
    assert "At 10: 38 (24 to 55)" in row[3]
    assert row[2].index("7.2") < row[2].index("as typed")


def test_a_risk_that_was_taken_is_said_to_be_the_sources_and_not_as_typed(shown, base):
    taken = base.get(Baseline, "baseline-consumer-education-stop")
    for view, said in (("people", f"Without the intervention: {taken.label}"), ("summary", taken.label)):
        screen = shown("evidence", view=view, show=STOPPED, **{"baseline-discontinuation": f"{100 * taken.risk:g}"})
        words = screen.words.replace("\\", "")
        assert said in words
        assert "as typed" not in words
    typed = shown("evidence", view="people", show=STOPPED, **{"baseline-discontinuation": "12"})
    assert "baseline risk as typed" in typed.words


def test_certainty_stands_in_the_line_of_the_number(shown):
    run = shown(
        "evidence", view="people", show="t3-spinal-cord-stimulation-stop", **{"baseline-discontinuation": "11"}
    ).run
    line = next(text.value for text in run.markdown if "of 100** with" in text.value).replace("\\", "")
    assert "Certainty: very low\N{NO-BREAK SPACE}⊕◯◯◯" in line


def test_a_trial_without_a_risk_of_its_own_says_so_in_the_empty_field(shown):
    field = shown("evidence", view="people", show="t3-spinal-cord-stimulation-stop").run.number_input[0]
    assert field.placeholder == "None reported for this trial"


def test_a_typed_baseline_reaches_the_address_in_percent_and_the_answer(shown):
    run = shown("evidence", view="people", show=STOPPED).run
    run.number_input[0].set_value(20).run()
    assert run.query_params["baseline-discontinuation"] == "20"
    assert any("**20 of 100** without" in text.value for text in run.markdown)


def test_a_sourced_baseline_is_offered_and_taken_on_request_only(shown, base):
    run = shown("evidence", view="people", show="t3-spinal-cord-stimulation-stop").run
    assert run.number_input[0].value is None
    assert not run.get("vega_lite_chart")
    assert len([b for b in run.button if b.label.startswith("Use ")]) == len(base.of(Baseline))
    next(b for b in run.button if b.label == "Use 11%").click().run()
    assert run.query_params["baseline-discontinuation"] == "11"
    assert any("**67 of 100** with" in text.value for text in run.markdown)
    assert any("Capped at 0 or 100 people" in text.value for text in run.markdown)


@pytest.mark.parametrize("typed", ["150", "0", "-3", "nan", "lots", "<b>"])
def test_a_risk_that_is_none_is_said_and_nothing_is_calculated_from_it(typed, shown):
    screen = shown("evidence", view="people", show=STOPPED, **{"baseline-discontinuation": typed})
    assert "is no baseline risk" in screen.words
    assert "**7.2 of 100** without" in screen.words


def test_where_nothing_counts_people_the_page_says_so(shown):
    assert (
        "None of these effects can be given per 100 people"
        in shown("evidence", view="people", outcome="opioid-use").words
    )


# --- beside recommendations ---------------------------------------------------------------------------------------


def test_strong_beside_low_names_every_pair_and_never_consensus_or_unrated(base):
    found = linked.strong_beside_low(e.id for e in base.of(Effect))
    expected = {
        (rec.id, e.id)
        for rec in base.of(Recommendation)
        if base.strength(rec) is Strength.STRONG
        for link in rec.interventions
        for e in base.of(Effect)
        if e.intervention == link.to and e.certainty and set(e.certainty) <= {Certainty.LOW, Certainty.VERY_LOW}
    }
    assert {(rec.id, e.id) for rec, low, _ in found for e in low} == expected
    assert expected
    for _, low, others in found:
        assert not {e.id for e in low} & {e.id for e in others}


def test_every_link_of_a_curator_is_shown_with_its_reason(shown, base):
    screen = shown("evidence", view="recommended")
    tried = {e.intervention for e in base.of(Effect)}
    for rec in base.of(Recommendation):
        for link in rec.interventions:
            if link.to in tried:
                assert rec.id in opened(screen)
                assert " ".join((link.why or "").split()) in screen.words


def test_what_guidelines_say_on_an_abrupt_stop_stands_beside_linked_dose_reductions(shown):
    assert "Australia" in shown("evidence", view="recommended").blocks[0].words


# --- the map, the findings, the card ------------------------------------------------------------------------------


def test_a_cell_of_the_map_opens_its_effects_and_an_empty_one_its_intervention(base):
    cells = {(e.intervention, e.outcome or "") for e in base.of(Effect)}
    opens = [outcomes.held({"intervention": i, "outcome": o}) for i, o in cells]
    assert sorted(e for ids in opens for e in ids) == sorted(e.id for e in base.of(Effect))
    assert outcomes.held({"intervention": "ketamine", "outcome": "discontinuation"}) == ("ketamine",)


def test_the_map_tells_no_trials_from_nothing_in_the_data(shown):
    words = shown("evidence", view="map").words
    assert "No trials listed" in words
    assert "None in this data set" in words


def test_findings_are_all_there_page_by_page_and_observational_ones_are_marked(shown, base):
    pages = [shown("evidence", view="more", page=str(number)) for number in range(1, 7)]
    listed = {record for page in pages for record in opened(page)}
    assert {f.id for f in base.of(Finding)} <= listed
    observational = shown("evidence", view="more", show="harm-of-deprescribing")
    assert "◌ Observational:" in observational.words
    assert "association" in observational.words


def test_a_category_of_findings_is_shown_alone(shown, base):
    screen = shown("evidence", view="more", show="epidemiology")
    findings = {f.id for f in base.of(Finding)} & set(opened(screen))
    assert findings == {f.id for f in base.of(Finding) if f.category == "epidemiology"}


def test_what_other_sources_say_stands_beside_the_effects_and_nowhere_in_their_place(shown, base):
    words = shown("evidence", view="more").words
    found = readings.on(base.of(Effect))
    assert found
    for reference, facts in found:
        assert all(fact.about == reference.id for fact in facts)
        assert all(fact.depth in words for fact in facts)


@pytest.mark.parametrize("effect", [STOPPED, "t3-ketamine-use", "text-taper-10-percent-trial"])
def test_the_card_of_an_effect_leads_to_everything_it_is_linked_to(effect, shown, base):
    screen = shown("record", id=effect)
    led = {link.href.partition("id=")[2] for link in screen.links}
    assert {*base.graph.successors(effect), *base.graph.predecessors(effect)} - {effect} <= led
    found = base.get(Effect, effect)
    assert found.statement in screen.words
    assert estimates.source(found) in screen.words
    for rec, why in base.linked_to(found.intervention):
        assert rec.id in led
        assert " ".join(why.split()) in screen.words


def test_a_card_says_strong_beside_low_as_a_fact(shown):
    assert (
        "Strong recommendation, very low certainty." in shown("record", id="t3-pain-management-programmes-stop").words
    )
    assert "Strong recommendation," not in shown("record", id=STOPPED).words


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_in_presentation_has_no_controls_but_its_own(view, shown):
    run = shown("evidence", view=view, present="1").run
    assert not run.sidebar.multiselect
    assert not run.toggle


@pytest.mark.parametrize("view", VIEWS)
def test_where_filters_leave_nothing_the_page_says_so(view, shown):
    screen = shown("evidence", view=view, intervention="ketamine", certainty="moderate")
    assert view == "more" or "No effect fits all of this" in screen.words


def test_filters_count_what_they_leave(shown, base):
    run = shown("evidence", outcome="discontinuation").run
    counted = effects.counts(base, {"outcome": ("discontinuation",)})["certainty"]
    pills = next(group for group in run.sidebar.button_group if group.key == "certainty")
    assert {label.rpartition(" ")[2] for label in pills.options} == {str(n) for n in counted.values() if n}


@pytest.mark.parametrize("view", ["plots", "summary", "map", "recommended"])
def test_headline_discrepancies_of_the_effects_shown_are_listed_and_the_others_counted(view, shown, base):
    screen = shown("evidence", view=view, intervention="acupuncture")
    (effect,) = [e for e in base.of(Effect) if e.intervention == "acupuncture"]
    touched = {effect.id, effect.intervention, *effect.references}
    concerned = [
        d for d in base.of(Discrepancy) if touched & {*(s.record for s in d.sides), *(link.to for link in d.about)}
    ]
    listed = [record for link in screen.links for record in link.opens if record.startswith("d-")]
    headline = [d.id for d in concerned if d.weight is Weight.HEADLINE]
    assert headline
    assert listed[: len(headline)] == headline
    assert sorted(listed) == sorted(d.id for d in concerned)
    assert discrepancies.on(touched).folded in screen.words


def test_what_balances_a_finding_stands_directly_under_it_in_full(shown, base):
    told = " ".join(shown("evidence", view="more", page=page).words for page in ("1", "2", "3", "4", "5"))
    balanced = [finding for finding in base.of(Finding) if finding.balanced_by]
    assert balanced
    for finding in balanced:
        under = told.partition(f"{finding.statement} Details")[2].partition("The same source also reports: ")[2]
        assert under.startswith(" ".join(base.get(Finding, link.to).statement for link in finding.balanced_by))
