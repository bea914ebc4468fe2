"""What a recommendation says on one topic, made from its record."""

from collections.abc import Callable, Iterable, Iterator, Mapping

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


def statements(
    base: KnowledgeBase, topic: str, recommendations: Iterable[Recommendation], mapping: StrengthMapping | None = None
) -> tuple[Statement, ...]:
    """Return what recommendations say on a topic, under the printed labels or another mapping of them."""
    names = applicability.shared_names(base)
    return tuple(
        _statement(base, rec, link, strength(base, rec, mapping), spans(base, rec), {}, names)
        for rec in recommendations
        for link in rec.about
        if link.to == topic
    )


def by_topic(
    base: KnowledgeBase, rec: Recommendation, held: Held, names: Mapping[str, str]
) -> Iterator[tuple[str, Statement]]:
    """Yield each topic that a recommendation is about, with what it says there under the printed label.

    Conditions that are in `held` already are held once; new ones are added to it.
    `names` are those of :func:`kb.comparison.applicability.shared_names`.
    """
    printed, amounts = strength(base, rec, None), spans(base, rec)
    for link in rec.about:
        yield link.to, _statement(base, rec, link, printed, amounts, held, names)


def _statement(
    base: KnowledgeBase,
    rec: Recommendation,
    link: TopicLink,
    common: Strength,
    amounts: frozenset[Span],
    held: Held,
    names: Mapping[str, str],
) -> Statement:
    made = conditions(base, rec, link.to), _limits(base, rec, link.to, names), set_aside(base, rec, link.to)
    words, limits, aside = (held.setdefault(one, one) for one in made)
    return Statement(rec.id, rec.guideline, link.direction, common, words, limits, amounts, aside)


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
    `set_aside` returns; those that hold only together are one.
    """
    return _limiting(rec, topic, base, lambda link: applicability.said(base, link))


def _limits(base: KnowledgeBase, rec: Recommendation, topic: str, names: Mapping[str, str]) -> frozenset[str]:
    """Return the same conditions under names that those share which mean nearly the same."""
    return _limiting(rec, topic, base, lambda link: applicability.limit(base, link, names))


def _limiting(
    rec: Recommendation, topic: str, base: KnowledgeBase, word: Callable[[ThresholdLink], str]
) -> frozenset[str]:
    if not rec.triggers and not rec.unless:
        return frozenset(rec.conditions)
    leading = [word(link) for link in applicability.counting(base, rec, topic)]
    alternatives = [TOGETHER.join(leading)] if rec.together and leading else leading
    return frozenset([*alternatives, *(f"{UNLESS}{word(link)}" for link in rec.unless)])


def set_aside(base: KnowledgeBase, rec: Recommendation, topic: str) -> frozenset[str]:
    """Return, in words, the triggers that are a reason for another topic alone (`applicability.aside`)."""
    return frozenset(applicability.said(base, link) for link in applicability.aside(base, rec, topic))
