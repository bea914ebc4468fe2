"""Records as the documents of the index."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import tantivy

from kb.records import KINDS, Guideline, Recommendation, Record, kind_of
from kb.search.terms import LANGUAGES
from kb.search.texts import FIELDS, Name, linked, named_by, names, own, trials

SEARCHED = tuple(
    (field, language)
    for field in FIELDS
    for language in LANGUAGES
    if language == "en" or field in ("concepts", "trials")
)
"""The fields that words are looked for in, with their languages: records are in English, names of concepts in both."""


def schema() -> tantivy.Schema:
    """Return the fields of the index."""
    builder = tantivy.SchemaBuilder()
    # The place of a record among those of its kind: a column of numbers is read for thousands of hits at once, where
    # stored texts would be fetched one after the other.
    for field in ("number", "kind_number"):
        builder.add_integer_field(field, fast=True)
    for field in ("id", "kind", "country", "linked", "numbers"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field, language in SEARCHED:
        # Nobody can ask for words side by side, so where in a text they stand is not kept.
        builder.add_text_field(f"{field}_{language}", tokenizer_name=language, index_option="freq")
    return builder.build()


def documents(records: Mapping[str, Record]) -> Iterator[tantivy.Document]:
    """Yield the document of each record, in the order of the records."""
    called = {record.id: _by_language(names(record)) for record in records.values()}
    countries = {record.id: record.country for record in records.values() if isinstance(record, Guideline)}
    place, seen = {kind: number for number, kind in enumerate(KINDS)}, Counter()
    for record in records.values():
        kind, links = kind_of(record), linked(record)
        document = {
            "id": record.id,
            "kind": kind,
            "number": seen[kind],
            "kind_number": place[kind],
            "linked": list(links),
            **_texts(record),
        }
        for field, concepts in (("concepts", named_by(record, links)), ("trials", trials(record))):
            for language in LANGUAGES:
                document[f"{field}_{language}"] = "; ".join(called[of][language] for of in concepts if of in called)
        document["country"] = countries.get(record.id, "")
        if isinstance(record, Recommendation):
            document["country"] = countries.get(record.guideline, "")
            document["numbers"] = "some" if record.quantities else "none"
        yield tantivy.Document(**document)
        seen[kind] += 1


def _texts(record: Record) -> dict[str, str]:
    found: dict[str, list[str]] = {"title_en": [], "wording_en": [], "rest_en": []}
    for text in own(record):
        found[f"{text.field}_en"].append(text.words)
    return {field: " ".join(words) for field, words in found.items()}


def _by_language(named: Iterable[Name]) -> dict[str, str]:
    found: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for name in named:
        found[name.language].append(name.words)
    return {language: "; ".join(words) for language, words in found.items()}
