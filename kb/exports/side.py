"""Guidelines side by side: a row a topic, a column a guideline."""

import pandas as pd

from kb import labels
from kb.comparison import Cell, Row, among, patients, under_other_mappings
from kb.exports import statement, wording
from kb.exports.chosen import Chosen
from kb.exports.column import Column, Table
from kb.exports.file import Part, Place
from kb.exports.paper import WIDE
from kb.exports.worksheet import COMPARED, TOPIC, nothing
from kb.knowledge import KnowledgeBase
from kb.records import Recommendation, Topic

HOLDS = "Topic by guideline: what each recommends, how strongly, and what limits it"


def parts(base: KnowledgeBase, of: Chosen) -> tuple[Part, ...]:
    """Return one part, a row for each topic on which something chosen is said or nothing was filtered out."""
    own = tuple(
        Column(g.id, f"{g.country_name}, {g.year}", f"What {g.short_title} says on it", many=True)
        for g in of.guidelines
    )
    table = Table("side-by-side", HOLDS, (
        *TOPIC, COMPARED[0], *own, statement.column("beside"),
    ))  # fmt: skip
    rows = [_row(base, of, row) for row in of.rows if not row.is_heading and _shown(of, row)]
    width = WIDE / (len(own) + 1)
    places = (Place("Topic", width, ("topic", "verdict"), named=False), *(Place(c.head, width, (c.key,)) for c in own))
    return (
        Part(
            "Side by side", table, pd.DataFrame(rows, columns=table.keys), places, headed=("group",), boxed=("beside",),
            sentences=frozenset(table.keys), fixed=2,
        ),
    )  # fmt: skip


def _shown(of: Chosen, row: Row) -> bool:
    return of.kept is None or any(of.holds(rec) for cell in row.cells for rec in cell.recommendations)


def _row(base: KnowledgeBase, of: Chosen, row: Row) -> dict[str, object]:
    found = among(base, row.topic.id, of.ids)
    said = {cell.guideline: _cell(base, of, cell) for cell in row.cells}
    held = [rec for cell in row.cells for rec in cell.recommendations if of.holds(rec)]
    return {
        "group": base.get(Topic, base.above(row.topic.id)[-1]).label,
        "topic": row.topic.label,
        "verdict": (
            *wording.judged(base, found, under_other_mappings(base, row.topic.id, of.ids)),
            *(sentence.text for sentence in patients(base, row.topic.id, of.ids)),
        ),
        **said,
        "beside": wording.beside_all(base, held),
    }


def _cell(base: KnowledgeBase, of: Chosen, cell: Cell) -> tuple[str, ...]:
    held = [rec for rec in cell.recommendations if of.holds(rec)]
    return tuple(line for rec in held for line in said(base, rec)) or (
        nothing(cell) if not cell.recommendations else "Filtered out",
    )


def said(base: KnowledgeBase, rec: Recommendation) -> tuple[str, ...]:
    """Return a recommendation in lines: strength and wording, statement and id, and each thing that limits it."""
    limits = (("Conditions", rec.conditions), ("Caveats", rec.caveats), ("Note", (rec.note,) if rec.note else ()))
    return (
        f"{labels.STRENGTH[base.strength(rec)]} · {labels.VERB[rec.verb]}: {rec.statement} [{rec.id}]",
        *(f"{name}: {'; '.join(texts)}" for name, texts in limits if texts),
    )
