"""The evidence that a visitor has chosen, arranged for the page."""

from dataclasses import dataclass
from functools import cached_property

from kb import labels
from kb.effects.absolute import read_percent
from kb.effects.bearing import bearing_on, strong_on_low
from kb.effects.panel import Panel, panels, without_estimate
from kb.effects.summary import Cell, Line, evidence_map, summary
from kb.knowledge import KnowledgeBase
from kb.library import Library
from kb.records import (
    Baseline,
    Discrepancy,
    Effect,
    Finding,
    Intervention,
    Outcome,
    Reading,
    Recommendation,
    Reference,
)
from kb.selection import Selection, parsed
from kb.vocabulary import FindingCategory
from ui.address import Pairs
from ui.block import Made
from ui.filters import Option, Section

VIEWS = {
    "panels": "Panels",
    "summary": "Summary of findings",
    "recommended": "Beside the recommendations",
    "more": "More than the table",
}
SOURCES = {"table": "Table 3", "text": "The text alone"}
OUTCOME_NOT_NAMED = "not-named"


@dataclass(frozen=True)
class BaselineInput:
    """A baseline risk as a reader may type it, in percent: what was typed, what it means, what sources give, of what."""

    outcome: Outcome
    name: str
    typed: str
    risk: float | None
    sourced: tuple[Baseline, ...]
    reached: str

    @property
    def problem(self) -> str:
        """What is wrong with what was typed, in a sentence; empty where nothing is."""
        if not self.typed or self.risk is not None:
            return ""
        return f"“{self.typed}” is no baseline risk. Give a percentage above 0 and below 100, such as 7.2."


@dataclass(frozen=True)
class View:
    """Everything the evidence page shows for one selection. Rows plotted and rows in words are all rows chosen."""

    kb: KnowledgeBase
    selection: Selection
    ignored: tuple[str, ...]
    sections: tuple[Section, ...]
    effects: tuple[Effect, ...]
    panels: tuple[Panel, ...]
    in_words: tuple[Effect, ...]
    baselines: tuple[BaselineInput, ...]

    @property
    def name(self) -> str:
        """Which of the views is shown."""
        return (self.selection.get("view") or ("panels",))[-1]

    @property
    def chosen(self) -> tuple[Option, ...]:
        """The filters that are chosen."""
        return tuple(option for section in self.sections for option in section.options if option.chosen)

    @property
    def shows(self) -> tuple[str, ...]:
        """What is chosen, in words, for a file that is taken away."""
        filters = tuple(
            f"{section.title}: {', '.join(option.label for option in section.options if option.chosen)}"
            for section in self.sections
            if any(option.chosen for option in section.options)
        )
        risks = tuple(
            f"Baseline risk, {b.outcome.label.lower()}: {labels.number(100 * b.risk)}%, as typed"
            for b in self.baselines
            if b.risk is not None
        )
        return (*filters, *risks, self.count)

    @property
    def count(self) -> str:
        """How many statements are chosen, and how many of them are drawn and given in words."""
        total = len(self.effects)
        statements = "1 statement" if total == 1 else f"{total} statements"
        return f"{statements} of effect: {self.plotted} drawn, {total - self.plotted} in words"

    @cached_property
    def summary(self) -> tuple[Line, ...]:
        """The chosen effects as a summary of findings, at the baseline risks that were typed."""
        typed = {b.outcome.id: b.risk for b in self.baselines if b.risk is not None}
        return summary(self.kb, self.effects, typed)

    @cached_property
    def map(self) -> tuple[tuple[Intervention, tuple[Cell, ...]], ...]:
        """Interventions by outcomes, for the chosen interventions."""
        kept = {effect.intervention for effect in self.effects}
        return tuple((i, cells) for i, cells in evidence_map(self.kb) if i.id in kept)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The columns of the map but the last, which is for statements that name no outcome."""
        return self.kb.of(Outcome)

    @cached_property
    def strong_on_low(self) -> tuple[tuple[Recommendation, tuple[Effect, ...]], ...]:
        """Strong recommendations, each with the chosen effects of low or very low certainty that bear on it."""
        low: dict[str, list[Effect]] = {}
        for rec, effect in strong_on_low(self.kb):
            if effect.id in self.ids:
                low.setdefault(rec.id, []).append(effect)
        return tuple((self.kb.get(Recommendation, rec), tuple(found)) for rec, found in low.items())

    def others(self, rec: Recommendation, low: tuple[Effect, ...]) -> tuple[Effect, ...]:
        """Every effect that bears on a recommendation beside those named."""
        named = {effect.id for effect in low}
        return tuple(effect for effect, _ in bearing_on(self.kb, rec) if effect.id not in named)

    @cached_property
    def readings(self) -> tuple[tuple[Reference, tuple[Reading, ...]], ...]:
        """What was read elsewhere about the trials and reviews behind the chosen effects."""
        references = dict.fromkeys(ref for effect in self.effects for ref in effect.references)
        read = self.kb.of(Reading)
        found = ((self.kb.get(Reference, ref), tuple(r for r in read if r.about == ref)) for ref in references)
        return tuple((reference, readings) for reference, readings in found if readings)

    @property
    def plotted(self) -> int:
        """How many of the chosen effects are drawn."""
        return sum(len(panel.plotted) for panel in self.panels)

    @cached_property
    def interventions(self) -> tuple[tuple[Intervention, tuple[tuple[Recommendation, str], ...]], ...]:
        """Each chosen intervention with the recommendations that call for it and why a curator thought so."""
        ids = dict.fromkeys(effect.intervention for effect in self.effects)
        return tuple((self.kb.get(Intervention, i), self.kb.linked_to(i)) for i in ids)

    @cached_property
    def recommendations(self) -> tuple[Recommendation, ...]:
        """The recommendations on which a chosen effect bears."""
        chosen = {effect.intervention for effect in self.effects}
        return tuple(r for r in self.kb.of(Recommendation) if any(link.to in chosen for link in r.interventions))

    def bearing_on(self, rec: Recommendation) -> tuple[tuple[Effect, str], ...]:
        """The chosen effects that bear on a recommendation, each with why a curator linked them."""
        return tuple((effect, why) for effect, why in bearing_on(self.kb, rec) if effect.id in self.ids)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of the chosen effects."""
        return frozenset(effect.id for effect in self.effects)

    @cached_property
    def findings(self) -> dict[FindingCategory, tuple[Finding, ...]]:
        """What the text adds, by what it is about."""
        found = self.kb.of(Finding)
        return {c: kept for c in FindingCategory if (kept := tuple(f for f in found if f.category is c))}

    @cached_property
    def discrepancies(self) -> tuple[Discrepancy, ...]:
        """Disagreements that bear on a chosen effect, its references or its intervention."""
        touched = {i for e in self.effects for i in (e.id, e.intervention, *e.references)}
        return tuple(
            d
            for d in self.kb.of(Discrepancy)
            if touched & {*(side.record for side in d.sides), *(link.to for link in d.about)}
        )


def options(kb: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    """Return every name that the address of this page may hold, with its values."""
    return {**_facets(kb), "view": tuple(VIEWS)}


def typed(kb: KnowledgeBase) -> dict[str, str]:
    """Return the names under which a reader may type a baseline risk, each with its outcome."""
    effects = kb.of(Effect)
    counted = dict.fromkeys(e.outcome for e in effects if e.measure and e.measure.counts_people and e.outcome)
    return {f"baseline-{outcome}": outcome for outcome in counted}


def page(lib: Library, pairs: Pairs) -> Made:
    """Return the template of the page and what fills it."""
    kb = lib.kb
    view = chosen(kb, *parsed(pairs, options(kb), with_words=False, free=typed(kb)))
    return "evidence.html", {"view": view, "views": VIEWS}


def chosen(kb: KnowledgeBase, selection: Selection, ignored: tuple[str, ...] = ()) -> View:
    """Return what a selection asks for."""
    everything = kb.of(Effect)
    baselines = tuple(_baseline(kb, selection, name, outcome) for name, outcome in typed(kb).items())
    kept = tuple(e for e in everything if _chosen(e, selection))
    sections = tuple(_section(kb, name, values, everything, selection) for name, values in _facets(kb).items())
    return View(kb, selection, ignored, sections, kept, panels(kb, kept), without_estimate(kept), baselines)


def _facets(kb: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    return {name: tuple(dict.fromkeys(value(e) for e in kb.of(Effect))) for name, value in _FACETS.items()}


def _baseline(kb: KnowledgeBase, selection: Selection, name: str, outcome: str) -> BaselineInput:
    typed = "".join(selection.get(name)[-1:])
    sourced = tuple(b for b in kb.of(Baseline) if b.outcome == outcome)
    events = dict.fromkeys(e.event for e in kb.of(Effect) if e.outcome == outcome and e.measure and e.event)
    reached = "; ".join(events) or kb.get(Outcome, outcome).label.lower()
    return BaselineInput(
        kb.get(Outcome, outcome), name, typed, read_percent(typed) if typed else None, sourced, reached
    )


_FACETS = {
    "intervention": lambda effect: effect.intervention,
    "outcome": lambda effect: effect.outcome or OUTCOME_NOT_NAMED,
    "read-in": lambda effect: "table" if effect.where.table else "text",
}
_TITLES = {"intervention": "Intervention", "outcome": "Outcome", "read-in": "Read in"}


def _chosen(effect: Effect, selection: Selection, left_out: str = "") -> bool:
    return all(
        not selection.get(name) or value(effect) in selection.get(name)
        for name, value in _FACETS.items()
        if name != left_out
    )


def _section(
    kb: KnowledgeBase, name: str, values: tuple[str, ...], everything: tuple[Effect, ...], selection: Selection
) -> Section:
    value = _FACETS[name]
    others = [e for e in everything if _chosen(e, selection, left_out=name)]
    listed = (
        Option(name, o, _label(kb, o), sum(value(e) == o for e in others), 0, o in selection.get(name)) for o in values
    )
    return Section(name, _TITLES[name], tuple(listed), folded=False)


def _label(kb: KnowledgeBase, option: str) -> str:
    if option in SOURCES:
        return SOURCES[option]
    return "Outcome not named" if option == OUTCOME_NOT_NAMED else kb.records[option].label
