"""The page of one record: what a reader wants to know, the ways to the originals, and an address to copy."""

import itertools

import pytest

from kb.prose import unsaid
from kb.records import KINDS, TERMS, Document, Guideline, Recommendation, Reference, Trigger
from ui import titles

CURATED = ("Synonyms", "synonyms", "In a sentence", "Result words", "Ids", "sha256")


def first(base):
    """The first record of every kind that has any."""
    return [found[0].id for kind in KINDS if (found := base.of(KINDS[kind]))]


def test_every_kind_of_record_has_a_page_with_its_title_and_an_address_to_copy(base, shown):
    for record in first(base):
        screen = shown("record", id=record)
        assert screen.run.title[0].value.replace("\\", "") == titles.title(base.records[record])
        assert [code.value for code in screen.run.code][-1].endswith(f"/record?id={record}")


def test_no_page_shows_what_only_curators_need(base, shown):
    for record in first(base):
        words = shown("record", id=record).words
        assert not [word for word in CURATED if word in words]


def test_what_sorts_and_measures_a_record_is_not_listed_among_its_links(base, shown):
    vocabulary = {record.id for kind in TERMS for record in base.of(KINDS[kind])}
    measured = next(r.id for r in base.of(Recommendation) if r.quantities)
    assert vocabulary & set(base.graph.successors(measured))
    for record in [measured, *(i for i in first(base) if i not in vocabulary)]:
        assert not vocabulary & {link.href.partition("id=")[2] for link in shown("record", id=record).links}


def test_a_recommendation_is_headed_by_what_it_says_and_its_place_stands_apart(base, shown):
    for rec in base.of(Recommendation):
        assert titles.title(rec).startswith(base.get(Guideline, rec.guideline).country_name)
        assert "Table" not in titles.title(rec)
        assert " " in titles.title(rec).partition(": ")[2]
    screen = shown("record", id="de-when-4")
    assert "Table 1, item 4" in screen.run.caption[0].value


@pytest.mark.parametrize("page", [("record", "id"), ("recommendations", "open")])
def test_a_card_leads_to_the_article_and_to_the_guideline_itself(page, base, shown):
    rec = base.get(Recommendation, "de-when-4")
    hrefs = {link.href for link in shown(page[0], **{page[1]: rec.id}).links}
    article, original = (
        base.get(Document, rec.where.document),
        base.get(Reference, base.get(Guideline, rec.guideline).reference),
    )
    assert {f"https://doi.org/{article.doi}", f"https://doi.org/{original.doi}"} <= hrefs


def test_a_doi_is_a_link_wherever_a_record_has_one(base, shown):
    for record in ("lin-langford-2025", "ref-25", "rd-au-doi"):
        doi = getattr(base.records[record], "doi", None) or base.records[record].value
        assert f"https://doi.org/{doi}" in {link.href for link in shown("record", id=record).links}


def test_the_page_of_a_record_does_not_link_to_itself(base, shown):
    for record in first(base):
        assert f"/record?id={record}" not in {link.href for link in shown("record", id=record).links}


def test_a_threshold_says_its_number(base, shown):
    assert base.get(Trigger, "daily-dose")
    assert "90 MME/day or more" in shown("record", id="daily-dose").words


def test_a_caveat_that_the_statement_says_already_is_not_said_again_on_screen(base, shown):
    told, repeated = base.get(Recommendation, "de-how-4"), base.get(Recommendation, "de-how-4").caveats
    assert repeated
    assert not unsaid(told.statement, repeated)
    assert "Caveat" not in shown("record", id=told.id).words
    other = next(r for r in base.of(Recommendation) if unsaid(r.statement, r.caveats))
    assert other.caveats[0] in shown("record", id=other.id).words


def test_only_whole_words_in_their_order_count_as_said():
    assert unsaid("Stop slowly, unless it is urgent.", ["Unless it is urgent"]) == ()
    kept = ["top slowly", "urgent it is", "slow"]
    assert unsaid("Stop slowly, unless it is urgent.", kept) == tuple(kept)
    assert [*itertools.chain(unsaid("", ["rarely"]))] == ["rarely"]


def test_the_page_of_links_begins_with_a_path_between_two_countries_and_starts_once(base, shown):
    screen = shown("graph")
    words = screen.words.replace("\\", "")
    sentence = words.partition("For example: ")[2]
    assert len({g.id for g in base.by_country if f"“{g.country_name}: " in sentence.partition(".")[0]} | {""}) > 1
    assert [header.value for header in screen.run.header] == ["Start here"]
