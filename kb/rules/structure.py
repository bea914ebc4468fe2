"""Rules on ids, links and labels: what makes a folder of records one graph."""

from collections import defaultdict
from collections.abc import Iterator

import networkx as nx

from kb.graph import unreachable
from kb.problem import Problem
from kb.records import Finding, Package, Topic, Trigger
from kb.rules.shelf import Shelf


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


def one_package(shelf: Shelf) -> Iterator[Problem]:
    packages = shelf.of(Package)
    # Where some records could not be read, the package may be among them.
    if len(packages) > 1 or not (packages or shelf.spoiled):
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


def balance_goes_along(shelf: Shelf) -> Iterator[Problem]:
    for finding in shelf.of(Finding):
        for link in finding.balanced_by:
            other = shelf.by_id.get(link.to)
            if not isinstance(other, Finding):
                continue
            if lacking := {about.to for about in finding.about} - {about.to for about in other.about}:
                yield shelf.problem(
                    finding.id,
                    "balanced_by",
                    f"{other.id} balances it, but is not about {', '.join(sorted(lacking))}.",
                    f"Add this to `about` of {other.id}, or take it from {finding.id}.",
                    "R19",
                )
