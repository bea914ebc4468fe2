"""The parts of search by themselves: typing errors, names of countries, amounts."""

from types import SimpleNamespace

import pytest

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
    in_part = {group.kind for group in groups if not group.every_word}
    assert "recommendation" in in_part
    assert not in_part & {"reading", "reference", "discrepancy", "practice-point"}


def test_what_is_about_a_topic_itself_comes_before_what_is_about_a_part_of_it(base, index):
    ids = index.find("how to reduce", "recommendation").ids
    narrower = base.narrower("how-to-taper") - {"how-to-taper"}
    itself = [any(link.to == "how-to-taper" for link in base.records[rec].about) for rec in ids]
    assert narrower
    assert itself == sorted(itself, reverse=True)
