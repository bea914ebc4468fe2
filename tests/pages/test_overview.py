"""The first page answers what the guidelines recommend, in sentences and in a matrix that agree with the records."""

from urllib.parse import parse_qs, urlsplit

import pytest

from kb import comparison
from kb.records import Recommendation
from kb.vocabulary import Direction
from ui import overview
from ui.answer import ONE_ALONE, answer

PIVOT = comparison.pivot


def told(base, guidelines):
    return {
        head: "".join(piece if isinstance(piece, str) else piece["text"] for piece in pieces)
        for head, pieces in answer(base, guidelines)
    }


def topics_of(base, guidelines, head):
    pieces = dict(answer(base, guidelines))[head]
    return [piece["open"] for piece in pieces if isinstance(piece, dict) and piece["open"] in dict(base.topics.label)]


def directions(base, topic, guideline):
    return {link.direction for rec in base.said(topic, guideline) for link in rec.about if link.to == topic}


def listed(screen):
    """The table of the guidelines."""
    return next(block for block in screen.blocks if block.words.startswith("The guidelines"))


@pytest.fixture
def guidelines(base):
    return tuple(g.id for g in base.by_country)


def test_the_title_is_what_the_data_say_it_is(shown, base):
    assert [title.value for title in shown("overview").run.title] == [base.package.headline]


def test_the_guidelines_agree_where_each_of_them_recommends_for_the_topic(base, guidelines):
    found = topics_of(base, guidelines, "Agree")
    everyone = [
        topic.id
        for topic, _ in base.outline
        if all(directions(base, topic.id, g) == {Direction.FOR} for g in guidelines)
    ]
    assert found[: len(everyone)] == everyone[:5]
    assert everyone


def test_agreement_against_a_topic_is_said_with_how_many_recommend_against_it(base, guidelines):
    against = [g for g in guidelines if Direction.AGAINST in directions(base, "abrupt-discontinuation", g)]
    said = f"The {len(against)} that recommend for or against abrupt discontinuation recommend against it."
    assert said in told(base, guidelines)["Agree"]


def test_no_topic_on_which_the_verdict_is_a_difference_in_direction_is_said_to_be_agreed_on(base, guidelines):
    found = comparison.verdicts(base)
    differing = [topic for topic, ways in found.differences.items() if "differ-in-direction" in ways]
    assert differing
    assert not {*topics_of(base, guidelines, "Agree")} & {*differing}


def test_differences_are_counted_from_the_verdicts(base, guidelines):
    found = comparison.verdicts(base)
    found = found[found.guidelines > 1]
    direction, strength = (
        sum(kind in ways for ways in found.differences) for kind in ("differ-in-direction", "differ-in-strength")
    )
    said = told(base, guidelines)["Differ"]
    assert said.startswith(
        f"Of the {len(found)} topics that at least two address, they differ in direction on {direction} (continuing opioid therapy), "
    )
    assert f"in strength on {strength} and in conditions" in said


def test_the_numbers_of_most_guidelines_are_given_as_printed_and_the_others_counted(base, guidelines):
    said = told(base, guidelines)["Differ"]
    scale = max(comparison.compare(base), key=lambda of: len({a.recommendation.guideline for a in of.amounts}))
    assert all(amount.printed in said for amount in scale.amounts)
    assert f"no number in the summary tables for the other {len(scale.silent)}" in said
    assert "“" not in said


def test_what_one_guideline_alone_addresses_is_named_with_its_country(base, guidelines):
    for topic in topics_of(base, guidelines, ONE_ALONE):
        (who,) = [base.records[g] for g in guidelines if base.said(topic, g)]
        assert f"({who.country_name})" in told(base, guidelines)[ONE_ALONE]


def test_two_guidelines_are_called_both(base, guidelines):
    assert told(base, guidelines[:2])["Agree"].startswith("Both recommend ")


def test_one_guideline_is_compared_with_nothing(shown, base):
    screen = shown("overview", country="US")
    assert not any("Agree" in block.headings for block in screen.blocks)


def test_the_source_stands_under_the_title(shown, base):
    assert shown("overview").run.caption[0].value == f"{base.package.subject}."


def test_a_click_on_a_cell_opens_its_recommendations(base):
    opened = overview.opened([{"topic": "gradual-tapering", "guideline": "ca-2017", "country": "CA"}])
    said = [
        r.id
        for r in base.of(Recommendation)
        if r.guideline == "ca-2017" and "gradual-tapering" in {k.to for k in r.about}
    ]
    assert opened == said
    assert said


def test_a_click_on_an_empty_cell_or_on_a_topic_opens_the_topic():
    assert overview.opened([{"topic": "disagreement", "guideline": "de-2020", "country": "DE"}]) == ["disagreement"]
    assert overview.opened([{"topic": "disagreement", "guideline": "", "country": ""}]) == ["disagreement"]


def test_the_matrix_has_a_cell_for_each_addressed_topic_and_guideline(base, guidelines):
    rows = overview.figure(guidelines, overview.glance({}).topics).rows
    cells = rows[(rows["kind"] == "cell") & (rows["count"] > 0)]
    said = {(t.id, g) for t, _ in base.outline for g in guidelines if base.said(t.id, g)}
    assert set(zip(cells["topic"], cells["guideline"], strict=True)) == said


def test_the_table_holds_the_topics_of_the_matrix_that_a_guideline_addresses(shown, base, guidelines):
    table = next(block for block in shown("overview", view="table").blocks if len(block.rows) > 20)
    heads = {row[0] for row in table.rows}
    addressed = [t.label for t, _ in base.outline if any(base.said(t.id, g) for g in guidelines)]
    assert set(addressed) <= heads


def test_filters_that_travel_are_said_followed_and_can_be_dropped(shown, base):
    screen = shown("overview", country="DE")
    assert "Filtered by Germany" in screen.words
    assert {link.opens for link in listed(screen).links if link.opens} == {("de-2020",)}
    screen.run.button[[b.label for b in screen.run.button].index("Show everything")].click().run()
    assert "country" not in screen.run.query_params


def test_each_guideline_is_there_with_year_status_and_its_original(shown, base):
    table = listed(shown("overview"))
    for guideline in base.by_country:
        (row,) = [row for row in table.rows if row[0].startswith(f"{guideline.country_name} {guideline.year}")]
        reference = base.records[guideline.reference]
        assert row[1]
        assert any(link.href == (reference.url or f"https://doi.org/{reference.doi}") for link in table.links)


def test_the_doors_lead_to_one_topic_a_comparison_and_the_recommendations(shown, base, guidelines):
    links = {link.proto.label: link.proto for link in shown("overview").run.get("page_link")}
    assert list(links) == ["Teach one topic", "Decide: worksheet for Word or Excel", "Browse recommendations"]
    query = parse_qs(urlsplit(f"?{links['Teach one topic'].query_string}").query)
    assert query["present"] == ["1"]
    (topic,) = query["show"]
    assert all(base.said(topic, g) for g in guidelines)


def test_presenting_shows_no_controls(shown):
    screen = shown("overview", present="1")
    assert not screen.run.get("page_link")
    assert not screen.run.segmented_control


def test_more_guidelines_or_topics_than_fit_are_counted_not_dropped_in_silence(monkeypatch, base):
    monkeypatch.setattr(overview, "MOST_GUIDELINES", 2)
    monkeypatch.setattr(overview, "MOST_TOPICS", 3)
    glance = overview.glance({})
    assert (len(glance.guidelines), len(glance.topics)) == (2, 3)
    assert glance.left_out.startswith(f"The first 3 of {glance.all_topics} topics and 2 of {len(base.by_country)} guid")


def test_where_all_recommend_together_on_nothing_that_is_said(base, guidelines, monkeypatch):
    monkeypatch.setattr(comparison, "pivot", lambda *_: PIVOT(*_).replace(Direction.FOR, Direction.CONDITION))
    assert told(base, guidelines)["Agree"].startswith(f"On no topic do all {len(guidelines)} recommend")
