"""Numbers inside recommendations, as printed and on a scale that they share, and who gives none."""

import pandas as pd

from kb import labels
from kb.comparison import Numbers, compare
from kb.exports import statement
from kb.exports.chosen import Chosen
from kb.exports.column import Column, Table
from kb.exports.file import Part, Place
from kb.knowledge import KnowledgeBase

NONE_GIVEN = "No number in the summary tables"
TABLE = Table("numbers", "Thresholds, rates and intervals that guidelines give", (
    Column("scale", "What is compared", "What the number measures"),
    Column("printed", "As printed", f"The number as the source prints it; “{NONE_GIVEN.lower()}” does not mean that any is advised"),
    Column("low", "From (calculated)", "Lower end on the shared scale; empty where it is open", "number"),
    Column("high", "To (calculated)", "Upper end on the shared scale; empty where it is open", "number"),
    Column("unit", "Unit", "Unit of the shared scale"),
    Column("formula", "Formula", "How it was calculated from what is printed; empty where nothing had to be"),
    *statement.columns("topics", "triggers", "evidence", "grade", "grade_read_in"),
))  # fmt: skip
PLACES = (
    Place("Guideline", 3.4, ("country", "guideline"), named=False),
    Place("As printed", 3.2, ("printed",)),
    Place("On one scale (calculated)", 4.6, ("on_scale", "formula")),
    Place("Recommendation", 10.3, ("statement", "conditions", "caveats", "note")),
    Place("Strength", 2.9, ("strength", "wording", "label")),
    Place("Source", 2.7, ("where", "record"), named=False),
)


def parts(base: KnowledgeBase, of: Chosen) -> tuple[Part, ...]:
    """Return one part: a row for each number of a chosen recommendation, then one for each guideline that gives none."""
    found = [row for scale in compare(base, of.ids) for row in _rows(base, of, scale)]
    frame = pd.DataFrame(found, columns=[*TABLE.keys, "nothing", "on_scale"])
    frame = frame.astype({"low": "Float64", "high": "Float64"})
    return (
        Part(
            "Numbers",
            TABLE,
            frame,
            PLACES,
            headed=("scale",),
            boxed=("beside",),
            sentences=statement.SENTENCES,
            fixed=2,
            quiet="nothing",
        ),
    )


def _rows(base: KnowledgeBase, of: Chosen, scale: Numbers) -> list[dict[str, object]]:
    row = statement.rows_of(base)
    given = [
        {
            **row(amount.recommendation), "scale": scale.scale.label, "printed": amount.printed, "low": amount.low, "high": amount.high,
            "unit": scale.unit.after(0), "formula": amount.formula or None, "nothing": False,
            "on_scale": labels.measured(_rounded(amount.low), _rounded(amount.high), scale.unit),
        }
        for amount in scale.amounts
        if of.holds(amount.recommendation)
    ]  # fmt: skip
    silent = [
        {**statement.no_row(guideline, ""), "scale": scale.scale.label, "printed": NONE_GIVEN, "nothing": True}
        for guideline in scale.silent
    ]
    return given + silent


def _rounded(value: float | None) -> float | None:
    # No finer than what it was calculated from.
    return None if value is None else round(value, 1)
