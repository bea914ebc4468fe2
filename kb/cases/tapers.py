"""The tapers of a case at the pace that each guideline prints, and the guidelines that print none."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import pandas as pd

from kb.cases.cut import Of
from kb.cases.pace import Pace, Speed, paces, without
from kb.cases.plan import Plan
from kb.cases.taper import COLUMNS as STEP_COLUMNS
from kb.cases.taper import Leg, Taper, frame, said, taper
from kb.cases.typed import plain, rounded
from kb.knowledge import KnowledgeBase
from kb.records import Guideline, Unit


class End(StrEnum):
    """Which end of a printed pace a taper runs at; both where the source prints one number and no range."""

    SLOW = "slow"
    FAST = "fast"
    BOTH = "both"


@dataclass(frozen=True)
class Line:
    """A taper at one end of a pace, its steps being shares `of` one dose or the other; `words` say so."""

    pace: Pace
    of: Of
    end: End
    words: str
    taper: Taper


@dataclass(frozen=True)
class Tapers:
    """What a plan comes to at each printed pace.

    `silent` are the guidelines that print no pace. `unused` are paces whose
    steps cannot be given in the unit of the dose.
    """

    plan: Plan
    unit: str
    lines: tuple[Line, ...]
    silent: tuple[Guideline, ...]
    unused: tuple[Pace, ...]


def tapers(base: KnowledgeBase, plan: Plan, guidelines: Collection[str] | None = None) -> Tapers:
    """Return a taper for each end of each pace that the guidelines (all, where none are named) print.

    Sources do not say of which dose a percentage is, so each end is read both
    ways. An end that is open has no taper.
    """
    found = paces(base, guidelines)
    made = tuple(line for pace in found for line in _lines(pace, plan))
    drawn = {line.pace.recommendation.id for line in made}
    unused = tuple(pace for pace in found if pace.recommendation.id not in drawn)
    unit = base.records.get(plan.unit)
    label = unit.label if isinstance(unit, Unit) else plan.unit
    return Tapers(plan, label, made, without(base, guidelines), unused)


def _lines(pace: Pace, plan: Plan) -> Iterator[Line]:
    made = [
        Line(pace, cut.of, end, pace.said(speed, cut.of), taper(plan, Leg(cut, speed.days)))
        for end, speed in _ends(pace)
        for cut in pace.cuts(speed, plan)
    ]
    yield from sorted(made, key=lambda line: list(Of).index(line.of))


def _ends(pace: Pace) -> tuple[tuple[End, Speed], ...]:
    if pace.slow is not None and pace.slow == pace.fast:
        return ((End.BOTH, pace.slow),)
    ends = ((End.SLOW, pace.slow), (End.FAST, pace.fast))
    return tuple((end, speed) for end, speed in ends if speed is not None)


LINE_COLUMNS = dict.fromkeys(
    ["recommendation", "guideline", "country", "country_name", "printed", "of", "end", "pace"], "str"
)
COLUMNS = {**LINE_COLUMNS, **STEP_COLUMNS}


def steps(found: Tapers) -> pd.DataFrame:
    """Return every step of every taper, numbered from 0; columns and dtypes as in `COLUMNS` and `kb.cases.taper.frame`.

    `of` is `starting`, `current` or `amount`, `end` is `slow`, `fast` or `both`,
    `pace` says it in words, `printed` is what the source prints.
    """
    made = [frame(line.taper).assign(**_named(line)) for line in found.lines]
    whole = pd.concat(made, ignore_index=True) if made else pd.DataFrame(columns=list(COLUMNS))
    return whole[list(COLUMNS)].astype(COLUMNS)


def ends(found: Tapers) -> pd.DataFrame:
    """Return how each taper ends, one row a taper, numbered from 0.

    The columns of `LINE_COLUMNS`; `steps`, `day` (int64); `left`, the dose that is left (Decimal);
    `ending`, one of `kb.cases.taper.Ending`, and `says`, a sentence; for each threshold of
    the plan a column `below …` with the day (Int64) from which the dose is
    below it, missing where no step passes it.
    """
    thresholds = {f"below {plain(t)}": t for t in found.plan.thresholds}
    rows = [{**_named(line), **_ended(line, found.unit, thresholds)} for line in found.lines]
    columns = [*LINE_COLUMNS, "steps", "day", "left", "ending", "says", *thresholds]
    kinds = {"steps": "int64", "day": "int64", "ending": "str", "says": "str", **dict.fromkeys(thresholds, "Int64")}
    return pd.DataFrame(rows, columns=columns).astype(LINE_COLUMNS | kinds)


def _named(line: Line) -> dict[str, str]:
    guideline = line.pace.guideline
    values = (
        line.pace.recommendation.id, guideline.id, guideline.country, guideline.country_name, line.pace.printed,
        str(line.of), str(line.end), line.words,
    )  # fmt: skip
    return dict(zip(LINE_COLUMNS, values, strict=True))


def _ended(line: Line, unit: str, thresholds: dict[str, Decimal]) -> dict[str, object]:
    last = line.taper.last
    below = {name: passing and passing.day for name, t in thresholds.items() for passing in [line.taper.passes(t)]}
    ended = {"ending": str(line.taper.ending), "says": said(line.taper, unit)}
    return {"steps": last.number, "day": last.day, "left": rounded(last.dose), **ended, **below}
