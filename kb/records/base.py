"""What every record is made of: an id, where it was read, and links that say who answers for them."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from kb.vocabulary import Basis, Direction

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=80)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Texts = tuple[Text, ...]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$", max_length=600)]
Year = Annotated[int, Field(ge=1900, le=2100)]
Number = Annotated[float, Field(allow_inf_nan=False)]


class Part(BaseModel):
    """A frozen piece of a record that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Locator(Part):
    """Where in a source document something was read."""

    document: Id
    section: Text | None = None
    table: Annotated[int, Field(ge=1)] | None = None
    row: Text | None = None
    item: Annotated[int, Field(ge=1)] | None = None


class Passage(Part):
    """Fingerprint of the source passage: how many letters and digits it has, and their SHA-256."""

    length: Annotated[int, Field(ge=1)]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Link(Part):
    """A link to another record. One that a curator decided has to say why."""

    to: Id
    basis: Basis = Basis.DECIDED
    why: Text | None = None

    @model_validator(mode="after")
    def _decided_says_why(self) -> "Link":
        if self.basis is Basis.DECIDED and self.why is None:
            raise ValueError('a link that a curator decided needs `why`; or set `basis = "stated"`')
        return self


class TopicLink(Link):
    """What a recommendation is about, and which way it points there."""

    direction: Direction = Direction.FOR


class ThresholdLink(Link):
    """A trigger, with the number at which it holds where the source gives one."""

    at_least: Number | None = None
    at_most: Number | None = None
    unit: Id | None = None

    @model_validator(mode="after")
    def _number_has_unit(self) -> "ThresholdLink":
        if (self.at_least is not None or self.at_most is not None) != (self.unit is not None):
            raise ValueError("`at_least` or `at_most` and `unit` go together")
        return self


class Record(Part):
    """A node of the graph."""

    id: Id
    note: Text | None = None


class Sourced(Record):
    """A record read from a passage of a source document."""

    where: Locator
    passage: Passage | None = None
