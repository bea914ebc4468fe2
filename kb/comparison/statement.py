"""What a recommendation says on one topic, made from its record."""

from collections.abc import Iterable, Iterator

from kb import labels
from kb.comparison.amounts import spans
from kb.comparison.verdict import Span, Statement
from kb.knowledge import KnowledgeBase
from kb.records import Recommendation, StrengthMapping, ThresholdLink, TopicLink, Trigger
from kb.vocabulary import Strength

Held = dict[frozenset[str], frozenset[str]]
UNLESS = "unless: "
"""What an exception begins with among conditions in words."""


def statements(
    base: KnowledgeBase, topic: str, recommendations: Iterable[Recommendation], mapping: StrengthMapping | None = None
) -> tuple[Statement, ...]:
    """Return what recommendations say on a topic, under the printed labels or another mapping of them."""
    return tuple(
        _statement(base, rec, link, strength(base, rec, mapping), spans(base, rec), {})
        for rec in recommendations
        for link in rec.about
        if link.to == topic
    )


def by_topic(base: KnowledgeBase, rec: Recommendation, held: Held) -> Iterator[tuple[str, Statement]]:
    """Yield each topic that a recommendation is about, with what it says there under the printed label.

    Conditions that are in `held` already are held once; new ones are added to it.
    """
    printed, amounts = strength(base, rec, None), spans(base, rec)
    for link in rec.about:
        yield link.to, _statement(base, rec, link, printed, amounts, held)


def _statement(
    base: KnowledgeBase, rec: Recommendation, link: TopicLink, common: Strength, amounts: frozenset[Span], held: Held
) -> Statement:
    limits, aside = conditions(base, rec, link.to), set_aside(base, rec, link.to)
    limits, aside = held.setdefault(limits, limits), held.setdefault(aside, aside)
    return Statement(rec.id, rec.guideline, link.direction, common, limits, amounts, aside)


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


def conditions(base: KnowledgeBase, rec: Recommendation, topic: str) -> frozenset[str]:
    """Return, in words, the conditions that limit a recommendation on one topic.

    They are its triggers and exceptions, or its conditions as written where no
    curator gave it any. All of them count on every topic, but for those that
    `set_aside` returns.
    """
    if not rec.triggers and not rec.unless:
        return frozenset(rec.conditions)
    leading = frozenset(_said(base, link) for link in rec.triggers) - set_aside(base, rec, topic)
    return leading | {f"{UNLESS}{_said(base, link)}" for link in rec.unless}


def set_aside(base: KnowledgeBase, rec: Recommendation, topic: str) -> frozenset[str]:
    """Return, in words, the triggers that are a reason for another topic alone.

    Where a recommendation gives a reason that belongs to this topic, its reasons
    that belong to other topics are alternatives to it; where it gives none,
    nothing is set aside.
    """
    belongs = {link.to: base.get(Trigger, link.to).topic for link in rec.triggers}
    if topic not in belongs.values():
        return frozenset()
    return frozenset(_said(base, link) for link in rec.triggers if belongs[link.to] not in {None, topic})


def _said(base: KnowledgeBase, link: ThresholdLink) -> str:
    number = labels.threshold(base, link)
    label = base.get(Trigger, link.to).label
    return f"{label} ({number})" if number else label
