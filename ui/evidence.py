"""The evidence that a visitor has chosen, arranged for the page."""

from dataclasses import dataclass

from kb.effects.absolute import read_percent
from kb.effects.panel import Panel, calling_for, panels, without_estimate
from kb.effects.summary import Cell, Line, evidence_map, strong_on_low, summary
from kb.knowledge import KnowledgeBase
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
from kb.selection import Selection
from kb.vocabulary import FindingCategory
from ui import address
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
    """A baseline risk as a reader may type it, in percent: what was typed, what it means, what sources give."""

    outcome: Outcome
    name: str
    typed: str
    risk: float | None
    sourced: tuple[Baseline, ...]


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
    def summary(self) -> tuple[Line, ...]:
        """The chosen effects as a summary of findings, at the baseline risks that were typed."""
        typed = {b.outcome.id: b.risk for b in self.baselines if b.risk is not None}
        return summary(self.kb, self.effects, typed)

    @property
    def map(self) -> tuple[tuple[Intervention, tuple[Cell, ...]], ...]:
        """Interventions by outcomes, for the chosen interventions."""
        kept = {effect.intervention for effect in self.effects}
        return tuple((i, cells) for i, cells in evidence_map(self.kb) if i.id in kept)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The columns of the map but the last, which is for statements that name no outcome."""
        return self.kb.of(Outcome)

    @property
    def strong_on_low(self) -> tuple[tuple[Recommendation, Effect], ...]:
        """Strong recommendations beside chosen effects of low or very low certainty."""
        return tuple((rec, effect) for rec, effect in strong_on_low(self.kb) if effect in self.effects)

    @property
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

    @property
    def interventions(self) -> tuple[tuple[Intervention, tuple[tuple[Recommendation, str], ...]], ...]:
        """Each chosen intervention with the recommendations that call for it and why a curator thought so."""
        ids = dict.fromkeys(effect.intervention for effect in self.effects)
        return tuple((self.kb.get(Intervention, i), calling_for(self.kb, i)) for i in ids)

    @property
    def findings(self) -> dict[FindingCategory, tuple[Finding, ...]]:
        """What the text adds, by what it is about."""
        found = self.kb.of(Finding)
        return {c: kept for c in FindingCategory if (kept := tuple(f for f in found if f.category is c))}

    @property
    def discrepancies(self) -> tuple[Discrepancy, ...]:
        """Disagreements that bear on a chosen effect, its references or its intervention."""
        touched = {i for e in self.effects for i in (e.id, e.intervention, *e.references)}
        return tuple(
            d
            for d in self.kb.of(Discrepancy)
            if touched & {*(side.record for side in d.sides), *(link.to for link in d.about)}
        )


def view(kb: KnowledgeBase) -> View:
    """Return what the address of the evidence page selects."""
    everything = kb.of(Effect)
    facets = {name: dict.fromkeys(value(e) for e in everything) for name, value in _FACETS.items()}
    counted = dict.fromkeys(e.outcome for e in everything if e.measure and e.measure.counts_people and e.outcome)
    names = {f"baseline-{outcome}": outcome for outcome in counted}
    selection, ignored = address.selection({**facets, "view": VIEWS}, free=names)
    baselines = tuple(_baseline(kb, selection, name, outcome) for name, outcome in names.items())
    kept = tuple(e for e in everything if _chosen(e, selection))
    sections = tuple(_section(kb, name, options, everything, selection) for name, options in facets.items())
    return View(kb, selection, ignored, sections, kept, panels(kb, kept), without_estimate(kept), baselines)


def _baseline(kb: KnowledgeBase, selection: Selection, name: str, outcome: str) -> BaselineInput:
    typed = "".join(selection.get(name)[-1:])
    sourced = tuple(b for b in kb.of(Baseline) if b.outcome == outcome)
    return BaselineInput(kb.get(Outcome, outcome), name, typed, read_percent(typed) if typed else None, sourced)


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
    kb: KnowledgeBase, name: str, options: dict[str, None], everything: tuple[Effect, ...], selection: Selection
) -> Section:
    value = _FACETS[name]
    others = [e for e in everything if _chosen(e, selection, left_out=name)]
    listed = (
        Option(name, o, _label(kb, o), sum(value(e) == o for e in others), 0, o in selection.get(name)) for o in options
    )
    return Section(name, _TITLES[name], tuple(listed), folded=False)


def _label(kb: KnowledgeBase, option: str) -> str:
    if option in SOURCES:
        return SOURCES[option]
    return "Outcome not named" if option == OUTCOME_NOT_NAMED else kb.records[option].label
