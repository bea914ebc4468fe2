"""One recommendation of a guideline, as the source delimits it."""

from pydantic import Field, model_validator

from kb.records.base import Id, Link, Number, Part, Sourced, Text, Texts, ThresholdLink, TopicLink
from kb.vocabulary import Phase, Verb


class Quantity(Part):
    """A number inside a recommendation: `low` and `high` are inclusive bounds, either may be open."""

    kind: Id
    low: Number | None = None
    high: Number | None = None
    unit: Id
    printed: Text
    note: Text | None = None

    @model_validator(mode="after")
    def _bounded(self) -> "Quantity":
        if self.low is None and self.high is None:
            raise ValueError("a quantity needs `low`, `high` or both")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"`low` ({self.low:g}) is above `high` ({self.high:g})")
        return self


class Recommendation(Sourced):
    """A statement of a guideline in our own words, with everything that limits it.

    `strength` is the label as the source prints it; absent means the source
    prints none. The common value comes from the document's grading scheme.
    Any one of several triggers is enough, unless they hold only `together`.
    """

    guideline: Id
    phase: Phase
    statement: Text
    verb: Verb
    action: Text
    strength: Text | None = None
    conditions: Texts = ()
    caveats: Texts = ()
    quantities: tuple[Quantity, ...] = ()
    about: tuple[TopicLink, ...] = Field(min_length=1)
    triggers: tuple[ThresholdLink, ...] = ()
    together: bool = False
    unless: tuple[ThresholdLink, ...] = ()
    interventions: tuple[Link, ...] = ()
