"""Search answers as a plain reading of every recommendation does, word by word and letter by letter."""

import re
from functools import cache
from random import Random

import pytest

from kb.edges import edges_of
from kb.records import Recommendation
from kb.search import LANGUAGES, analyzer
from kb.vocabulary import Relation

ANALYZERS = {code: analyzer(language) for code, language in LANGUAGES.items()}


@cache
def apart(one, other):
    """Return how many letters are added, lost, changed or swapped between two words, by the definition."""
    if not one or not other:
        return len(one) + len(other)
    least = min(
        apart(one[:-1], other) + 1,
        apart(one, other[:-1]) + 1,
        apart(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    )
    if one[-2:] == other[-2:][::-1] and len(one) > 1:
        least = min(least, apart(one[:-2], other[:-2]) + 1)
    return least


def alike(term, kept):
    errors = 2 if len(term) >= 9 else 1 if len(term) >= 5 else 0
    begins = len(term) >= 4 and kept.startswith(term)
    return begins or (abs(len(term) - len(kept)) <= errors and apart(term, kept) <= errors)


def read(base, rec):
    """Return the stems of everything that a recommendation is found by, by language, and what it is linked to."""
    linked = {edge.target for edge in edges_of(rec) if edge.relation is not Relation.CALLS_FOR}
    named = [base.records[edge.target] for edge in edges_of(rec) if hasattr(base.records[edge.target], "synonyms")]
    printed = [quantity.printed for quantity in rec.quantities]
    own = [rec.statement, rec.action, *rec.conditions, *rec.caveats, *printed, rec.note or ""]
    english = [*own, *(text for one in named for text in (one.label, *one.synonyms.en))]
    german = [text for one in named for text in (*one.synonyms.de, *filter(None, [one.translations.de]))]
    return stems(english, "en"), stems(german, "de"), linked


def stems(texts, language):
    return {stem for text in texts for stem in ANALYZERS[language].analyze(text)}


@pytest.fixture(scope="module")
def shelf(base):
    return {rec.id: read(base, rec) for rec in base.of(Recommendation)}


@pytest.fixture(scope="module")
def called(base):
    """Return the ids of the concepts that a word alone is a name of, each with the topics below it."""
    found = {}
    for record in (r for r in base.records.values() if hasattr(r, "synonyms")):
        german = (*record.synonyms.de, *filter(None, [record.translations.de]))
        for language, names in (("en", (record.label, *record.synonyms.en)), ("de", german)):
            for name in names:
                for stem in ANALYZERS[language].analyze(name) if len(name.split()) == 1 else ():
                    below = base.narrower(record.id) if record.id in base.topics.index else {record.id}
                    found.setdefault((language, stem), set()).update(below)
    return found


def plain(word, shelf, called):
    terms = {language: made.analyze(word) for language, made in ANALYZERS.items()}
    concepts = {of for language, own in terms.items() for term in own for of in called.get((language, term), ())}
    held = {
        rec
        for rec, (english, german, _) in shelf.items()
        if any(alike(term, kept) for term in terms["en"] for kept in english)
        or any(alike(term, kept) for term in terms["de"] for kept in german)
    }
    return held | {rec for rec, (_, _, linked) in shelf.items() if linked & concepts}


def words(base):
    used = {word for rec in base.of(Recommendation) for word in re.findall(r"[a-z]{3,}", rec.statement.lower())}
    return Random(3).sample(sorted(used), 60)


def mistyped(word, chance):
    place = chance.randrange(1, len(word))
    return chance.choice(
        (word[:place] + word[place + 1 :], word[:place] + "x" + word[place:], word[:place] + word[place:][::-1])
    )


def test_one_word_finds_what_a_plain_reading_finds(base, index, shelf, called):
    for word in words(base):
        question = index.read(word)
        if [unit.words for unit in question.units] == [(word,)] and not question.corrected:
            assert set(index.find(word, "recommendation").ids) == plain(word, shelf, called), word


def test_a_mistyped_word_finds_what_a_plain_reading_finds(base, index, shelf, called):
    chance, tried = Random(5), 0
    for word in words(base):
        wrong = mistyped(word, chance)
        question = index.read(wrong)
        if [unit.words for unit in question.units] == [(wrong,)] and not question.corrected:
            tried += 1
            assert set(index.find(wrong, "recommendation").ids) == plain(wrong, shelf, called), wrong
    assert tried > 20


def test_two_words_find_what_has_both(base, index, shelf, called):
    tried = 0
    for one, other in zip(words(base)[::2], words(base)[1::2], strict=True):
        if [unit.words for unit in index.read(f"{one} {other}").units] == [(one,), (other,)]:
            both = plain(one, shelf, called) & plain(other, shelf, called)
            hits = index.find(f"{one} {other}", "recommendation")
            tried += bool(both)
            assert set(hits.ids) == (both or plain(one, shelf, called) | plain(other, shelf, called)), (one, other)
            assert hits.every_word is bool(both) or not hits.ids
    assert tried > 5
