"""Evidence, sources, single records and links as files: every row, what it says, and what goes with it."""

from datetime import date
from functools import cache

import pytest

from kb import labels
from kb.comparison import companions
from kb.effects import words as effect_words
from kb.effects.summary import summary as summarised
from kb.exports import links, record, shows, sources, summary, text
from kb.exports.contract import EFFECTS
from kb.knowledge import CURATED, load
from kb.names import name
from kb.records import (
    Case,
    Comparator,
    Effect,
    Intervention,
    Outcome,
    PracticePoint,
    Reading,
    Recommendation,
    Resource,
    kind_of,
)
from tests.kb.exports import plain
from tests.kb.exports.reread import boxes, flat, sheet, tables, words, written

BASE = load(CURATED)
DAY = date(2031, 2, 3)
EVERY = BASE.of(Effect)
HEAD = {column.key: column.head for column in summary.TABLE}


@cache
def lines():
    return summarised(BASE, EVERY, {"discontinuation": 0.072})


@pytest.fixture(scope="module")
def evidence():
    return written(summary.file(BASE, lines(), ("All statements of effect",), DAY))


def beside(effect):
    for rec, _ in BASE.linked_to(effect.intervention):
        for companion in companions(BASE, rec):
            yield companion.topic.label
            for other in companion.recommendations:
                yield from (other.statement, *other.caveats)


def test_the_evidence_as_csv_is_the_contract_s_and_says_what_has_to_be_read_with_it(evidence):
    keys = EFFECTS.keys
    assert [{key: row[key] for key in keys} for row in evidence[2]] == [
        {key: plain.flat(value) for key, value in plain.effect(BASE, effect).items()} for effect in EVERY
    ]
    for effect, row in zip(EVERY, evidence[2], strict=True):
        assert all(needed.replace(";", ",") in row["to_be_read_with"] for needed in beside(effect))
        assert (row["chosen"], row["not_for"]) == ("All statements of effect", BASE.package.not_for)


def test_the_summary_of_findings_says_each_effect_in_words(evidence):
    document, workbook, _ = evidence
    rows = sheet(workbook, "Summary of findings")
    (table,) = tables(document, "Intervention")
    for line, row, of_paper in zip(lines(), rows, table.rows[1:], strict=True):
        effect = line.effect
        outcome = BASE.get(Outcome, effect.outcome).label if effect.outcome else "Outcome not named"
        result = summary.effect(BASE, effect)
        expected = {
            "intervention": BASE.get(Intervention, effect.intervention).label,
            "outcome": "\n".join(filter(None, [outcome, effect.event, effect.timepoint])),
            "comparator": BASE.get(Comparator, effect.comparator).label if effect.comparator else None,
            "effect": "\n".join(result),
            "without": "\n".join(effect_words.without(line) or [line.why_not]),
            "with_": "\n".join(effect_words.with_intervention(line)) or None,
            "people": effect_words.people(effect), "certainty": effect_words.certainty(effect),
            "sentence": "\n".join(filter(None, [line.sentence, effect.note])),
            "where": plain.where(BASE, effect.where), "record": effect.id,
            "linked": "\n".join(f"{r.id} ({labels.STRENGTH[BASE.strength(r)].lower()}): {why}" for r, why in BASE.linked_to(effect.intervention)) or None,
        }  # fmt: skip
        assert {key: row[HEAD[key]] for key in expected} == expected
        assert all(needed in (row[HEAD["beside"]] or "") for needed in beside(effect))
        assert [c.text for c in of_paper.cells] == [expected[place.holds[0]] or "" for place in summary.PLACES]
    framed = "\n".join(boxes(document))
    assert all(needed in framed for effect in EVERY for needed in beside(effect))
    assert framed.startswith("To be read with it: ")


def test_an_effect_is_its_estimate_with_unit_and_level_or_what_there_is_in_its_place():
    said = summary.effect(BASE, BASE.get(Effect, "t3-acupuncture-dose"))
    assert said[0] == "Mean difference"
    assert said[1].startswith("−1.56")
    assert said[1].endswith(" mg OME/day")
    assert said[2] == "95% CI in brackets"
    assert summary.effect(BASE, BASE.get(Effect, "t3-ketamine-use")) == (labels.EFFECT_STATUS["no-trials"],)
    odds = next(e for e in EVERY if e.measure and not e.unit)
    assert not summary.effect(BASE, odds)[1].endswith(" ")
    without_level = next((e for e in EVERY if e.measure and not e.ci_level), None)
    assert without_level is None or len(summary.effect(BASE, without_level)) == 2


def test_the_references_of_the_evidence_and_no_others_go_with_it():
    some = summarised(BASE, [BASE.get(Effect, "t3-acupuncture-dose")], {})
    document, workbook, rows = written(summary.file(BASE, some, ("one",), DAY))
    cited = list(some[0].effect.references)
    assert sorted(row["Record"] for row in sheet(workbook, "References")) == sorted(cited)
    paragraphs = [p.text for p in document.paragraphs]
    assert len(paragraphs) - paragraphs.index("References") - 1 == len(cited)
    assert len(rows) == 1
    assert set(summary.NOTES) <= set(summary.file(BASE, some, ("one",), DAY).cover.said("How to read it"))


COUNTS = {
    "references": len(BASE.references), "guidelines": len(BASE.by_country), "discrepancies": len(BASE.discrepancies),
    "findings": len(BASE.findings), "resources": len(BASE.of(Resource)), "supplementary": len(BASE.of(Reading)),
    "practice": len(BASE.of(PracticePoint)),
}  # fmt: skip


@pytest.mark.parametrize("show", sources.SHOWS)
def test_every_list_of_sources_is_the_same_in_every_format(show):
    file = sources.file(BASE, show, DAY)
    document, workbook, rows = written(file)
    frame, table = file.parts[0].frame, file.parts[0].table
    assert len(frame) == len(rows) == len(sheet(workbook, file.parts[0].name)) > 0
    assert len(frame) == COUNTS.get(show, len(frame))
    (on_paper,) = document.tables
    assert len(on_paper.rows) - 1 == len(frame)
    assert [c.text for c in on_paper.rows[0].cells] == [place.head for place in file.parts[0].places]
    assert sum(place.width for place in file.parts[0].places) == pytest.approx(27.1)
    assert set(table.keys) <= set(frame.columns)
    assert f"{len(frame)} row{'s' * (len(frame) != 1)}" in words(document)
    assert table.holds in words(document)
    assert BASE.package.not_for in words(document)
    if "note" in table.keys and "record" in table.keys:
        notes = frame.set_index("record").note.dropna()
        assert dict(notes) == {i: BASE.records[i].note for i in frame.record if BASE.records[i].note}
    assert file.cover.title == f"Sources: {sources.SHOWS[show].title.lower()}"


def test_the_rows_of_a_list_are_the_records_and_absent_is_absent():
    by_id = sources.SHOWS["resources"].frame(BASE).set_index("record")
    for resource in BASE.of(Resource):
        row = by_id.loc[resource.id]
        assert (row.title, row.issuer, row.what) == (resource.title, resource.issuer, resource.what)
        assert row.status == labels.RESOURCE_STATUS[resource.status]
        assert row.status_words == resource.status_words
        assert row["where"] == plain.where(BASE, resource.where)
    facts = sources.SHOWS["supplementary"].frame(BASE).set_index("record")
    for reading in BASE.of(Reading):
        assert list(facts.loc[reading.id, ["about", "field", "value", "url", "depth"]]) == [
            reading.about, reading.field, reading.value, reading.address, reading.depth,
        ]  # fmt: skip
    points = sources.SHOWS["practice"].frame(BASE).set_index("record")
    for point in BASE.of(PracticePoint):
        assert points.loc[point.id, "statement"] == point.statement
        assert points.loc[point.id, "about"] == tuple(BASE.records[link.to].label for link in point.about)


def test_only_the_records_named_are_in_a_list_in_their_order():
    ids = ["ref-44", "ref-41", "no-such", "us-how-1", "ref-3"]
    file = sources.file(BASE, "references", DAY, ids, "5 rows ticked by hand")
    assert list(file.parts[0].frame.id) == ["ref-44", "ref-41", "ref-3"]
    assert file.cover.said("Holds") == (sources.SHOWS["references"].table.holds, "5 rows ticked by hand", "3 rows")
    scheme = sources.SHOWS["schemes"].frame(BASE).record.iloc[-1]
    found = sources.file(BASE, "schemes", DAY, [scheme]).parts[0].frame
    assert len(found) > 1
    assert set(found.record) == {scheme}
    assert sources.file(BASE, "references", DAY, []).parts[0].frame.empty
    assert sources.file(BASE, "references", DAY, ["ref-3"]).cover.said("Holds")[-1] == "1 row"
    with pytest.raises(KeyError):
        sources.file(BASE, "nothing", DAY)


def test_the_case_is_a_row_a_field():
    found = sources.SHOWS["case"].frame(BASE)
    case = BASE.get(Case, "vignette-back-pain")
    told = found[found.record == case.id]
    said = dict(zip(told.field, told.value, strict=True))
    assert said["Age"] == (str(case.age),)
    assert said["Symptoms"] == case.symptoms
    assert len(said["Medicines"]) == len(case.medicines)
    assert f"dose: {case.medicines[0].dose}; " in said["Medicines"][0]
    assert case.medicines[0].printed in said["Medicines"][0]
    assert {record.id for record in BASE.of(Case)} == set(found.record)


def test_the_links_of_a_record_are_every_edge_it_has():
    rows = flat(text.rows(links.file(BASE, "us-how-1", DAY)))
    edges = [
        *((target, labels.RELATION[relation][0], link) for _, target, relation, link in BASE.graph.out_edges("us-how-1", keys=True, data=True)),
        *((source, labels.RELATION[relation][1], link) for source, _, relation, link in BASE.graph.in_edges("us-how-1", keys=True, data=True)),
    ]  # fmt: skip
    assert len(rows) == len(edges)
    assert sorted((r["Linked record"], r["Link"], r["Basis"], r["Reason"]) for r in rows) == sorted(
        (other, said, labels.BASIS[link["basis"]], link["reason"] or "") for other, said, link in edges
    )
    for row in rows:
        other = BASE.records[row["Linked record"]]
        assert (row["Kind"], row["Name"], row["Record"]) == (labels.KIND[kind_of(other)], name(BASE, other), "us-how-1")
    file = links.file(BASE, "us-how-1", DAY)
    assert file.cover.title == "Links of a record"
    assert file.cover.said("Holds") == (
        f"Links of us-how-1: {name(BASE, BASE.records['us-how-1'])}",
        f"{len(edges)} links",
    )


def test_a_linked_recommendation_keeps_its_strength_and_caveats():
    frame = links.part(BASE, "us-2022").frame.set_index("neighbour")
    for rec in BASE.of(Recommendation):
        if rec.guideline == "us-2022":
            assert frame.loc[rec.id, "strength"] == labels.STRENGTH[BASE.strength(rec)]
            assert frame.loc[rec.id, "caveats"] == rec.caveats
    others = frame[~frame.index.isin([r.id for r in BASE.of(Recommendation)])]
    assert len(others)
    assert others.strength.isna().all()
    assert set(others.caveats) == {()}


def test_every_record_is_a_file_with_its_links():
    for kind in {type(r): r for r in BASE.records.values()}.values():
        file = record.file(BASE, kind.id, DAY)
        document, _, rows = written(file)
        assert rows, kind.id
        assert file.parts[-1].name == "Links"
        assert len(file.parts[-1].frame) == BASE.graph.degree(kind.id)
        assert f"{labels.KIND[kind_of(kind)]} {kind.id}: {name(BASE, kind)}" in words(document)
        assert [column.key for column in file.parts[-1].table] == links.TABLE.keys
    with pytest.raises(KeyError):
        record.file(BASE, "nothing", DAY)


def test_a_recommendation_and_an_effect_are_as_in_their_own_files():
    rec = record.file(BASE, "us-how-6", DAY)
    assert list(rec.parts[0].frame.record) == ["us-how-6"]
    assert "life-threatening" in "\n".join(boxes(written(rec)[0]))
    assert flat(text.rows(rec))[0]["id"] == "us-how-6"
    effect = record.file(BASE, "t3-acupuncture-dose", DAY)
    assert list(effect.parts[0].frame.record) == ["t3-acupuncture-dose"]
    assert flat(text.rows(effect))[0]["id"] == "t3-acupuncture-dose"


def test_any_other_record_is_field_by_field_with_names_for_ids():
    guideline = BASE.by_country[0]
    found = {row["field"]: row["value"] for row in record.fields(BASE, guideline)}
    assert found["Title"] == (guideline.title,)
    assert found["Short title"] == (guideline.short_title,)
    assert found["Reference"] == (f"{name(BASE, BASE.records[guideline.reference])} [{guideline.reference}]",)
    assert "Passage" not in found
    assert "Id" not in found
    assert {row["record"] for row in record.fields(BASE, guideline)} == {guideline.id}
    discrepancy = BASE.records[BASE.discrepancies.index[0]]
    sides = {row["field"]: row["value"] for row in record.fields(BASE, discrepancy)}["Sides"]
    assert len(sides) == len(discrepancy.sides)
    assert all(side.says in line for side, line in zip(discrepancy.sides, sides, strict=True))
    finding = next(f for f in BASE.records.values() if kind_of(f) == "finding" and not f.references)
    fields = {row["field"]: row["value"] for row in record.fields(BASE, finding)}
    assert fields["Where"] == (plain.where(BASE, finding.where),)
    assert "References" not in fields


def test_what_was_chosen_is_said_in_words():
    chosen = {
        "country": ("US", "DE"), "topic": ("safety",), "strength": ("strong",), "phase": ("when",), "verb": ("do-not",),
        "trigger": (BASE.triggers.index[0],), "verdict": ("agree",), "intervention": ("acupuncture",), "outcome": ("not-named", "discontinuation"),
        "certainty": ("very-low", "not-reported"), "source": ("table", "text"), "colour": ("red",), "view": (),
    }  # fmt: skip
    assert shows.shows(BASE, chosen, "how fast") == (
        "Search: “how fast”", "Country: United States, Germany", f"Topic: {BASE.records['safety'].label}", "Strength: Strong",
        f"When or how: {labels.phase(BASE, 'when')}", "Wording: Do not", f"Patient’s situation: {BASE.triggers.label.iloc[0]}",
        "Verdict: Agree", "Intervention: Acupuncture", f"Outcome: Outcome not named, {BASE.records['discontinuation'].label}",
        "Certainty: Very low, Certainty not reported", "Read in: the summary tables, the text alone",
    )  # fmt: skip
    assert shows.shows(BASE, {}) == ()
    assert shows.shows(BASE, {"country": ()}) == ()
