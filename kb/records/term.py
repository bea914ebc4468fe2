"""Terms of the subject that data files define: units, scales, kinds of number, and how findings are sorted."""

from typing import Annotated

from pydantic import Field

from kb.records.base import Id, Record, Text
from kb.vocabulary import Role


class Term(Record):
    """A term under the label that a reader sees.

    `symbol` is how exports write it where that is not its id, such as ``MME/day``.
    """

    label: Text
    symbol: Text | None = None

    @property
    def code(self) -> str:
        """The value that stands for this term in exports and frames."""
        return self.symbol or self.id


class Unit(Term):
    """A unit: `label` follows one, `plural` any other number; without it they are the same.

    `days` is how long one lasts, where it is a time, or how long the time is
    that a rate counts over. `percent` stands close to its number. `equivalent`
    where it counts doses as doses of one medicine. `explained` says what a reader has to
    know of it.
    """

    plural: Text | None = None
    days: Annotated[float, Field(gt=0)] | None = None
    percent: bool = False
    equivalent: bool = False
    explained: Text | None = None

    def after(self, number: float) -> str:
        """Return the word that follows a number: `week` after 1, `weeks` after any other."""
        return self.label if number == 1 or self.plural is None else self.plural


class Scale(Term):
    """What numbers of several kinds are compared on: `label` is its title."""

    unit: Id


class QuantityKind(Term):
    """What a number inside a recommendation measures, and what part it plays on the scale on which it is compared.

    An amount is converted to the unit of its scale; so is a rate. A step and an
    interval of one recommendation make a rate together. Without a scale, a kind
    is not compared in a common unit.
    """

    scale: Id | None = None
    role: Role = Role.AMOUNT


class FindingCategory(Term):
    """What a statement of the text that is no effect estimate is about."""


class PracticeKind(Term):
    """What a practice point of one of the smaller sources is."""


class StudyDesign(Term):
    """A design of studies, and what it cannot show. `observational` where nobody was assigned to anything."""

    cannot_show: Text
    observational: bool = False


class SourceTable(Term):
    """A table of a document: `label` is its name with its number, such as ``Table 1: when to deprescribe``."""

    document: Id
    number: Annotated[int, Field(ge=1)]
