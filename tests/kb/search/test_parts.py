"""The parts of search by themselves: typing errors, names of countries, amounts."""

from types import SimpleNamespace

import pytest

from kb.records import Guideline, Resource
from kb.search import amounts, countries, spelling


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("taper", "taper", 0), ("taper", "tapper", 1), ("taper", "tapre", 1), ("taper", "tape", 1), ("taper", "toper", 1),
     ("turkey", "turky", 1), ("", "ab", 2), ("sleeping", "slepping", 1), ("kitten", "sitting", 3)],
)  # fmt: skip
def test_typing_errors_are_counted(one, other, apart):
    assert spelling.distance(one, other) == spelling.distance(other, one) == apart
    assert spelling.close(one, other, apart)
    assert not apart or not spelling.close(one, other, apart - 1)


def test_longer_words_are_forgiven_more():
    assert [spelling.forgiven("x" * length) for length in (4, 5, 8, 9)] == [0, 1, 1, 2]
    assert spelling.nearest("tapper", ["wean", "taper", "tapir"]) == "taper"
    assert spelling.nearest("tapp", ["tape"]) is None


def guideline(code, name, issuer="Somebody", en=(), de=()):
    others = SimpleNamespace(en=en, de=de)
    return SimpleNamespace(country=code, country_name=name, country_synonyms=others, issuer=issuer, short_title="")


def test_a_country_goes_by_its_name_its_synonyms_its_issuer_and_its_code():
    german = guideline("DE", "Germany", "Institute (IQWIG)", en=["German"], de=["deutsch"])
    named = countries.names([german, guideline("FR", "France", en=["French"])])
    assert {named[key] for key in (("germany",), ("german",), ("deutsch",), ("iqwig",), ("DE",))} == {"DE"}
    assert named["french",] == "FR"
    assert ("de",) not in named


def test_a_country_without_synonyms_goes_by_its_name():
    assert countries.names([guideline("XA", "Far Away")])["far", "away"] == "XA"


def test_a_word_for_two_countries_means_neither():
    named = countries.names([guideline("DE", "Germany", "WHO"), guideline("FR", "France", "WHO")])
    assert ("who",) not in named


@pytest.mark.parametrize(
    ("words", "days"),
    [("7 months", 213.06), ("six weeks", 42), ("1 Jahr", 365.24), ("for 10 days", 10), ("sieben Monaten", 213.06)],
)
def test_lengths_of_time_are_read_in_days(words, days):
    _, amount = amounts.read(words.split(), {"time"})
    assert amount.value == pytest.approx(days, abs=0.01)
    assert amount.dimension == "time"


@pytest.mark.parametrize(
    "words", ["every 2 weeks", "every 2 to 4 weeks", "within 3 months", "2 many weeks", "weeks 2", "7"]
)
def test_a_pace_a_limit_or_a_bare_number_is_no_amount(words):
    assert amounts.read(words.split(), {"time"}) is None


def test_an_amount_in_a_unit_that_no_threshold_has_is_none():
    assert amounts.read(["90", "MME"], {"time"}) is None
    assert amounts.read(["90", "MME"], {"time", "mme"})[1].value == 90


def test_many_hits_are_counted_kind_by_kind_with_the_same_answer(index, monkeypatch):
    words = ("taper", "cold turkey", "opioid", "UK withdrawal")
    at_once = [index.everything(one, 2).groups for one in words]
    monkeypatch.setattr("kb.search.index.MANY", 1)
    assert [index.everything(one, 2).groups for one in words] == at_once


def test_records_with_some_of_the_words_stand_in_only_among_what_readers_come_for(index):
    groups = index.everything("oxycodone constipation").groups
    in_part = {group.kind for group in groups if group.whole < group.total}
    assert "recommendation" in in_part
    assert not in_part & {"reading", "reference", "discrepancy", "practice-point"}


def test_what_is_about_a_topic_itself_comes_before_what_is_about_a_part_of_it(base, index):
    ids = index.find("how to reduce", "recommendation").ids
    narrower = base.narrower("how-to-taper") - {"how-to-taper"}
    itself = [any(link.to == "how-to-taper" for link in base.records[rec].about) for rec in ids]
    assert narrower
    assert itself == sorted(itself, reverse=True)


@pytest.mark.parametrize(
    "things",
    [("no improvement", "pharmacist"), ("cold turkey", "pharmacist", "psychosocial support"),
     ("cold turkey", "functional goals", "withdrawal", "pace")],
)  # fmt: skip
def test_what_holds_more_of_several_things_comes_first_and_what_holds_a_part_is_found_as_well(index, things):
    parts = [set(index.find(thing, "recommendation").ids) for thing in things]
    assert len(index.read(" ".join(things)).units) == len(things)
    (group,) = [group for group in index.everything(" ".join(things), 100).groups if group.kind == "recommendation"]
    ids = [hit.id for hit in group.hits]
    assert set(ids) == set().union(*parts)
    held = [sum(rec in part for part in parts) for rec in ids]
    assert held == sorted(held, reverse=True)
    assert group.whole == held.count(len(parts))


def test_every_topic_and_trigger_that_a_part_names_is_found(index):
    found = index.everything("oxycodone 7 months no improvement", 100)
    ids = {hit.id for group in found.groups for hit in group.hits}
    assert {"therapy-duration", "lack-of-benefit", "no-improvement", "de-when-4", "vignette-back-pain"} <= ids
    assert found.groups[0].kind == "recommendation", "several things at once are most often a patient"
    assert found.groups[0].hits[0].id == "de-when-4", "whose threshold is met"


def test_a_word_that_very_many_records_have_is_left_out_beside_the_name_of_something(index):
    alone, beside = index.everything("withdrawal", 50), index.everything("opioid withdrawal", 50)
    assert [[hit.id for hit in group.hits] for group in beside.groups] == [
        [hit.id for hit in group.hits] for group in alone.groups
    ]
    assert any("“opioid” as too common" in said for said in beside.understood)
    assert index.find("opioid", "recommendation").ids, "alone it is looked for"


def test_what_is_out_of_date_is_found_by_plain_words(base, index):
    found = {hit.id for group in index.everything("outdated", 50).groups for hit in group.hits}
    assert {g.id for g in base.of(Guideline) if g.status == "lapsed"} <= found
    assert {r.id for r in base.of(Resource) if r.status == "superseded"} <= found
    assert not {g.id for g in base.of(Guideline) if g.status == "current"} & found
