"""Charts exported as pictures: the chart that a page with this query shows, with its source and what to know of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import altair as alt

from kb import charts, effects, labels, walk
from kb import comparison as compared
from kb.effects.panel import NO_RANKING
from kb.exports.cover import citation
from kb.names import name
from kb.records import Effect, Outcome, Scale
from ui.comparison import asked as compare
from ui.downloads import Refused, asked, risk, risks
from ui.query import Chosen, Pairs
from ui.served import base


@dataclass(frozen=True)
class Picture:
    """A chart with its title and the lines below it. Without its page, a picture has to say everything itself."""

    chart: alt.LayerChart
    title: str
    lines: tuple[str, ...]


def picture(pairs: Pairs) -> Picture:
    """Return the picture that a query names. Raises Refused where it names none, or leaves nothing to draw."""
    allowed = {**compare.options(), "chart": tuple(DRAWN), "panel": _panels(), "id": tuple(base().records)}
    # What a page shows opened matters to one chart alone, whose effect it is.
    del allowed["show"]
    if ("chart", "people") in pairs:
        allowed["show"] = tuple(base().effects.index)
    chosen, _ = asked(pairs, allowed, free=risks())
    if not chosen.get("chart"):
        raise Refused(f"Name a chart: {', '.join(DRAWN)}.")
    chart, title, *said = DRAWN[chosen["chart"][-1]](chosen)
    return Picture(chart, title, (*said, f"{citation(base(), date.today())} {base().package.not_for}"))


def _panels() -> tuple[str, ...]:
    """Return every name of a forest plot and of a scale of numbers."""
    plots = (panel.name for panel in effects.panels(base(), base().of(Effect)) if panel.plotted)
    return (*plots, *(scale.code for scale in base().of(Scale)))


def _forest(chosen: Chosen) -> tuple[alt.LayerChart, str, str]:
    found = effects.panels(base(), effects.selected(base(), chosen))
    shown = {panel.name: panel for panel in found if panel.plotted}
    panel = shown[_named(chosen, tuple(shown))]
    chart = charts.forest(effects.rows(base(), panel.plotted))
    ranking = f"{NO_RANKING} " if len(panel.plotted) > 1 else ""
    odds = f"{labels.ODDS} " if panel.measure.is_odds else ""
    return chart, f"{panel.title}: {labels.MEASURE[panel.measure]}", f"{ranking}{odds}{base().package.evidence_about}"


def _matrix(chosen: Chosen) -> tuple[alt.LayerChart, str, str]:
    found = compare.asked(chosen)
    cells = compared.matrix(base())
    held = cells[cells["topic"].isin(found.topics) & cells["guideline"].isin(found.guidelines)]
    if held.empty:
        raise Refused("What is chosen leaves no topic to draw.")
    verdicts = compared.verdicts(base(), found.guidelines, found.topics)
    chart = charts.matrix(held, verdicts, base().guidelines)
    return chart, "Topic by guideline: how strongly each recommends, and how far they agree", _read_in()


def _map(chosen: Chosen) -> tuple[alt.LayerChart, str, str]:
    tried = dict.fromkeys(effect.intervention for effect in effects.selected(base(), chosen))
    if not tried:
        raise Refused("What is chosen leaves no effect to draw.")
    found = [effect for intervention in tried for effect in base().effects_of(intervention)]
    caution = f"An empty cell is not “no effect”. {base().package.evidence_about}"
    return charts.evidence_map(effects.rows(base(), found)), "Evidence map: interventions by outcomes", caution


def _numbers(chosen: Chosen) -> tuple[alt.LayerChart, str, str]:
    asked_for = compare.asked(chosen)
    frame = compared.numbers(base(), asked_for.guidelines)
    frame = frame[frame["recommendation"].isin(asked_for.kept)]
    scale = _named(chosen, tuple(frame["scale"].unique()))
    held = frame[frame["scale"] == scale]
    return charts.numbers(held, base().recommendations), str(held["title"].iloc[0]), _read_in()


def _people(chosen: Chosen) -> tuple[alt.LayerChart, str, str]:
    ids = chosen.get("show")
    if not ids:
        raise Refused("Name an effect: add &show= and its id to the address.")
    typed = {outcome.id: risk(chosen[name][0]) for name, outcome in risks().items() if chosen.get(name)}
    line = effects.summary(base(), [base().get(Effect, ids[-1])], typed)[0]
    if line.absolute is None:
        raise Refused(f"This effect cannot be shown as numbers of people: {line.why_not}")
    whose = " ".join(effects.words.without(line)[1:])
    reached = line.effect.event or base().get(Outcome, line.effect.outcome).label
    return charts.people(line.absolute, reached), name(base(), line.effect), f"{line.sentence} Baseline risk: {whose}."


def _named(chosen: Chosen, known: tuple[str, ...]) -> str:
    """Return the panel that is named, where it is among those known. Raises Refused where it is not."""
    panel = (chosen.get("panel") or ("",))[-1]
    if panel not in known:
        raise Refused(f"Name a panel: {', '.join(known)}." if known else "What is chosen leaves nothing to draw.")
    return panel


def _neighbourhood(chosen: Chosen) -> tuple[alt.LayerChart, str]:
    if not chosen.get("id"):
        raise Refused("Name a record: add &id= and its id to the address.")
    record = chosen["id"][-1]
    chart = charts.neighbourhood(base(), walk.neighbours(base(), record))
    return chart, f"Links of {name(base(), base().records[record])}"


def _read_in() -> str:
    source = base().records[base().package.matrix_document]
    return f"Read in {source.citation}"


DRAWN: dict[str, Callable[[Chosen], tuple]] = {
    "forest": _forest,
    "matrix": _matrix,
    "evidence-map": _map,
    "numbers": _numbers,
    "people": _people,
    "neighbourhood": _neighbourhood,
}
"""Every chart by its name in an address: what draws it, its title, and what has to be known of it."""
