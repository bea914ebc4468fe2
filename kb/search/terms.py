"""Words as they are kept and looked for: stems in two languages, and words that carry no meaning of their own."""

import re
from collections.abc import Mapping
from types import MappingProxyType

import tantivy
from tantivy import Filter

LANGUAGES: Mapping[str, str] = MappingProxyType({"en": "english", "de": "german"})
LONGEST_TEXT, LONGEST_WORD, MOST_WORDS = 1_000, 40, 12
_FILLERS = (
    "a an and any are as at be been being by can could did do does for from had has have he her him his i if in into is "
    "it its may me might my of or our shall she should so some somebody someone t s than that the their them then there "
    "these they this those to we were will with would you your about please tell show "
    "aber als am an auf aus bei bin bis das dass dem den der des die ein eine einem einen einer er es für hat haben ich "
    "ihr im ist kann man mein mit nach oder sich sie sind soll sollte um und vom von war wir wird zu zum zur"
)
_ASKING = (
    "how what when where which who why long much many often patient patients person people "
    "wie wann was warum welche wer wo lange viel viele oft"
)
_SMALL = (
    "one ones two no not nor only all any both each every few less more most other others another some such same too very "
    "also just even still yet now then here again once own on off out up down over under after before above below during "
    "until since while because between through within without against upon per "
    "nicht kein keine keinen nur alle jede jeder jedes mehr weniger noch schon sehr auch vor ohne gegen über unter bei "
    "während wenn durch seit zwei"
)
_NUMBERS_ASKED = (
    "how fast, how quickly, how slow, how slowly, how much, how long, how often, how many, how high, "
    "wie schnell, wie langsam, wie viel, wie lange, wie oft, wie hoch, "
    "rate, speed, pace, interval, duration, threshold, percent, percentage, "
    "Tempo, Geschwindigkeit, Reduktionsgeschwindigkeit, Ausschleichgeschwindigkeit, Dauer, Grenze, Prozent"
)
FILLERS = frozenset(_FILLERS.split())
"""Left out of every query: no record is better or worse for holding one."""
ASKING = frozenset(_ASKING.split())
"""Part of a phrase such as *how fast*, and looked for only there."""
SMALL = frozenset(_SMALL.split())
"""Not looked for alone: nearly every text has such a word. In a name, such as *no improvement*, they count as others do."""
NUMBERS_ASKED = tuple(frozenset(words.split()) for words in _NUMBERS_ASKED.lower().split(", "))
"""Words that, all together, ask for a number."""
_WORD = re.compile(r"[^\W_]+")


def split(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are written, without signs."""
    return tuple(_WORD.findall(text))


def analyzer(language: str) -> tantivy.TextAnalyzer:
    """Return what turns a text of one language into the terms that are kept and looked for."""
    plain = _lower().filter(Filter.stopword("english")).filter(Filter.stopword("german"))
    return plain.filter(Filter.stemmer(language)).filter(Filter.ascii_fold()).build()


def stemmer(language: str) -> tantivy.TextAnalyzer:
    """Return what turns every word of a text into its stem; *how* and *no*, which an index leaves out, are kept."""
    return _lower().filter(Filter.stemmer(language)).filter(Filter.ascii_fold()).build()


def _lower() -> tantivy.TextAnalyzerBuilder:
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(Filter.lowercase())
