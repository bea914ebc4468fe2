"""The evidence as files: every statement of effect chosen, and the summary of findings that rests on them."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import docx

from kb import labels
from kb.effects import words
from kb.effects.summary import Line
from kb.exports import excel, paper, tables, wording
from kb.exports.cover import attributed, cover
from kb.exports.table import Column, Table
from kb.exports.table import lines as text_lines
from kb.exports.tables import where
from kb.knowledge import KnowledgeBase
from kb.records import Comparator, Effect, Intervention, Outcome, Reference

TITLE = "What trials show: summary of findings"
NOTES = (
    "“No trials” is not “no effect”, and a certainty that was not reported is not low.",
    "Measures of different kinds are never pooled; an odds ratio is not how many times as many people.",
    "Limits of absolute effects are those of the relative effect; they leave out that the baseline risk is uncertain too.",
    "Intervals said to be derived were calculated from a printed standard error.",
)
LAYOUT = (
    paper.Place("intervention", 2.9), paper.Place("comparator", 3.1), paper.Place("outcome", 2.7), paper.Place("effect", 3.7),
    paper.Place("without, per 1000", 2.5), paper.Place("with, per 1000 (derived)", 3.8),
    paper.Place("studies and people", 2.1), paper.Place("certainty", 1.9), paper.Place("in plain words", 4.4),
)  # fmt: skip


@dataclass(frozen=True)
class Evidence:
    """What is to be taken away of the evidence: a line for each effect, what was chosen in words, and the day."""

    lines: tuple[Line, ...]
    shows: tuple[str, ...]
    on: date

    @property
    def effects(self) -> tuple[Effect, ...]:
        """The effects of the lines, in their order."""
        return tuple(line.effect for line in self.lines)


def evidence_csv(base: KnowledgeBase, of: Evidence) -> bytes:
    """Return the effects as CSV, ready for spreadsheets: the columns of the data package, and where they come from."""
    # Excel reads a CSV file as UTF-8 only when it begins with a byte order mark.
    return attributed(base, tables.effects(base), of.shows, of.on).csv(of.effects).encode("utf-8-sig")


def evidence_xlsx(base: KnowledgeBase, of: Evidence) -> bytes:
    """Return an Excel workbook: the effects, the summary of findings, and the references that both name."""
    sheets = (
        excel.Sheet(
            "Summary of findings", summary(base), of.lines, fixed=2, group=lambda line: line.effect.intervention
        ),
        excel.Sheet("Evidence", tables.effects(base), of.effects, fixed=2),
        excel.Sheet("References", tables.REFERENCES, cited(base, of.effects)),
    )
    return excel.workbook(cover(base, TITLE, of.shows, (), of.on, NOTES), sheets)


def summary_docx(base: KnowledgeBase, of: Evidence) -> bytes:
    """Return the summary of findings as a Word document with its references."""
    about = cover(base, TITLE, of.shows, (), of.on, NOTES)
    document = docx.Document()
    paper.set_up(document, about)
    paper.front(document, about)
    document.add_heading("Summary of findings", 1).paragraph_format.page_break_before = True
    cells = [column.cell for place in LAYOUT for column in summary(base).columns if column.name == place.head]
    rows = (tuple("\n".join(text_lines(cell(line))) for cell in cells) for line in of.lines)
    paper.table(document, 1, "What was found, relative and absolute", LAYOUT, rows)
    paper.listed(document, "References", [wording.cited(reference) for reference in cited(base, of.effects)])
    out = io.BytesIO()
    document.save(out)
    return paper.timeless(out)


def summary(base: KnowledgeBase) -> Table[Line]:
    """Return the columns of a summary of findings, one row an effect."""
    return Table("summary-of-findings", "Relative and absolute effects, certainty, and a plain sentence", (
        Column("intervention", "What was tried", lambda x: base.get(Intervention, x.effect.intervention).label),
        Column("outcome", "What was measured; what counts as reaching it; when", lambda x: _outcome(base, x.effect)),
        Column("comparator", "What it was compared with", lambda x: x.effect.comparator and base.get(Comparator, x.effect.comparator).label),
        Column("effect", "Measure and estimate as printed, with its interval", lambda x: effect(x.effect)),
        Column("without, per 1000", "People of 1000 who reach the outcome without the intervention (derived), and whose risk that is; or why there is none", lambda x: words.without(x) or x.why_not),
        Column("with, per 1000 (derived)", "People of 1000 with the intervention, the difference, and what the trial itself counted where that was read", words.with_intervention),
        Column("studies and people", "As printed", lambda x: words.people(x.effect)),
        Column("certainty", "As reported; not reported is not low", lambda x: words.certainty(x.effect)),
        Column("in plain words", "One sentence, as sure as the certainty allows, and the curator's note", lambda x: [x.sentence, x.effect.note]),
        Column("linked recommendations", "Recommendations that a curator linked to the intervention, with why; no basis that a guideline names", lambda x: linked(base, x.effect)),
        Column("read in", "Document, table and row", lambda x: where(base, x.effect.where)),
        Column("record", "Permanent id", lambda x: x.effect.id),
    ))  # fmt: skip


def effect(of: Effect) -> tuple[str, ...]:
    """Return the measure, the estimate as printed with its unit, and its level; or what there is in its place."""
    if of.measure is None:
        return (labels.EFFECT_STATUS[of.status],)
    unit = f" {of.unit}" if of.unit else ""
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
