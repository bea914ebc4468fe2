"""Which effects bear on which recommendations: through the interventions that curators linked, each with why."""

from kb.knowledge import KnowledgeBase
from kb.records import Effect, Recommendation
from kb.vocabulary import Certainty, Strength


def bearing_on(base: KnowledgeBase, rec: Recommendation) -> tuple[tuple[Effect, str], ...]:
    """Return the effects of the interventions linked to a recommendation, each with why a curator linked it."""
    return tuple((effect, link.why or "") for link in rec.interventions for effect in base.effects_of(link.to))


def strong_on_low(base: KnowledgeBase) -> tuple[tuple[Recommendation, Effect], ...]:
    """Return each strong recommendation beside each effect of low or very low certainty that bears on it.

    A statement of fact with both inputs, no verdict on a panel. Consensus,
    unlabelled recommendations and unrated evidence never appear.
    """
    low = {Certainty.LOW, Certainty.VERY_LOW}
    return tuple(
        (rec, effect)
        for rec in base.of(Recommendation)
        if rec.interventions and base.strength(rec) is Strength.STRONG
        for effect, _ in bearing_on(base, rec)
        if effect.certainty and set(effect.certainty) <= low
    )
