"""The evidence as a file: the summary of findings for readers, and every chosen effect under the contract's keys."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from kb import labels
from kb.effects import words
from kb.effects.summary import Line
from kb.exports import annex, statement, wording
from kb.exports.column import Column, Table
from kb.exports.contract import EFFECTS
from kb.exports.cover import cover
from kb.exports.file import File, Part, Place
from kb.exports.statement import where
from kb.knowledge import KnowledgeBase
from kb.records import Comparator, Effect, Intervention, Outcome, Reference

TITLE = "What trials show: summary of findings"
NOTES = (
    "“No trials” is not “no effect”, and a certainty that was not reported is not low.",
    "Measures of different kinds are never pooled; an odds ratio is further from 1 than the risk ratio.",
    "Intervals of absolute effects come from the relative effect alone and leave out the uncertainty of the baseline risk.",
    "Intervals said to be calculated come from a printed standard error.",
)
TABLE = Table("summary-of-findings", "Relative and absolute effects, certainty, and a plain sentence", (
    Column("intervention", "Intervention", "What was tried"),
    Column("outcome", "Outcome", "What was measured; what counts as reaching it; when", many=True),
    Column("comparator", "Comparator", "What it was compared with"),
    Column("effect", "Effect", "Measure and estimate as printed, with its interval", many=True),
    Column("without", "Without, per 1000 (calculated)", "People of 1000 who reach the outcome without the intervention, and whose risk that is; or why there is none", many=True),
    Column("with_", "With, per 1000 (calculated)", "People of 1000 with the intervention, the difference, and what the trial itself counted where that was read", many=True),
    Column("people", "Studies and participants", "As printed"),
    Column("certainty", "Certainty", "As reported; not reported is not low"),
    Column("sentence", "In plain words", "One sentence, as sure as the certainty allows, and the curator’s note", many=True),
    Column("linked", "Linked recommendations (curator’s judgement)", "Recommendations that a curator linked to the intervention, with why; no basis that a guideline names", many=True),
    replace(statement.column("beside"), holds="What the linked recommendations’ guidelines say on topics that have to be shown beside them"),
    Column("where", "Source", "Document, table and row"),
    Column("record", "Record", "Permanent id"),
))  # fmt: skip
CODED = Table("effects", EFFECTS.holds, (*EFFECTS.columns, replace(TABLE["beside"], key="to_be_read_with")), coded=True)
PLACES = tuple(
    Place(TABLE[key].head, width, (key,))
    for key, width in (
        ("intervention", 2.9), ("comparator", 3.1), ("outcome", 2.7), ("effect", 3.7), ("without", 2.5), ("with_", 3.8),
        ("people", 2.1), ("certainty", 1.9), ("sentence", 4.4),
    )
)  # fmt: skip


def file(base: KnowledgeBase, found: Sequence[Line], shows: Sequence[str], on: date) -> File:
    """Return the evidence taken `on` a day: a line an effect, in the order given; `shows` are the filters in words."""
    effects = [line.effect for line in found]
    frame = pd.DataFrame([_row(base, line) for line in found], columns=TABLE.keys)
    shown = Part(
        "Summary of findings", TABLE, frame, PLACES, boxed=("beside",), sentences=frozenset(TABLE.keys), fixed=2,
        lined="intervention",
    )  # fmt: skip
    data = coded(base, effects)
    references = cited(base, effects)
    parts = (shown, data, annex.references(base, references))
    return File(cover(base, TITLE, shows, (), on, NOTES), parts, references, flat=data)


def coded(base: KnowledgeBase, effects: Sequence[Effect]) -> Part:
    """Return effects under the contract's keys, with what has to be read with each."""
    frame = base.effects.loc[[found.id for found in effects]].reset_index()
    frame["to_be_read_with"] = [beside(base, found) for found in effects]
    return Part("Evidence", CODED, frame, fixed=2)


def beside(base: KnowledgeBase, of: Effect) -> tuple[str, ...]:
    """Return what has to be read with the recommendations that are linked to an effect, each line once, by country."""
    recommendations = (rec for rec, _ in base.linked_to(of.intervention))
    return wording.beside_all(base, recommendations)


def _row(base: KnowledgeBase, line: Line) -> dict[str, object]:
    found = line.effect
    return {
        "intervention": base.get(Intervention, found.intervention).label,
        "outcome": _outcome(base, found),
        "comparator": base.get(Comparator, found.comparator).label if found.comparator else None,
        "effect": effect(base, found),
        "without": words.without(line) or (line.why_not,),
        "with_": words.with_intervention(line),
        "people": words.people(found),
        "certainty": words.certainty(found),
        "sentence": (line.sentence, *([found.note] if found.note else [])),
        "linked": linked(base, found),
        "beside": beside(base, found),
        "where": where(base, found.where),
        "record": found.id,
    }


def effect(base: KnowledgeBase, of: Effect) -> tuple[str, ...]:
    """Return the measure, the estimate as printed with its unit, and its level; or what there is in its place."""
    if of.measure is None:
        return (labels.EFFECT_STATUS[of.status],)
    unit = f" {labels.unit(base, of.unit)}" if of.unit else ""
    level = (f"{labels.number(of.ci_level)}% CI in brackets",) if of.ci_level else ()
    return (labels.MEASURE[of.measure].capitalize(), f"{words.estimate(of)}{unit}", *level)


def linked(base: KnowledgeBase, of: Effect) -> tuple[str, ...]:
    """Return the recommendations that a curator linked to an effect's intervention, each with its strength and why."""
    found = base.linked_to(of.intervention)
    return tuple(f"{rec.id} ({labels.STRENGTH[base.strength(rec)].lower()}): {why}" for rec, why in found)


def cited(base: KnowledgeBase, effects: Sequence[Effect]) -> tuple[Reference, ...]:
    """Return the references of the effects, in the order of the sources."""
    ids = {i for effect in effects for i in effect.references}
    return tuple(reference for reference in base.of(Reference) if reference.id in ids)


def _outcome(base: KnowledgeBase, of: Effect) -> tuple[str, ...]:
    label = base.get(Outcome, of.outcome).label if of.outcome else "Outcome not named"
    return tuple(part for part in (label, of.event, of.timepoint) if part)
