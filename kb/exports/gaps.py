"""Where something is missing: one guideline alone, recommendations without linked trials, trials without recommendations."""

import pandas as pd

from kb.comparison import rows, without_recommendation, without_trials
from kb.exports import statement
from kb.exports.chosen import Chosen
from kb.exports.column import Column, Table
from kb.exports.evidence import said
from kb.exports.file import Part, Place
from kb.knowledge import KnowledgeBase

ALONE = "Topics with one guideline only"
UNTRIED = "Recommendations without linked trials"
UNASKED = "Interventions in trials that no recommendation calls for"
TABLE = Table("gaps", "Gaps in guidelines and evidence", (
    Column("gap", "Gap", f"{ALONE}; {UNTRIED.lower()}; {UNASKED.lower()}"),
    Column("subject", "Topic or intervention", "The topic with one guideline, or the intervention"),
    *statement.columns("phase", "topics", "triggers", "grade", "grade_read_in"),
))  # fmt: skip
PLACES = (
    Place("Topic or intervention", 4.5, ("subject",)),
    Place("Guideline", 3.4, ("country", "guideline"), named=False),
    Place("Recommendation", 8.5, ("statement", "conditions", "caveats", "numbers", "note")),
    Place("Strength", 3, ("strength", "wording", "label")),
    Place("Linked evidence", 5, ("evidence",)),
    Place("Source", 2.7, ("where", "record"), named=False),
)


def parts(base: KnowledgeBase, of: Chosen) -> tuple[Part, ...]:
    """Return one part: the gaps among all guidelines, of the topics and recommendations that were chosen."""
    row = statement.rows_of(base)
    topics = {shown.topic.id for shown in of.rows}
    alone = [
        {**row(rec), "gap": ALONE, "subject": shown.topic.label}
        for shown in rows(base, [g.id for g in base.by_country])
        for cell in shown.cells
        for rec in cell.recommendations
        if shown.addressing == 1 and shown.topic.id in topics and of.holds(rec)
    ]
    chosen = {rec.id for rec in of.recommendations}
    untried = [{**row(rec), "gap": UNTRIED} for rec in without_trials(base) if rec.id in chosen]
    unasked = [
        {
            **_no_row(),
            "gap": UNASKED,
            "subject": i.label,
            "evidence": tuple(said(base, e) for e in base.effects_of(i.id)),
            "record": i.id,
        }
        for i in without_recommendation(base)
    ]
    frame = pd.DataFrame([*alone, *untried, *unasked], columns=TABLE.keys)
    return (
        Part("Gaps", TABLE, frame, PLACES, headed=("gap",), boxed=("beside",), sentences=statement.SENTENCES, fixed=2),
    )


def _no_row() -> dict[str, object]:
    return {column.key: () if column.many else None for column in TABLE}
