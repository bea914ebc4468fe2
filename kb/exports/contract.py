"""The tables of the export contract, each with its frame. Columns may be added, never renamed."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from kb.exports.column import Column, Table
from kb.knowledge import KnowledgeBase
from kb.records import Topic

# Words of the contract for what the frames call otherwise.
RENAMED = {"printed_strength": "strength_printed", "unless": "exceptions"}


ID = Column("id", "Record", "Permanent id")
NOTE = Column("note", "Note", "Curator’s note")
SOURCE = Column("source", "Source", "Id of the document it was read in")
LOCATOR = Column("locator", "Where in the source", "Document, table or section, row and item")
PASSAGE = (
    Column("passage_length", "Passage length", "Letters and digits of the source passage", "integer"),
    Column("passage_sha256", "Passage SHA-256", "SHA-256 of these"),
)
SYNONYMS = (
    Column("label_de", "German term", "The field’s own term in German"),
    Column("synonyms_en", "Synonyms (English)", "Other words, English", many=True),
    Column("synonyms_de", "Synonyms (German)", "Other words, German", many=True),
)

RECOMMENDATIONS = Table("recommendations", "What each guideline recommends, as the summary tables delimit it", (
    ID,
    Column("guideline", "Guideline", "Id of the guideline"),
    Column("country", "Country", "ISO 3166 alpha-2 code"),
    SOURCE,
    Column("table", "Table", "Number of the table in the source", "integer"),
    Column("item", "Item", "Position within the country's cell, from 1", "integer"),
    Column("strength", "Strength", "Common value: strong, weak-or-conditional, consensus, not-reported"),
    Column("strength_printed", "Label as printed", "Label as the source prints it; empty where it prints none"),
    Column("statement", "Recommendation", "The recommendation in our own words"),
    Column("action", "Action", "What is to be done, in short"),
    Column("verb", "Wording", "How binding: do, consider, do-not, information"),
    Column("phase", "Phase", "when or how"),
    Column("conditions", "Conditions", "When it applies", many=True),
    Column("caveats", "Caveats", "What limits it: exceptions, hedges, reasons", many=True),
    Column("quantities", "Quantities", "Numbers with their units", many=True),
    Column("topics", "Topics (curator’s judgement)", "Ids of what it is about", many=True),
    Column("triggers", "Triggers", "Ids of what leads to it", many=True),
    Column("together", "Triggers together", "true where its triggers hold only together; otherwise any one is enough", "boolean"),
    Column("exceptions", "Exceptions", "Ids of what lifts it", many=True),
    Column("interventions", "Linked interventions (curator’s judgement)", "Ids of interventions whose trials bear on it", many=True),
    Column("reference", "Reference", "Id of the guideline's reference"),
    LOCATOR, *PASSAGE, NOTE,
), coded=True)  # fmt: skip

EFFECTS = Table("effects", "Effect estimates and statements of effect, from the tables and from the text", (
    ID,
    Column("intervention", "Intervention (id)", "Id of the intervention"),
    Column("intervention_label", "Intervention", "The intervention in words"),
    Column("comparator", "Comparator (id)", "Id of the comparator"),
    Column("comparator_label", "Comparator", "The comparator in words"),
    Column("outcome", "Outcome", "Id of the outcome"),
    Column("event", "Event", "What counts as reaching the outcome, where narrowed"),
    Column("measure", "Measure", "MD, OR, aOR, RR, RD or empty"),
    Column("estimate", "Estimate", "Intervention minus or over comparator", "number"),
    Column("ci_low", "CI, lower limit", "Lower confidence limit as printed", "number"),
    Column("ci_high", "CI, upper limit", "Upper confidence limit as printed", "number"),
    Column("ci_level", "CI, level (%)", "Confidence level in percent", "number"),
    Column("se", "Standard error", "Standard error as printed", "number"),
    Column("printed", "Estimate as printed", "The estimate in the source's own precision"),
    Column("unit", "Unit", "Unit of a difference"),
    Column("timepoint", "Time point", "When it was measured"),
    Column("studies", "Studies", "Number of studies as printed", "integer"),
    Column("participants", "Participants", "Number of participants as printed", "integer"),
    Column("participants_note", "Participants, whose", "Whom the number counts, where it is not those of the result"),
    Column("certainty", "Certainty", "high, moderate, low, very-low, a range, or not-reported"),
    Column("favours", "Favours", "The arm the source says is favoured"),
    Column("status", "Status", "estimate, no-trials, not-significant-no-data, narrative"),
    Column("statement", "Result", "The result in our own words"),
    SOURCE,
    Column("table", "Table", "Number of the table in the source; empty for the text", "integer"),
    LOCATOR,
    Column("reference", "References", "Ids of the references", many=True),
    *PASSAGE, NOTE,
), coded=True)  # fmt: skip

GUIDELINES = Table("guidelines", "The national guidelines and their status", (
    ID,
    Column("country", "Country code", "ISO 3166 alpha-2 code"),
    Column("country_name", "Country", "Name of the country"),
    Column("title", "Title", "Title"),
    Column("issuer", "Issuer", "Who issued it"),
    Column("year", "Year", "Year of publication", "integer"),
    Column("reference", "Reference", "Id of its reference"),
    Column("scheme", "Grading scheme", "Id of its grading scheme"),
    Column("status", "Status", "current, lapsed, revision-announced, superseded, not-established"),
    Column("status_words", "Status in words", "The status in words"),
    Column("read", "What was read", "What of it was read, and what was not"),
    NOTE,
), coded=True)  # fmt: skip

TOPICS = Table("topics", "What recommendations can be about", (
    ID,
    Column("label", "Topic", "Preferred label"),
    Column("broader", "Broader topic", "Id of the topic above"),
    Column("scope", "Scope", "What belongs here"),
    *SYNONYMS,
    Column("shown_with", "Shown with", "Id of the topic that has to be shown beside it"),
    NOTE,
), coded=True)  # fmt: skip

TRIGGERS = Table("triggers", "What may be true of a patient and leads to a recommendation", (
    ID,
    Column("label", "Trigger", "Preferred label"),
    Column("measured_in", "Unit", "Unit, where it is a number"),
    *SYNONYMS,
    NOTE,
), coded=True)  # fmt: skip

REFERENCES = Table("references", "References of the source documents", (
    ID,
    Column("document", "Listed in", "Id of the document that lists it"),
    Column("number", "Number", "Number in that list", "integer"),
    Column("citation", "Citation", "Citation as printed"),
    Column("form", "Form (curator’s judgement)", "article-journal, report or webpage"),
    Column("authors", "Authors", "Names as printed, without et al.", many=True),
    Column("authors_complete", "Authors complete", "false where the citation prints et al.", "boolean"),
    Column("title", "Title", "Title as printed"),
    Column("container", "Journal or publisher", "Journal or publisher as printed"),
    Column("place", "Place", "Place of publication"),
    Column("volume", "Volume", "Volume"),
    Column("issue", "Issue", "Issue or supplement"),
    Column("pages", "Pages", "Pages or number of the article, as printed"),
    Column("year", "Year", "Year of publication", "integer"),
    Column("date", "Date", "Day of publication, where printed", "date"),
    Column("publication_status", "Publication status", "Such as Epub ahead of print"),
    Column("doi", "DOI", "DOI, where known"),
    Column("url", "Address", "Address, where known"),
    Column("kind", "Kind", "Kind of publication"),
    Column("identifier_read", "Source of the identifier", "Where DOI or address was read"),
    NOTE,
), coded=True)  # fmt: skip

FINDINGS = Table("findings", "What the text says beyond the tables", (
    ID,
    Column("category", "Category", "What it is about"),
    Column("statement", "Finding", "The statement in our own words"),
    Column("design", "Design", "How it was found out, where said"),
    Column("direction", "Direction", "benefit, harm, no-difference, uncertain or empty"),
    Column("about", "About", "Ids of what it is about", many=True),
    Column("balanced_by", "Balanced by", "Ids of findings that its source sets beside it", many=True),
    SOURCE, LOCATOR,
    Column("reference", "References", "Ids of the references as printed", many=True),
    *PASSAGE, NOTE,
), coded=True)  # fmt: skip

DISCREPANCIES = Table("discrepancies", "Where sources disagree, and how it is resolved", (
    ID,
    Column("title", "Discrepancy", "What disagrees"),
    Column("weight", "Weight", "headline, record or minor: how much it matters to a reader"),
    Column("records", "Records", "Ids of the records that disagree", many=True),
    Column("says", "What each says", "What each side says, in the same order", many=True),
    Column("handling", "How resolved", "How the project handles it"),
    Column("about", "Bears on", "Ids of what it bears on", many=True),
    NOTE,
), coded=True)  # fmt: skip

VERDICTS = Table("verdicts", "How far the guidelines agree on each topic (calculated)", (
    Column("topic", "Topic", "Id of the topic"),
    Column("verdict", "Verdict (calculated)", "agree, differ-in-direction, differ-in-strength, differ-in-applicability, strength-not-comparable, one-guideline or none"),
    Column("guidelines", "Guidelines", "How many guidelines have a recommendation on the topic", "integer"),
    Column("agreed", "Direction agreed on", "for or against, where all that recommend for or against, at least two, point that way"),
    Column("differences", "Differences", "All the ways in which they differ", many=True),
    Column("unrated", "Without a reported strength", "Ids of guidelines whose strength on the topic is not reported", many=True),
    Column("inputs", "Compared recommendations", "Ids of the recommendations that were compared", many=True),
), coded=True)  # fmt: skip

EDGES = Table("edges", "Every link between two records", (
    Column("source", "From", "Id of the record that holds the link"),
    Column("relation", "Relation", "What the link says"),
    Column("target", "To", "Id of the record it leads to"),
    Column("basis", "Basis", "stated, decided (curator’s judgement) or derived (calculated)"),
    Column("reason", "Reason", "Why, where a curator decided it"),
), coded=True)  # fmt: skip


def recommendations(base: KnowledgeBase) -> pd.DataFrame:
    """Return every recommendation under the contract's keys, its id among the columns."""
    return base.recommendations.rename(columns=RENAMED).reset_index()


def _topics(base: KnowledgeBase) -> pd.DataFrame:
    # The frame lists topics as an outline; the contract, as the files do.
    return base.topics.loc[[topic.id for topic in base.of(Topic)]].reset_index()


FRAMES: dict[str, tuple[Table, Callable[[KnowledgeBase], pd.DataFrame]]] = {
    table.name: (table, frame)
    for table, frame in (
        (RECOMMENDATIONS, recommendations),
        (EFFECTS, lambda base: base.effects.reset_index()),
        (GUIDELINES, lambda base: base.guidelines.reset_index()),
        (TOPICS, _topics),
        (TRIGGERS, lambda base: base.triggers.reset_index()),
        (REFERENCES, lambda base: base.references.reset_index()),
        (FINDINGS, lambda base: base.findings.reset_index()),
        (DISCREPANCIES, lambda base: base.discrepancies.reset_index()),
        (VERDICTS, lambda base: base.verdicts.reset_index()),
        (EDGES, lambda base: base.edges),
    )
}
"""Every table of the contract by its name, with its columns and what makes its frame: one row a record."""
