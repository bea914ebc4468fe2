"""References for a reader's own reference manager: RIS, BibTeX and CSL-JSON.

Everything comes from the parts of a reference. What the source leaves out is
left out; a reference without parts has its citation as printed for a title.
"""

import json
from collections.abc import Iterable
from typing import Any

import bibtexparser
import rispy
from bibtexparser.model import Entry, Field

from kb.exports.authors import Author, author
from kb.exports.latex import escaped, named, protected, verbatim
from kb.records import Reference
from kb.vocabulary import ReferenceForm

MORE_AUTHORS = "The source prints “et al.” for further authors."
_RIS_TYPE = {ReferenceForm.ARTICLE: "JOUR", ReferenceForm.REPORT: "RPRT", ReferenceForm.WEB_PAGE: "ELEC"}
_ENTRY = {ReferenceForm.ARTICLE: ("article", "journal"), ReferenceForm.REPORT: ("techreport", "institution")}


def ris(references: Iterable[Reference]) -> str:
    """Return the references as RIS."""
    return rispy.dumps([_ris(reference) for reference in references], implementation=_Unnumbered)


class _Unnumbered(rispy.RisWriter):
    def set_header(self, count: int) -> str:
        # The numbers that rispy writes between references are no part of RIS.
        return ""


def _ris(reference: Reference) -> dict[str, Any]:
    is_article = reference.form is ReferenceForm.ARTICLE
    first, _, last = (reference.pages or "").partition("-")
    people = [author(printed) for printed in reference.authors]
    return _given({
        "type_of_reference": _RIS_TYPE.get(reference.form, "GEN"),
        "id": reference.id,
        "authors": [", ".join(part for part in (p.family, p.given, p.suffix) if part) for p in people],
        "title": _line(reference.title or reference.citation),
        "secondary_title": reference.container if is_article else None,
        "journal_name": reference.container if is_article else None,
        "publisher": None if is_article else reference.container,
        "place_published": reference.place,
        "volume": reference.volume,
        "number": reference.issue,
        "start_page": first,
        "end_page": last,
        "year": _year(reference),
        "date": reference.date and f"{reference.date.replace('-', '/')}/",
        "doi": reference.doi,
        "urls": [reference.url] if reference.url else [],
        "keywords": [reference.kind],
        "notes": [_line(note) for note in (reference.publication_status, *_notes(reference)) if note],
    })  # fmt: skip


def bibtex(references: Iterable[Reference]) -> str:
    """Return the references as BibTeX in plain ASCII, the capitals of titles protected."""
    return bibtexparser.write_string(bibtexparser.Library([_entry(reference) for reference in references]))


def _entry(reference: Reference) -> Entry:
    kind, container = _ENTRY.get(reference.form, ("misc", "howpublished"))
    authors = [named(author(printed)) for printed in reference.authors]
    fields = _given({
        "author": " and ".join([*authors, "others"] if reference.authors_complete is False else authors),
        "title": protected(reference.title or reference.citation),
        container: escaped(reference.container or ""),
        "address": escaped(reference.place or ""),
        "volume": escaped(reference.volume or ""),
        "number": escaped(reference.issue or ""),
        "pages": escaped(reference.pages or "").replace("-", "--"),
        "year": _year(reference),
        "date": reference.date,
        "note": escaped(reference.publication_status or ""),
        "doi": verbatim(reference.doi or ""),
        "url": verbatim(reference.url or ""),
        "keywords": escaped(reference.kind),
        "annote": escaped(reference.note or ""),
    })  # fmt: skip
    # A report needs an institution; where none is printed apart from its author, it is no @techreport.
    kind = kind if reference.container else "misc"
    return Entry(kind, reference.id, [Field(key, value) for key, value in fields.items()])


def csl_json(references: Iterable[Reference]) -> str:
    """Return the references as CSL-JSON, the data format of the Citation Style Language."""
    return json.dumps([_csl(reference) for reference in references], indent=2, ensure_ascii=False) + "\n"


def _csl(reference: Reference) -> dict[str, Any]:
    container = "container-title" if reference.form is ReferenceForm.ARTICLE else "publisher"
    issued = [int(part) for part in (reference.date or _year(reference) or "").split("-") if part]
    return _given({
        "id": reference.id,
        "type": str(reference.form or "document"),
        "author": [_csl_name(author(printed)) for printed in reference.authors],
        "title": reference.title or reference.citation,
        container: reference.container,
        "publisher-place": reference.place,
        "volume": reference.volume,
        "issue": reference.issue,
        "page": reference.pages,
        "issued": {"date-parts": [issued]} if issued else None,
        "status": reference.publication_status,
        "DOI": reference.doi,
        "URL": reference.url,
        "keyword": reference.kind,
        "note": " ".join(_notes(reference)),
    })  # fmt: skip


def _csl_name(of: Author) -> dict[str, str]:
    if not of.given:
        return {"literal": of.family}
    return _given({"family": of.family, "given": of.given, "suffix": of.suffix})


def _notes(reference: Reference) -> list[str]:
    more = MORE_AUTHORS if reference.authors_complete is False else None
    return [note for note in (more, reference.note) if note]


def _year(reference: Reference) -> str | None:
    return None if reference.year is None else str(reference.year)


def _line(text: str) -> str:
    # A line break would end the field.
    return " ".join(text.split())


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value}
