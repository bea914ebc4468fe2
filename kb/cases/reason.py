"""Why a recommendation applies to a case, or what would have to be known: as sentences and as a frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from kb import labels
from kb.cases.applies import Answer, Applies, Ground
from kb.frames import MANY, TEXT, YES_NO, column
from kb.prose import Sentence, inside, listed, sentence
from kb.records import Guideline
from kb.vocabulary import Phase, Strength, Verb

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase

APPLIES = {
    Applies.APPLIES: "Applies",
    Applies.ALWAYS: "Always (no condition printed)",
    Applies.CANNOT_BE_SAID: "Cannot be said",
    Applies.DOES_NOT: "Does not apply",
}
UNLESS = "Applies unless an exception is true"


def label(answer: Answer) -> str:
    """Return an answer in a few words."""
    return UNLESS if answer.but_for else APPLIES[answer.applies]


def reason(base: KnowledgeBase, answer: Answer) -> Sentence:
    """Return why a recommendation applies to a case or not, or what would have to be known to say so.

    `about` is the term of `Applies`. It names each condition that decides, with
    its number, and what the case says of it.
    """
    return Sentence(answer.applies, _text(base, answer), (), (answer.recommendation.guideline,))


def _text(base: KnowledgeBase, answer: Answer) -> str:
    match answer.applies:
        case Applies.ALWAYS:
            later = f" It belongs to “{labels.phase(base, Phase.HOW)}”, so it matters once that is decided."
            return f"No condition is printed.{later if answer.recommendation.phase is Phase.HOW else ''}"
        case Applies.CANNOT_BE_SAID:
            return _open(answer)
    return " ".join(said(ground) for ground in answer.deciding)


def said(ground: Ground) -> str:
    """Return whether a condition is met, with what the case says and, where it follows from that, by what."""
    met = {True: "met", False: "not met", None: "not known"}[ground.holds]
    head = "Exception" if ground.exception else "Condition"
    says = [_whole_sentence(ground.says)] if ground.says else []
    follows = [f"By how conditions relate: {inside(_whole_sentence(how))}" for how in ground.follows]
    return " ".join([f"{head} {met}: {inside(ground.condition)}.", *says, *follows])


def _whole_sentence(text: str) -> str:
    return sentence(text.rstrip("."))


def _open(answer: Answer) -> str:
    asked = listed(f"“{inside(ground.condition)}”" for ground in answer.missing if ground.trigger)
    words = listed(f"“{ground.condition}”" for ground in answer.missing if not ground.trigger)
    partly = " ".join(
        f"What the case gives does not settle it. {_whole_sentence(g.says)}" for g in answer.missing if g.says
    )
    texts = [
        f"{_asked(answer, asked)}." if asked else "",
        f"Its condition is printed in words that cannot be held against a case: {words}." if words else "",
        partly,
    ]
    return " ".join(text for text in texts if text)


def _asked(answer: Answer, asked: str) -> str:
    if answer.but_for:
        return f"It applies unless an exception is true. To be known: {asked}"
    joint = "all of these have to be true" if answer.recommendation.together else "one of these would be enough"
    several = len([ground for ground in answer.missing if not ground.exception]) > 1
    return f"To be known: {asked}{f'; {joint}' if several else ''}"


def frame(base: KnowledgeBase, answers: Sequence[Answer]) -> pd.DataFrame:
    """Return one row a recommendation, by id, in the order given.

    ============  ==============================================================
    guideline     ``category``: id
    country_name  ``category``
    phase         ``category`` of `Phase`
    verb          ``category`` of `Verb`
    strength      ``category`` of `Strength`
    action        ``str``
    applies       ``category`` of `Applies`
    but_for       ``bool``: applies unless an exception is true that is not known
    conditions    tuple: what the guideline prints as condition or exception, in our words
    triggers      tuple of triggers (ids) that decide, or that would have to be known
    met           tuple of conditions that are met, in words with their number
    not_met       tuple of conditions that are not met
    missing       tuple of what would have to be known, in words
    says          tuple of what the case says of each condition that decides
    reason        ``str``: the sentence of `reason`
    ============  ==============================================================
    """
    recs = [answer.recommendation for answer in answers]
    columns = {
        "guideline": ([rec.guideline for rec in recs], "category"),
        "country_name": ([base.get(Guideline, rec.guideline).country_name for rec in recs], "category"),
        "phase": ([rec.phase for rec in recs], Phase),
        "verb": ([rec.verb for rec in recs], Verb),
        "strength": ([base.strength(rec) for rec in recs], Strength),
        "action": ([rec.action for rec in recs], TEXT),
        "applies": ([answer.applies for answer in answers], Applies),
        "but_for": ([answer.but_for for answer in answers], YES_NO),
        "conditions": ([answer.wording for answer in answers], MANY),
        "triggers": ([_triggers((*answer.deciding, *answer.missing)) for answer in answers], MANY),
        "met": ([_named(answer.grounds, True) for answer in answers], MANY),
        "not_met": ([_named(answer.grounds, False) for answer in answers], MANY),
        "missing": ([[ground.condition for ground in answer.missing] for answer in answers], MANY),
        "says": ([[ground.says for ground in answer.deciding] for answer in answers], MANY),
        "reason": ([reason(base, answer).text for answer in answers], TEXT),
    }
    made = {name: column(list(values), dtype) for name, (values, dtype) in columns.items()}
    return pd.DataFrame(made, index=pd.Index([rec.id for rec in recs], name="id", dtype=TEXT))


def _triggers(grounds: Iterable[Ground]) -> list[str]:
    return [ground.trigger for ground in grounds if ground.trigger]


def _named(grounds: Iterable[Ground], holds: bool) -> list[str]:
    return [ground.condition for ground in grounds if ground.holds is holds]


def to_ask(base: KnowledgeBase, answers: Iterable[Answer]) -> pd.DataFrame:
    """Return what would have to be known, by how many recommendations wait for it, most first, by `trigger`.

    Columns: `condition` (``str``, without a number) and `recommendations` (tuple of ids).
    """
    waiting: dict[str, list[str]] = {}
    for answer in answers:
        for trigger in dict.fromkeys(_triggers(answer.missing)):
            waiting.setdefault(trigger, []).append(answer.recommendation.id)
    order = sorted(waiting, key=lambda trigger: -len(waiting[trigger]))
    return pd.DataFrame(
        {
            "condition": column([getattr(base.records[trigger], "label", trigger) for trigger in order], TEXT),
            "recommendations": column([waiting[trigger] for trigger in order], MANY),
        },
        index=pd.Index(order, name="trigger", dtype=TEXT),
    )
