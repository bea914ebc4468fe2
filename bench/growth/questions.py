"""What readers ask, drawn from a seed: the same questions for us and for the peers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from kb.knowledge import KnowledgeBase
from kb.library import Library
from kb.records import Recommendation
from kb.search import LANGUAGES, analyzer
from kb.selection import Selection

FILTERED = {"country": 2, "topic": 1, "strength": 2, "verb": 2}
"""How many options are chosen under each of four facets."""
COMMON = 100
SEED = 7


@dataclass(frozen=True)
class Questions:
    """Selections of four facets, single words, guidelines to compare, and records to start from."""

    selections: tuple[Selection, ...]
    words: tuple[str, ...]
    common: tuple[str, ...]
    plain: tuple[str, ...]
    five: tuple[str, ...]
    records: tuple[str, ...]


def questions(library: Library) -> Questions:
    """Return the questions for a library. Words are drawn as often as they are used, records each as often as any other.

    The commonest words are asked for apart: in a language they are *the*, *of*
    and *to*, which search leaves out.
    """
    kb, chance = library.kb, Random(SEED)
    options = library.facets.options()
    used = Counter(word for rec in kb.of(Recommendation) for word in rec.statement.lower().strip(".").split())
    common = [word for word, _ in used.most_common(COMMON)]
    rest = {word: times for word, times in used.items() if word not in common}
    words = chance.choices(list(rest), list(rest.values()), k=60)
    guidelines = [guideline.id for guideline in kb.guidelines]
    return Questions(
        tuple(_selection(chance, options) for _ in range(20)),
        tuple(words),
        tuple(common[::5]),
        tuple(_plain(kb, words))[:12],
        tuple(chance.sample(guidelines, min(5, len(guidelines)))),
        tuple(chance.choices(list(kb.records), k=200)),
    )


def _selection(chance: Random, options: dict[str, tuple[str, ...]]) -> Selection:
    # Of countries and topics those that hold most, as a reader would begin with; the rest of the list is nearly empty.
    return Selection({name: tuple(chance.sample(options[name][:8], k)) for name, k in FILTERED.items()})


def _plain(kb: KnowledgeBase, words: Iterable[str]) -> Iterator[str]:
    """Yield words that nothing else in the collection resembles: search by stems and typing errors finds them alone.

    Two words that differ by one letter, added, lost, changed or moved, share a
    form with one letter less. Words of nine letters and more, for which two
    differences are forgiven, are left out.
    """
    known = {word for text in texts(kb).values() for word in text.split()}
    forms: dict[str, set[str]] = defaultdict(set)
    for word in known:
        for stem in {word, *_stems(word)}:
            for form in _forms(stem):
                forms[form].add(word)
    for word in dict.fromkeys(words):
        alone = all(forms[form] == {word} for stem in _stems(word) for form in _forms(stem))
        begun = any(other != word and other.startswith(tuple(_stems(word))) for other in known)
        if 5 <= len(word) <= 8 and alone and not begun:
            yield word


def _stems(word: str) -> set[str]:
    return {term for language in LANGUAGES.values() for term in analyzer(language).analyze(word)}


def _forms(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def texts(kb: KnowledgeBase) -> dict[str, str]:
    """Return everything of each recommendation that search looks at, as one text of lower-case words."""
    found = {}
    for rec in kb.of(Recommendation):
        linked = [kb.records[link.to] for link in (*rec.about, *rec.triggers, *rec.unless, *rec.interventions)]
        names = [part for one in linked for part in (one.label, *one.synonyms.en, *one.synonyms.de)]
        country = kb.records[rec.guideline].country_name
        parts = [rec.action, rec.statement, *rec.conditions, *rec.caveats, country, *names]
        found[rec.id] = " ".join(parts).replace(".", "").lower()
    return found
