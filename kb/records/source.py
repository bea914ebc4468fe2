"""Where knowledge comes from: documents, references, guidelines, grading schemes, disagreements."""

from typing import Annotated

from pydantic import Field, StringConstraints

from kb.records.base import Address, Id, Link, Locator, Part, Record, Text, Texts, Year
from kb.vocabulary import Basis, GuidelineStatus, Strength


class Package(Record):
    """The data set itself. Each data folder holds exactly one."""

    title: Text
    subject: Text
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
    released: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    licence: Text
    not_for: Text
    report_errors: Text
    matrix_document: Id


class Document(Record):
    """A source document that was read and curated."""

    short_title: Text
    title: Text
    citation: Text
    kind: Text
    year: Year | None = None
    doi: Text | None = None
    url: Address | None = None
    scheme: Id | None = None
    read: Text
    missing: Text | None = None
    about: Texts = ()


class Reference(Record):
    """An entry of a document's reference list."""

    document: Id
    number: Annotated[int, Field(ge=1)]
    citation: Text
    year: Year | None = None
    doi: Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    url: Address | None = None
    kind: Text
    identifier_read: Text | None = None


class Grade(Part):
    """One label of a grading scheme, what it means there, and the common value it maps to."""

    label: Text
    meaning: Text
    strength: Strength
    basis: Basis
    why: Text


class Scheme(Record):
    """How a guideline, or a document that summarises guidelines, labels its statements."""

    name: Text
    about: Text
    grades: tuple[Grade, ...] = Field(min_length=1)


class Guideline(Record):
    """A national guideline."""

    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    country_name: Text
    short_title: Text
    title: Text
    issuer: Text
    year: Year
    reference: Id
    scheme: Id
    status: GuidelineStatus
    status_words: Text
    status_readings: tuple[Id, ...] = ()
    read: Text


class Side(Part):
    """What one of two disagreeing sources says."""

    record: Id
    says: Text
    where: Locator | None = None


class Discrepancy(Record):
    """A place where two sources, or two places of one source, disagree; neither is corrected."""

    title: Text
    sides: tuple[Side, ...] = Field(min_length=2)
    handling: Text
    about: tuple[Link, ...] = ()
