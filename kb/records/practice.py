"""The smaller sources and a document's case: practice points, resources, definitions, the vignette."""

from typing import Annotated

from pydantic import Field

from kb.records.base import Address, Id, Link, Number, Part, Sourced, Text, Texts, Year
from kb.vocabulary import ResourceStatus


class Definition(Sourced):
    """A term as a source defines it."""

    term: Text
    meaning: Text
    abbreviation: Text | None = None
    references: tuple[Id, ...] = ()


class PracticePoint(Sourced):
    """Advice from one of the smaller sources; never part of a guideline."""

    kind: Id
    statement: Text
    restates: Link | None = None
    about: tuple[Link, ...] = Field(min_length=1)


class Resource(Sourced):
    """A guideline, toolkit or site that a source lists, with what has become of it."""

    title: Text
    issuer: Text
    what: Text
    year: Year | None = None
    url: Address | None = None
    status: ResourceStatus
    status_words: Text
    status_readings: tuple[Id, ...] = ()
    superseded_by: Id | None = None
    about: tuple[Link, ...] = ()


class Medicine(Part):
    """A medicine in a vignette; dose of one intake in milligrams."""

    name: Text
    formulation: Text | None = None
    dose_mg: Annotated[Number, Field(gt=0)] | None = None
    times_a_day: Annotated[Number, Field(gt=0)] | None = None
    schedule: Text
    since: Text | None = None


class Vignette(Sourced):
    """The patient a document opens with."""

    title: Text
    age: Annotated[int, Field(ge=0, le=120)]
    sex: Text
    condition: Text
    medicines: tuple[Medicine, ...] = Field(min_length=1)
    symptoms: Texts
    history: Texts
    question: Text
