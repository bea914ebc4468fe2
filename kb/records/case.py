"""A patient to hold recommendations against: what is true of them, what is not, and what is not known."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, model_validator

from kb.records.base import Id, Link, Locator, Number, Part, Sourced, Text, Texts
from kb.records.opioid import Exact


class Medicine(Part):
    """An opioid of a case: how much at a time, and how often a day. Numbers are exact.

    `dose` is in `unit`, a Unit such as milligram or, for a patch, microgram per
    hour. *Up to three times a day* is 0 to 3 times. `printed` is how the source
    or the case writes it.
    """

    opioid: Id
    form: Text | None = None
    dose: Exact
    unit: Id
    times_low: Annotated[Decimal, Field(ge=0)] = Decimal(1)
    times_high: Annotated[Decimal, Field(ge=0)] = Decimal(1)
    printed: Text
    since: Text | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Medicine":
        if self.times_low > self.times_high:
            raise ValueError(f"`times_low` ({self.times_low}) is above `times_high` ({self.times_high})")
        return self


class OtherMedicine(Part):
    """A medicine of a case whose dose is not counted."""

    name: Text
    form: Text | None = None
    printed: Text


class Value(Link):
    """What a trigger that is a number comes to in a case: from `low` to `high` in `unit`; an open end is None."""

    low: Annotated[Number, Field(ge=0)] | None = None
    high: Annotated[Number, Field(ge=0)] | None = None
    unit: Id

    @model_validator(mode="after")
    def _bounded(self) -> "Value":
        if self.low is None and self.high is None:
            raise ValueError("a value needs `low`, `high` or both")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"`low` ({self.low:g}) is above `high` ({self.high:g})")
        return self


class Case(Sourced):
    """A patient of a document, or a `fictional` one of our own with its `learning_point`.

    `holds` are the triggers that are true, each with the reason in `why`,
    `fails` those that are not, `values` those that are numbers. Any other
    trigger is unknown; `unknown` says in words what a reader would ask for.
    """

    where: Locator | None = None
    title: Text
    fictional: bool = False
    learning_point: Text | None = None
    age: Annotated[int, Field(ge=0, le=120)] | None = None
    sex: Text | None = None
    condition: Text | None = None
    medicines: tuple[Medicine, ...] = ()
    other_medicines: tuple[OtherMedicine, ...] = ()
    symptoms: Texts = ()
    history: Texts = ()
    benefits: Texts = ()
    harms: Texts = ()
    wishes: Texts = ()
    question: Text | None = None
    values: tuple[Value, ...] = ()
    holds: tuple[Link, ...] = ()
    fails: tuple[Link, ...] = ()
    unknown: Texts = ()

    @model_validator(mode="after")
    def _says_each_thing_once(self) -> "Case":
        if self.fictional and self.where is not None:
            raise ValueError("a case that was read in a document is not `fictional`")
        said = [link.to for link in (*self.values, *self.holds, *self.fails)]
        if twice := sorted({trigger for trigger in said if said.count(trigger) > 1}):
            raise ValueError(f"{', '.join(twice)}: say it once, in `values`, `holds` or `fails`")
        return self
