"""The drawer: whatever records the address names, beside whatever page; the page stays as it is."""

import pytest

from kb.records import Effect, Recommendation, Topic, kind_of
from tests.seen import shown, visitor
from ui.drawer import MOST


@pytest.fixture(scope="module")
def session():
    return visitor()


def drawer(seen) -> list[str]:
    """Return the titles of the dialogs that are open."""
    return [block.proto.dialog.title for block in seen.run.get("dialog")]


def test_one_record_of_every_kind_opens_under_its_kind_and_name(base, session):
    for record in {kind_of(record): record for record in base.records.values()}.values():
        seen = shown("recommendations", [("country", "DE"), ("open", record.id)], session)
        assert not seen.run.exception, record.id
        (title,) = drawer(seen)
        assert ": " in title


@pytest.mark.parametrize("page", ["overview", "recommendations", "compare", "evidence", "graph", "sources", "search"])
def test_it_opens_on_every_page_and_leaves_the_page_as_it_is(page, base, session):
    topic = base.of(Topic)[0]
    without = [title.value for title in shown(page, [("all", "1")], session).run.title]
    seen = shown(page, [("all", "1"), ("open", topic.id)], session)
    assert [title.value for title in seen.run.title] == without
    assert len(drawer(seen)) == 1
    assert topic.label in drawer(seen)[0]


def test_several_records_open_together_up_to_a_number(base, session):
    recs = [rec.id for rec in base.of(Recommendation)]
    seen = shown("overview", [("open", recs[0]), ("open", recs[1]), ("open", recs[0])], session)
    assert drawer(seen) == ["2 recommendations"]
    assert [card for card in seen.cards if card in recs[:2]] == recs[:2]
    assert len(shown("overview", [("open", rec) for rec in recs], session).cards) == MOST


def test_records_of_several_kinds_are_all_there(base, session):
    seen = shown("overview", [("open", base.of(Recommendation)[0].id), ("open", base.of(Effect)[0].id)], session)
    assert drawer(seen) == ["2 records"]
    assert base.of(Effect)[0].statement in seen.said or base.of(Effect)[0].printed in seen.said


def test_an_unknown_record_is_said_and_opens_nothing(session):
    seen = shown("overview", [("open", "nothing")], session)
    assert drawer(seen) == []
    assert any("No record has the id" in warning.value for warning in seen.run.warning)
