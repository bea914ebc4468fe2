"""What trials showed, one short line an effect, for the evidence cell of a recommendation."""

from collections.abc import Iterable

from kb import labels
from kb.effects import words
from kb.knowledge import KnowledgeBase
from kb.records import Effect, Intervention, Outcome, Recommendation

NONE_BEARS = "No trial in these data is linked to it"


def linked(base: KnowledgeBase, recommendations: Iterable[Recommendation]) -> tuple[Effect, ...]:
    """Return the effects of every intervention that curators linked to any of these recommendations."""
    interventions = {link.to for rec in recommendations for link in rec.interventions}
    return tuple(effect for effect in base.of(Effect) if effect.intervention in interventions)


def evidence(base: KnowledgeBase, rec: Recommendation) -> tuple[str, ...]:
    """Return a line for each effect linked to a recommendation, or one that says there is none."""
    return tuple(said(base, effect) for effect in linked(base, [rec])) or (NONE_BEARS,)


def said(base: KnowledgeBase, effect: Effect) -> str:
    """Return an effect as one line: the estimate as printed or the result in words, its certainty, and its id."""
    outcome = base.get(Outcome, effect.outcome).label.lower() if effect.outcome else "outcome not named"
    narrowed = f" ({effect.event})" if effect.event else ""
    intervention = base.get(Intervention, effect.intervention).label
    return f"{intervention}, {outcome}{narrowed}: {_result(base, effect)} {_certainty(effect)} [{effect.id}]"


def _result(base: KnowledgeBase, effect: Effect) -> str:
    if effect.measure is None:
        return effect.statement
    level = f"({labels.number(effect.ci_level)}% CI)" if effect.ci_level else None
    parts = (labels.MEASURE[effect.measure], words.estimate(effect), labels.unit(base, effect.unit), level)
    return f"{' '.join(part for part in parts if part)}."


def _certainty(effect: Effect) -> str:
    return (
        f"Certainty: {labels.certainty(effect).lower()}." if effect.certainty else f"{labels.CERTAINTY_NOT_REPORTED}."
    )
