"""One plain sentence for an effect, as sure as its certainty allows and no surer.

After GRADE guidelines 26 (Santesso 2020): certainty sets the verb. Nothing is
called large or small, because no threshold for that is sourced.
"""

from kb.effects.panel import includes_no_difference
from kb.knowledge import KnowledgeBase
from kb.prose import inside
from kb.records import Comparator, Effect, Intervention, Outcome
from kb.vocabulary import Certainty, EffectStatus

VERBS = {
    Certainty.HIGH: "{intervention} leads to {result}{compared}",
    Certainty.MODERATE: "{intervention} probably leads to {result}{compared}",
    Certainty.LOW: "{intervention} may lead to {result}{compared}",
    Certainty.VERY_LOW: "it is very uncertain whether {intervention} leads to {result}{compared}",
}
NOT_REPORTED = "in {trials}, {intervention} led to {result}{compared}; the certainty of this was not reported"
UNCLEAR = "in {trials}, {intervention} made no clear difference to {outcome}{compared}; the certainty of this was not reported"


def plain(base: KnowledgeBase, effect: Effect) -> str:
    """Return one sentence on an effect for a reader without statistics; a second says where there may be no difference.

    A printed range of certainty counts as its lower end. Where there is no
    number, it is the record's own statement, or says that there were no trials.
    """
    if effect.status is EffectStatus.NO_TRIALS:
        return f"No trials on this: whether {name(base, effect)} changes {_outcome(base, effect)} is not known."
    if effect.measure is None:
        return effect.statement
    crosses = includes_no_difference(effect)
    against = (
        inside(base.get(Comparator, effect.comparator).label).replace("; ", ", or with ") if effect.comparator else ""
    )
    sentence = _pattern(effect, crosses).format(
        intervention=name(base, effect),
        result=_result(base, effect),
        trials=_trials(effect),
        outcome=_outcome(base, effect),
        compared=f", compared with {against}" if against else "",
    )
    remark = " The confidence interval includes no difference." if crosses and effect.certainty else ""
    return f"{sentence[0].upper()}{sentence[1:]}.{remark}"


def level(effect: Effect) -> Certainty:
    """Return the certainty of an effect that has one; a printed range counts as its lower end."""
    return max(effect.certainty, key=list(Certainty).index)


def _pattern(effect: Effect, crosses: bool) -> str:
    if effect.certainty:
        return VERBS[level(effect)]
    return UNCLEAR if crosses else NOT_REPORTED


def _result(base: KnowledgeBase, effect: Effect) -> str:
    outcome = base.get(Outcome, effect.outcome)
    higher = effect.estimate > effect.measure.null
    if effect.measure.counts_people and effect.event:
        return f"{'more' if higher else 'fewer'} people reaching a {effect.event}"
    side = f"{'people' if effect.measure.counts_people else 'amount'}_{'higher' if higher else 'lower'}"
    return getattr(outcome.result_words, side) or f"a difference in {inside(outcome.label)}"


def _outcome(base: KnowledgeBase, effect: Effect) -> str:
    return inside(base.get(Outcome, effect.outcome).label) if effect.outcome else "what was measured"


def name(base: KnowledgeBase, effect: Effect) -> str:
    """Return the intervention of an effect as a sentence names it."""
    intervention = base.get(Intervention, effect.intervention)
    return intervention.in_a_sentence or inside(intervention.label)


def _trials(effect: Effect) -> str:
    if effect.studies is None:
        return "the trials"
    return "1 trial" if effect.studies == 1 else f"{effect.studies} trials"
