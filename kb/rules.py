"""The numbered rules that a data folder has to keep beyond the shape of each record.

R01 to R03 are kept while reading: files can be read, are well formed, and hold
records that fit their schema. `RULES` holds the rest, and a title for each.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import networkx as nx

from kb.edges import ANY, Edge, edges_of
from kb.graph import joined, unreachable
from kb.problem import Problem
from kb.reading import Entry
from kb.records import (
    KINDS,
    TERMS,
    Document,
    Effect,
    Outcome,
    Package,
    Recommendation,
    Record,
    Sourced,
    SourceTable,
    Topic,
    Trigger,
    Unit,
    kind_of,
)
from kb.vocabulary import Better, Favours, Role

READING_RULES = {
    "R01": "Every data file can be read",
    "R02": "Every data file is well formed and named for what it holds",
    "R03": "Every record fits its schema",
}


@dataclass(frozen=True)
class Shelf:
    """All entries of a folder, with the ways in which the rules look them up, and the graph of those that keep them.

    `spoiled` are records that could not be read: they have a problem of their
    own already, so a link to one of them is not reported as well.
    """

    entries: tuple[Entry, ...]
    spoiled: frozenset[str] = frozenset()
    by_id: dict[str, Record] = field(init=False)
    file_of: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {e.record.id: e.record for e in self.entries})
        object.__setattr__(self, "file_of", {e.record.id: e.file for e in self.entries})

    def of(self, model: type[Record]) -> list[Record]:
        return self._by_kind.get(model, [])

    @cached_property
    def _by_kind(self) -> dict[type[Record], list[Record]]:
        kinds = defaultdict(list)
        for entry in self.entries:
            kinds[type(entry.record)].append(entry.record)
        return dict(kinds)

    @cached_property
    def links(self) -> list[tuple[Edge, ...]]:
        """The links of each entry: looked at by two rules and by the graph, so they are listed once."""
        return [tuple(edges_of(entry.record)) for entry in self.entries]

    @cached_property
    def loose_ends(self) -> tuple[Problem, ...]:
        return tuple(_loose_ends(self))

    @cached_property
    def graph(self) -> nx.MultiDiGraph:
        kinds = {record.id: kind_of(record) for record in self.by_id.values()}
        return joined(kinds, (link for links in self.links for link in links))

    def problem(self, record: str, field_name: str, what: str, remedy: str, rule: str) -> Problem:
        return Problem(self.file_of.get(record, ""), record, field_name, what, remedy, rule)


def ids_are_unique(shelf: Shelf) -> Iterator[Problem]:
    files = defaultdict(list)
    for entry in shelf.entries:
        files[entry.record.id].append(entry.file)
    for record, claimed_in in files.items():
        if len(claimed_in) > 1:
            where = " and ".join(sorted(set(claimed_in)))
            yield shelf.problem(
                record, "id", f"{len(claimed_in)} records have this id, in {where}.", "Keep one.", "R04"
            )


def links_lead_somewhere(shelf: Shelf) -> Iterator[Problem]:
    yield from shelf.loose_ends


def _loose_ends(shelf: Shelf) -> Iterator[Problem]:
    for entry, links in zip(shelf.entries, shelf.links, strict=True):
        for edge in links:
            target = shelf.by_id.get(edge.target)
            if target is None and edge.target not in shelf.spoiled:
                what = f"no record has the id {edge.target}."
                yield Problem(entry.file, edge.source, edge.field, what, _choice(shelf, edge.target_kind), "R05")
            elif target is not None and edge.target_kind not in {ANY, kind_of(target)}:
                yield Problem(
                    entry.file,
                    edge.source,
                    edge.field,
                    f"{edge.target} is a {kind_of(target)}.",
                    f"Name a {edge.target_kind}.",
                    "R05",
                )


def _choice(shelf: Shelf, kind: str) -> str:
    if kind not in TERMS:
        return "Correct the id or add the record."
    return f"Use one of {', '.join(term.id for term in shelf.of(KINDS[kind]))}, or add a [[{kind}]]."


def one_package(shelf: Shelf) -> Iterator[Problem]:
    packages = shelf.of(Package)
    if len(packages) != 1:
        yield Problem(
            "", "", "", f"the folder describes itself {len(packages)} times.", "Keep exactly one [[package]].", "R06"
        )


def topics_form_a_tree(shelf: Shelf) -> Iterator[Problem]:
    broader = nx.DiGraph((t.id, t.broader) for t in shelf.of(Topic) if t.broader)
    for cycle in nx.strongly_connected_components(broader):
        if len(cycle) > 1 or any(broader.has_edge(node, node) for node in cycle):
            for topic in sorted(cycle):
                yield shelf.problem(
                    topic,
                    "broader",
                    f"is its own broader topic by way of {', '.join(sorted(cycle))}.",
                    "Break the circle.",
                    "R07",
                )


def thresholds_fit_their_trigger(shelf: Shelf) -> Iterator[Problem]:
    for rec in shelf.of(Recommendation):
        for link in (*rec.triggers, *rec.unless):
            trigger = shelf.by_id.get(link.to)
            if isinstance(trigger, Trigger) and link.unit != trigger.measured_in:
                yield shelf.problem(
                    rec.id,
                    "triggers",
                    f"{link.to} is measured in {trigger.measured_in or 'nothing'}, not in {link.unit or 'nothing'}.",
                    "Use the trigger's unit, or another trigger.",
                    "R08",
                )


def strengths_are_known_labels(shelf: Shelf) -> Iterator[Problem]:
    for rec in shelf.of(Recommendation):
        document = shelf.by_id.get(rec.where.document)
        scheme = shelf.by_id.get(document.scheme or "") if isinstance(document, Document) else None
        labels = [grade.label for grade in getattr(scheme, "grades", ())]
        if rec.strength is not None and rec.strength not in labels:
            yield shelf.problem(
                rec.id,
                "strength",
                f"the label {rec.strength!r} is not in the document's scheme.",
                f"Use one of {', '.join(labels)}, or leave it out.",
                "R09",
            )


def items_are_numbered_in_order(shelf: Shelf) -> Iterator[Problem]:
    if shelf.spoiled:
        return
    cells = defaultdict(list)
    for rec in shelf.of(Recommendation):
        cells[(rec.where.document, rec.where.table, rec.guideline)].append(rec)
    for recs in cells.values():
        items = Counter(rec.where.item for rec in recs)
        if set(items) != set(range(1, len(recs) + 1)):
            found = ", ".join(str(rec.where.item) for rec in recs)
            yield shelf.problem(
                recs[0].id,
                "where.item",
                f"the items of this cell are {found}.",
                f"Number them 1 to {len(recs)}, each once.",
                "R10",
            )


def evidence_has_a_fingerprint(shelf: Shelf) -> Iterator[Problem]:
    for record in (*shelf.of(Recommendation), *shelf.of(Effect)):
        if record.passage is None:
            yield shelf.problem(
                record.id, "passage", "is missing.", "Make one with: python -m kb fingerprint < passage.txt", "R11"
            )


def favours_follows_the_estimate(shelf: Shelf) -> Iterator[Problem]:
    for effect in shelf.of(Effect):
        outcome = shelf.by_id.get(effect.outcome or "")
        if effect.favours is None or effect.measure is None or not isinstance(outcome, Outcome):
            continue
        ends = outcome.better_when
        better = ends.people if effect.measure.counts_people else ends.amount
        above = effect.estimate > (1 if effect.measure.is_ratio else 0)
        expected = Favours.INTERVENTION if above == (better is Better.HIGHER) else Favours.COMPARATOR
        if better is not None and effect.favours is not expected:
            yield shelf.problem(
                effect.id,
                "favours",
                f"the estimate {effect.estimate:g} favours the {expected}.",
                "Check the sign and the outcome's better_when.",
                "R12",
            )


def outcomes_name_their_better_end(shelf: Shelf) -> Iterator[Problem]:
    for effect in shelf.of(Effect):
        outcome = shelf.by_id.get(effect.outcome or "")
        if effect.measure is None or not isinstance(outcome, Outcome):
            continue
        end = "people" if effect.measure.counts_people else "amount"
        if getattr(outcome.better_when, end) is None:
            yield shelf.problem(
                effect.id,
                "outcome",
                f"{outcome.id} does not say which end of {end} is better.",
                f"Add better_when.{end} to the outcome.",
                "R13",
            )


def printed_agrees_with_the_numbers(shelf: Shelf) -> Iterator[Problem]:
    for effect in shelf.of(Effect):
        numbers = [n for n in (effect.estimate, effect.ci_low, effect.ci_high, effect.se) if n is not None]
        printed = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", (effect.printed or "").replace("−", "-"))]
        if printed != numbers:
            yield shelf.problem(
                effect.id,
                "printed",
                f"{effect.printed!r} does not hold {numbers}.",
                "Give estimate, interval and error in this order.",
                "R16",
            )


def nothing_hangs_loose(shelf: Shelf) -> Iterator[Problem]:
    if shelf.spoiled or shelf.loose_ends:
        return
    for record in unreachable(shelf.graph):
        yield shelf.problem(
            record, "", "no chain of links joins it to a source document.", "Link it, or remove it.", "R14"
        )


def labels_are_unique(shelf: Shelf) -> Iterator[Problem]:
    seen: dict[tuple[type, str], str] = {}
    for record in (*shelf.of(Topic), *shelf.of(Trigger)):
        key = (type(record), record.label.casefold())
        if key in seen:
            yield shelf.problem(record.id, "label", f"{seen[key]} has the same label.", "Tell them apart.", "R15")
        seen.setdefault(key, record.id)


def tables_are_named(shelf: Shelf) -> Iterator[Problem]:
    named = Counter((table.document, table.number) for table in shelf.of(SourceTable))
    for table in shelf.of(SourceTable):
        if named[table.document, table.number] > 1:
            yield shelf.problem(table.id, "number", f"table {table.number} has several names.", "Keep one.", "R17")
    if shelf.spoiled:
        return
    for record in (entry.record for entry in shelf.entries if isinstance(entry.record, Sourced)):
        where = record.where
        if where.table is not None and (where.document, where.table) not in named:
            what = f"table {where.table} of {where.document} has no name."
            yield shelf.problem(record.id, "where.table", what, "Correct it, or add a [[source-table]].", "R17")


def numbers_fit_their_scale(shelf: Shelf) -> Iterator[Problem]:
    for rec in shelf.of(Recommendation):
        for quantity in rec.quantities:
            kind, unit = shelf.by_id.get(quantity.kind), shelf.by_id.get(quantity.unit)
            scale = shelf.by_id.get(getattr(kind, "scale", None) or "")
            to = shelf.by_id.get(getattr(scale, "unit", ""))
            if isinstance(unit, Unit) and isinstance(to, Unit) and not _fits(kind.role, unit, to):
                what = f"{unit.id} cannot be converted to {to.id}, the unit of {scale.id}."
                yield shelf.problem(rec.id, "quantities", what, "Use another unit, or give both their `days`.", "R18")


def _fits(role: Role, unit: Unit, to: Unit) -> bool:
    lasting = to.days is not None and (unit.days is not None or role is Role.STEP)
    return lasting or (role in {Role.AMOUNT, Role.RATE} and unit == to)


RULES: dict[str, tuple[str, Callable[[Shelf], Iterator[Problem]]]] = {
    "R04": ("No two records share an id", ids_are_unique),
    "R05": ("Every link leads to a record of the right kind", links_lead_somewhere),
    "R06": ("The folder describes itself once", one_package),
    "R07": ("Topics form a tree", topics_form_a_tree),
    "R08": ("A threshold is in its trigger's unit", thresholds_fit_their_trigger),
    "R09": ("A strength is a label of its document's scheme", strengths_are_known_labels),
    "R10": ("Items of a cell are numbered without gap or repeat", items_are_numbered_in_order),
    "R11": ("Recommendations and effects carry a fingerprint of their passage", evidence_has_a_fingerprint),
    "R12": ("What an effect favours follows from its estimate", favours_follows_the_estimate),
    "R13": ("An outcome names the better end of what is measured", outcomes_name_their_better_end),
    "R14": ("Every record is joined to a source document", nothing_hangs_loose),
    "R15": ("Labels of topics and triggers are unique", labels_are_unique),
    "R16": ("An effect as printed holds the numbers of its fields", printed_agrees_with_the_numbers),
    "R17": ("A table has one name", tables_are_named),
    "R18": ("A number can be compared on its scale", numbers_fit_their_scale),
}


def broken(shelf: Shelf) -> list[Problem]:
    """Return every problem that the rules R04 and up find among the entries of a shelf."""
    return [problem for _, check in RULES.values() for problem in check(shelf)]
