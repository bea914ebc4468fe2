"""Which effects bear on which recommendations: through the interventions that curators linked, each with why."""

from kb.knowledge import KnowledgeBase
from kb.records import Effect, Recommendation
from kb.vocabulary import Certainty, Strength


def calling_for(kb: KnowledgeBase, intervention: str) -> tuple[tuple[Recommendation, str], ...]:
    """Return the recommendations that call for an intervention, each with why a curator thought so."""
    return tuple(
        (rec, link.why or "") for rec in kb.of(Recommendation) for link in rec.interventions if link.to == intervention
    )


def bearing_on(kb: KnowledgeBase, rec: Recommendation) -> tuple[tuple[Effect, str], ...]:
    """Return the effects of the interventions linked to a recommendation, each with why a curator linked it."""
    return tuple(
        (effect, link.why or "")
        for link in rec.interventions
        for effect in kb.of(Effect)
        if effect.intervention == link.to
    )


def strong_on_low(kb: KnowledgeBase) -> tuple[tuple[Recommendation, Effect], ...]:
    """Return each strong recommendation beside each effect of low or very low certainty that bears on it.

    A statement of fact with both inputs, no verdict on a panel. Consensus,
    unlabelled recommendations and unrated evidence never appear.
    """
    low = {Certainty.LOW, Certainty.VERY_LOW}
    uncertain: dict[str, list[Effect]] = {}
    for effect in kb.of(Effect):
        if effect.certainty and set(effect.certainty) <= low:
            uncertain.setdefault(effect.intervention, []).append(effect)
    return tuple(
        (rec, effect)
        for rec in kb.of(Recommendation)
        if rec.interventions and kb.strength(rec) is Strength.STRONG
        for link in rec.interventions
        for effect in uncertain.get(link.to, ())
    )
