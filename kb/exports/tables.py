"""The tables of the export contract. Columns may be added, never renamed."""

from kb import labels
from kb.edges import Edge
from kb.exports.table import Column, Table
from kb.knowledge import KnowledgeBase
from kb.records import (
    Comparator,
    Discrepancy,
    Document,
    Effect,
    Finding,
    Guideline,
    Intervention,
    Locator,
    Recommendation,
    Reference,
    Topic,
    Trigger,
)
from kb.vocabulary import Certainty


def recommendations(base: KnowledgeBase) -> Table[Recommendation]:
    """One row a recommendation, everything that limits it included."""

    def guideline(rec: Recommendation) -> Guideline:
        return base.get(Guideline, rec.guideline)

    return Table("recommendations", "What each guideline recommends, as the summary tables delimit it", (
        Column("id", "Permanent id", lambda r: r.id),
        Column("guideline", "Id of the guideline", lambda r: r.guideline),
        Column("country", "ISO 3166 alpha-2 code", lambda r: guideline(r).country),
        Column("source", "Id of the document it was read in", lambda r: r.where.document),
        Column("table", "Table of the source: 1 when, 2 how", lambda r: r.where.table, "integer"),
        Column("item", "Position within the country's cell, from 1", lambda r: r.where.item, "integer"),
        Column("strength", "Common value: strong, weak-or-conditional, consensus, not-reported", base.strength),
        Column("strength_printed", "Label as the source prints it; empty where it prints none", lambda r: r.strength),
        Column("statement", "The recommendation in our own words", lambda r: r.statement),
        Column("action", "What is to be done, in short", lambda r: r.action),
        Column("verb", "How binding: do, consider, do-not, information", lambda r: r.verb),
        Column("phase", "when or how", lambda r: r.phase),
        Column("conditions", "When it applies", lambda r: r.conditions),
        Column("caveats", "What limits it: exceptions, hedges, reasons", lambda r: r.caveats),
        Column("quantities", "Numbers with their units", lambda r: [labels.quantity(q) for q in r.quantities]),
        Column("topics", "Ids of what it is about (decided by curators)", lambda r: [x.to for x in r.about]),
        Column("triggers", "Ids of what leads to it", lambda r: [x.to for x in r.triggers]),
        Column("exceptions", "Ids of what lifts it", lambda r: [x.to for x in r.unless]),
        Column("interventions", "Ids of interventions whose trials bear on it (decided)", lambda r: [x.to for x in r.interventions]),
        Column("reference", "Id of the guideline's reference", lambda r: guideline(r).reference),
        Column("locator", "Where it was read", lambda r: where(base, r.where)),
        Column("passage_length", "Letters and digits of the passage", lambda r: r.passage and r.passage.length, "integer"),
        Column("passage_sha256", "SHA-256 of these", lambda r: r.passage and r.passage.sha256),
        Column("note", "Curator's note", lambda r: r.note),
    ))  # fmt: skip


def effects(base: KnowledgeBase) -> Table[Effect]:
    """One row a statement of effect; numbers only where the source prints them."""
    return Table("effects", "Statements of effect from Table 3 and from the text", (
        Column("id", "Permanent id", lambda e: e.id),
        Column("intervention", "Id of the intervention", lambda e: e.intervention),
        Column("intervention_label", "The intervention in words", lambda e: base.get(Intervention, e.intervention).label),
        Column("comparator", "Id of the comparator", lambda e: e.comparator),
        Column("comparator_label", "In words", lambda e: e.comparator and base.get(Comparator, e.comparator).label),
        Column("outcome", "Id of the outcome", lambda e: e.outcome),
        Column("event", "What counts as reaching the outcome, where narrowed", lambda e: e.event),
        Column("measure", "MD, OR, aOR, RR, RD or empty", lambda e: e.measure),
        Column("estimate", "Intervention minus or over comparator", lambda e: e.estimate, "number"),
        Column("ci_low", "Lower confidence limit as printed", lambda e: e.ci_low, "number"),
        Column("ci_high", "Upper confidence limit as printed", lambda e: e.ci_high, "number"),
        Column("ci_level", "Confidence level in percent", lambda e: e.ci_level, "number"),
        Column("se", "Standard error as printed", lambda e: e.se, "number"),
        Column("printed", "The estimate in the source's own precision", lambda e: e.printed),
        Column("unit", "Unit of a difference", lambda e: e.unit),
        Column("timepoint", "When it was measured", lambda e: e.timepoint),
        Column("studies", "Number of studies as printed", lambda e: e.studies, "integer"),
        Column("participants", "Number of participants as printed", lambda e: e.participants, "integer"),
        Column("certainty", "high, moderate, low, very-low, a range, or not-reported", _certainty),
        Column("favours", "The arm the source says is favoured", lambda e: e.favours),
        Column("status", "estimate, no-trials, not-significant-no-data, narrative", lambda e: e.status),
        Column("statement", "The result in our own words", lambda e: e.statement),
        Column("source", "Id of the document it was read in", lambda e: e.where.document),
        Column("table", "Table of the source; empty for the text", lambda e: e.where.table, "integer"),
        Column("locator", "Where it was read", lambda e: where(base, e.where)),
        Column("reference", "Ids of the references", lambda e: e.references),
        Column("passage_length", "Letters and digits of the passage", lambda e: e.passage and e.passage.length, "integer"),
        Column("passage_sha256", "SHA-256 of these", lambda e: e.passage and e.passage.sha256),
        Column("note", "Curator's note", lambda e: e.note),
    ))  # fmt: skip


GUIDELINES: Table[Guideline] = Table("guidelines", "The national guidelines and their status", (
    Column("id", "Permanent id", lambda g: g.id),
    Column("country", "ISO 3166 alpha-2 code", lambda g: g.country),
    Column("country_name", "Name of the country", lambda g: g.country_name),
    Column("title", "Title", lambda g: g.title),
    Column("issuer", "Who issued it", lambda g: g.issuer),
    Column("year", "Year of publication", lambda g: g.year, "integer"),
    Column("reference", "Id of its reference", lambda g: g.reference),
    Column("scheme", "Id of its grading scheme", lambda g: g.scheme),
    Column("status", "current, lapsed, revision-announced, superseded, not-established", lambda g: g.status),
    Column("status_words", "The status in words", lambda g: g.status_words),
    Column("read", "What of it was read, and what was not", lambda g: g.read),
    Column("note", "Curator's note", lambda g: g.note),
))  # fmt: skip

TOPICS: Table[Topic] = Table("topics", "What recommendations can be about", (
    Column("id", "Permanent id", lambda t: t.id),
    Column("label", "Preferred label", lambda t: t.label),
    Column("broader", "Id of the topic above", lambda t: t.broader),
    Column("scope", "What belongs here", lambda t: t.scope),
    Column("synonyms_en", "Other words, English", lambda t: t.synonyms.en),
    Column("synonyms_de", "Other words, German", lambda t: t.synonyms.de),
    Column("shown_with", "Id of the topic that has to stand beside it", lambda t: t.shown_with),
    Column("note", "Curator's note", lambda t: t.note),
))  # fmt: skip

TRIGGERS: Table[Trigger] = Table("triggers", "What may be true of a patient and leads to a recommendation", (
    Column("id", "Permanent id", lambda t: t.id),
    Column("label", "Preferred label", lambda t: t.label),
    Column("measured_in", "Unit, where it is a number", lambda t: t.measured_in),
    Column("synonyms_en", "Other words, English", lambda t: t.synonyms.en),
    Column("synonyms_de", "Other words, German", lambda t: t.synonyms.de),
    Column("note", "Curator's note", lambda t: t.note),
))  # fmt: skip


def _complete(reference: Reference) -> str | None:
    return None if reference.authors_complete is None else str(reference.authors_complete).lower()


REFERENCES: Table[Reference] = Table("references", "References of the source documents", (
    Column("id", "Permanent id", lambda r: r.id),
    Column("document", "Id of the document that lists it", lambda r: r.document),
    Column("number", "Number in that list", lambda r: r.number, "integer"),
    Column("citation", "Citation as printed", lambda r: r.citation),
    Column("form", "article-journal, report or webpage (decided by curators)", lambda r: r.form),
    Column("authors", "Names as printed, without et al.", lambda r: r.authors),
    Column("authors_complete", "false where the citation prints et al.", _complete, "boolean"),
    Column("title", "Title as printed", lambda r: r.title),
    Column("container", "Journal or publisher as printed", lambda r: r.container),
    Column("place", "Place of publication", lambda r: r.place),
    Column("volume", "Volume", lambda r: r.volume),
    Column("issue", "Issue or supplement", lambda r: r.issue),
    Column("pages", "Pages or number of the article, as printed", lambda r: r.pages),
    Column("year", "Year of publication", lambda r: r.year, "integer"),
    Column("date", "Day of publication, where printed", lambda r: r.date, "date"),
    Column("publication_status", "Such as Epub ahead of print", lambda r: r.publication_status),
    Column("doi", "DOI, where known", lambda r: r.doi),
    Column("url", "Address, where known", lambda r: r.url),
    Column("kind", "Kind of publication", lambda r: r.kind),
    Column("identifier_read", "Where DOI or address was read", lambda r: r.identifier_read),
    Column("note", "Curator's note", lambda r: r.note),
))  # fmt: skip


def findings(base: KnowledgeBase) -> Table[Finding]:
    """One row a statement of the text that is no effect estimate."""
    return Table("findings", "What the text says beyond the tables", (
        Column("id", "Permanent id", lambda f: f.id),
        Column("category", "What it is about", lambda f: f.category),
        Column("statement", "The statement in our own words", lambda f: f.statement),
        Column("design", "How it was found out, where said", lambda f: f.design),
        Column("direction", "benefit, harm, no-difference, uncertain or empty", lambda f: f.direction),
        Column("about", "Ids of what it is about", lambda f: [x.to for x in f.about]),
        Column("source", "Id of the document it was read in", lambda f: f.where.document),
        Column("locator", "Where it was read", lambda f: where(base, f.where)),
        Column("reference", "Ids of the references as printed", lambda f: f.references),
        Column("passage_length", "Letters and digits of the passage", lambda f: f.passage and f.passage.length, "integer"),
        Column("passage_sha256", "SHA-256 of these", lambda f: f.passage and f.passage.sha256),
        Column("note", "Curator's note", lambda f: f.note),
    ))  # fmt: skip


DISCREPANCIES: Table[Discrepancy] = Table("discrepancies", "Where sources disagree, and how it is handled", (
    Column("id", "Permanent id", lambda d: d.id),
    Column("title", "What disagrees", lambda d: d.title),
    Column("records", "Ids of the records or documents on each side", lambda d: [s.record for s in d.sides]),
    Column("says", "What each side says, in the same order", lambda d: [s.says for s in d.sides]),
    Column("handling", "How the project handles it", lambda d: d.handling),
    Column("about", "Ids of what it bears on", lambda d: [x.to for x in d.about]),
    Column("note", "Curator's note", lambda d: d.note),
))  # fmt: skip

EDGES: Table[Edge] = Table("edges", "Every link between two records", (
    Column("source", "Id of the record that holds the link", lambda e: e.source),
    Column("relation", "What the link says", lambda e: e.relation),
    Column("target", "Id of the record it leads to", lambda e: e.target),
    Column("basis", "stated, decided or derived", lambda e: e.basis),
    Column("reason", "Why, where a curator decided it", lambda e: e.reason or None),
))  # fmt: skip


def where(base: KnowledgeBase, locator: Locator) -> str:
    """Return a locator in words, such as ``Lin & Langford 2025, Table 2, Canada, item 3``."""
    return labels.locator(locator, base.get(Document, locator.document).short_title)


def _certainty(effect: Effect) -> tuple[Certainty, ...] | str:
    return effect.certainty or "not-reported"
