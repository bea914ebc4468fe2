"""The evidence that a visitor has chosen, arranged for the page."""

from dataclasses import dataclass

from kb.effects import Panel, calling_for, panels, without_estimate
from kb.knowledge import KnowledgeBase
from kb.records import Discrepancy, Effect, Finding, Intervention, Recommendation
from kb.selection import Selection
from kb.vocabulary import FindingCategory
from ui import address
from ui.filters import Option, Section

SOURCES = {"table": "Table 3", "text": "The text alone"}
OUTCOME_NOT_NAMED = "not-named"


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
    selection, ignored = address.selection(facets)
    kept = tuple(e for e in everything if _chosen(e, selection))
    sections = tuple(_section(kb, name, options, everything, selection) for name, options in facets.items())
    return View(kb, selection, ignored, sections, kept, panels(kb, kept), without_estimate(kept))


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
