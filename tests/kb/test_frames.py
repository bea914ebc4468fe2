"""Frames hold what the records hold, typed as promised, and what one caller changes no other sees."""

from decimal import Decimal

import pandas as pd
import pytest

from kb import labels
from kb.frames import CERTAINTY, column
from kb.knowledge import CURATED, load
from kb.records import (
    Case,
    Discrepancy,
    Effect,
    FactorSet,
    Finding,
    Guideline,
    Intervention,
    Opioid,
    Outcome,
    Recommendation,
    Reference,
    Topic,
    Unit,
)
from kb.records import Trigger as TriggerRecord
from kb.vocabulary import Better, Phase, Strength, Verb

BASE = load(CURATED)
OF = {
    "recommendations": Recommendation,
    "effects": Effect,
    "guidelines": Guideline,
    "topics": Topic,
    "triggers": TriggerRecord,
    "interventions": Intervention,
    "outcomes": Outcome,
    "findings": Finding,
    "references": Reference,
    "discrepancies": Discrepancy,
    "cases": Case,
    "opioids": Opioid,
}
EXACT = {"most", "factor", "daily_low", "daily_high"}
COLUMNS = {
    "recommendations": "guideline country country_name source table item phase verb strength printed_strength statement "
    "action conditions caveats quantities topics triggers unless together interventions reference locator passage_length "
    "passage_sha256 note",
    "effects": "intervention intervention_label comparator comparator_label outcome outcome_label measure estimate "
    "ci_low ci_high ci_level se unit timepoint studies participants participants_note certainty favours status event pooled better "
    "printed statement source table item locator reference passage_length passage_sha256 note",
    "guidelines": "country country_name short_title title issuer year reference scheme status status_words read note",
    "topics": "label broader depth scope label_de synonyms_en synonyms_de shown_with note order",
    "triggers": "label measured_in topic label_de synonyms_en synonyms_de note",
    "interventions": "label description components label_de synonyms_en synonyms_de note",
    "outcomes": "label definition better_amount better_people label_de synonyms_en synonyms_de note",
    "cases": "title fictional learning_point age sex condition medicines holds fails measured unknown question locator note",
    "opioids": "label substance route unit continuous most apart label_de synonyms_en synonyms_de note",
    "factors": "factor_set title year opioid label unit factor daily_low daily_high why_none printed address depth "
    "confidence note",
    "edges": "source relation target basis reason",
}


@pytest.mark.parametrize("name", OF)
def test_each_record_is_one_row_under_its_id(name):
    frame = getattr(BASE, name)
    assert frame.index.name == "id"
    assert frame.index.is_unique
    assert set(frame.index) == {record.id for record in BASE.of(OF[name])}


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_are_those_that_were_promised(name):
    assert list(getattr(BASE, name).columns) == COLUMNS[name].split()


@pytest.mark.parametrize("name", [*OF, "edges"])
def test_a_change_in_one_copy_never_shows_in_the_next(name):
    before = getattr(BASE, name).copy(deep=True)
    mine = getattr(BASE, name)
    mine.iloc[0, :] = mine.iloc[1, :].to_numpy()
    mine["added"] = 1
    del mine[mine.columns[1]]
    mine.index.name = mine.columns.name = "changed"
    pd.testing.assert_frame_equal(getattr(BASE, name), before)


@pytest.mark.parametrize("name", [*OF, "edges"])
def test_text_is_text_and_lists_are_tuples_of_text(name):
    for label, values in getattr(BASE, name).items():
        if label in EXACT:
            assert {type(value) for value in values} <= {Decimal, type(None)}, label
        elif values.dtype == object:
            assert all(isinstance(value, tuple) for value in values), label
            assert all(type(part) is str for value in values for part in value), label
        else:
            assert str(values.dtype) in {"str", "Int64", "Float64", "bool", "boolean", "category"}, label
        if values.dtype == "category":
            assert not values.cat.ordered, label
            assert all(type(term) is str for term in values.cat.categories), label


def test_a_recommendation_is_what_its_record_says():
    for rec in BASE.of(Recommendation):
        row = BASE.recommendations.loc[rec.id]
        guideline = BASE.get(Guideline, rec.guideline)
        assert (row.guideline, row.country, row.country_name) == (
            rec.guideline,
            guideline.country,
            guideline.country_name,
        )
        assert (row.source, row.table, row["item"]) == (rec.where.document, rec.where.table, rec.where.item)
        assert (row.phase, row.verb, row.strength) == (rec.phase, rec.verb, BASE.strength(rec))
        assert (row.statement, row.action, row.conditions, row.caveats) == (
            rec.statement, rec.action, rec.conditions, rec.caveats,
        )  # fmt: skip
        assert row.topics == tuple(link.to for link in rec.about)
        assert row.triggers == tuple(dict.fromkeys(link.to for link in rec.triggers))
        assert row.unless == tuple(dict.fromkeys(link.to for link in rec.unless))
        assert row.interventions == tuple(link.to for link in rec.interventions)
        assert row.reference == guideline.reference
        assert len(row.quantities) == len(rec.quantities)
        assert (row.passage_length, row.passage_sha256) == (rec.passage.length, rec.passage.sha256)
        for text, given in ((row.note, rec.note), (row.printed_strength, rec.strength)):
            assert text == given if given else pd.isna(text)


def test_an_effect_is_what_its_record_says():
    for effect in BASE.of(Effect):
        row = BASE.effects.loc[effect.id]
        for name in ("estimate", "ci_low", "ci_high", "ci_level", "se", "studies", "participants", "timepoint",
                     "event", "printed", "note", "comparator", "outcome", "measure", "favours"):  # fmt: skip
            given = getattr(effect, name)
            assert row[name] == given if given is not None else pd.isna(row[name]), (effect.id, name)
        assert (row.status, row.pooled, row.statement) == (effect.status, effect.pooled, effect.statement)
        assert row.certainty == (";".join(effect.certainty) or "not-reported")
        assert row.unit == BASE.get(Unit, effect.unit).code if effect.unit else pd.isna(row.unit)
        assert row.reference == effect.references
        assert row.intervention_label == BASE.get(Intervention, effect.intervention).label


def test_absent_is_absent():
    effects = BASE.effects
    assert effects.loc["t3-cannabinoids-use", "studies"] is pd.NA
    assert effects.loc["t3-cannabinoids-use", "estimate"] is pd.NA
    assert pd.isna(effects.loc["t3-cannabinoids-use", "better"])
    assert not (BASE.recommendations.select_dtypes("str") == "").any(axis=None)


def test_better_follows_the_measure_of_the_row():
    effects = BASE.effects
    ends = {(e.outcome, e.measure): effects.loc[e.id, "better"] for e in BASE.of(Effect) if e.measure}
    assert ends["dose-reduction", "MD"] == Better.LOWER
    assert {end for (outcome, measure), end in ends.items() if outcome == "discontinuation"} == {Better.HIGHER}
    for (outcome, measure), end in ends.items():
        better = BASE.get(Outcome, outcome).better_when
        assert end == (better.amount if measure == "MD" else better.people)


def test_vocabularies_keep_all_their_terms_in_their_order():
    recs = BASE.recommendations
    assert list(recs.strength.cat.categories) == list(Strength)
    assert list(recs.verb.cat.categories) == list(Verb)
    assert list(recs.phase.cat.categories) == list(Phase)
    assert list(BASE.effects.certainty.cat.categories)[: len(CERTAINTY)] == list(CERTAINTY)


def test_a_term_outside_the_vocabulary_comes_after_it():
    found = column(["very-low;low", None, "low"], CERTAINTY)
    assert list(found.categories) == [*CERTAINTY, "very-low;low"]
    assert list(found.codes) == [5, -1, 2]


def test_guidelines_stand_by_country_and_topics_under_their_broader_ones():
    assert list(BASE.guidelines.index) == [guideline.id for guideline in BASE.by_country]
    topics = BASE.topics
    assert list(topics.index) == [topic.id for topic, _ in BASE.outline]
    assert list(topics["order"]) == list(range(len(topics)))
    assert list(topics["depth"]) == [depth for _, depth in BASE.outline]


def test_a_locator_names_source_table_country_and_item():
    rec = BASE.of(Recommendation)[0]
    assert BASE.recommendations.locator.iloc[0] == labels.locator(rec.where, "Lin & Langford 2025")


def test_edges_are_the_links_of_the_graph():
    edges = BASE.edges
    assert list(edges.index) == list(range(len(edges)))
    assert len(edges) == BASE.graph.number_of_edges()
    kept = set(edges.itertuples(index=False, name=None))
    link = BASE.get(Recommendation, "ca-when-1").about[0]
    assert ("ca-when-1", "about", link.to, link.basis.value, link.why) in kept


def test_factors_are_what_their_sets_say():
    rows = BASE.factors
    sets = BASE.of(FactorSet)
    assert list(rows.columns) == COLUMNS["factors"].split()
    assert len(rows) == sum(len(f.bands) or 1 for kept in sets for f in kept.factors) + sum(
        len(kept.without) for kept in sets
    )
    assert rows["factor"].isna().equals(rows["why_none"].notna())
    methadone = rows[(rows["factor_set"] == "cdc-2016") & (rows["opioid"] == "methadone")]
    assert methadone[["daily_low", "daily_high", "factor"]].to_numpy().tolist() == [
        [1, 20, 4], [21, 40, 8], [41, 60, 10], [61, 80, 12],
    ]  # fmt: skip
    assert list(rows.iloc[0][["title", "year", "opioid", "label", "unit", "printed", "depth"]]) == [
        "CDC 2022", 2022, "codeine", "codeine", "mg", "Codeine | 0.15", "secondary",
    ]  # fmt: skip
