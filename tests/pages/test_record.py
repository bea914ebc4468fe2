"""The page of one record: what a reader wants to know, the ways to the originals, and an address to copy."""

import itertools

import pytest

from kb import labels
from kb.prose import unsaid
from kb.records import (
    KINDS,
    TERMS,
    Discrepancy,
    Document,
    Finding,
    Guideline,
    Recommendation,
    Reference,
    Topic,
    Trigger,
)
from kb.vocabulary import Weight
from ui import discrepancies, terms, titles

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


def test_what_balances_a_finding_stands_directly_under_it_in_full_and_once(base, shown):
    balanced = [finding for finding in base.of(Finding) if finding.balanced_by]
    assert balanced
    for finding in balanced[:4]:
        words = shown("record", id=finding.id).words
        after = words.partition(finding.statement)[2]
        for link in finding.balanced_by:
            other = base.get(Finding, link.to).statement
            assert other in after.partition("Source")[0]
            assert words.count(other) == 1
    alone = next(finding for finding in base.of(Finding) if not finding.balanced_by)
    assert "The same source also reports" not in shown("record", id=alone.id).words


def test_headline_discrepancies_of_a_record_are_listed_and_the_others_counted_behind_a_click(base, shown):
    rec = next(
        r for r in base.of(Recommendation) if discrepancies.on([r.id]).headline and discrepancies.on([r.id]).others
    )
    for record in (rec.id, "ref-41", "tapering-rate", "t3-acupuncture-dose"):
        found = discrepancies.on(discrepancies.behind(base.records[record]))
        assert found.headline
        words = shown("record", id=record).words
        assert all(words.count(d.title) == 1 for d in (*found.headline, *found.others))
        assert (found.folded in words) is bool(found.others)


def test_discrepancies_are_those_that_concern_a_record_weightiest_first(base):
    for record in ("ca-when-1", "ref-44", "lin-langford-2025"):
        concerned = [
            d
            for d in base.of(Discrepancy)
            if record in {s.record for s in d.sides} | {link.to for link in d.about}
            or record in {s.where.document for s in d.sides if s.where}
        ]
        found = discrepancies.on([record])
        assert [d.id for d in found.headline] == [d.id for d in concerned if d.weight is Weight.HEADLINE]
        assert {d.id for d in found.others} == {d.id for d in concerned} - {d.id for d in found.headline}
        assert [d.weight for d in found.others] == sorted((d.weight for d in found.others), key=list(Weight).index)


def test_a_discrepancy_says_its_weight(base, shown):
    for weight in Weight:
        found = next(d for d in base.of(Discrepancy) if d.weight is weight)
        assert f"Weight {labels.WEIGHT[weight]}" in shown("record", id=found.id).words


def test_a_german_recommendation_shows_the_german_terms_and_an_english_one_none(base, shown):
    told = base.get(Recommendation, "de-when-1")
    words = shown("record", id=told.id).words
    linked = [base.records[link.to] for link in (*told.about, *told.triggers)]
    assert all(f"{record.label} {record.translations.de}" in words for record in linked)
    other = base.get(Recommendation, "ca-when-2")
    words = shown("record", id=other.id).words
    assert all(base.records[link.to].translations.de not in words for link in other.about)


def test_a_term_says_on_its_own_page_what_it_is_called_where_guidelines_have_another_language(base, shown):
    for record in ("dose-threshold", "daily-dose", "acupuncture", "dose-reduction"):
        screen = shown("record", id=record)
        term = base.records[record].translations.de
        assert f"In German guidelines {term}" in screen.words
        (block,) = [found for found in screen.blocks if term in found.words]
        assert f'lang="de">{term}' in block.markup
    assert terms.terms(base.get(Topic, "dose-threshold")) == {"de": "Hohe Dosis"}


def test_a_recommendation_says_what_it_does_to_each_of_its_topics(base, shown):
    for rec in (base.get(Recommendation, "au-when-3"), base.get(Recommendation, "us-how-1")):
        words = shown("record", id=rec.id).words
        for link in rec.about:
            topic = base.get(Topic, link.to)
            assert f"{topic.label} : {labels.does(link.direction, topic.reason_for, rec.verb)}" in words


def test_the_page_of_a_topic_names_its_recommendations_once(base, shown):
    topic = base.get(Topic, "dose-threshold")
    links = [link.href for link in shown("record", id=topic.id).links]
    said = [rec.id for g in base.by_country for rec in base.said(topic.id, g.id)]
    assert said
    assert all(links.count(f"/record?id={rec}") == 1 for rec in said)
