"""A card says everything that a recommendation says and that limits it; beside it stands what has to stand there."""

import pytest

from kb import labels
from kb.comparison import companions
from kb.records import Recommendation
from tests.seen import shown, visitor


@pytest.fixture(scope="module")
def session():
    return visitor()


def words(seen) -> str:
    return " ".join(" ".join(text for block in seen.blocks for text in block.words).split())


def test_every_card_holds_statement_strength_caveats_and_numbers(base, session):
    for rec in base.of(Recommendation):
        said = words(shown("record", [("id", rec.id)], session))
        for text in (
            rec.statement,
            labels.STRENGTH[base.strength(rec)],
            *rec.caveats,
            *rec.conditions,
            *([rec.note] if rec.note else []),
        ):
            assert " ".join(text.split()) in said, rec.id
        for quantity in rec.quantities:
            assert labels.quantity(base, quantity) in said, rec.id


def test_in_a_list_caveats_and_numbers_are_there_too(base, session):
    seen = shown("recommendations", [("country", "CA")], session)
    said = words(seen)
    for rec in (base.get(Recommendation, i) for i in seen.cards):
        assert all(" ".join(text.split()) in said for text in (rec.statement, *rec.caveats)), rec.id


def test_what_the_guideline_says_on_topics_to_stand_beside_is_on_the_card(base, session):
    beside = [(rec, c) for rec in base.of(Recommendation) for c in companions(base, rec)]
    assert beside
    for rec, companion in beside:
        said = words(shown("record", [("id", rec.id)], session))
        assert companion.topic.label in said
        silent = "Not in the summary tables for this guideline."
        assert all(other.statement in said for other in companion.recommendations) or silent in said


def test_a_card_in_a_list_opens_its_record_and_leads_to_its_page(base, session):
    seen = shown("recommendations", [("country", "DE")], session)
    german = [rec.id for rec in base.of(Recommendation) if rec.id.startswith("de-")]
    assert seen.cards == german
    assert set(german) <= {value for block in seen.blocks for value in block.values("data-open")}
