"""Numbers of the evidence in plots, tables and files: the same everywhere, and all accounted for under every filter."""

import csv
import io
import re
from itertools import product

import docx
import openpyxl
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kb.effects import words
from kb.effects.panel import interval
from kb.plots import forest
from kb.records import Effect
from kb.selection import Selection
from ui import evidence, routes
from ui.markup import render


def queries(base):
    """Every combination of at most one value of each filter: the widest set that a reader can make by single choices."""
    options = evidence.options(base)
    names = [name for name in options if name != "view"]
    for values in product(*[(None, *options[name]) for name in names]):
        yield Selection({name: (value,) for name, value in zip(names, values, strict=True) if value})


@pytest.fixture(scope="module")
def views(base):
    return [evidence.chosen(base, selection) for selection in queries(base)]


@pytest.fixture(scope="module")
def client():
    return TestClient(Starlette(routes=list(routes.ROUTES)))


def wanted(base, selection):
    """The slow, obvious way to filter."""
    kept = list(base.of(Effect))
    for name, values in selection.chosen.items():
        of = {
            "intervention": lambda e: e.intervention,
            "outcome": lambda e: e.outcome or "not-named",
            "read-in": lambda e: "text" if e.where.table is None else "table",
        }[name]
        kept = [e for e in kept if of(e) in values]
    return kept


def drawn(base, panel):
    """The rows of a plot by effect. Whether marks lie where their numbers are is tested with the plots."""
    return {
        row.id: row for row in forest.rows(panel, {e.id: base.records[e.intervention].label for e in panel.plotted})
    }


def listed(markup):
    """Every effect that a table of the page names, with the text of its row."""
    rows = re.findall(r'<tr><th scope="row">.*?</tr>', markup, re.DOTALL)
    return {re.search(r"/record\?id=([\w-]+)", row)[1]: row for row in rows}


def numbers(row):
    return tuple(float(row[name]) if row[name] else None for name in ("estimate", "ci_low", "ci_high", "se"))


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_every_statement_is_drawn_or_given_in_words_once_under_every_filter(base, views):
    assert len(views) > 150
    for view in views:
        in_panels = [e.id for panel in view.panels for e in (*panel.plotted, *panel.in_words)]
        ids = [*in_panels, *(e.id for e in view.in_words)]
        assert sorted(ids) == sorted(e.id for e in wanted(base, view.selection))
    in_table = [e for e in views[0].effects if e.where.table]
    assert (len(views[0].effects), len(in_table), len({e.intervention for e in in_table})) == (19, 15, 9)


def test_plots_and_tables_hold_the_same_numbers_under_every_filter(base, views):
    for view in views:
        for panel in view.panels:
            table = listed(render("panel.html", base=base, view=view, panel=panel))
            assert list(table) == [e.id for e in (*panel.plotted, *panel.in_words)]
            points = drawn(base, panel) if panel.plotted else {}
            assert set(points) == {e.id for e in panel.plotted}
            for effect in panel.plotted:
                around, point = interval(effect), points[effect.id]
                assert (point.estimate, point.low, point.high) == (
                    effect.estimate,
                    around.low,
                    around.high,
                )
                assert effect.printed in point.words[1]
                assert effect.printed in table[effect.id]
                assert words.people(effect) == point.words[2]
                assert words.people(effect) in table[effect.id]
        rest = listed(render("evidence_panels.html", base=base, view=view)) if view.in_words else {}
        assert list(rest) == [e.id for e in view.in_words]


def test_the_csv_holds_the_same_numbers_under_every_filter(base, views, client):
    for view in views:
        if not view.effects:
            continue
        rows = rows_of(client.get(f"/download/evidence.csv?{view.selection.query()}").content)
        assert [row["id"] for row in rows] == [e.id for e in wanted(base, view.selection)]
        for row, effect in zip(rows, view.effects, strict=True):
            assert numbers(row) == (effect.estimate, effect.ci_low, effect.ci_high, effect.se)
            assert (row["studies"], row["participants"]) == (str(effect.studies or ""), str(effect.participants or ""))
            assert base.version in row["data version"]
            assert base.version in row["cite as"]


SOME = ("", "outcome=discontinuation", "intervention=ketamine", "read-in=text", "outcome=not-named&read-in=text", "baseline-discontinuation=7.2")  # fmt: skip


def chosen(base, query):
    pairs = dict(pair.split("=") for pair in query.split("&") if pair)
    return evidence.chosen(base, Selection({name: (value,) for name, value in pairs.items()}))


@pytest.mark.parametrize("query", SOME)
def test_the_workbook_holds_what_the_page_with_the_same_query_shows(base, client, query):
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/download/evidence.xlsx?{query}").content))
    view = chosen(base, query)
    evidence_rows = list(book["Evidence"].values)
    assert [row[0] for row in evidence_rows[1:]] == [e.id for e in view.effects]
    at = evidence_rows[0].index("estimate")
    assert [row[at] for row in evidence_rows[1:]] == [e.estimate for e in view.effects]
    head, *lines = book["Summary of findings"].values
    for row, line in zip(lines, view.summary, strict=True):
        cells = dict(zip(head, row, strict=True))
        assert cells["record"] == line.effect.id
        assert (line.effect.printed or "") in cells["effect"]
        assert cells["in plain words"] == "\n".join(filter(None, (line.sentence, line.effect.note)))
        assert cells["without, per 1000"].split("\n")[0] == (words.without(line) or (line.why_not,))[0]
        assert (cells["with, per 1000 (derived)"] or "") == "\n".join(words.with_intervention(line))
    about = "\n".join(str(cell) for row in book["About"].values for cell in row if cell)
    assert all(part in about for part in (*view.shows, base.version, "NEJMcp2414789"))


@pytest.mark.parametrize("query", SOME)
def test_the_summary_in_word_holds_what_the_page_with_the_same_query_shows(base, client, query):
    document = docx.Document(io.BytesIO(client.get(f"/download/evidence.docx?{query}").content))
    view = chosen(base, query)
    (table,) = document.tables
    for row, line in zip(table.rows[1:], view.summary, strict=True):
        cells = [cell.text for cell in row.cells]
        assert (line.effect.printed or "") in cells[3]
        assert cells[5] == "\n".join(words.with_intervention(line))
        assert cells[-1].split("\n")[0] == line.sentence
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert all(part in text for part in (*view.shows, base.version, "NEJMcp2414789"))
    assert ("References" in text) == any(e.references for e in view.effects)


def test_the_summary_at_the_trials_own_baseline_is_the_known_answer(base, client):
    text = client.get("/download/evidence.docx?intervention=patient-multicomponent&outcome=discontinuation").content
    (table,) = docx.Document(io.BytesIO(text)).tables
    assert table.rows[1].cells[4].text.startswith("72\n")
    assert table.rows[1].cells[5].text.startswith("301 (178 to 460)\n")


@pytest.mark.parametrize("typed", ["0", "100", "-5", "many", "%3Cscript%3E", "nan", "inf"])
@pytest.mark.parametrize("form", ["csv", "xlsx", "docx"])
def test_a_baseline_that_is_none_is_refused_in_words(client, typed, form):
    response = client.get(f"/download/evidence.{form}?baseline-discontinuation={typed}")
    assert response.status_code == 400
    assert "is no baseline risk" in response.text


def test_a_figure_follows_the_filter_and_says_when_nothing_is_left_to_draw(client):
    one = client.get("/download/figure.svg?panel=discontinuation-RR&intervention=spinal-cord-stimulation").text
    assert "Spinal cord" in one
    assert "Pain management" not in one
    none = client.get("/download/figure.svg?panel=discontinuation-RR&intervention=ketamine")
    assert none.status_code == 400
    assert "nothing to draw" in none.text
