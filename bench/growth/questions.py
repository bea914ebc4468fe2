"""What readers ask, drawn from a seed: the same questions for us and for the peers."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from bench.growth.synthetic import PLAIN
from bench.walk import World
from kb import KnowledgeBase
from kb.edges import edges_of
from kb.records import Recommendation

FILTERED = {"country": 2, "topic": 1, "strength": 2, "verb": 2}
"""How many options are chosen under each of four facets."""
COMMON, SELECTIONS, SEED = 100, 10, 7


@dataclass(frozen=True)
class Questions:
    """Selections of four facets, single words, and the codes of five countries to compare.

    Words are drawn as often as they are used, without the commonest: in a
    language those are *the*, *of* and *to*, which search leaves out. `plain`
    are words that nothing else resembles.
    """

    selections: list[Mapping[str, tuple[str, ...]]]
    words: list[str]
    plain: tuple[str, ...]
    five: tuple[str, ...]


def questions(world: World) -> Questions:
    """Return the questions for a synthetic collection."""
    chance, options = Random(SEED), world.facets.options()
    used = Counter(word for rec in world.base.of(Recommendation) for word in rec.statement.lower().strip(".").split())
    rest = dict(used.most_common()[COMMON:])
    # Of countries and topics those that hold most, as a reader would begin with; the rest of the list is nearly empty.
    selections = [
        {f: tuple(chance.sample(options[f][:8], min(n, len(options[f])))) for f, n in FILTERED.items()}
        for _ in range(SELECTIONS)
    ]
    words = chance.choices(list(rest), list(rest.values()), k=60)
    return Questions(selections, words, PLAIN, tuple(chance.sample(options["country"], 5)))


def texts(base: KnowledgeBase) -> dict[str, str]:
    """Return everything that a recommendation is found by (tests/kb/search/test_second_way.py), as lower-case words."""
    found = {}
    for rec in base.of(Recommendation):
        named = [base.records[edge.target] for edge in edges_of(rec) if hasattr(base.records[edge.target], "synonyms")]
        names = [text for one in named for text in (one.label, *one.synonyms.en, *one.synonyms.de)]
        own = [rec.statement, rec.action, *rec.conditions, *rec.caveats, rec.note or ""]
        found[rec.id] = " ".join([*own, *(quantity.printed for quantity in rec.quantities), *names]).lower()
    return found
