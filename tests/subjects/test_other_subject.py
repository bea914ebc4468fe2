"""A subject of its own, by data files alone: other lands, topics, units and outcomes, on every page and in every file."""

import io
import re
import zipfile

import altair as alt
import pytest

from kb import charts, comparison, effects, walk
from kb.exports import package
from kb.records import Effect, Guideline, Recommendation, Scale, Topic
from tests.seen import shown, visitor
from tests.subjects import views
from ui import served

CURATED = re.compile(
    r"(?i:opioid|opiat|\btaper|deprescri|morphin|langford|noncancer|withdrawal|\bthe article\b(?!, as printed)|\bfive\b|australia|canad"
    r"|\bgermany|united kingdom|united states|british)|\bMME\b|\bNICE\b|\bCDC\b|\bLONTS\b"
)


def lost(text: str) -> set[str]:
    """Words of the curated subject, each with what stands around it."""
    return {" ".join(text[max(found.start() - 40, 0) : found.end() + 20].split()) for found in CURATED.finditer(text)}


def test_every_page_and_view_is_about_it_and_nothing_else(other):
    session, wrong = visitor(), {}
    for page, pairs in views.pages(other):
        seen = shown(page, pairs, session)
        failed = [error.message for error in seen.run.exception]
        if failed or not seen.titles() or (strange := lost(seen.said)):
            wrong[page, str(pairs)] = failed or strange
    assert wrong == {}


def test_the_first_page_says_what_the_data_call_it(other):
    seen = shown("overview")
    assert seen.titles() == [other.package.headline]
    for words in (other.package.not_for, other.version, other.package.search_examples):
        assert words in seen.said


def test_counts_follow_the_data(other):
    seen = shown("recommendations")
    assert f"**{len(other.recommendations)}** of {len(other.recommendations)} recommendations" in seen.said
    assert seen.cards == [rec.id for rec in other.of(Recommendation)]
    for guideline in other.of(Guideline):
        own = [rec.id for rec in other.of(Recommendation) if rec.guideline == guideline.id]
        assert shown("recommendations", [("country", guideline.country)]).cards == own
        assert f"{guideline.country_name} {len(own)}" in seen.said
    assert f"of {len(other.of(Effect))} effects" in shown("evidence").said


def test_phases_units_and_scales_are_named_as_the_data_name_them(other):
    assert {"Whom to review", "How to review"} <= set(re.split(r"\n| \d", shown("recommendations").said))
    numbers = shown("compare", [("view", "numbers")]).said
    for words in ("3 ml/hour or more", "1 to 3 cups/day", *(scale.label for scale in other.of(Scale))):
        assert words in numbers


def test_its_verdicts_are_calculated(other):
    assert other.verdicts["verdict"].to_dict() == {
        "whom": "none", "long-use": "differ-in-strength", "night-falls": "differ-in-applicability", "manner": "none",
        "pace": "differ-in-applicability", "milk": "differ-in-applicability", "singing": "strength-not-comparable",
        "sudden-end": "differ-in-direction",
    }  # fmt: skip


def test_what_has_to_stand_beside_it_stands_there(other):
    card = shown("record", [("id", "xa-how-1")])
    assert "Take away 2 to 4 drops every 10 nights." in card.said
    assert "Do not end drops overnight." in card.said


def test_a_rate_is_worked_out_in_its_own_units(other):
    frame = comparison.numbers(other)
    pace = frame[frame["scale"] == "pace"].set_index("recommendation")
    # 2 to 4 drops every 10 nights, in moons of 29.53 nights.
    assert pace.loc["xa-how-1", ["low", "high"]].tolist() == pytest.approx([2 * 2.953, 4 * 2.953])
    assert pace.loc["xc-how-1", ["low", "high"]].tolist() == pytest.approx([1, 1])


def test_words_find_it_and_silence_is_said(other):
    index = served.index()
    found = {group.kind: [hit.id for hit in group.hits] for group in index.everything("Wiegenlied").groups}
    assert found["intervention"][0] == "lullaby"
    assert "xa-how-3" in found["recommendation"]
    answers = [answer.text for answer in index.everything("arkadisch warm milk").answers]
    assert any(text.startswith("Arcadia: ") for text in answers)
    assert any(
        "moon pillow" in a.text.lower() and "no trial" in a.text for a in index.everything("moon pillow").answers
    )


def test_its_records_can_be_walked(other):
    for record in other.records:
        assert walk.neighbours(other, record).total
    steps = walk.path(other, "xa-2024", "xc-2029")
    assert steps
    assert walk.sentence(other, steps)
    assert walk.similarity(other, "xa-2024", "xb-2026").topics.jaccard == pytest.approx(2 / 6)


def test_every_chart_draws_it(other):
    verdicts = comparison.verdicts(other, [g.id for g in other.by_country], list(other.topics.index))
    scales = comparison.numbers(other).groupby("scale", observed=True)
    drawn = [
        charts.matrix(comparison.matrix(other), verdicts, other.guidelines),
        charts.evidence_map(other.effects),
        charts.neighbourhood(other, walk.neighbours(other, "pace")),
        *(charts.forest(effects.rows(other, panel.plotted)) for panel in effects.panels(other, other.of(Effect))),
        *(charts.numbers(frame, other.recommendations) for _, frame in scales),
    ]
    assert len(drawn) == 3 + 3 + len(other.of(Scale))
    for chart in drawn:
        assert lost(re.sub(r'"nice"', "", alt.Chart.to_json(chart))) == set()
        assert charts.svg(chart).startswith(b"<svg")


def test_every_file_holds_it_and_nothing_else(other, client):
    wrong = {}
    for address in views.files(other):
        answer = client.get(address)
        if answer.status_code != 200 or (strange := lost(text_of(answer.content))):
            wrong[address] = answer.text if answer.status_code != 200 else strange
    assert wrong == {}


def text_of(content: bytes) -> str:
    """What stands in a file; of an archive, in each of its parts."""
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        # Fonts, pictures and the styles that come with every Word file hold nothing of ours.
        named = [name for name in parts.namelist() if not name.endswith((".parquet", "styles.xml", "theme1.xml"))]
        return "\n".join(parts.read(name).decode(errors="replace") for name in named)


def test_the_package_has_a_row_for_everything(other):
    files = package.files(other)
    for name, kind in (("recommendations", Recommendation), ("effects", Effect), ("topics", Topic)):
        assert files[f"{name}.csv"].count(b"\n") == len(other.of(kind)) + 1
