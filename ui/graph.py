"""What the graph page shows for an address: a record with its neighbours, the way to another, matches for words."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from textwrap import wrap

from kb import labels
from kb.knowledge import KnowledgeBase
from kb.library import Library
from kb.records import Guideline, Record, kind_of
from kb.selection import Selection, parsed, shortened
from kb.walk.drawing import Drawing, drawn
from kb.walk.lookup import Matches, identified, matches
from kb.walk.neighbourhood import Group, Neighbourhood, around
from kb.walk.path import shortest, sources_passed
from kb.walk.similarity import Similarity, similarity
from kb.walk.step import Step
from ui import naming, records
from ui.address import Pairs
from ui.block import Made

SIDE_LETTERS, SIDE_LINES = 36, 2
KIND_LETTERS, MIDDLE_LETTERS, MIDDLE_LINES = 16, 19, 7


@dataclass(frozen=True)
class View:
    """What the page shows around a record, and, where the address names another in `to`, between the two."""

    kb: KnowledgeBase
    id: str
    to: str
    around: Neighbourhood
    group: Group | None
    words: str
    matches: tuple[Matches, ...]
    ignored: tuple[str, ...]

    @cached_property
    def drawing(self) -> Drawing:
        """Where the neighbourhood is drawn."""
        groups = [(group.key, [one.id for one in group.neighbours]) for group in self.around.groups]
        lines = {one.id: len(self.label(one.id)) for one in self.around.neighbours}
        return drawn(groups, lines, len(self.middle_kind) + len(self.middle_label))

    @property
    def groups(self) -> dict[str, Group]:
        """The groups of neighbours by their keys."""
        return {group.key: group for group in self.around.groups}

    @cached_property
    def path(self) -> tuple[Step, ...] | None:
        """The way from one record to the other, or None where nothing joins them."""
        return shortest(self.kb, self.id, self.to)

    @property
    def sources_passed(self) -> tuple[str, ...]:
        """The sources that the way passes through for want of anything nearer."""
        return sources_passed(self.kb, self.path or ())

    @cached_property
    def similarity(self) -> Similarity | None:
        """How alike the two ends are, where they are two guidelines."""
        ends = {self.id, self.to}
        alike = len(ends) == 2 and ends <= {guideline.id for guideline in self.kb.guidelines}
        return similarity(self.kb, self.id, self.to) if alike else None

    @property
    def side_by_side(self) -> Selection:
        """What the compare page needs to set the two guidelines side by side."""
        return Selection(
            {"view": ("side",), "country": tuple(self.kb.get(Guideline, end).country for end in (self.id, self.to))}
        )

    @property
    def others(self) -> tuple[Guideline, ...]:
        """The guidelines that this one can be set beside; none where the record is no guideline."""
        own = self.kb.records[self.id]
        return tuple(g for g in self.kb.guidelines if g != own) if isinstance(own, Guideline) else ()

    def label(self, record: str) -> list[str]:
        """Return the lines of a neighbour's label in the drawing; a long name ends in an ellipsis."""
        return _lines(naming.name_of(self.kb, self.kb.records[record]), SIDE_LETTERS, SIDE_LINES)

    @property
    def middle_kind(self) -> list[str]:
        """The lines that say which kind of record stands in the middle."""
        return _lines(labels.KIND[kind_of(self.kb.records[self.id])], KIND_LETTERS, MIDDLE_LINES)

    @property
    def middle_label(self) -> list[str]:
        """The lines of the label in the middle of the drawing."""
        return _lines(naming.name_of(self.kb, self.kb.records[self.id]), MIDDLE_LETTERS, MIDDLE_LINES)


@dataclass(frozen=True)
class Start:
    """What the page shows without a record in the middle: what words found, and records to start from, by kind."""

    wanted: str
    words: str
    matches: tuple[Matches, ...]
    ignored: tuple[str, ...]
    starts: tuple[tuple[str, tuple[Record, ...]], ...]


def page(lib: Library, pairs: Pairs) -> Made:
    """Return the template of the page and what fills it."""
    found = view(lib, pairs)
    return "graph.html" if isinstance(found, View) else "graph_start.html", {"view": found}


def view(lib: Library, pairs: Pairs) -> View | Start:
    """Return what an address of the graph page selects: `id`, `to`, `via` a group and its `part`, or words in `q`.

    Words that are an id count as that record: the one to go to, or, without a
    record in the middle, the one to start from.
    """
    asked = dict(pairs)
    words = parsed([("q", asked.get("q", ""))], {})[0].words
    if same := identified(lib.kb, words):
        asked["to" if asked.get("id") in lib.kb.records else "id"], words = same, ""
    found = matches(lib.kb, lib.index, words)
    if asked.get("id") in lib.kb.records:
        return _view(lib.kb, asked, words, found)
    ignored = parsed(asked.items(), {name: [asked.get(name, "")] for name in ("id", "to", "via", "part")})[1]
    starts = groupby(records.starting_points(lib.kb), key=kind_of)
    return Start(
        shortened(asked.get("id", "")), words, found, ignored, tuple((kind, tuple(listed)) for kind, listed in starts)
    )


def _view(kb: KnowledgeBase, asked: dict[str, str], words: str, found: tuple[Matches, ...]) -> View:
    middle, to = asked["id"], asked.get("to", "")
    groups = {group.key: group for group in around(kb, middle).groups}
    group = groups.get(asked.get("via", ""))
    parts = [str(part + 1) for part in range(group.parts)] if group else []
    chosen, ignored = parsed(asked.items(), {"id": [middle], "to": [to], "via": groups, "part": parts})
    if to and to not in kb.records:
        ignored = (f"No record has the id “{shortened(to)}”, so no way is shown. Look for it by words.", *ignored)
        to = ""
    part = int((chosen.get("part") or ("1",))[0])
    return View(kb, middle, to, around(kb, middle, group.key if group else "", part), group, words, found, ignored)


def _lines(name: str, letters: int, most: int) -> list[str]:
    return wrap(name, letters, max_lines=most, placeholder=" …") or [name]
