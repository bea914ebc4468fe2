"""Everything the compare page shows for one address: guidelines, topics, and one of its views."""

from dataclasses import dataclass
from functools import cached_property

from kb.comparison import amounts, gaps, judgement, pair
from kb.comparison.matrix import Cell, Row, matrix
from kb.comparison.verdict import Kind
from kb.knowledge import KnowledgeBase
from kb.library import Library
from kb.records import (
    Document,
    Guideline,
    Intervention,
    Mapping,
    PracticePoint,
    Reading,
    Recommendation,
    Scheme,
    Topic,
)
from kb.selection import Selection, parsed
from kb.vocabulary import Phase
from ui import filters
from ui.address import Pairs
from ui.block import Made
from ui.portion import Portion, portion

VIEWS = {
    "matrix": "Verdicts",
    "side": "Side by side",
    "conditions": "Conditions",
    "numbers": "Numbers",
    "grades": "Grades",
    "gaps": "Gaps",
}
ORDERS = {
    judgement.Order.DIVERGENCE: "Most divergent first",
    judgement.Order.TOPIC: "By topic",
    judgement.Order.SPEAKING: "Most voices first",
}
FILTERS = ("country", "topic")
MOST = 5
"""How many guidelines are compared at once."""
MOST_AMOUNTS = 40
"""How many numbers stand on one scale."""
A_PAGE = 40
"""How many topics stand on one page."""
SWITCHES = {
    "view": tuple(VIEWS),
    "sort": tuple(ORDERS),
    "rows": ("all",),
    "only": ("differences",),
    "scale": ("printed",),
    "practice": ("shown",),
    "more": FILTERS,
}
DIFFERENCES = frozenset({Kind.DIFFER_IN_DIRECTION, Kind.DIFFER_IN_STRENGTH, Kind.DIFFER_IN_CONDITION})


@dataclass(frozen=True)
class View:
    """One address of the compare page. Each property is what one part of the page shows."""

    kb: KnowledgeBase
    selection: Selection
    ignored: tuple[str, ...]
    sections: tuple[filters.Section, ...]
    guidelines: tuple[Guideline, ...]
    asked_page: str = ""

    @property
    def name(self) -> str:
        """Which of the views is shown."""
        return self._last("view", "matrix")

    @property
    def order(self) -> judgement.Order:
        """How the verdicts are sorted."""
        return judgement.Order(self._last("sort", judgement.Order.DIVERGENCE))

    @property
    def as_printed(self) -> bool:
        """Whether labels stand as printed, without the common strengths."""
        return bool(self.selection.get("scale"))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the guidelines shown."""
        return tuple(guideline.id for guideline in self.guidelines)

    @cached_property
    def judged(self) -> tuple[judgement.Judged, ...]:
        """The topics with their verdicts; with *differences only*, those that differ."""
        found = judgement.judged(self.kb, self.ids, self.selection.get("topic"), self.order)
        if not self.selection.get("only"):
            return found
        return tuple(j for j in found if j.verdict.kind in DIFFERENCES)

    @cached_property
    def portion(self) -> Portion:
        """Which of the topics stand on this page."""
        return portion(self.asked_page, len(self.rows if self.name == "side" else self.judged), A_PAGE)[0]

    @property
    def shown_judged(self) -> tuple[judgement.Judged, ...]:
        """The topics with their verdicts that stand on this page."""
        return self.judged[self.portion.start : self.portion.end]

    @property
    def shown_rows(self) -> tuple[Row, ...]:
        """The topics side by side that stand on this page."""
        return self.rows[self.portion.start : self.portion.end]

    @property
    def messages(self) -> tuple[str, ...]:
        """A sentence for each part of the address that was left out or means nothing here."""
        total = len(self.rows if self.name == "side" else self.judged)
        wrong = portion(self.asked_page, total, A_PAGE)[1] if self.name in {"side", "matrix"} else ()
        return (*self.ignored, *wrong)

    @property
    def tally(self) -> tuple[tuple[str, int], ...]:
        """How many topics have which verdict, of those that are shown."""
        kinds = [j.verdict.kind for j in self.judged]
        return tuple((kind, kinds.count(kind)) for kind in Kind if kind in kinds)

    @property
    def all_rows(self) -> tuple[Row, ...]:
        """Every chosen topic, whether anyone speaks on it or not."""
        return matrix(self.kb, self.ids, self.selection.get("topic"))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The topics side by side: without those on which nobody speaks, unless all were asked for."""
        if self.selection.get("only"):
            differing = {j.row.topic.id for j in self.judged}
            return tuple(row for row in self.all_rows if row.topic.id in differing)
        if self.selection.get("rows"):
            return self.all_rows
        return tuple(row for row in self.all_rows if row.speaking or row.is_heading)

    @property
    def hidden(self) -> int:
        """How many chosen topics are not among the rows."""
        return len(self.all_rows) - len(self.rows)

    @property
    def pair(self) -> pair.Pair | None:
        """The pairwise summary where exactly two guidelines are chosen."""
        return pair.pair(self.kb, *self.ids, self.selection.get("topic")) if len(self.ids) == 2 else None

    @property
    def conditions(self) -> dict[Phase, tuple[judgement.Condition, ...]]:
        """Which conditions lead where, by phase."""
        return {phase: judgement.conditions(self.kb, self.ids, phase) for phase in Phase}

    @property
    def amounts(self) -> tuple[amounts.Comparison, ...]:
        """The numbers inside the recommendations of the chosen guidelines, scale by scale."""
        return tuple(amounts.among(comparison, self.ids, MOST_AMOUNTS) for comparison in amounts.compare(self.kb))

    @property
    def schemes(self) -> tuple[tuple[Scheme, tuple[Guideline, ...]], ...]:
        """Every grading scheme with the guidelines that use it."""
        return tuple((s, tuple(g for g in self.guidelines if g.scheme == s.id)) for s in self.kb.of(Scheme))

    @property
    def mappings(self) -> tuple[tuple[Mapping, tuple[judgement.Judged, ...]], ...]:
        """Every other mapping of strengths with the topics whose verdict it would change."""
        found = judgement.judged(self.kb, self.ids, self.selection.get("topic"), judgement.Order.TOPIC)
        return tuple(
            (mapping, tuple(j for j in found if any(m is mapping for m, _ in j.elsewhere)))
            for mapping in self.kb.of(Mapping)
        )

    @property
    def coverage(self) -> tuple[gaps.Coverage, ...]:
        """Who speaks on the upper topics, and on those on which guidelines speak without taking a side."""
        return tuple(c for c in gaps.coverage(self.kb) if c.row.depth == 0 or (c.speaking and not c.taking_a_side))

    @property
    def safety(self) -> tuple[Topic, ...]:
        """The topics that have to stand beside others."""
        beside = dict.fromkeys(topic.shown_with for topic in self.kb.of(Topic) if topic.shown_with)
        return tuple(self.kb.get(Topic, topic) for topic in beside)

    @property
    def gaps(self) -> tuple[tuple[Row, ...], tuple[Recommendation, ...], tuple[Intervention, ...]]:
        """One voice alone; recommended without trials; tried without a recommendation."""
        return gaps.one_voice(self.kb), gaps.without_trials(self.kb), gaps.without_recommendation(self.kb)

    @property
    def total(self) -> int:
        """How many recommendations there are."""
        return len(self.kb.of(Recommendation))

    @property
    def known_answer(self) -> Reading | None:
        """What an earlier review of guidelines found, to hold these counts against."""
        return next((r for r in self.kb.of(Reading) if r.field == "what it found"), None)

    @cached_property
    def practice(self) -> dict[str, tuple[Document, dict[str, tuple[PracticePoint, ...]]]]:
        """Practice points by document and topic, where they are switched on."""
        if not self.selection.get("practice"):
            return {}
        return _practice(self.kb)

    def upper(self, topic: Topic) -> Topic:
        """The topic of the upper level that a topic belongs to."""
        while topic.broader is not None:
            topic = self.kb.get(Topic, topic.broader)
        return topic

    @cached_property
    def first_of(self) -> dict[str, str]:
        """For each upper topic, the first of its topics that is shown."""
        found: dict[str, str] = {}
        for j in self.judged:
            found.setdefault(self.upper(j.row.topic).id, j.row.topic.id)
        return found

    def kinds_of(self, cell: Cell) -> tuple[tuple[Recommendation, int], ...]:
        """The kinds of statement in a cell: one recommendation of each strength and verb, and how many there are."""
        found: dict[tuple[str | None, str], list[Recommendation]] = {}
        for rec in cell.recommendations:
            found.setdefault((rec.strength, rec.verb), []).append(rec)
        return tuple((recs[0], len(recs)) for recs in found.values())

    def _last(self, name: str, otherwise: str) -> str:
        return (self.selection.get(name) or (otherwise,))[-1]


def options(lib: Library) -> dict[str, tuple[str, ...]]:
    """Return every name that the address of this page may hold, with its values."""
    facets = {name: lib.facets.options()[name] for name in FILTERS}
    upper = tuple(topic.id for topic in lib.kb.of(Topic) if topic.broader is None)
    return {**facets, **SWITCHES, "fold": upper}


def page(lib: Library, pairs: Pairs) -> Made:
    """Return the template of the page and what fills it."""
    asked, ignored = parsed(pairs, options(lib), with_words=False, free=("page",))
    view = chosen(lib, asked.without("page"), ignored, "".join(asked.get("page")))
    return "compare.html", {"view": view, "views": VIEWS, "orders": ORDERS}


def chosen(lib: Library, selection: Selection, ignored: tuple[str, ...] = (), page: str = "") -> View:
    """Return what a selection asks for; of more guidelines than can be read side by side, the first."""
    kb = lib.kb
    countries = selection.get("country") or lib.facets.options()["country"]
    counts = lib.facets.only(FILTERS).counts(selection)
    named = tuple(g for g in kb.guidelines if g.country in countries)
    cut = (f"Of {len(named)} guidelines the first {MOST} are compared; choose others below.",) if named[MOST:] else ()
    return View(kb, selection, (*ignored, *cut), filters.sections(kb, counts, selection), named[:MOST], page)


def _practice(kb: KnowledgeBase) -> dict[str, tuple[Document, dict[str, tuple[PracticePoint, ...]]]]:
    found: dict[str, tuple[Document, dict[str, tuple[PracticePoint, ...]]]] = {}
    for point in kb.of(PracticePoint):
        document = kb.get(Document, point.where.document)
        _, by_topic = found.setdefault(document.id, (document, {}))
        for link in point.about:
            by_topic[link.to] = (*by_topic.get(link.to, ()), point)
    return found
