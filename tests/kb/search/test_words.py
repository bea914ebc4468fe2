"""Search finds what a reader means: lay words, German, stems, typing errors, phrases."""

from types import SimpleNamespace

import pytest

from kb.records import Opioid, Recommendation
from kb.records.concept import Concept, Translations
from kb.search import SearchIndex


def topics_of(base, rec):
    return {link.to for link in base.get(Recommendation, rec).about}


@pytest.mark.parametrize("words", ["weaning", "ausschleichen", "weaning off", "langsam reduzieren", "coming off"])
def test_words_for_tapering_lead_to_gradual_reduction(base, recommendations, words):
    best = recommendations(words)[:3]
    assert best
    assert all(topics_of(base, rec) & {"gradual-tapering", "how-to-taper"} for rec in best)


@pytest.mark.parametrize(
    "words",
    ["how fast to taper", "how fast should I taper?", "How quickly to reduce", "taper rate", "wie schnell ausschleichen",
     "speed of tapering", "how fast to tapper"],
)  # fmt: skip
def test_a_question_about_pace_has_the_paces_first(base, recommendations, words):
    best = recommendations(words)
    assert set(best[:2]) == {"ca-how-2", "us-how-7"}
    with_numbers = [bool(base.get(Recommendation, rec).quantities) for rec in best]
    assert len(best) > 2
    assert all(with_numbers[:2])


@pytest.mark.parametrize("words", ["cold turkey", "cold turky", "stop suddenly", "suddenly stopping", "kalter Entzug"])
def test_words_for_stopping_at_once_find_what_is_said_about_it(base, recommendations, group, words):
    best = recommendations(words)
    assert {"gb-how-2", "au-how-1"} <= set(best)
    assert all("abrupt-discontinuation" in topics_of(base, rec) for rec in best[:3])
    assert group(words, "topic")[0] == "abrupt-discontinuation"


@pytest.mark.parametrize(
    "words", ["sleeping tablets", "slepping tablets", "sleeping pills", "Schlafmittel", "benzodiazepine", "zopiclone"]
)
def test_words_for_sedatives_find_the_recommendation_on_sedating_medicines(recommendations, group, words):
    assert "au-when-3" in recommendations(words)[:3]
    assert "concomitant-medicines" in group(words, "topic")[:2]


@pytest.mark.parametrize("words", ["buprenorphine", "bupernorphine", "buprenorphin", "Buprenorphne", "methadon"])
def test_a_typing_error_still_finds_the_rotation(recommendations, words):
    assert recommendations(words)[0] == "ca-how-6"


@pytest.mark.parametrize(
    ("words", "rec"),
    [("90 MME", "ca-when-1"), ("cold turkey", "gb-how-2"), ("pharmacist", "ca-how-4"), ("Psychotherapie", "de-how-4"),
     ("second opinion", "gb-when-2"), ("feeling down", "us-how-10"), ("my patient wants to come off", "ca-when-2")],
)  # fmt: skip
def test_the_obvious_question_has_the_obvious_answer(recommendations, words, rec):
    assert rec in recommendations(words)[:3]


@pytest.mark.parametrize(
    ("words", "kind", "record"),
    [
        ("cannabis", "intervention", "cannabinoids"), ("cannabis", "effect", "t3-cannabinoids-use"),
        ("cannabinoids", "effect", "t3-cannabinoids-use"), ("ketamine", "effect", "t3-ketamine-use"),
        ("ketamine", "finding", "f-no-trial-evidence-ketamine-cannabinoids"),
        ("oxycodone", "case", "vignette-back-pain"), ("constipation", "finding", "f-opioid-adverse-events"),
        ("constipation", "case", "vignette-back-pain"), ("low mood", "topic", "psychosocial-support"),
        ("low mood", "case", "vignette-back-pain"), ("Verstopfung", "topic", "adverse-events-and-risk"),
        ("NICE", "guideline", "gb-2022"), ("Jayawardana", "reference", "ref-1"),
        ("toolkit", "resource", "res-tapering-toolkit"), ("how fast to taper", "discrepancy", "d-taper-rate"),
    ],
)  # fmt: skip
def test_every_kind_of_record_can_be_found(group, words, kind, record):
    assert record in group(words, kind)


def test_words_in_any_order_make_a_phrase(index):
    straight, turned = index.read("stop suddenly").units, index.read("suddenly he wants it: stop").units
    assert straight[0].concepts
    assert straight[0].concepts in {unit.concepts for unit in turned}


def test_a_question_in_a_sentence_falls_back_to_any_of_its_words(index):
    hits = index.find("how fast should I taper somebody who takes zolpidem and likes xylophones", "recommendation")
    assert {"ca-how-2", "us-how-7"} <= set(hits.ids)
    assert not hits.every_word


def test_words_that_mean_nothing_find_nothing(recommendations):
    assert recommendations("xylophonquartz") == ()
    assert recommendations("the of and") == ()
    assert recommendations("") == ()


def test_only_the_wanted_kind_is_found(base, index):
    found = index.find("acupuncture", "intervention").ids
    assert found[0] == "acupuncture"
    assert set(found) <= {record.id for record in base.records.values() if type(record).__name__ == "Intervention"}


def test_words_beyond_the_twelfth_are_not_searched_and_are_told(index):
    words = " ".join(f"zzqxjk{n}" for n in range(12))
    assert index.everything(f"{words} buprenorphine naloxone").unsearched == ("buprenorphine", "naloxone")
    assert index.find(f"{words} buprenorphine", "recommendation").ids == ()
    assert index.find(f"{words} buprenorphine", "recommendation").unsearched == ("buprenorphine",)
    assert index.everything(words).unsearched == ()


def test_a_record_is_found_by_its_id(index):
    (only,) = index.everything(" CA-how-1 ").groups
    assert [hit.id for hit in only.hits] == ["ca-how-1"]


@pytest.mark.parametrize("word", ["safety", "support", "withdrawal"])
def test_a_word_that_is_also_an_id_is_a_word(index, word):
    assert len(index.everything(word).groups) > 1


def test_the_german_term_of_a_concept_is_a_name_and_said_to_be_its_term(base):
    topic = base.records["monitoring"].model_copy(update={"translations": Translations(de="Quarzuhrkontrolle")})
    index = SearchIndex(SimpleNamespace(records={**base.records, topic.id: topic}))
    (hit,) = next(group for group in index.everything("Quarzuhrkontrolle").groups if group.kind == "topic").hits[:1]
    assert (hit.id, hit.matched) == ("monitoring", ("“quarzuhrkontrolle” is its German term",))
    recs = next(group for group in index.everything("Quarzuhrkontrolle", 50).groups if group.kind == "recommendation")
    german = [hit for hit in recs.hits if any("(German: Quarzuhrkontrolle)" in why for why in hit.matched)]
    assert {hit.id for hit in german} == {
        rec.id for rec in base.of(Recommendation) if "monitoring" in {link.to for link in rec.about}
    }


def test_every_german_term_of_the_data_finds_its_concept(base, index):
    # No recommendation is about a single opioid, so that the search reads none of them as a concept.
    concepts = [r for r in base.records.values() if isinstance(r, Concept) and not isinstance(r, Opioid)]
    terms = [concept for concept in concepts if concept.translations.de]
    assert terms
    for record in terms:
        asked = {of for unit in index.read(record.translations.de).units for of in unit.concepts}
        assert record.id in asked, record.translations.de


@pytest.mark.parametrize(
    ("german", "english"),
    [("Wie schnell ausschleichen", "how fast to taper"), ("Wie schnell soll ich Opioide ausschleichen?", "how fast to taper"),
     ("Wie schnell reduzieren", "how fast to taper")],
)  # fmt: skip
def test_a_german_question_finds_what_the_english_one_finds(recommendations, german, english):
    assert set(recommendations(german)) == set(recommendations(english))
