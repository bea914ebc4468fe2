"""A topic held against a case: the verdict over the recommendations that apply, beside the verdict in general."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import pandas as pd

from kb.cases.applies import Answer, Applies, answer
from kb.cases.known import Dose, Knowledge, knowledge
from kb.comparison.amounts import spans
from kb.comparison.applicability import Span, span
from kb.comparison.statement import UNLESS, statements
from kb.comparison.verdict import Kind, Statement, Verdict, verdict
from kb.frames import MANY, TEXT, column
from kb.records import Case, Quantity, Recommendation, ThresholdLink, Topic
from kb.vocabulary import Basis, Direction

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase


class Change(StrEnum):
    """How guidelines stand to each other in a case, against how they do in general."""

    PARTS = "parts"
    DIFFERS = "differs"
    AGREES = "agrees"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Here:
    """One topic: the verdict in `general`, the verdict `here`, and what each recommendation on it comes to in the case.

    `here` is over what applies, conditions that are met left out. A
    recommendation that applies unless an exception is true counts, and keeps its
    exception.
    """

    topic: str
    general: Verdict
    here: Verdict
    answers: tuple[Answer, ...]

    @property
    def within(self) -> tuple[str, ...]:
        """The guidelines that recommend for or against the topic and apply."""
        return self._guidelines(lambda of: any(_counts(one) for one in of))

    @property
    def without(self) -> tuple[str, ...]:
        """The guidelines that recommend for or against the topic, none of which applies."""
        return self._guidelines(lambda of: all(one.applies is Applies.DOES_NOT for one in of))

    @property
    def unsure(self) -> tuple[str, ...]:
        """The guidelines that recommend for or against the topic, and may apply."""
        settled = {*self.within, *self.without}
        return tuple(guideline for guideline in self._guidelines(lambda of: True) if guideline not in settled)

    @property
    def change(self) -> Change:
        """How the guidelines stand to each other here, against how they do in general.

        *Parts*: all point one way in general; here some apply and others do not.
        *Differs*: here they differ in what they do not in general. *Agrees*:
        they differ in general, and nothing of it is left between those that apply.
        """
        if self.general.agreed and self.within and self.without:
            return Change.PARTS
        if set(self.here.differences) - set(self.general.differences):
            return Change.DIFFERS
        return Change.AGREES if self.settled and not self.here.differences else Change.SAME

    @property
    def settled(self) -> tuple[Kind, ...]:
        """The differences in general that are none between those that apply here, at least two of them."""
        if len(self.within) < 2:
            return ()
        return tuple(kind for kind in self.general.differences if kind not in self.here.differences)

    def _guidelines(self, fits: Callable[[list[Answer]], bool]) -> tuple[str, ...]:
        by: dict[str, list[Answer]] = {}
        pointing = {s.recommendation for s in self.general.inputs if s.direction.takes_side}
        for one in self.answers:
            if one.recommendation.id in pointing:
                by.setdefault(one.recommendation.guideline, []).append(one)
        return tuple(guideline for guideline, of in by.items() if fits(of))


def _counts(one: Answer) -> bool:
    return one.applies.holds or one.but_for


def by_topic(
    base: KnowledgeBase, case: Case, guidelines: Collection[str] | None = None, dose: Dose | None = None
) -> tuple[Here, ...]:
    """Return each topic on which the guidelines (all, where none are named) have a recommendation, held against a case."""
    known = knowledge(base, case, dose)
    chosen = tuple(g.id for g in base.by_country if guidelines is None or g.id in guidelines)
    return tuple(_here(base, known, topic.id, chosen) for topic, _ in base.outline if _said(base, topic, chosen))


def _said(base: KnowledgeBase, topic: Topic, chosen: Iterable[str]) -> bool:
    return any(base.said(topic.id, guideline) for guideline in chosen)


def _here(base: KnowledgeBase, known: Knowledge, topic: str, chosen: Sequence[str]) -> Here:
    recs = [rec for guideline in chosen for rec in base.said(topic, guideline)]
    answers = tuple(answer(base, known, rec, topic) for rec in recs)
    here = verdict(statement for one in answers if _counts(one) for statement in _met(base, one, topic))
    return Here(topic, base.positions.among(topic, chosen), here, answers)


def _met(base: KnowledgeBase, one: Answer, topic: str) -> Iterator[Statement]:
    """Yield what a recommendation says on a topic to a patient who meets its conditions: only exceptions limit it."""
    for said in statements(base, topic, (one.recommendation,)):
        left = one.but_for
        yield replace(
            said,
            conditions=_exceptions(said.conditions) if left else frozenset(),
            limits=_exceptions(said.limits) if left else frozenset(),
            amounts=spans(base, _without_thresholds(base, one.recommendation)),
        )


def _exceptions(conditions: Iterable[str]) -> frozenset[str]:
    return frozenset(condition for condition in conditions if condition.startswith(UNLESS))


def _without_thresholds(base: KnowledgeBase, rec: Recommendation) -> Recommendation:
    """Return a recommendation without the numbers that are its conditions: who meets these is past them."""
    thresholds = {span(base, link) for link in rec.triggers}
    left = tuple(quantity for quantity in rec.quantities if _as_threshold(base, rec, quantity) not in thresholds)
    return rec.model_copy(update={"quantities": left})


def _as_threshold(base: KnowledgeBase, rec: Recommendation, quantity: Quantity) -> Span:
    """Return a number as a threshold of the same extent: 1 year is 12 months."""
    numbers = {"at_least": quantity.low, "at_most": quantity.high, "unit": quantity.unit}
    return span(base, ThresholdLink(to=rec.id, basis=Basis.STATED, **numbers))


def frame(base: KnowledgeBase, topics: Sequence[Here]) -> pd.DataFrame:
    """Return one row a topic, by `topic`, in the order given.

    ================  ==========================================================
    label             ``str``: the topic in words
    verdict           ``category`` of `Kind`: in general
    verdict_here      ``category`` of `Kind`: over what applies in the case
    differences       tuple: every way in which they differ in general
    differences_here  tuple: every way in which they differ in the case
    agreed            ``category`` of `Direction`: where all point one way in general; else missing
    agreed_here       ``category`` of `Direction`: the same in the case
    change            ``category`` of `Change`
    applies           tuple of recommendations that apply, with a condition or without
    but_for           tuple of those that apply unless an exception is true
    cannot_be_said    tuple of the others that may apply
    does_not          tuple of those that do not
    ================  ==========================================================
    """
    columns = {
        "label": ([base.get(Topic, here.topic).label for here in topics], TEXT),
        "verdict": ([here.general.kind for here in topics], Kind),
        "verdict_here": ([here.here.kind for here in topics], Kind),
        "differences": ([here.general.differences for here in topics], MANY),
        "differences_here": ([here.here.differences for here in topics], MANY),
        "agreed": ([here.general.agreed for here in topics], Direction),
        "agreed_here": ([here.here.agreed for here in topics], Direction),
        "change": ([here.change for here in topics], Change),
        "applies": ([_ids(here, lambda one: one.applies.holds) for here in topics], MANY),
        "but_for": ([_ids(here, lambda one: one.but_for) for here in topics], MANY),
        "cannot_be_said": ([_ids(here, _may) for here in topics], MANY),
        "does_not": ([_ids(here, lambda one: one.applies is Applies.DOES_NOT) for here in topics], MANY),
    }
    made = {name: column(list(values), dtype) for name, (values, dtype) in columns.items()}
    return pd.DataFrame(made, index=pd.Index([here.topic for here in topics], name="topic", dtype=TEXT))


def _may(one: Answer) -> bool:
    return one.applies is Applies.CANNOT_BE_SAID and not one.but_for


def _ids(here: Here, fits: Callable[[Answer], bool]) -> list[str]:
    return [one.recommendation.id for one in here.answers if fits(one)]
