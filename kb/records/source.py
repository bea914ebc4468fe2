"""Where knowledge comes from: documents, references, guidelines, grading schemes, disagreements."""

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from kb.records.base import Address, Id, Link, Locator, Part, Record, Text, Texts, Year
from kb.records.concept import Synonyms
from kb.vocabulary import Basis, GuidelineStatus, ReferenceForm, Strength, Verb, Weight

DayText = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
# A cell of a CSV file holds one text; names in it are separated by semicolons.
Names = Annotated[Texts, BeforeValidator(lambda given: given.split(";") if isinstance(given, str) else given)]
_CITED = ("title", "container", "place", "volume", "issue", "pages", "publication_status")


class Phases(Part):
    """What the two parts of a guideline are called: when to act, and how."""

    when: Text = "When to act"
    how: Text = "How to act"


class Package(Record):
    """The data set itself. Each data folder holds exactly one."""

    title: Text
    headline: Text
    subject: Text
    evidence_about: Text
    search_examples: Text
    phases: Phases = Phases()
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
    """An entry of a document's reference list: the citation as printed, and its parts where they are told apart.

    The parts are taken from the citation and add nothing to it. `authors` are
    names as printed; `authors_complete` is false where *et al.* stands for
    more of them. `container` is the journal, or who published it; `date` is
    the day where one is printed.
    """

    document: Id
    number: Annotated[int, Field(ge=1)]
    citation: Text
    form: ReferenceForm | None = None
    authors: Names = ()
    authors_complete: bool | None = None
    title: Text | None = None
    container: Text | None = None
    place: Text | None = None
    volume: Text | None = None
    issue: Text | None = None
    pages: Text | None = None
    year: Year | None = None
    date: DayText | None = None
    publication_status: Text | None = None
    doi: Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    url: Address | None = None
    kind: Text
    identifier_read: Text | None = None

    @model_validator(mode="after")
    def _parts_stand_in_the_citation(self) -> "Reference":
        parts = (*self.authors, *(getattr(self, name) for name in _CITED))
        if lost := [part for part in parts if part is not None and part not in self.citation]:
            raise ValueError(f"the citation does not hold {lost[0]!r}; give its parts as it prints them")
        if self.date is not None and self.date[:4] != str(self.year):
            raise ValueError(f"`date` ({self.date}) is not in `year` ({self.year})")
        if bool(self.authors) != (self.authors_complete is not None):
            raise ValueError("`authors` and `authors_complete` go together")
        return self


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


class Override(Part):
    """Which recommendations a mapping reads otherwise: all named fields have to fit."""

    guideline: Id | None = None
    recommendation: Id | None = None
    strength: Strength | None = None
    verbs: tuple[Verb, ...] = ()
    to: Strength


class StrengthMapping(Record):
    """Another defensible way to map labels to the common strengths; used only to test verdicts."""

    title: Text
    why: Text
    overrides: tuple[Override, ...] = Field(min_length=1)
    about: tuple[Link, ...] = Field(min_length=1)


class Guideline(Record):
    """A national guideline; a search knows its country by code, name and `country_synonyms`, each of them whole.

    `language` is the one in which it is written (ISO 639-1): the field's terms of that language are shown with it.
    """

    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    country_name: Text
    country_synonyms: Synonyms = Synonyms()
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] | None = None
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
    """A place where two sources, or two places of one source, disagree; neither is corrected.

    `weight` says how much it matters to a reader: a page shows the headline ones of
    what it shows; the others are on the record, or shown on request.
    """

    title: Text
    weight: Weight = Weight.RECORD
    sides: tuple[Side, ...] = Field(min_length=2)
    handling: Text
    about: tuple[Link, ...] = ()
