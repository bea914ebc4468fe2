"""Recommendations as a file: in Word by guideline, in Excel for readers and for programs, in CSV for programs."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from kb import labels
from kb.exports import annex, contract, statement, worksheet
from kb.exports.column import Table
from kb.exports.cover import cover
from kb.exports.evidence import linked
from kb.exports.file import File, Part, Place
from kb.knowledge import KnowledgeBase
from kb.records import Recommendation

TITLE = "Recommendations of guidelines"
TABLE = Table("recommendations", "What is recommended, how strongly, and what limits it", statement.columns())
# For programs too, what has to be read with a recommendation goes with it.
CODED = Table("recommendations", contract.RECOMMENDATIONS.holds, (
    *contract.RECOMMENDATIONS.columns,
    statement.column("beside", key="to_be_read_with"),
), coded=True)  # fmt: skip
PLACES = (
    Place("Record", 2.4, ("record", "country", "phase"), named=False),
    Place("Recommendation", 12.3, ("statement", "conditions", "caveats", "numbers", "triggers", "note")),
    Place("Strength", 3.6, ("strength", "wording", "label", "grade", "grade_read_in")),
    Place("Linked evidence", 5.7, ("evidence",)),
    Place("Source", 3.1, ("where",)),
)


def file(base: KnowledgeBase, found: Sequence[Recommendation], shows: Sequence[str], on: date) -> File:
    """Return recommendations in the order given, taken `on` a day; `shows` are the filters in words."""
    speaking = {rec.guideline for rec in found}
    guidelines = [guideline for guideline in base.by_country if guideline.id in speaking]
    count = labels.counted(len(found), "recommendation")
    about = cover(base, TITLE, (*shows, count), guidelines, on, (*worksheet.NOTES, worksheet.NOTE_ON_EVIDENCE))
    references = annex.cited(base, guidelines, found)
    data = coded(base, found)
    parts = (readable(base, found), data, annex.evidence(base, linked(base, found)), annex.references(base, references))
    return File(about, parts, references, flat=data)


def readable(base: KnowledgeBase, found: Sequence[Recommendation]) -> Part:
    """Return recommendations for readers; on paper by guideline, what has to be read with them in a frame."""
    rows = [statement.row(base, rec) for rec in found]
    frame = pd.DataFrame(rows, columns=TABLE.keys)
    frame["of"] = [f"{row['country']}: {'. '.join(row['guideline'])}" for row in rows]
    return Part(
        "Recommendations", TABLE, frame, PLACES, headed=("of",), boxed=("beside",), sentences=statement.SENTENCES,
        numbered=statement.NUMBERED, fixed=2, empty="No recommendation is left by what was chosen.",
    )  # fmt: skip


def coded(base: KnowledgeBase, found: Sequence[Recommendation]) -> Part:
    """Return recommendations under the contract's keys, with what has to be read with each."""
    frame = contract.recommendations(base).set_index("id").loc[[rec.id for rec in found]].reset_index()
    frame["to_be_read_with"] = [statement.row(base, rec)["beside"] for rec in found]
    return Part("Data", CODED, frame)
