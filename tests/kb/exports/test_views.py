"""The views of a comparison as files, each against a slow second way to its rows."""

import dataclasses
from datetime import date
from functools import cache

import pandas as pd
import pytest

from kb import labels
from kb.comparison import among, companions, compare, patients, rows, under_other_mappings, without_recommendation
from kb.exports import comparison, gaps, numbers, side
from kb.exports.chosen import Chosen
from kb.exports.conditions import LEADS, LIFTS
from kb.exports.evidence import said
from kb.knowledge import CURATED, load
from kb.records import Effect, Guideline, Recommendation, Scheme, Topic, Trigger
from kb.vocabulary import EffectStatus, Phase
from tests.kb.exports.reread import boxes, sheet, tables, words, written

BASE = load(CURATED)
DAY = date(2031, 2, 3)
IDS = [g.id for g in BASE.by_country]
TWO = tuple(g for g in BASE.by_country if g.country in {"CA", "US"})
KEPT = frozenset({"us-how-6", "ca-how-2", "us-how-1", "ca-when-1"})
EVERY = BASE.of(Recommendation)
FIRST = {"side": "Side by side", "conditions": "Conditions", "numbers": "Numbers", "grades": "Grades", "gaps": "Gaps"}


@cache
def of_all():
    return Chosen(BASE.by_country, rows(BASE, IDS), ("All topics",), DAY)


@cache
def of_few():
    return Chosen(TWO, rows(BASE, [g.id for g in TWO]), ("Four",), DAY, kept=KEPT)


def frame(view, chosen=None):
    return comparison.file(BASE, chosen or of_all(), view).parts[0].frame


def shown(view, chosen=None):
    """The recommendations in the rows of a view."""
    ids = [i for i in frame(view, chosen).get("record", pd.Series(dtype=str)).dropna() if i in BASE.records]
    return [BASE.records[i] for i in ids if isinstance(BASE.records[i], Recommendation)]


@pytest.fixture(scope="module", params=list(FIRST))
def view(request):
    return request.param


@pytest.mark.parametrize("view", FIRST)
@pytest.mark.parametrize("of", [of_all, of_few], ids=["all", "few"])
def test_every_format_has_every_row_with_its_caveats_and_companion(view, of):
    chosen = of()
    document, workbook, flat = written(comparison.file(BASE, chosen, view))
    listed = sheet(workbook, FIRST[view])
    assert len(listed) == len(flat) == len(frame(view, chosen))
    on_paper, framed = words(document), "\n".join(boxes(document))
    in_sheet = "\n".join(str(value) for row in listed for value in row.values())
    in_flat = "\n".join(value for row in flat for value in row.values())
    recommendations = shown(view, chosen) if view != "side" else [r for r in EVERY if chosen.holds(r)]
    assert recommendations
    for rec in recommendations:
        for limit in (rec.statement, *rec.caveats, *rec.conditions, *([rec.note] if rec.note else [])):
            assert limit in on_paper
            assert limit in in_sheet
            assert limit.replace(";", ",") in in_flat or limit in in_flat
        for companion in companions(BASE, rec):
            for other in companion.recommendations:
                for needed in (other.statement, *other.caveats):
                    assert needed in framed
                    assert needed in in_sheet
                    assert needed.replace(";", ",") in in_flat
            if not companion.recommendations:
                country = BASE.get(Guideline, rec.guideline).country_name
                assert any(
                    country in b and companion.topic.label in b and labels.NOT_IN_TABLES in b for b in boxes(document)
                )


@pytest.mark.parametrize("view", FIRST)
def test_the_first_two_columns_and_the_heads_stay_in_view(view):
    assert written(comparison.file(BASE, of_few(), view))[1][FIRST[view]].freeze_panes == "C2"


@pytest.mark.parametrize("view", FIRST)
def test_a_filter_leaves_only_what_was_chosen(view):
    if view != "side":
        found = shown(view, of_few())
        assert {rec.id for rec in found} <= KEPT
        assert {BASE.get(Guideline, rec.guideline) for rec in found} <= set(TWO)


@pytest.mark.parametrize("view", comparison.VIEWS)
def test_each_view_has_its_own_title_notes_and_annexes(view):
    file = comparison.file(BASE, of_all(), view)
    assert file.cover.title == comparison.VIEWS[view][0]
    read = file.cover.said("How to read it")
    assert set(comparison.VIEWS[view][2]) <= set(read)
    assert [part.name for part in file.parts[-2:]] == ["Evidence", "References"]
    assert file.references
    with pytest.raises(KeyError):
        comparison.file(BASE, of_all(), "nothing")


def test_side_by_side_has_a_row_a_topic_and_a_column_a_guideline():
    found = frame("side")
    expected = [row for row in of_all().rows if not row.is_heading]
    assert list(found.topic) == [row.topic.label for row in expected]
    assert list(found.group) == [BASE.get(Topic, BASE.above(row.topic.id)[-1]).label for row in expected]
    heads = [f"{g.country_name}, {g.year}" for g in BASE.by_country]
    assert list(sheet(written(comparison.file(BASE, of_all(), "side"))[1], "Side by side")[0])[3:-1] == heads
    for at, row in enumerate(expected):
        assert labels.VERDICT[among(BASE, row.topic.id, IDS).kind] in found.verdict[at][0]
        for guideline in IDS:
            said_there = "\n".join(found[guideline][at])
            recommendations = BASE.said(row.topic.id, guideline)
            for rec in recommendations:
                assert (
                    f"{labels.STRENGTH[BASE.strength(rec)]} · {labels.VERB[rec.verb]}: {rec.statement} [{rec.id}]"
                    in said_there
                )
            if not recommendations:
                assert found[guideline][at] == (
                    labels.ONLY_BELOW if BASE.below(row.topic.id, guideline) else labels.NOT_IN_TABLES,
                )


def test_side_by_side_says_what_a_filter_took_away_and_leaves_topics_out_that_it_emptied():
    found = frame("side", of_few())
    topics = {link.to for i in KEPT for link in BASE.get(Recommendation, i).about}
    assert list(found.topic) == [row.topic.label for row in of_few().rows if row.topic.id in topics]
    for _, row in found.iterrows():
        topic = next(t for t in BASE.of(Topic) if t.label == row.topic)
        for guideline in TWO:
            recommendations = BASE.said(topic.id, guideline.id)
            kept = [rec for rec in recommendations if rec.id in KEPT]
            assert (row[guideline.id] == ("Filtered out",)) == bool(recommendations and not kept)
            assert all(f"[{rec.id}]" in "\n".join(row[guideline.id]) for rec in kept)
            assert not any(f"[{rec.id}]" in "\n".join(row[guideline.id]) for rec in recommendations if rec not in kept)


def test_a_cell_side_by_side_says_each_thing_that_limits_it_on_a_line_of_its_own():
    rec = next(r for r in EVERY if r.conditions and r.note and r.caveats)
    first, *limits = side.said(BASE, rec)
    assert first.endswith(f"{rec.statement} [{rec.id}]")
    expected = [f"Conditions: {'; '.join(rec.conditions)}"]
    expected += [f"Caveats: {'; '.join(rec.caveats)}"]
    assert limits == [*expected, f"Note: {rec.note}"]


def test_conditions_are_every_trigger_and_exception_of_every_recommendation():
    found = frame("conditions")
    expected = set()
    for rec in EVERY:
        for role, links in ((LEADS, rec.triggers), (LIFTS, rec.unless)):
            names = [BASE.get(Trigger, link.to).label for link in links]
            conditions = [", and ".join(names)] if rec.together and role == LEADS else names
            expected |= {(name, role, rec.id, labels.phase(BASE, rec.phase)) for name in conditions}
    rows_found = list(zip(found.condition, found.role, found.record, found.phase, strict=True))
    assert set(rows_found) == expected
    assert len(rows_found) == len(expected)
    assert list(dict.fromkeys(found.phase)) == [labels.phase(BASE, phase) for phase in Phase]


def test_numbers_are_those_printed_on_their_scale_and_who_gives_none():
    found = frame("numbers")
    at = 0
    for scale in compare(BASE, IDS):
        for amount in scale.amounts:
            row = found.iloc[at]
            assert (row.scale, row.printed, row.record) == (scale.scale.label, amount.printed, amount.recommendation.id)
            for end in ("low", "high"):
                wanted = getattr(amount, end)
                assert pd.isna(row[end]) if wanted is None else row[end] == pytest.approx(wanted)
            assert row.unit == scale.unit.after(0)
            assert (row.formula if isinstance(row.formula, str) else "") == amount.formula
            assert not row.nothing
            at += 1
        for guideline in scale.silent:
            row = found.iloc[at]
            assert (row.scale, row.country, row.printed, row.nothing) == (
                scale.scale.label,
                guideline.country_name,
                "No number in the summary tables",
                True,
            )
            at += 1
    assert at == len(found)
    assert {str(found[end].dtype) for end in ("low", "high")} == {"Float64"}


def test_numbers_read_plainly_and_no_finer_than_what_they_were_calculated_from():
    found = frame("numbers").set_index("record")
    assert found.loc["ca-how-2", "on_scale"].startswith("5 to 20%")
    assert found.loc["de-when-4", "on_scale"] == "26.1 weeks or more"
    assert found.loc["ca-when-1", "on_scale"] == "90 MME/day or more"


def test_the_numbers_of_a_workbook_are_numbers():
    page = written(comparison.file(BASE, of_all(), "numbers"))[1]["Numbers"]
    at = numbers.TABLE.keys.index("low") + 1
    cells = [row[at - 1] for row in page.iter_rows(2)]
    assert {c.data_type for c in cells if c.value is not None} == {"n"}
    assert 90 in {c.value for c in cells}


def test_grades_hold_every_recommendation_by_guideline_and_every_label_of_every_scheme():
    file = comparison.file(BASE, of_all(), "grades")
    found, schemes, mappings = (part.frame for part in file.parts[:3])
    order = [r.id for g in IDS for r in of_all().recommendations if r.guideline == g]
    assert list(found.record) == order
    assert set(order) == {r.id for r in EVERY}
    assert [(s, label) for s, label in zip(schemes.record, schemes.label, strict=True)] == [
        (scheme.id, grade.label) for scheme in BASE.of(Scheme) for grade in scheme.grades
    ]
    grades = [grade for scheme in BASE.of(Scheme) for grade in scheme.grades]
    assert list(schemes.strength) == [labels.STRENGTH[g.strength] for g in grades]
    assert list(schemes.basis) == [labels.BASIS[g.basis] for g in grades]
    assert (list(schemes.meaning), list(schemes.why)) == ([g.meaning for g in grades], [g.why for g in grades])
    assert list(mappings.itertuples(index=False, name=None)) == [
        (row.topic.label, mapping.title, mapping.why, labels.VERDICT[verdict.kind])
        for row in of_all().rows
        if not row.is_heading
        for mapping, verdict in under_other_mappings(BASE, row.topic.id, IDS)
    ]
    assert [p.name for p in file.parts[:3]] == ["Grades", "Grading schemes", "Other mappings"]
    document = written(file)[0]
    assert tables(document, "Grading scheme")
    assert tables(document, "Topic (curator’s judgement)")


def test_gaps_are_topics_with_one_guideline_and_recommendations_and_interventions_without_each_other():
    found = frame("gaps")
    tried = {e.intervention for e in BASE.of(Effect) if e.status is not EffectStatus.NO_TRIALS}
    alone = []
    for topic, _ in BASE.outline:
        by = {g: BASE.said(topic.id, g) for g in IDS}
        if sum(map(bool, by.values())) == 1:
            alone += [(gaps.ALONE, topic.label, rec.id) for recs in by.values() for rec in recs]
    untried = {rec.id for rec in EVERY if not any(link.to in tried for link in rec.interventions)}
    asked = {link.to for rec in EVERY for link in rec.interventions}
    by_gap = dict(tuple(found.groupby("gap", sort=False)))
    assert list(by_gap) == [gaps.ALONE, gaps.UNTRIED, *([gaps.UNASKED] if tried - asked else [])]
    assert list(by_gap[gaps.ALONE][["gap", "subject", "record"]].itertuples(index=False, name=None)) == alone
    assert set(by_gap[gaps.UNTRIED].record) == untried
    unasked = by_gap.get(gaps.UNASKED, found.head(0))
    assert set(unasked.record) == tried - asked
    for record, subject, evidence in zip(unasked.record, unasked.subject, unasked.evidence, strict=True):
        assert subject == BASE.records[record].label
        assert evidence == tuple(said(BASE, effect) for effect in BASE.effects_of(record))
    assert len(unasked) == len(without_recommendation(BASE))


def test_gaps_of_chosen_topics_are_of_these_topics_alone():
    chosen = dataclasses.replace(of_all(), rows=rows(BASE, IDS, ["safety"]))
    found = frame("gaps", chosen)
    labels_of = {row.topic.label for row in chosen.rows}
    assert set(found[found.gap == gaps.ALONE].subject) <= labels_of
    said_there = {rec.id for row in chosen.rows for cell in row.cells for rec in cell.recommendations}
    assert set(found[found.gap == gaps.UNTRIED].record) <= said_there


def test_what_is_chosen_are_the_recommendations_of_the_rows_each_once():
    wanted = dict.fromkeys(r.id for row in of_all().rows for cell in row.cells for r in cell.recommendations)
    assert [rec.id for rec in of_all().recommendations] == list(wanted)
    assert {rec.id for rec in of_few().recommendations} == KEPT
    assert not of_few().holds(BASE.get(Recommendation, "de-when-1"))
    assert not dataclasses.replace(of_few(), kept=None).holds(BASE.get(Recommendation, "de-when-1"))
    assert of_all().ids == tuple(IDS)


def test_side_by_side_says_to_whom_the_recommendations_apply():
    found = frame("side")
    for topic, _ in BASE.outline:
        told = tuple(sentence.text for sentence in patients(BASE, topic.id, IDS))
        rows_of = found[found.topic == topic.label]
        assert all(row.verdict[-len(told) :] == told for row in rows_of.itertuples() if told)
    assert any("name no condition" in line for lines in found.verdict for line in lines)
