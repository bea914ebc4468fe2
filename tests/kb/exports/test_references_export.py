"""References for reference managers: their parts come from the citation, and other people's parsers read them back."""

import json
import re

import bibtexparser
import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string
from pybtex.richtext import Text
from pydantic import ValidationError
from pylatexenc.latex2text import LatexNodes2Text

from kb.exports.authors import Author, author
from kb.exports.cells import texts
from kb.exports.contract import REFERENCES
from kb.exports.references import MORE_AUTHORS, bibtex, csl_json, ris
from kb.knowledge import CURATED, load
from kb.records import Reference
from kb.vocabulary import ReferenceForm

BASE = load(CURATED)
ALL = BASE.of(Reference)
BY_ID = {reference.id: reference for reference in ALL}
each = pytest.mark.parametrize("reference", ALL, ids=lambda r: r.id)
MONTHS = ("", "January", "February", "March", "April", "May")
ODD = {
    "ref-8": ("2019;380", "2019:380"),  # the text read has a colon after the year
    "ref-22": ("35(Suppl 3):", "35:Suppl 3:"),  # a supplement stands between colons
}


def rebuilt(reference):
    """The citation, put together again from its parts alone."""
    people = ", ".join(reference.authors) + ("" if reference.authors_complete in {True, None} else ", et al")
    start = f"{people}. {reference.title}" if people else reference.title
    day = ""
    if reference.date:
        year, month, number = reference.date.split("-")
        day = f"{MONTHS[int(month)]} {int(number)}"
    if reference.form is ReferenceForm.ARTICLE:
        issue = f"({reference.issue})" if reference.issue else ""
        place = f";{reference.volume}{issue}:{reference.pages}" if reference.volume else f" {day} (Epub ahead of print)"
        return f"{start}. {reference.container} {reference.year}{place}."
    if reference.container is None:
        return f"{start}. {day}, {year} ({reference.url})."
    return f"{start}. {reference.place}: {reference.container}, {reference.year} ({reference.url})."


@each
def test_the_parts_of_a_reference_are_its_whole_citation(reference):
    whole = rebuilt(reference)
    if reference.id in ODD:
        whole = whole.replace(*ODD[reference.id])
    assert whole == reference.citation, f"correct the parts of {reference.id}"


@each
def test_et_al_is_no_author_and_is_not_forgotten(reference):
    assert reference.authors_complete is (None if not reference.authors else "et al." not in reference.citation)
    assert not [name for name in reference.authors if "et al" in name]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "Another title"},
        {"authors": ("Nobody N",), "authors_complete": True},
        {"volume": "999"},
        {"pages": "1-999"},
        {"container": "Lancet"},
        {"date": "2021-01-01"},
        {"authors": ()},
    ],
)
def test_parts_that_the_citation_does_not_hold_are_refused(wrong):
    good = BY_ID["ref-41"].model_dump()
    with pytest.raises(ValidationError):
        Reference.model_validate({**good, **wrong})


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("Avery N", Author("Avery", "N.")),
        ("Lin C-WC", Author("Lin", "C.-W. C.")),
        ("Man KKC", Author("Man", "K. K. C.")),
        ("Comerci G Jr", Author("Comerci", "G.", "Jr")),
        ("Abdel Shaheed C", Author("Abdel Shaheed", "C.")),
        ("Müller Ö", Author("Müller", "Ö.")),
        ("van der Berg AB", Author("van der Berg", "A. B.")),
        ("National Institute for Health and Care Excellence", Author("National Institute for Health and Care Excellence")),
        ("WHO", Author("WHO")),
        ("Alliance for GRADE", Author("Alliance for", "G. R. A. D. E.")),
        ("Alliance for RATINGS", Author("Alliance for RATINGS")),
        ("Book of a", Author("Book of a")),
    ],
)  # fmt: skip
def test_a_name_as_printed_is_taken_apart(printed, parts):
    assert author(printed) == parts


def test_every_author_of_the_data_but_two_institutes_is_a_person():
    names = [name for reference in ALL for name in reference.authors]
    assert {name for name in names if not author(name).given} == {
        "Organisation for Economic Co-operation and Development",
        "National Institute for Health and Care Excellence",
    }


def test_ris_is_read_back():
    read = rispy.loads(ris(ALL))
    assert [r["id"] for r in read] == [r.id for r in ALL]
    assert [r["title"] for r in read] == [r.title for r in ALL]
    assert [r["year"] for r in read] == [str(r.year) for r in ALL]
    assert [r.get("doi") for r in read] == [r.doi for r in ALL]
    assert [r.get("urls", [None])[0] for r in read] == [r.url for r in ALL]
    assert [r.get("volume") for r in read] == [r.volume for r in ALL]
    assert [r.get("number") for r in read] == [r.issue for r in ALL]
    assert ["-".join(filter(None, [r.get("start_page"), r.get("end_page")])) or None for r in read] == [
        r.pages for r in ALL
    ]
    assert [r.get("date") for r in read] == [r.date and r.date.replace("-", "/") + "/" for r in ALL]
    assert [r.get("place_published") for r in read] == [r.place for r in ALL]
    assert [r.get("keywords") for r in read] == [[r.kind] for r in ALL]
    assert [r.get("publisher") or r.get("journal_name") for r in read] == [r.container for r in ALL]
    assert [len(r.get("authors", [])) for r in read] == [len(r.authors) for r in ALL]
    assert {r["type_of_reference"] for r in read} == {"JOUR", "RPRT", "ELEC"}
    assert [MORE_AUTHORS in r.get("notes", []) for r in read] == [r.authors_complete is False for r in ALL]


def test_ris_has_only_lines_of_tag_and_value():
    entries = ris(ALL).rstrip("\n").split("\n\n")
    assert len(entries) == len(ALL)
    for entry in entries:
        lines = entry.split("\n")
        assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
        assert (lines[0][:2], lines[-1][:2]) == ("TY", "ER")


def test_a_line_break_cannot_end_a_field_of_ris():
    broken = BY_ID["ref-41"].model_copy(update={"note": "one\nER  - \ntwo"})
    (read,) = rispy.loads(ris([broken]))
    assert "one ER - two" in read["notes"]


def plain(latex):
    return str(Text.from_latex(latex))


def test_bibtex_is_read_back_by_another_parser():
    read = parse_string(bibtex(ALL), "bibtex").entries
    assert list(read) == [r.id for r in ALL]
    assert [plain(e.fields["title"]) for e in read.values()] == [r.title for r in ALL]
    assert [e.fields["year"] for e in read.values()] == [str(r.year) for r in ALL]
    assert [e.fields.get("pages") for e in read.values()] == [r.pages and r.pages.replace("-", "--") for r in ALL]
    for field in ("volume", "number", "address", "date", "note", "keywords", "annote"):
        of = {
            "number": "issue",
            "address": "place",
            "note": "publication_status",
            "keywords": "kind",
            "annote": "note",
        }.get(field, field)
        assert [plain(e.fields[field]) if field in e.fields else None for e in read.values()] == [
            getattr(r, of) for r in ALL
        ]
    assert [e.fields.get("doi") for e in read.values()] == [r.doi for r in ALL]
    assert [e.fields.get("url") for e in read.values()] == [r.url for r in ALL]
    for entry, reference in zip(read.values(), ALL, strict=True):
        people = entry.persons.get("author", [])
        more = reference.authors_complete is False
        assert len(people) == len(reference.authors) + more
        assert (bool(people) and str(people[-1]) == "others") == more
        parts = [author(name) for name in reference.authors]
        assert [plain(" ".join(p.last_names)) for p in people[: len(parts)]] == [a.family for a in parts]
    assert [str(name) for name in read["ref-24"].persons["author"][0].lineage_names] == ["Jr"]


def test_bibtex_is_plain_ascii_without_broken_entries():
    text = bibtex(ALL)
    assert text.isascii()
    assert not bibtexparser.parse_string(text).failed_blocks
    assert r"H{\"a}user" in text
    assert "{LONTS}" in text


@pytest.mark.parametrize(
    "title", ["Fish & chips", "100% of #1", "a_b ^ ~ $x$", "half { open", "back \\ slash", "“Ångström” – ≥ 90"]
)
def test_bibtex_escapes_what_latex_would_take_for_a_command(title):
    odd = Reference(id="odd", document="d", number=1, citation=f"Ö. {title}", kind="other", title=title)
    text = bibtex([odd])
    assert not bibtexparser.parse_string(text).failed_blocks
    assert text.count("{") == text.count("}")
    (field,) = re.findall(r"title = \{(.*)\}", text)
    assert not re.search(r"(?<!\\)[&%#$_~]", field)
    # The decoder does not know this name, and takes the circumflex for an accent.
    known = field.replace(r"{\textbraceleft}", r"\{")
    assert LatexNodes2Text().latex_to_text(known).replace("ˆ", "^") == title


def test_an_address_is_not_escaped_for_it_is_read_letter_by_letter():
    odd = BY_ID["ref-41"].model_copy(update={"url": "https://a.example/x_y?p=%20&q={z}", "doi": "10.1000/a_b"})
    fields = parse_string(bibtex([odd]), "bibtex").entries["ref-41"].fields
    assert fields["url"] == "https://a.example/x_y?p=%20&q=%7Bz%7D"
    assert fields["doi"] == "10.1000/a_b"


def test_csl_json_is_read_back():
    written = json.loads(csl_json(ALL))
    read = CiteProcJSON(written)
    assert list(read) == [r.id for r in ALL]
    assert [item["title"] for item in written] == [r.title for r in ALL]
    assert [item["issued"]["date-parts"][0][0] for item in written] == [r.year for r in ALL]
    assert [item.get("DOI") for item in written] == [r.doi for r in ALL]
    assert {item["type"] for item in written} == set(ReferenceForm)
    assert read["ref-31"].issued.day == 28
    assert read["ref-28"].author[0] == {"literal": "National Institute for Health and Care Excellence"}
    assert written[10]["author"][-1] == {"family": "Lin", "given": "C.-W. C."}


def test_csl_json_uses_only_names_of_its_schema():
    names = {name for item in json.loads(csl_json(ALL)) for name in item}
    assert names <= {
        "id", "type", "author", "title", "container-title", "publisher", "publisher-place", "volume", "issue", "page",
        "issued", "status", "DOI", "URL", "keyword", "note",
    }  # fmt: skip


@pytest.mark.parametrize("write", [ris, bibtex, csl_json])
def test_a_reference_without_parts_keeps_its_citation(write):
    bare = Reference(id="bare", document="d", number=1, citation="Something printed, somewhere.", kind="other")
    assert "Something printed, somewhere." in write([bare])
    assert write([bare]) == write([bare])


@pytest.mark.parametrize("write", [ris, bibtex, csl_json])
def test_only_the_references_given_are_written_in_their_order(write):
    text = write([BY_ID["ref-41"], BY_ID["ref-3"]])
    assert re.findall(r"ref-\d+\b", text) == ["ref-41", "ref-3"]


def test_the_parts_are_columns_of_the_export():
    rows = texts(BASE.references.reset_index(), REFERENCES).set_index("id")
    row = rows.loc["ref-41"]
    assert row["authors"] == "Avery N;McNeilage AG;Stanaway F"
    assert (row["authors_complete"], row["container"], row["volume"], row["pages"]) == (
        "false",
        "BMJ",
        "377",
        "e066375",
    )
    assert rows.loc["ref-32"]["authors_complete"] == ""
