"""How guidelines label their recommendations, how the labels are mapped, and which verdicts another mapping changes."""

from collections.abc import Iterable

import pandas as pd

from kb import labels
from kb.comparison import under_other_mappings
from kb.exports import statement
from kb.exports.chosen import Chosen
from kb.exports.column import Column, Table
from kb.exports.file import Part, Place
from kb.knowledge import KnowledgeBase
from kb.records import Scheme

TABLE = Table(
    "grades",
    "Each recommendation's label as printed, native grade and common strength",
    statement.columns("topics", "triggers", "evidence"),
)
PLACES = (
    Place("Guideline", 3.4, ("country", "guideline"), named=False),
    Place("Strength", 3, ("strength",)),
    Place("Label as printed", 3, ("label", "wording")),
    Place("Native grade", 5.2, ("grade", "grade_read_in")),
    Place("Recommendation", 9.5, ("statement", "conditions", "caveats", "numbers", "note")),
    Place("Source", 3, ("where", "record"), named=False),
)
SCHEMES = Table("schemes", "What the labels of each grading scheme mean, and how they are mapped", (
    Column("record", "Record", "Id of the scheme"),
    Column("scheme", "Grading scheme", "Name of the scheme"),
    Column("label", "Label", "The label in the scheme"),
    Column("meaning", "Meaning", "What it means in the scheme"),
    Column("strength", "Strength", "The common strength that it is mapped to"),
    Column("basis", "Basis", "Stated by the source, or the curator’s judgement"),
    Column("why", "Why", "Why it is mapped so"),
))  # fmt: skip
MAPPINGS = Table("mappings", "Topics whose verdict would change under another mapping of the labels", (
    Column("topic", "Topic (curator’s judgement)", "The topic"),
    Column("mapping", "Other mapping", "How labels could be mapped as well"),
    Column("why", "Why", "Why it could be defended"),
    Column("verdict", "Verdict then (calculated)", "The verdict under that mapping"),
))  # fmt: skip

WIDTHS = (("scheme", 4), ("label", 4), ("meaning", 6.5), ("strength", 3), ("basis", 3), ("why", 6.6))
CHANGES = (("topic", 5), ("mapping", 6), ("why", 11), ("verdict", 5.1))


def parts(base: KnowledgeBase, of: Chosen) -> tuple[Part, ...]:
    """Return the grades of the chosen recommendations, the schemes, and what another mapping would change."""
    row = statement.rows_of(base)
    frame = pd.DataFrame(
        [row(rec) for g in of.ids for rec in of.recommendations if rec.guideline == g], columns=TABLE.keys
    )
    return (
        Part(
            "Grades", TABLE, frame, PLACES, headed=("country",), boxed=("beside",), sentences=statement.SENTENCES,
            numbered=statement.NUMBERED, fixed=2,
        ),
        Part("Grading schemes", SCHEMES, schemes(base), _places(SCHEMES, WIDTHS), fixed=2),
        Part("Other mappings", MAPPINGS, _mappings(base, of), _places(MAPPINGS, CHANGES)),
    )  # fmt: skip


def _places(table: Table, widths: Iterable[tuple[str, float]]) -> tuple[Place, ...]:
    return tuple(Place(table[key].head, width, (key,)) for key, width in widths)


def schemes(base: KnowledgeBase) -> pd.DataFrame:
    """Return a row for each label of each grading scheme."""
    found = [
        (
            scheme.id,
            scheme.name,
            grade.label,
            grade.meaning,
            labels.STRENGTH[grade.strength],
            labels.BASIS[grade.basis],
            grade.why,
        )
        for scheme in base.of(Scheme)
        for grade in scheme.grades
    ]
    return pd.DataFrame(found, columns=SCHEMES.keys)


def _mappings(base: KnowledgeBase, of: Chosen) -> pd.DataFrame:
    found = [
        (row.topic.label, mapping.title, mapping.why, labels.VERDICT[verdict.kind])
        for row in of.rows
        if not row.is_heading
        for mapping, verdict in under_other_mappings(base, row.topic.id, of.ids)
    ]
    return pd.DataFrame(found, columns=MAPPINGS.keys)
