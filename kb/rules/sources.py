"""Rules on what a record says of its source: label, item, table, passage."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from kb.problem import Problem
from kb.records import Document, Effect, Recommendation, Sourced, SourceTable
from kb.rules.shelf import Shelf


def strengths_are_known_labels(shelf: Shelf) -> Iterator[Problem]:
    for rec in shelf.of(Recommendation):
        document = shelf.by_id.get(rec.where.document)
        scheme = shelf.by_id.get(document.scheme or "") if isinstance(document, Document) else None
        labels = [grade.label for grade in getattr(scheme, "grades", ())]
        if rec.strength is not None and rec.strength not in labels:
            yield shelf.problem(
                rec.id,
                "strength",
                f"the label {rec.strength!r} is not in the document's scheme.",
                f"Use one of {', '.join(labels)}, or leave it out.",
                "R09",
            )


def items_are_numbered_in_order(shelf: Shelf) -> Iterator[Problem]:
    if shelf.spoiled:
        return
    cells = defaultdict(list)
    for rec in shelf.of(Recommendation):
        cells[(rec.where.document, rec.where.table, rec.guideline)].append(rec)
    for recs in cells.values():
        items = Counter(rec.where.item for rec in recs)
        if set(items) != set(range(1, len(recs) + 1)):
            found = ", ".join(str(rec.where.item) for rec in recs)
            yield shelf.problem(
                recs[0].id,
                "where.item",
                f"the items of this cell are {found}.",
                f"Number them 1 to {len(recs)}, each once.",
                "R10",
            )


def evidence_has_a_fingerprint(shelf: Shelf) -> Iterator[Problem]:
    for record in (*shelf.of(Recommendation), *shelf.of(Effect)):
        if record.passage is None:
            yield shelf.problem(
                record.id, "passage", "is missing.", "Make one with: python -m kb fingerprint < passage.txt", "R11"
            )


def tables_are_named(shelf: Shelf) -> Iterator[Problem]:
    named = Counter((table.document, table.number) for table in shelf.of(SourceTable))
    for table in shelf.of(SourceTable):
        if named[table.document, table.number] > 1:
            yield shelf.problem(table.id, "number", f"table {table.number} has several names.", "Keep one.", "R17")
    if shelf.spoiled:
        return
    for record in (entry.record for entry in shelf.entries if isinstance(entry.record, Sourced)):
        where = record.where
        if where and where.table is not None and (where.document, where.table) not in named:
            what = f"table {where.table} of {where.document} has no name."
            yield shelf.problem(record.id, "where.table", what, "Correct it, or add a [[source-table]].", "R17")
