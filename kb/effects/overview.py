"""What the evidence shows at a glance: the most certain of it for each outcome, and where there is none."""

from collections.abc import Iterable, Sequence

from kb import labels
from kb.effects.sentence import level, name, plain
from kb.knowledge import KnowledgeBase
from kb.prose import Sentence, inside, listed, sentence
from kb.records import Effect, Outcome
from kb.vocabulary import Certainty, EffectStatus

SPELT = 2
"""How many effects a sentence spells out; more are only named."""


def overview(base: KnowledgeBase, effects: Iterable[Effect]) -> tuple[Sentence, ...]:
    """Return sentences on effects: *certainty* and *unrated*, outcome by outcome; *no-trials*.

    Only effects with an estimate are ranked, by their certainty alone, and a
    printed range counts as its lower end. How many results point one way is
    never said: results are not votes.
    """
    given = tuple(effects)
    outcomes = ((o, [e for e in given if e.outcome == o.id and e.measure]) for o in base.of(Outcome))
    made = (part for outcome, of in outcomes for part in (*_rated(base, outcome, of), *_unrated(base, outcome, of)))
    return (*made, *_without_trials(base, given))


def _rated(base: KnowledgeBase, outcome: Outcome, effects: Sequence[Effect]) -> Iterable[Sentence]:
    """Yield what the most certain evidence on an outcome is, where the certainty of any is reported."""
    rated = [effect for effect in effects if effect.certainty]
    if not rated:
        return
    highest = min((level(effect) for effect in rated), key=list(Certainty).index)
    best = [effect for effect in rated if level(effect) is highest]
    lead = f"{outcome.label}: the most certain evidence is of {inside(labels.CERTAINTY[highest])} certainty"
    spelt = f". {' '.join(plain(base, e) for e in best)}" if len(best) <= SPELT else f", on {_named(base, best)}."
    yield Sentence("certainty", f"{lead}{spelt}", effects=tuple(e.id for e in best))


def _unrated(base: KnowledgeBase, outcome: Outcome, effects: Sequence[Effect]) -> Iterable[Sentence]:
    unrated = [effect for effect in effects if not effect.certainty]
    if unrated:
        text = f"{outcome.label}: certainty was not reported for {_named(base, unrated)}."
        yield Sentence("unrated", text, effects=tuple(e.id for e in unrated))


def _without_trials(base: KnowledgeBase, effects: Sequence[Effect]) -> Iterable[Sentence]:
    none = [effect for effect in effects if effect.status is EffectStatus.NO_TRIALS]
    if none:
        text = f"the source lists no trials of {_with_outcomes(base, none)}; no trials is not the same as no effect"
        yield Sentence("no-trials", sentence(text), effects=tuple(e.id for e in none))


def _with_outcomes(base: KnowledgeBase, effects: Sequence[Effect]) -> str:
    """Return interventions by outcome, such as ``ketamine and cannabinoids (opioid use)``."""
    by: dict[str, list[Effect]] = {}
    for effect in effects:
        outcome = inside(base.get(Outcome, effect.outcome).label) if effect.outcome else "outcome not named"
        by.setdefault(outcome, []).append(effect)
    return "; ".join(f"{_named(base, of)} ({outcome})" for outcome, of in by.items())


def _named(base: KnowledgeBase, effects: Iterable[Effect]) -> str:
    return listed(dict.fromkeys(name(base, effect) for effect in effects))
