"""What readers ask, drawn from a seed: the same questions for us and for the peers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from bench.walk import World
from kb import KnowledgeBase
from kb.edges import edges_of
from kb.records import Recommendation
from kb.search import LANGUAGES, analyzer

FILTERED = {"country": 2, "topic": 1, "strength": 2, "verb": 2}
"""How many options are chosen under each of four facets."""
COMMON, SEED = 100, 7
ANALYZERS = [analyzer(language) for language in LANGUAGES.values()]


@dataclass(frozen=True)
class Questions:
    """Selections of four facets, single words, and the codes of five countries to compare.

    Words are drawn as often as they are used, without the commonest: in a
    language those are *the*, *of* and *to*, which search leaves out. `plain`
    are words that nothing else resembles.
    """

    selections: list[Mapping[str, tuple[str, ...]]]
    words: list[str]
    plain: list[str]
    five: tuple[str, ...]


def questions(world: World, texts: Mapping[str, str]) -> Questions:
    """Return the questions for a knowledge base, whose recommendations have these texts."""
    chance, options = Random(SEED), world.facets.options()
    used = Counter(word for rec in world.base.of(Recommendation) for word in rec.statement.lower().strip(".").split())
    rest = dict(used.most_common()[COMMON:])
    words = chance.choices(list(rest), list(rest.values()), k=60)
    # Of countries and topics those that hold most, as a reader would begin with; the rest of the list is nearly empty.
    selections = [{f: tuple(chance.sample(options[f][:8], n)) for f, n in FILTERED.items()} for _ in range(20)]
    plain = list(_plain(world, texts, words))[:12]
    return Questions(
        selections, words, plain, tuple(chance.sample(options["country"], min(5, len(options["country"]))))
    )


def texts(base: KnowledgeBase) -> dict[str, str]:
    """Return everything that a recommendation is found by (tests/kb/search/test_second_way.py), as lower-case words."""
    found = {}
    for rec in base.of(Recommendation):
        named = [base.records[edge.target] for edge in edges_of(rec) if hasattr(base.records[edge.target], "synonyms")]
        names = [text for one in named for text in (one.label, *one.synonyms.en, *one.synonyms.de)]
        printed = [quantity.printed for quantity in rec.quantities]
        own = [rec.statement, rec.action, *rec.conditions, *rec.caveats, *printed, rec.note or ""]
        found[rec.id] = " ".join([*own, *names]).replace(".", "").lower()
    return found


def _plain(world: World, texts: Mapping[str, str], words: Iterable[str]) -> Iterator[str]:
    """Yield words that nothing else in the collection resembles: search by stems and typing errors finds them alone.

    Two words that differ by one letter, added, lost, changed or moved, share a
    form with one letter less. Words of nine letters and more, for which two
    differences are forgiven, are left out; so are names, by which what is
    linked is found too.
    """
    known = {word for text in texts.values() for word in text.split()}
    forms: dict[str, set[str]] = defaultdict(set)
    for word in known:
        for form in {form for stem in {word, *_stems(word)} for form in _forms(stem)}:
            forms[form].add(word)
    for word in dict.fromkeys(words):
        alone = all(forms[form] == {word} for stem in _stems(word) for form in _forms(stem))
        begun = any(other != word and other.startswith(tuple(_stems(word))) for other in known)
        read = world.index.read(word)
        named = read.corrected or read.countries or any(unit.names for unit in read.units)
        if 5 <= len(word) <= 8 and alone and not begun and not named:
            yield word


def _stems(word: str) -> set[str]:
    return {term for one in ANALYZERS for term in one.analyze(word)}


def _forms(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
