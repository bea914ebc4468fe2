"""What has nothing is said to have nothing, and an amount is held against thresholds."""

from collections import Counter

import pytest

from kb.records import Effect, Guideline, Recommendation
from kb.vocabulary import EffectStatus

NOTHING = "nothing on this in the summary tables"


def answers(index, words, chosen=()):
    return {answer.text: answer.ids for answer in index.everything(words, 5, chosen).answers}


@pytest.mark.parametrize("words", ["cannabis", "cannabinoids", "Cannabinoide", "canabis"])
def test_an_intervention_without_trials_is_said_to_have_none(index, words):
    assert answers(index, words)["Cannabinoids: no trial reported opioid use"] == ("t3-cannabinoids-use",)


def test_nothing_is_said_of_missing_trials_where_there_are_trials(base, index):
    tried = {effect.intervention for effect in base.of(Effect) if effect.status is not EffectStatus.NO_TRIALS}
    for intervention in tried:
        texts = answers(index, base.records[intervention].label)
        assert not [text for text in texts if "no trial reported" in text]


@pytest.fixture(scope="module")
def linked_alone(base):
    """Return the interventions whose trials a curator linked to recommendations none of which names them, with those."""
    linked = {}
    for rec in base.of(Recommendation):
        for link in rec.interventions:
            linked.setdefault(link.to, []).append(rec)
    own = {of: " ".join(f"{rec.statement} {rec.action}" for rec in base.of(Recommendation)).lower() for of in linked}
    return {of: tuple(r.id for r in recs) for of, recs in linked.items() if not any(
        name.lower() in own[of] for name in (base.records[of].label, *base.records[of].synonyms.en))}  # fmt: skip


def test_a_trials_answer_is_not_taken_for_a_recommendation(base, index, linked_alone):
    assert linked_alone
    for of, recs in linked_alone.items():
        found = index.everything(base.records[of].label, 50)
        assert "recommendation" not in [group.kind for group in found.groups[:2]]
        hits = [hit for group in found.groups if group.kind == "recommendation" for hit in group.hits]
        assert all("not in its own words" in hit.matched[0] for hit in hits if hit.id in recs)
        (answer,) = [answer for answer in found.answers if "no recommendation" in answer.text]
        assert answer.ids == recs


def test_an_intervention_that_a_recommendation_names_is_not_said_to_be_unnamed(index):
    assert not [text for text in answers(index, "buprenorphine") if "Opioid replacement therapy: no recomm" in text]


@pytest.mark.parametrize(
    ("words", "country"),
    [("Germany cannabis", "Germany"), ("German taper rate", "Germany"), ("deutsche Schlafmittel", "Germany"),
     ("sleeping tablets in Canada", "Canada"), ("what does the CDC say on cannabis", "United States")],
)  # fmt: skip
def test_a_country_that_has_nothing_is_said_to_have_nothing(index, words, country):
    assert answers(index, words)[f"{country}: {NOTHING}"] == ()
    assert not [group for group in index.everything(words).groups if group.kind == "recommendation"]


@pytest.mark.parametrize("word", ["UK", "uk", "British", "NICE", "United Kingdom", "Großbritannien", "england"])
def test_a_country_in_the_query_leaves_its_recommendations_alone(base, index, word):
    found = index.find(f"{word} cold turkey", "recommendation").ids
    assert found
    assert {base.get(Recommendation, rec).guideline for rec in found} == {"gb-2022"}
    assert answers(index, f"cold turkey {word}")[f"United Kingdom: {len(found)} recommendations"] == found
    assert any(word in said and "United Kingdom" in said for said in index.everything(f"{word} cold turkey").understood)


def test_two_countries_are_both_answered(index):
    texts = answers(index, "taper rate Canada Germany")
    assert texts["Canada: 1 recommendation"] == ("ca-how-2",)
    assert f"Germany: {NOTHING}" in texts


def test_a_pronoun_is_no_country(index):
    assert index.read("tell us how").countries == ()
    assert index.read("US taper").countries == ("US",)


def test_a_country_alone_finds_everything_it_says(base, index):
    wanted = [rec.id for rec in base.of(Recommendation) if base.get(Guideline, rec.guideline).country == "AU"]
    assert list(index.find("Australia", "recommendation").ids) == wanted


def test_chosen_countries_are_answered_as_if_they_were_named(index):
    assert f"Germany: {NOTHING}" in answers(index, "cannabis", ("DE",))
    assert index.find("taper rate", "recommendation", ("US",)).ids[0] == "us-how-7"
    assert not [rec for rec in index.find("taper rate", "recommendation", ("US",)).ids if not rec.startswith("us-")]


def test_nothing_is_claimed_where_only_some_words_are_found(index):
    texts = answers(index, "Germany constipation xylophone")
    assert not [text for text in texts if NOTHING in text]
    assert [text for text in texts if text.startswith("Germany: 1 recommendation with some of the words")]


def test_words_that_mean_nothing_get_no_claim_and_topics_to_go_on_with(base, index):
    found = index.everything("xylophonquartz Germany")
    assert not found.groups
    assert [answer.text for answer in found.answers] == ["Germany: no recommendation in the summary tables names this"]
    assert found.nearest
    assert set(found.nearest) <= set(base.topics.index)
    assert index.everything("monnnitoringgg").nearest[0] == "monitoring"


@pytest.mark.parametrize("words", ["on opioids for 7 months", "7 months on opioids", "seit sieben Monaten", "30 weeks"])
def test_a_length_of_time_is_held_against_thresholds(index, words):
    found = index.everything(words)
    (met,) = [a for a in found.answers if "meets" in a.text]
    (missed,) = [a for a in found.answers if "does not meet" in a.text]
    assert "Germany (6 months or more: deprescribe)" in met.text
    assert met.ids == ("de-when-4",)
    assert missed.ids == ("us-how-7",)
    assert index.find(words, "recommendation").ids[0] == "de-when-4"


def test_a_threshold_that_is_met_comes_before_one_that_is_not(index):
    assert index.find("14 months on opioids", "recommendation").ids[:2] == ("us-how-7", "de-when-4")
    assert not [a for a in index.everything("14 months").answers if "does not" in a.text]
    assert not [a for a in index.everything("2 weeks").answers if " meets" in a.text]


@pytest.mark.parametrize(("dose", "verb"), [("100 MME", "meets"), ("90 mme", "meets"), ("89 MME", "does not meet")])
def test_a_dose_is_held_against_thresholds(index, dose, verb):
    (answer,) = index.everything(f"{dose} a day").answers
    assert answer.text == f"{dose} {verb} the threshold of: Canada (90 MME/day or more: deprescribe)"
    assert answer.ids == ("ca-when-1",)


def test_an_upper_bound_counts_only_for_what_it_limits(index):
    assert "de-when-1" in {rec for a in index.everything("side effects after 4 weeks").answers for rec in a.ids}
    assert "de-when-1" not in {rec for a in index.everything("4 weeks").answers for rec in a.ids}


def test_a_pace_is_no_length_of_treatment(index):
    assert index.read("10% every 2 weeks").amount is None
    assert index.find("5 to 10% every 2 to 4 weeks", "recommendation").ids[0] == "ca-how-2"


def test_a_word_is_said_to_stand_in_no_recommendation_and_no_trial_result(index):
    nowhere = "“oxycodone”: no recommendation in the summary tables and no trial result here names it"
    assert nowhere in answers(index, "oxycodone")
    assert nowhere in answers(index, "oxycodone 7 months no improvement"), "among other things asked for as well"
    assert not [text for text in answers(index, "pharmacist") if "no recommendation" in text]
    assert "“xyzzy”: no record here names it" in answers(index, "xyzzy")


def test_no_trial_result_is_said_only_where_none_has_any_name_of_what_was_asked(base, index):
    every = " ".join(effect.statement for effect in base.of(Effect)).lower()
    for topic in base.topics.index:
        record = base.records[topic]
        if [text for text in answers(index, record.label) if "no trial result here names it" in text]:
            assert not [name for name in (record.label, *record.synonyms.en) if f" {name.lower()} " in every]
    assert [text for text in answers(index, "constipation") if text.endswith("no trial result here names it")]


def test_who_recommends_something_on_a_topic_and_who_does_not_is_counted(base, index):
    for topic in ("tapering-rate", "abrupt-discontinuation", "opioid-rotation"):
        label, below = base.records[topic].label, base.narrower(topic)
        counts = Counter(
            base.get(Guideline, rec.guideline).country_name
            for rec in base.of(Recommendation)
            if {link.to for link in rec.about} & below
        )
        (text,) = [text for text in answers(index, label) if text.startswith("Recommendations: ")]
        assert all(f"{country} {count}" in text for country, count in counts.items())
        silent = {g.country_name for g in base.of(Guideline)} - counts.keys()
        assert all(country in text.partition(". ")[2] for country in silent)
        assert (NOTHING in text) is bool(silent)


def test_of_several_things_or_of_plain_words_no_country_is_said_to_be_silent(index):
    for words in ("taper rate pharmacist", "taper rate 7 months", "children taper rate", "children"):
        assert not [text for text in answers(index, words) if NOTHING in text], words


@pytest.mark.parametrize("words", ["one", "of", "to", "one of to", "no", "nur", "with and without"])
def test_small_words_alone_find_nothing_and_the_page_says_so(index, words):
    found = index.everything(words)
    assert not found.groups
    assert [answer.text for answer in found.answers] == [
        f"“{words}”: nearly every text has such words, so they are not looked for alone"
    ]
    assert index.find(words, "recommendation").ids == ()
