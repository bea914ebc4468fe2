"""What the guidelines come to in a case, and where that is not what they come to in general: in sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kb import labels
from kb.cases.applies import Answer, Applies, applies
from kb.cases.here import Change, Here, by_topic
from kb.cases.known import Dose
from kb.cases.meeting import Meeting, Side, meetings
from kb.cases.reason import to_ask
from kb.comparison import mention
from kb.comparison.verdict import Kind
from kb.prose import Sentence, inside, listed, sentence
from kb.records import Case, Topic
from kb.vocabulary import Phase

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase

MOST_ASKED = 3
"""How many of the things that would have to be known are named."""


def differences(
    base: KnowledgeBase, case: Case, guidelines: Collection[str] | None = None, dose: Dose | None = None
) -> tuple[Sentence, ...]:
    """Return sentences on what the guidelines (all, where none are named) come to in a case, in the order a reader asks.

    `about` is one of *counts*; *guideline*, for each what it says on when to
    act; *parts*, *differs* and *agrees*, on topics where they stand to each
    other here as they do not in general; *opposed* and *meets*, where conditions
    meet in the case; and *ask*. What the data hold nothing for is left out.
    """
    chosen = tuple(g.id for g in base.by_country if guidelines is None or g.id in guidelines)
    answers = applies(base, case, chosen, dose)
    topics = by_topic(base, case, chosen, dose)
    met = meetings(base, case, chosen, dose)
    return (
        _counts(answers),
        *(_guideline(base, guideline, answers) for guideline in chosen),
        *(_parts(base, here) for here in topics if here.change is Change.PARTS),
        *(_differs(base, here) for here in topics if here.change is Change.DIFFERS),
        *(_agrees(base, here) for here in topics if here.change is Change.AGREES),
        *(_opposed(base, one) for one in met if one.opposed),
        *_meets(base, [one for one in met if not one.opposed]),
        *_ask(base, answers),
    )


def _counts(answers: Sequence[Answer]) -> Sentence:
    by = {term: sum(answer.applies is term for answer in answers) for term in Applies}
    unless = sum(answer.but_for for answer in answers)
    words = {
        Applies.APPLIES: ("{} has a condition that is met", "{} have a condition that is met"),
        Applies.ALWAYS: ("{} prints no condition", "{} print no condition"),
        Applies.DOES_NOT: ("{} does not apply", "{} do not apply"),
        Applies.CANNOT_BE_SAID: ("whether {} applies cannot be said", "whether {} apply cannot be said"),
    }
    parts = (said[by[term] != 1].format(by[term]) for term, said in words.items() if by[term])
    but = f" {_counted(unless, 'of these applies', 'of these apply')} unless an exception is true." if unless else ""
    text = f"Of {labels.counted(len(answers), 'recommendation')}, {listed(parts)}.{but}"
    return Sentence("counts", text, (), _once(answer.recommendation.guideline for answer in answers))


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _guideline(base: KnowledgeBase, guideline: str, answers: Iterable[Answer]) -> Sentence:
    own = [a for a in answers if a.recommendation.guideline == guideline and a.recommendation.phase is Phase.WHEN]
    holding = [_with_strength(base, answer) for answer in own if _counts_here(answer)]
    open_, out = (
        sum(a.applies is term and not a.but_for for a in own) for term in (Applies.CANNOT_BE_SAID, Applies.DOES_NOT)
    )
    left = listed([
        *([f"{open_} may apply"] if open_ else []),
        *([_counted(out, "does not apply", "do not apply")] if out else []),
    ])  # fmt: skip
    what = "; ".join(holding) or "no recommendation that can be said to apply"
    head = f"{mention.country(base, guideline)}, {inside(labels.phase(base, Phase.WHEN))}"
    others = f" Of its {'other ' if holding else ''}recommendations there, {left}." if left else ""
    return Sentence("guideline", f"{sentence(f'{head}: {what}')}{others}", (), (guideline,))


def _counts_here(answer: Answer) -> bool:
    return answer.applies.holds or answer.but_for


def _with_strength(base: KnowledgeBase, answer: Answer) -> str:
    strength = inside(labels.STRENGTH[base.strength(answer.recommendation)])
    met = ", ".join(bare(ground.condition) for ground in answer.deciding if not ground.exception)
    unless = ", ".join(bare(ground.condition) for ground in answer.missing) if answer.but_for else ""
    parts = (strength, met or ("" if unless else "no condition printed"), f"unless {unless}" if unless else "")
    return f"{answer.recommendation.action} ({'; '.join(part for part in parts if part)})"


def _parts(base: KnowledgeBase, here: Here) -> Sentence:
    topic = base.get(Topic, here.topic)
    way = labels.does(str(here.general.agreed), topic.reason_for, several=True)
    text = (
        f"On {inside(topic.label)}, all that recommend for or against point the same way in general: they {way}. Here "
        f"{_those(base, here.within)}, and that of {mention.countries(base, here.without)} does not{_unsure(base, here)}."
    )
    return Sentence("parts", text, (here.topic,), (*here.within, *here.without))


def _those(base: KnowledgeBase, guidelines: Sequence[str]) -> str:
    named = mention.countries(base, guidelines)
    return f"those of {named} apply" if len(guidelines) > 1 else f"that of {named} applies"


def _differs(base: KnowledgeBase, here: Here) -> Sentence:
    kinds = listed(_in(kind) for kind in here.here.differences if kind not in here.general.differences)
    text = (
        f"On {inside(base.get(Topic, here.topic).label)}, {_those(base, here.within)} and differ {kinds} here, "
        f"which they do not in general{_unsure(base, here)}."
    )
    return Sentence("differs", text, (here.topic,), here.within)


def _agrees(base: KnowledgeBase, here: Here) -> Sentence:
    unrated = "; not every strength is reported" if here.here.unrated else ""
    text = (
        f"On {inside(base.get(Topic, here.topic).label)}, the guidelines differ {listed(map(_in, here.settled))} in "
        f"general. Here {_those(base, here.within)}, and no difference in direction, strength, conditions or numbers remains{unrated}{_unsure(base, here)}."
    )
    return Sentence("agrees", text, (here.topic,), here.within)


def _in(kind: Kind | str) -> str:
    return inside(labels.VERDICT[kind]).removeprefix("differ ")


def _unsure(base: KnowledgeBase, here: Here) -> str:
    return f"; whether that of {mention.countries(base, here.unsure)} applies cannot be said" if here.unsure else ""


def _opposed(base: KnowledgeBase, one: Meeting) -> Sentence:
    topic = base.get(Topic, one.first.topic)
    sides = [
        f"{mention.country(base, side.guideline)} {labels.does(side.direction, topic.reason_for)} ({_conditions(side)})"
        for side in (one.first, one.second)
    ]
    text = f"Conditions meet here that do not imply each other: on {inside(topic.label)}, {' and '.join(sides)}."
    return Sentence("opposed", text, (topic.id,), (one.first.guideline, one.second.guideline))


def _meets(base: KnowledgeBase, met: Sequence[Meeting]) -> Iterator[Sentence]:
    """Yield one sentence for each thing that reasons are given for, with every condition that meets another."""
    by: dict[str, dict[str, Side]] = {}
    for one in met:
        for side in (one.first, one.second):
            reason_for = base.get(Topic, side.topic).reason_for or ""
            by.setdefault(reason_for, {}).setdefault(f"{side.answer.recommendation.id} {side.topic}", side)
    order = [guideline.id for guideline in base.by_country]
    for reason_for, sides in by.items():
        ordered = sorted(sides.values(), key=lambda side: order.index(side.guideline))
        said = "; ".join(f"{mention.country(base, side.guideline)}: {_reason(base, side)}" for side in ordered)
        text = (
            f"Reasons for {reason_for} meet here that do not imply each other, and they differ in strength "
            f"or in how binding the wording is: {said}."
        )
        yield Sentence("meets", text, _once(s.topic for s in ordered), _once(s.guideline for s in ordered))


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _reason(base: KnowledgeBase, side: Side) -> str:
    rec = side.answer.recommendation
    return f"{_conditions(side)} ({rec.action}, {inside(labels.STRENGTH[base.strength(rec)])})"


def _conditions(side: Side) -> str:
    return ", ".join(bare(condition) for condition in side.conditions)


def bare(condition: str) -> str:
    """Return a condition for parentheses: its number stands in some of its own, which would stand inside them."""
    return inside(condition).replace(" (", ": ").replace(")", "")


def _ask(base: KnowledgeBase, answers: Sequence[Answer]) -> Iterator[Sentence]:
    asked = to_ask(base, answers)
    if asked.empty:
        return
    first = asked.head(MOST_ASKED)
    named = listed(f"“{inside(row.condition)}” ({len(row.recommendations)})" for row in first.itertuples())
    left = len(asked) - len(first)
    more = f" {_counted(left, 'more condition is not known', 'more conditions are not known')}." if left else ""
    yield Sentence("ask", f"Not known, and how many recommendations depend on it: {named}.{more}")
