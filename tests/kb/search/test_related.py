"""Triggers that mean nearly the same find each other, whichever of them says so."""

import pytest

from kb.records import Trigger
from kb.records.concept import Closeness
from kb.search import HOW, SearchIndex, related
from kb.vocabulary import Relatedness


def trigger(name, *links):
    return Trigger(id=name, label=name.title(), related=links)


def near(to, how):
    return Closeness(to=to, how=how, why=f"because of {to}")


@pytest.fixture
def records():
    made = [
        trigger("goals-missed"),
        trigger("no-gain", near("goals-missed", "overlapping"), near("no-gain-at-all", "broader"), near("new", "exclusive")),
        trigger("no-gain-at-all"),
        trigger("new"),
        trigger("useless", near("no-gain", "same")),
    ]  # fmt: skip
    return {record.id: record for record in made}


def said(records, *asked):
    return {one.trigger: [(other.trigger, other.how) for other in one.others] for one in related(records, asked)}


def test_those_that_share_patients_are_found_from_either_side_and_nearest_first(records):
    assert said(records, "no-gain") == {
        "no-gain": [("useless", Relatedness.SAME), ("no-gain-at-all", Relatedness.NARROWER), ("goals-missed", Relatedness.OVERLAPPING)]
    }  # fmt: skip
    assert said(records, "useless") == {"useless": [("no-gain", Relatedness.SAME)]}


def test_narrower_seen_from_the_other_side_is_broader(records):
    assert said(records, "no-gain-at-all") == {"no-gain-at-all": [("no-gain", Relatedness.BROADER)]}


def test_what_excludes_it_is_no_answer_and_what_is_asked_for_is_not_said_again(records):
    assert said(records, "new") == {}
    assert said(records, "no-gain", "useless", "goals-missed") == {
        "no-gain": [("no-gain-at-all", Relatedness.NARROWER)]
    }
    assert said(records, "unknown") == {}


def test_each_says_why(records):
    (one,) = related(records, ["useless"])
    assert one.others[0].why == "because of no-gain"


def test_the_curated_ones_are_said_where_a_search_names_one(base, index):
    linked = [one for one in base.of(Trigger) if any(link.how in HOW for link in one.related)]
    assert linked
    for one in linked:
        found = {other.trigger for shown in index.everything(one.label).related for other in shown.others}
        named = {of for unit in index.read(one.label).units for of in unit.concepts}
        assert {link.to for link in one.related if link.how in HOW} <= found | named, one.id


def test_a_related_trigger_is_no_match(base):
    made = {
        **base.records,
        "aaa-test": Trigger(id="aaa-test", label="Zyxwv", related=(near("no-improvement", "same"),)),
    }
    index = SearchIndex(type("Holding", (), {"records": made})())
    found = index.everything(base.records["no-improvement"].label, 50)
    assert "aaa-test" not in {hit.id for group in found.groups for hit in group.hits}
    assert "aaa-test" in {other.trigger for one in found.related for other in one.others}
