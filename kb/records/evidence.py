"""What trials and studies showed, and facts that were read outside the source documents."""

from typing import Annotated

from pydantic import Field, model_validator

from kb.records.base import Address, Id, Link, Number, Record, Sourced, Text
from kb.vocabulary import (
    Certainty,
    Confidence,
    Depth,
    EffectStatus,
    Favours,
    FindingDirection,
    Measure,
)

Count = Annotated[int, Field(ge=1)]


class Effect(Sourced):
    """A statement of effect. Differences are intervention minus comparator; ratios intervention over
    comparator; a risk difference is in percentage points; an interval is in the unit of its estimate.

    `certainty` is empty where the source reports none, and holds two levels where it prints a range.
    `event` says what counts as reaching the outcome where the source narrows it. `printed` is the
    estimate with its interval or error in the source's own precision. `participants_note` says who
    the participants are where the result is not for all of them.
    """

    intervention: Id
    comparator: Id | None = None
    outcome: Id | None = None
    statement: Text
    status: EffectStatus
    measure: Measure | None = None
    printed: Text | None = None
    estimate: Number | None = None
    ci_low: Number | None = None
    ci_high: Number | None = None
    ci_level: Annotated[float, Field(gt=0, lt=100)] | None = None
    se: Annotated[float, Field(gt=0)] | None = None
    unit: Id | None = None
    event: Text | None = None
    timepoint: Text | None = None
    studies: Count | None = None
    participants: Count | None = None
    participants_note: Text | None = None
    certainty: tuple[Certainty, ...] = Field(default=(), max_length=2)
    favours: Favours | None = None
    pooled: bool = False
    references: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _number_or_reason(self) -> "Effect":
        has_number = self.estimate is not None
        if has_number != (self.status is EffectStatus.ESTIMATE):
            raise ValueError('`estimate` is given exactly when `status` is "estimate"')
        if has_number != (self.measure is not None):
            raise ValueError("`measure` is given exactly when there is an `estimate`")
        if has_number and self.outcome is None:
            raise ValueError("an estimate needs its `outcome`")
        given = [self.ci_low is not None, self.ci_high is not None, self.ci_level is not None]
        if any(given) and not all(given):
            raise ValueError("`ci_low`, `ci_high` and `ci_level` go together")
        return self

    @model_validator(mode="after")
    def _interval_holds_estimate(self) -> "Effect":
        if self.ci_low is None or self.ci_high is None:
            return self
        if self.estimate is None or not self.ci_low <= self.estimate <= self.ci_high:
            raise ValueError(f"the interval {self.ci_low:g} to {self.ci_high:g} does not hold the estimate")
        return self

    @model_validator(mode="after")
    def _within_bounds(self) -> "Effect":
        numbers = [n for n in (self.estimate, self.ci_low, self.ci_high) if n is not None]
        if self.measure and self.measure.is_ratio and any(n <= 0 for n in numbers):
            raise ValueError("a ratio and its interval are above 0")
        if self.measure is Measure.RISK_DIFFERENCE and any(abs(n) > 100 for n in numbers):
            raise ValueError("a risk difference lies between -100 and 100 percentage points")
        return self


class Baseline(Record):
    """How many people reach an outcome without the intervention, as a source gives it for one effect's control arm."""

    label: Text
    outcome: Id
    control_of: Id
    read_in: Id
    percent: Annotated[float, Field(gt=0, lt=100)] | None = None
    events: Annotated[int, Field(ge=0)] | None = None
    people: Count | None = None

    @model_validator(mode="after")
    def _one_way_or_the_other(self) -> "Baseline":
        counted = self.events is not None and self.people is not None
        if counted == (self.percent is not None):
            raise ValueError("give `percent`, or `events` and `people`")
        if counted and not 0 < self.events < self.people:
            raise ValueError("`events` lies above 0 and below `people`")
        return self

    @property
    def risk(self) -> float:
        """The share of people who reach the outcome, in whole people per 1000, so that what is shown can be recalculated."""
        return round(self.percent / 100 if self.percent is not None else self.events / self.people, 3)


class Finding(Sourced):
    """A statement of the text that is no effect estimate, with how it was found out.

    `design` is the design as the source words it, `study` what kind of design that is.
    `balanced_by` names the findings that the same source sets beside it, such as the
    harms beside a benefit: wherever a reader meets it, these belong beside it.
    """

    category: Id
    statement: Text
    design: Text | None = None
    study: Id | None = None
    direction: FindingDirection | None = None
    references: tuple[Id, ...] = ()
    about: tuple[Link, ...] = ()
    balanced_by: tuple[Link, ...] = ()


class Reading(Record):
    """A fact about a record that was read outside the source documents, with its address and depth."""

    about: Id
    field: Text
    value: Text
    address: Address
    depth: Depth
    confidence: Confidence
