"""One record of the sources as the row of a reading table: its first cell opens the record."""

from collections.abc import Iterable

from kb import labels
from kb.exports.statement import where
from kb.names import name
from kb.records import (
    Case,
    Definition,
    Discrepancy,
    Document,
    Guideline,
    PracticePoint,
    Reading,
    Reference,
    Resource,
    Scheme,
    Topic,
)
from kb.records.case import Medicine, OtherMedicine
from ui import originals
from ui.served import base
from ui.tables import Cell, leads_out, opens

Row = tuple[Cell, ...]


def soft(text: str | None) -> dict[str, str]:
    """Return a cell in quieter letters."""
    return {"kind": "soft", "text": text or ""}


def guideline(record: Guideline) -> Row:
    """Return country and year, short title, status and a link to the original; the rest is a click away."""
    return (
        opens(record.id, f"{record.country_name} {record.year}"),
        record.short_title,
        labels.GUIDELINE_STATUS[record.status],
        originals.of(base().get(Reference, record.reference)),
    )


def _readings(ids: Iterable[str]) -> list[Cell]:
    read = (base().get(Reading, reading) for reading in ids)
    return [leads_out(reading.address, f"Source ({reading.depth})") for reading in read]


def _note(record: Guideline | Document | Reference | Reading | Definition) -> list[Cell]:
    return [soft(record.note)] if record.note else []


def scheme(record: Scheme) -> list[Row]:
    """Return a row for each label of a grading scheme: its meaning, the common value, and who says so."""
    return [
        (
            grade.label,
            grade.meaning,
            {"strength": grade.strength},
            [{"kind": f"basis {grade.basis}", "text": labels.BASIS[grade.basis]}, grade.why],
        )
        for grade in record.grades
    ]


def reference(record: Reference) -> Row:
    """Return number, citation, kind of study, and a link to the original."""
    return (
        opens(record.id, str(record.number)),
        [record.citation, *_note(record)],
        record.kind[:1].upper() + record.kind[1:],
        originals.of(record),
    )


def document(record: Document) -> Row:
    """Return title, citation, what was read, and what was missing."""
    citation = [record.citation, *([originals.of(record)] if record.doi or record.url else [])]
    return opens(record.id, record.title), citation, [record.read, *_note(record)], record.missing or "Nothing"


def discrepancy(record: Discrepancy) -> Row:
    """Return the title, what each side says, and how it was resolved."""
    sides = [[opens(side.record), side.says] for side in record.sides]
    return opens(record.id, record.title), sides, record.handling


def definition(record: Definition) -> Row:
    """Return the term with its abbreviation, its meaning, and where that was read."""
    term = f"{record.term} ({record.abbreviation})" if record.abbreviation else record.term
    return opens(record.id, term), record.meaning, [soft(where(base(), record.where)), *_note(record)]


def practice(record: PracticePoint) -> Row:
    """Return the kind of advice, the advice, what it is about, and the section of its document."""
    about = ", ".join(_named(link.to) for link in record.about)
    section = ", ".join(part for part in (record.where.section, record.where.row) if part)
    return opens(record.id, labels.term(base(), record.kind)), record.statement, about, soft(section)


def _named(record: str) -> str:
    found = base().records[record]
    return found.label if isinstance(found, Topic) else name(base(), found)


def resource(record: Resource) -> Row:
    """Return title and issuer, what it offers, its present status, and its address."""
    status = [{"kind": "said-first", "text": labels.RESOURCE_STATUS[record.status]}, record.status_words]
    issuer = f"{record.issuer}, {record.year}" if record.year else record.issuer
    out = [leads_out(record.url, "Website")] if record.url else []
    return (
        [opens(record.id, record.title), soft(issuer)],
        record.what,
        [*status, *_readings(record.status_readings), *out],
    )


def reading(record: Reading) -> Row:
    """Return a fact from a supplementary source, its value, its address, and how close to the original it was read."""
    depth = leads_out(record.address, f"{record.depth[:1].upper()}{record.depth[1:]} source")
    what = opens(record.id, labels.heading(record.field))
    value = originals.doi(record.value) if record.field.casefold() == "doi" else record.value
    return what, [value, *_note(record)], [depth, soft(f"{record.confidence} confidence")]


def case(record: Case) -> list[Row]:
    """Return what is known of a patient, a row for each heading."""
    source = where(base(), record.where) if record.where else None
    rows = [(head, said) for head, said in (*told(record), ("Note", record.note), ("Source", source)) if said]
    return [(opens(record.id, head) if head == "Patient" else head, said) for head, said in rows]


FICTIONAL = "Fictional, made up for teaching"


def told(record: Case) -> list[tuple[str, Cell]]:
    """Return what is told of a patient under its headings, an empty cell where there is nothing."""
    medicines = [medicine(one) for one in (*record.medicines, *record.other_medicines)]
    return [
        ("Patient", patient(record)), ("Case", FICTIONAL if record.fictional else None), ("Medicines", medicines),
        ("Symptoms", list(record.symptoms)), ("History", list(record.history)), ("Benefits", list(record.benefits)),
        ("Harms", list(record.harms)), ("Wishes", list(record.wishes)), ("Not known", list(record.unknown)),
        ("Question", record.question), ("Learning point", record.learning_point),
    ]  # fmt: skip


def patient(record: Case) -> str:
    """Return age, sex and condition, as far as they are given, in one line."""
    age = None if record.age is None else f"{record.age} years"
    return ", ".join(part for part in (age, record.sex, record.condition) if part)


def medicine(taken: Medicine | OtherMedicine) -> str:
    """Return a medicine in one line, as the case writes it, and since when it is taken."""
    if isinstance(taken, OtherMedicine):
        return f"{', '.join(part for part in (taken.name, taken.form) if part)}: {taken.printed}"
    return f"{taken.printed}{f'; {taken.since}' if taken.since else ''}"
