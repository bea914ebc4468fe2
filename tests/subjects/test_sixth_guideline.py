"""One more guideline, by data files alone: it stands on every page, in every chart and in every file, and counts."""

import re

import pytest

import kb
from kb import charts, comparison
from kb.records import Guideline, Recommendation
from tests.seen import shown, visitor
from tests.subjects import views
from tests.subjects.test_other_subject import text_of
from ui import served
from ui.comparison import asked as compare

NEW = ("xd-when-1", "xd-how-1", "xd-how-2")
WITH_IT = (
    ("overview", []), ("overview", [("view", "table")]), ("recommendations", []), ("recommendations", [("country", "XD")]),
    *(("compare", [("view", view)]) for view in compare.VIEWS), ("compare", [("country", "XD"), ("country", "DE")]),
    ("sources", []), ("sources", [("show", "schemes")]), ("search", [("q", "Xanadu")]), ("graph", [("id", "xd-2026")]),
    ("graph", [("id", "xd-2026"), ("to", "de-2020")]), ("record", [("id", "xd-how-2")]),
)  # fmt: skip
FILES_WITH_IT = (
    *(f"comparison.{form}?view={view}" for form in ("csv", "docx", "xlsx") for view in compare.VIEWS),
    "recommendations.csv", "recommendations.docx", "recommendations.xlsx", "sources.csv?show=guidelines", "references.ris",
    "references.bib", "references.json", "record.docx?id=xd-how-2", "graph.csv?id=xd-2026", "figure.svg?chart=matrix",
    "figure.svg?chart=numbers&panel=taper", "figure.svg?chart=neighbourhood&id=xd-2026", "data.zip",
)  # fmt: skip


@pytest.fixture(scope="module")
def before(base):
    """The curated data without it."""
    return base


def test_every_page_that_names_guidelines_names_it(sixth):
    session = visitor()
    seen = {str(at): shown(*at, session) for at in WITH_IT}
    assert [at for at, page in seen.items() if page.run.exception] == []
    assert [at for at, page in seen.items() if not re.search(r"Xanadu|\bXD\b", page.said)] == []


def test_every_other_page_and_view_answers(sixth):
    session = visitor()
    failed = [at for at in views.pages(sixth) if at not in WITH_IT and shown(*at, session).run.exception]
    assert failed == []


def test_nothing_says_how_many_there_were_before(sixth, before):
    session = visitor()
    count = len(before.of(Recommendation))
    for page, pairs in WITH_IT:
        said = shown(page, pairs, session).said
        assert not re.search(rf"(?i)\b(five|5|all 5) (guidelines|countries)\b|\b{count} recommendations", said), page
    assert f"of {count + len(NEW)} recommendations" in shown("recommendations").said


def test_it_counts_in_filters_matrix_and_verdicts(sixth, before):
    facets = served.facets()
    assert facets.counts({})["country"]["XD"] == len(NEW)
    assert list(facets.matching({"country": ("XD",)})) == list(NEW)
    cells = comparison.matrix(sixth)
    assert cells["guideline"].nunique() == len(before.of(Guideline)) + 1 == len(sixth.of(Guideline))
    more = sixth.verdicts["guidelines"] - before.verdicts["guidelines"]
    assert more[more > 0].to_dict() == {
        "dose-threshold": 1,
        "tapering-rate": 1,
        "abrupt-discontinuation": 1,
        **_above(more),
    }
    assert sixth.verdicts.loc["abrupt-discontinuation", "verdict"] == "differ-in-direction"


def _above(more):
    """Topics above those that the new recommendations are about, where they count too."""
    return {
        topic: 1
        for topic in more[more > 0].index
        if topic not in {"dose-threshold", "tapering-rate", "abrupt-discontinuation"}
    }


def test_its_numbers_stand_on_the_scales_of_the_others(sixth):
    frame = comparison.numbers(sixth).set_index("recommendation")
    dose, pace = frame.loc["xd-when-1"], frame.loc["xd-how-1"]
    assert (dose["scale"], dose["low"]) == ("dose", 60)
    # 7% every 3 weeks, on a scale of 4.
    assert (pace["scale"], pace["low"], pace["high"]) == ("taper", pytest.approx(28 / 3), pytest.approx(28 / 3))


def test_a_dose_meets_its_threshold_too(sixth):
    answers = " ".join(answer.text for answer in served.index().everything("75 MME").answers)
    assert re.search(r" meets the threshold of: [^.]*Xanadu", answers)


def test_every_file_that_holds_guidelines_holds_it(sixth, client):
    answers = {path: client.get(f"/download/{path}") for path in FILES_WITH_IT}
    assert {path: a.status_code for path, a in answers.items() if a.status_code != 200} == {}
    lacking = [path for path, a in answers.items() if not re.search(r"Xanadu|\bXD\b", text_of(a.content))]
    assert lacking == []


def test_a_chart_draws_it_and_the_curated_data_are_not_touched(sixth, before):
    verdicts = comparison.verdicts(sixth, [g.id for g in sixth.by_country], list(sixth.topics.index))
    chart = charts.matrix(comparison.matrix(sixth), verdicts, sixth.guidelines).to_json()
    assert "Xanadu" in chart
    assert kb.load(kb.CURATED).fingerprint == before.fingerprint
