"""Which condition leads to which recommendation, or lifts it, guideline by guideline."""

import pandas as pd

from kb import labels
from kb.comparison import conditions
from kb.exports import statement
from kb.exports.chosen import Chosen
from kb.exports.column import Column, Table
from kb.exports.file import Part, Place
from kb.knowledge import KnowledgeBase
from kb.vocabulary import Phase

LEADS, LIFTS = "Applies when", "Except when"
TABLE = Table("conditions", "What may be true of a patient, and what each guideline then recommends", (
    Column("condition", "Condition", "What may be true of the patient"),
    Column("role", "Role", f"“{LEADS}”, or “{LIFTS}” where it lifts the recommendation"),
    *statement.columns("topics", "triggers", "evidence", "grade", "grade_read_in"),
))  # fmt: skip
PLACES = (
    Place("Condition", 4.5, ("condition", "role"), named=False),
    Place("Guideline", 3.4, ("country", "guideline"), named=False),
    Place("Recommendation", 12.6, ("statement", "conditions", "caveats", "numbers", "note")),
    Place("Strength", 3.6, ("strength", "wording", "label")),
    Place("Source", 3, ("where", "record"), named=False),
)


def parts(base: KnowledgeBase, of: Chosen) -> tuple[Part, ...]:
    """Return one part: a row for each condition and each recommendation that it leads to, or lifts."""
    row = statement.rows_of(base)
    found = [
        {**row(rec), "condition": condition.label, "role": LIFTS if condition.lifts else LEADS}
        for phase in Phase
        for condition in conditions(base, of.ids, phase)
        for cell in condition.cells
        for rec in cell
        if of.holds(rec)
    ]
    frame = pd.DataFrame(found, columns=TABLE.keys)
    return (
        Part(
            "Conditions", TABLE, frame, PLACES, headed=("phase",), boxed=("beside",), sentences=statement.SENTENCES,
            fixed=2,
        ),
    )  # fmt: skip


ABOUT = f"A guideline that is not under a condition does not name it: {labels.NOT_IN_TABLES.lower()}."
