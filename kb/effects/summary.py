"""A summary of findings: relative and absolute effect, people and studies, certainty, and a plain sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from kb.effects import sentence
from kb.effects.absolute import Absolute, absolute
from kb.effects.panel import includes_no_difference
from kb.knowledge import KnowledgeBase
from kb.records import Baseline, Effect, Intervention, Outcome, Reading
from kb.vocabulary import Certainty, EffectStatus

NO_ABSOLUTE = {
    EffectStatus.NO_TRIALS: "No trials on this outcome.",
    EffectStatus.NOT_SIGNIFICANT_NO_DATA: "Not significant; data not reported.",
    EffectStatus.NARRATIVE: "Narrative result, without numbers.",
}
ALREADY_ABSOLUTE = "A difference in amount, not in how many people."
NEEDS_BASELINE = "Needs a baseline risk; none is known for this control group."


@dataclass(frozen=True)
class Line:
    """One effect of the summary.

    `absolute` starts from the risk that a reader typed or, where nothing was
    typed, from the control group's own; `why_not` says why there is none. `own`
    starts from the control group's own risk, `baseline`, whatever was typed.
    `counted` is what was read of the trial's own counts.
    """

    effect: Effect
    absolute: Absolute | None
    own: Absolute | None
    baseline: Baseline | None
    counted: Reading | None
    typed: bool
    why_not: str
    sentence: str

    @property
    def needed_to_treat(self) -> tuple[int, int, int] | None:
        """The number needed to treat with its limits, the smaller first, each rounded up to whole people.

        Only where the horizon is printed and the interval leaves out no difference.
        """
        found = self.absolute
        if found is None or not self.effect.timepoint or includes_no_difference(self.effect):
            return None
        differences = [abs(risk - found.without) for risk in (found.with_, found.low, found.high)]
        if min(differences) < 0.5:
            return None
        number, *limits = (_people(difference) for difference in differences)
        return number, min(limits), max(limits)


def _people(difference: float) -> int:
    # 1000 over 20 is 50, whatever the last binary digit of the 20.
    return ceil(round(1000 / difference, 6))


def summary(base: KnowledgeBase, effects: Iterable[Effect], typed: Mapping[str, float]) -> tuple[Line, ...]:
    """Return a line for each effect. `typed` holds baseline risks by outcome, as shares, that a reader chose.

    Without one, an effect starts from its own control group's risk where a
    source gives it; another trial's risk is never taken unasked.
    """
    return tuple(_line(base, effect, typed.get(effect.outcome or "")) for effect in effects)


def _line(base: KnowledgeBase, effect: Effect, typed: float | None) -> Line:
    baseline = next((b for b in base.of(Baseline) if b.control_of == effect.id), None)
    own = absolute(effect, baseline.risk) if baseline else None
    found = absolute(effect, typed) if typed is not None else own
    return Line(
        effect, found, own, baseline if own else None, _counted(base, baseline), typed is not None and found is not None,
        "" if found else _why_not(effect), sentence.plain(base, effect),
    )  # fmt: skip


def _counted(base: KnowledgeBase, baseline: Baseline | None) -> Reading | None:
    read = base.records[baseline.read_in] if baseline else None
    return read if isinstance(read, Reading) else None


def _why_not(effect: Effect) -> str:
    if effect.measure is None:
        return NO_ABSOLUTE[effect.status]
    return NEEDS_BASELINE if effect.measure.counts_people else ALREADY_ABSOLUTE


@dataclass(frozen=True)
class Cell:
    """What is known of one intervention and one outcome; no effects means no trial in this data set."""

    effects: tuple[Effect, ...]

    @property
    def trials(self) -> int | None:
        """The most trials that one effect here is said to rest on; None where no number is printed."""
        return max((effect.studies for effect in self.effects if effect.studies), default=None)

    @property
    def certainty(self) -> Certainty | None:
        """The highest certainty reported for any of the effects."""
        levels = [level for effect in self.effects for level in effect.certainty]
        return min(levels, key=list(Certainty).index) if levels else None


def evidence_map(base: KnowledgeBase) -> tuple[tuple[Intervention, tuple[Cell, ...]], ...]:
    """Return, for each intervention, a cell for each outcome in the order of the data; statements without an outcome last.

    An effect stands in exactly one cell. An intervention without trials keeps its row.
    """
    outcomes = [*(outcome.id for outcome in base.of(Outcome)), None]
    return tuple(
        (i, tuple(Cell(tuple(e for e in base.effects_of(i.id) if e.outcome == o)) for o in outcomes))
        for i in base.of(Intervention)
    )
