"""What a recommendation says on one topic, made from its record."""

from collections.abc import Iterable, Iterator

from kb.comparison import applicability
from kb.comparison.amounts import spans
from kb.comparison.verdict import Span, Statement
from kb.knowledge import KnowledgeBase
from kb.records import Recommendation, StrengthMapping, ThresholdLink, TopicLink
from kb.vocabulary import Strength

Held = dict[frozenset[str], frozenset[str]]
UNLESS = "unless: "
"""What an exception begins with among conditions in words."""
TOGETHER = ", together with: "
"""What stands between conditions in words that hold only together."""


class Wording:
    """The triggers of a knowledge base in words, and under the names that are compared; each worked out once."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self._names = applicability.shared_names(base)
        self._kept: dict[tuple[object, ...], tuple[str, str]] = {}

    def of(self, link: ThresholdLink) -> tuple[str, str]:
        """Return a trigger with its threshold in words, and under the name that is compared."""
        key = (link.to, link.at_least, link.at_most, link.unit)
        if key not in self._kept:
            self._kept[key] = applicability.said(self.base, link), applicability.limit(self.base, link, self._names)
        return self._kept[key]


def statements(
    base: KnowledgeBase, topic: str, recommendations: Iterable[Recommendation], mapping: StrengthMapping | None = None
) -> tuple[Statement, ...]:
    """Return what recommendations say on a topic, under the printed labels or another mapping of them."""
    wording = Wording(base)
    return tuple(
        _statement(wording, rec, link, strength(base, rec, mapping), spans(base, rec), {})
        for rec in recommendations
        for link in rec.about
        if link.to == topic
    )


def by_topic(wording: Wording, rec: Recommendation, held: Held) -> Iterator[tuple[str, Statement]]:
    """Yield each topic that a recommendation is about, with what it says there under the printed label.

    Conditions that are in `held` already are held once; new ones are added to it.
    """
    printed, amounts = strength(wording.base, rec, None), spans(wording.base, rec)
    for link in rec.about:
        yield link.to, _statement(wording, rec, link, printed, amounts, held)


def _statement(
    wording: Wording, rec: Recommendation, link: TopicLink, common: Strength, amounts: frozenset[Span], held: Held
) -> Statement:
    """Return what a recommendation says on a topic, with the conditions that limit it there.

    These are its triggers and exceptions, or its conditions as written where no
    curator gave it any. All of them count on every topic, but for triggers that
    are a reason for another topic alone; those that hold only together are one.
    """
    aside = applicability.aside(wording.base, rec, link.to)
    leading = [wording.of(trigger) for trigger in rec.triggers if trigger not in aside]
    lifting = [wording.of(trigger) for trigger in rec.unless]
    words, limits = (_limiting(rec, [one[n] for one in leading], [one[n] for one in lifting]) for n in (0, 1))
    made = words, limits, frozenset(wording.of(trigger)[0] for trigger in aside)
    words, limits, left_out = (held.setdefault(one, one) for one in made)
    return Statement(rec.id, rec.guideline, link.direction, common, words, limits, amounts, left_out)


def _limiting(rec: Recommendation, leading: list[str], lifting: list[str]) -> frozenset[str]:
    if not rec.triggers and not rec.unless:
        return frozenset(rec.conditions)
    alternatives = [TOGETHER.join(leading)] if rec.together and leading else leading
    return frozenset([*alternatives, *(f"{UNLESS}{one}" for one in lifting)])


def strength(base: KnowledgeBase, rec: Recommendation, mapping: StrengthMapping | None) -> Strength:
    """Return a recommendation's common strength, under the printed label or another mapping of it."""
    printed = base.strength(rec)
    for override in mapping.overrides if mapping else ():
        fits = (
            override.guideline in {None, rec.guideline}
            and override.recommendation in {None, rec.id}
            and override.strength in {None, printed}
            and (not override.verbs or rec.verb in override.verbs)
        )
        if fits:
            return override.to
    return printed
