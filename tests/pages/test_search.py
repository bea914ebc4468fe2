"""The page of one search over everything: what new readers typed finds its answer on the first screen."""

import pytest

from kb.records import Trigger, kind_of
from ui import found


def kinds(screen, base):
    """Return the kinds of the records that the page offers, in order, each once."""
    opened = [link.opens[0] for link in screen.blocks[0].links if link.opens and not link.words.startswith("See ")]
    return list(dict.fromkeys(kind_of(base.records[record]) for record in opened))


def test_an_empty_search_offers_the_examples_of_the_data(shown, base):
    screen = shown("search")
    offered = [link.proto.label for link in screen.run.get("page_link")]
    assert len(offered) > 1
    assert all(example in base.package.search_examples for example in offered)


@pytest.mark.parametrize("words", ["cannabis", "cannabinoids", "ketamine"])
def test_an_intervention_without_trials_is_answered_directly(words, shown, base):
    screen = shown("search", q=words)
    first = screen.blocks[0].words
    assert "no trial" in first
    assert first.index("no trial") < first.index("Intervention")
    assert kinds(screen, base)[0] == "intervention"


def test_a_trial_is_not_shown_first_as_if_it_were_a_recommendation(shown, base):
    assert kinds(shown("search", q="acupuncture"), base)[0] == "intervention"


@pytest.mark.parametrize("words", ["oxycodone", "constipation", "low mood"])
def test_words_that_stand_in_no_recommendation_find_what_does_hold_them(words, shown, base):
    assert len(kinds(shown("search", q=words), base)) > 1


def test_a_question_about_speed_finds_each_country_with_a_pace(shown, base):
    screen = shown("search", q="how fast to taper")
    countries = {base.records[base.records[o].guideline].country for link in screen.links for o in link.opens
                 if kind_of(base.records[o]) == "recommendation"}  # fmt: skip
    assert {"CA", "US", "GB"} <= countries
    assert "how fast to taper" in screen.words


def test_a_chosen_country_with_nothing_is_said(shown):
    screen = shown("search", q="acupuncture", country="DE")
    assert "Germany: nothing on this" in screen.words
    assert "Recommendations of Germany only" in screen.words


def test_nothing_found_leads_on_to_topics(shown, base):
    screen = shown("search", q="xyzzy")
    assert "No record is found by these words" in screen.words
    assert any("topic=" in link.href for link in screen.blocks[0].links)


def test_recommendations_found_can_be_filtered_by_the_same_words(shown):
    hrefs = [link.href for link in shown("search", q="taper", country="CA").links]
    assert "/recommendations?q=taper&country=CA" in hrefs


def test_a_kind_with_more_than_it_shows_leads_to_all_of_them(shown, base):
    screen = shown("search", q="taper")
    assert "/search?show=finding&q=taper" in [link.href for link in screen.links]
    every = shown("search", q="taper", show="finding")
    assert kinds(every, base) == ["finding"]
    assert len(every.blocks[0].links) == found.EACH


def test_pages_of_one_kind_hold_different_records(shown):
    first, second = (
        {link.opens for link in shown("search", q="taper", show="finding", page=str(page)).blocks[0].links}
        for page in (1, 2)
    )
    assert first
    assert second
    assert not first & second


def test_what_all_records_of_a_kind_matched_by_is_said_once(shown):
    words = shown("search", q="how fast to taper").blocks[0].words
    after = words.partition("Recommendations 6")[2].partition("Finding")[0]
    assert after.count("“how fast to taper”") == 1


def test_words_of_a_reader_stay_words(shown):
    screen = shown("search", q="<img src=x onerror=alert(1)> taper")
    assert "<img" not in "".join(block.markup for block in screen.blocks)


def test_every_link_of_a_search_leads_somewhere(shown):
    assert all(link.href.startswith("/") and link.words for link in shown("search", q="taper").links)


def test_all_recommendations_are_one_link_away_with_their_filters(shown):
    screen = shown("search", q="how fast to taper")
    (link,) = [link for link in screen.links if link.href.startswith("/recommendations?q=")]
    assert link.words.startswith("All 6")


def test_recommendations_with_all_and_with_a_part_are_told_apart(shown):
    screen = shown("search", q="oxycodone 7 months no improvement")
    assert "1 has all of this, the others a part of it" in screen.words
    hrefs = {link.href: link.words for link in screen.links}
    assert "The one with all of this" in hrefs["/recommendations?q=oxycodone+7+months+no+improvement"]
    assert "All " in hrefs["/search?show=recommendation&q=oxycodone+7+months+no+improvement"]


def test_small_words_are_said_to_be_too_small(shown):
    assert "not looked for alone" in shown("search", q="one of to").words


def test_triggers_related_to_what_was_asked_are_one_click_away_with_the_reason(shown, base):
    screen = shown("search", q="no longer beneficial")
    links = [link for link in screen.links if link.href == "/recommendations?trigger=no-improvement"]
    assert links
    reasons = [
        link.why
        for t in base.of(Trigger)
        for link in t.related
        if {t.id, link.to} == {"no-improvement", "no-longer-beneficial"}
    ]
    assert reasons[0] in screen.words
