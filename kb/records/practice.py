"""The smaller sources: practice points, resources, definitions."""

from pydantic import Field

from kb.records.base import Address, Id, Link, Sourced, Text, Year
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
