"""What a chart of tapers draws: panels, lines, bands and steps, each placed within its panel from 0 to 1."""

import math
import textwrap
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import Any

import pandas as pd

from kb.cases.cut import Of
from kb.cases.taper import Step, frame
from kb.cases.tapers import End, Line, Tapers
from kb.cases.typed import plain
from kb.charts.forest_axis import steps as round_values

LETTERS, MOST = 54, 3
"""How many letters of the printed pace fit into a line, and lines into a heading."""
NEAR = 0.09
"""Words on one edge of a panel need this share of its height from one to the next."""
SLOWER, FASTER, ROOM = (0.92, 0.82, 0.72, 0.62), (0.12, 0.22, 0.32, 0.42), 0.35
"""How high a word beside a line may stand, the best first, and how wide it is, as shares of a panel."""
WEEK, FORTNIGHT = 7, 14
AXIS = {
    Of.STARTING: "Shares of the starting dose",
    Of.CURRENT: "Shares of the current dose",
    Of.AMOUNT: "Fixed amounts",
}
SPEEDS = {End.SLOW: "slow end", End.FAST: "fast end", End.BOTH: "the printed pace"}
BLANK: dict[str, str | int | float | bool] = {
    **dict.fromkeys(("kind", "id", "country_name", "text", "line", "of", "end", "pace", "printed"), ""),
    **dict.fromkeys(("when", "date", "dose", "mme", "of_starting", "of_current", "says", "description"), "–"),
    **dict.fromkeys(("row", "column", "step"), 0),
    **dict.fromkeys(("px", "py", "px2", "py2"), 0.0),
    "align": "left",
    "goes_on": False,
}
"""Every column, with what it is where a row has nothing for it."""


class Extent:
    """How far the axes go: `days` across and `top`, the starting dose, up."""

    def __init__(self, found: Tapers, days: int | None) -> None:
        longest = max(line.taper.last.day for line in found.lines)
        self.plan, self.unit = found.plan, found.unit
        self.days = max(min(days or longest, longest), 1)
        self.top = float(found.plan.dose)
        self.in_weeks = self.days > FORTNIGHT

    def x(self, day: float) -> float:
        """Return where a day lies, 0 to 1; one beyond the axis lies at its end."""
        return min(day / self.days, 1.0)

    def y(self, dose: float | Decimal) -> float:
        """Return where a dose lies, 1 being the starting dose."""
        return float(dose) / self.top

    def dose(self, mme: float | Decimal) -> float:
        """Return the dose at which all opioids together come to so many morphine equivalents."""
        plan = self.plan
        return (float(mme) - float(plan.beside)) / float(plan.factor or 1)


def rows(found: Tapers, days: int | None = None) -> pd.DataFrame:
    """Return everything drawn; rows of the kind *step* are the steps of `kb.cases.tapers.steps` that are in sight."""
    extent = Extent(found, days)
    made = [row for part in _panels(found) for row in _panel(extent, *part)]
    return pd.DataFrame([{**BLANK, **row} for row in made])


def _panels(found: Tapers) -> Iterator[tuple[int, int, list[Line]]]:
    """Yield the row, the column and the lines of each panel: a row a pace, a column a way to read its steps."""
    for row, (_, of_pace) in enumerate(groupby(found.lines, lambda line: line.pace.recommendation.id)):
        of = list(of_pace)
        readings = list(dict.fromkeys(line.of for line in of))
        for column, reading in enumerate(readings):
            yield row, column, [line for line in of if line.of is reading]


def _panel(extent: Extent, row: int, column: int, lines: list[Line]) -> Iterator[dict[str, Any]]:
    first = lines[0]
    at = {
        "row": row, "column": column, "id": first.pace.recommendation.id, "of": str(first.of),
        "country_name": first.pace.guideline.country_name, "printed": first.pace.printed,
    }  # fmt: skip
    parts = [*_headings(column, lines), *_axes(extent), *_thresholds(extent), *_band(extent, lines)]
    parts += [part for line in lines for part in _line(extent, line)]
    yield from ({**at, **part} for part in [*parts, *_open(extent, lines)])


def _headings(column: int, lines: list[Line]) -> Iterator[dict[str, Any]]:
    pace = lines[0].pace
    if column == 0:
        text = textwrap.wrap(pace.printed, LETTERS, max_lines=MOST, placeholder=" …")
        yield {"kind": "country", "text": pace.guideline.country_name}
        yield {"kind": "printed", "text": "\n".join(text)}
    yield {"kind": "panel", "text": f"{AXIS[lines[0].of]}: {_reach(lines)}"}


def _reach(lines: list[Line]) -> str:
    """Return how long a pace takes to the stop, from the fast end to the slow one."""
    ended = sorted((line.taper for line in lines), key=lambda taper: taper.last.day)
    lasts = [_after(taper.last.day) for taper in ended if taper.stops]
    if not lasts:
        return "no stop within these steps"
    pace = lines[0].pace
    if pace.slow is None or len(lasts) < len(ended):
        return f"stop after {lasts[0]} or more"
    if pace.fast is None:
        return f"stop after {lasts[0]} or less"
    ends = [lasts[0].removesuffix(f" {lasts[-1].split()[-1]}"), lasts[-1]]
    return f"stop after {lasts[0] if lasts[0] == lasts[-1] else ' to '.join(ends)}"


def _after(day: int) -> str:
    """Return a time in whole weeks, or in days where it is less than a fortnight."""
    time, unit = (day, "day") if day < FORTNIGHT else (int(plain(Decimal(day) / WEEK, 0)), "week")
    return f"{time} {unit}{'s' * (time != 1)}"


def _axes(extent: Extent) -> Iterator[dict[str, Any]]:
    for dose in round_values(0, extent.top):
        yield {"kind": "dose-tick", "py": extent.y(dose), "text": f"{dose:g}"}
    if extent.plan.factor is not None:
        low = float(extent.plan.beside)
        high = low + extent.top * float(extent.plan.factor)
        named = [row["py"] for row in _thresholds(extent) if row["kind"] == "threshold-name"]
        values = [(extent.y(extent.dose(m)), f"{m:g}") for m in round_values(low, high)]
        free = [value for value in values if all(abs(value[0] - py) >= NEAR for py in named)]
        yield from ({"kind": "mme-tick", "py": py, "text": text} for py, text in free)
    length = WEEK if extent.in_weeks else 1
    for place, time in enumerate(t for t in round_values(0, extent.days / length) if t == int(t)):
        name = "" if place else "Week " if extent.in_weeks else "Day "
        yield {"kind": "time-tick", "px": extent.x(time * length), "text": f"{name}{time:g}"}


def _thresholds(extent: Extent) -> Iterator[dict[str, Any]]:
    """Yield a rule for each threshold in sight, and its label on the right, below that of the one before it."""
    above = math.inf
    for py, text in _in_sight(extent):
        above = min(py, above - NEAR)
        yield {"kind": "threshold", "py": py}
        yield {"kind": "threshold-name", "py": above, "text": text}


def _in_sight(extent: Extent) -> list[tuple[float, str]]:
    places = [(extent.y(extent.dose(t)), plain(t)) for t in extent.plan.thresholds]
    return [(py, text) for py, text in places if 0 < py <= 1]


def _band(extent: Extent, lines: list[Line]) -> Iterator[dict[str, Any]]:
    """Yield the doses of both ends on each day on which either changes."""
    if len(lines) < 2:
        return
    slow, fast = (next(line.taper for line in lines if line.end is end) for end in (End.SLOW, End.FAST))
    turns = {step.day for taper in (slow, fast) for step in taper.steps if step.day < extent.days} | {extent.days}
    for day in sorted(turns):
        high, low = (_dose(taper.steps, day) for taper in (slow, fast))
        yield {"kind": "band", "px": extent.x(day), "py": extent.y(high), "py2": extent.y(low)}


def _dose(steps: tuple[Step, ...], day: int) -> Decimal:
    return [step.dose for step in steps if step.day <= day][-1]


def _line(extent: Extent, line: Line) -> Iterator[dict[str, Any]]:
    named = {"end": str(line.end), "pace": line.words, "line": f"{line.of}-{line.end}"}
    told = [_told(extent, row) for row in frame(line.taper).itertuples()]
    parts = [*_steps(extent, line, told), *_end(extent, line)]
    yield from ({**named, **part} for part in parts)


def _steps(extent: Extent, line: Line, told: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    taper = line.taper
    until = [step.day for step in taper.steps[1:]] + [taper.last.day]
    before = [None, *taper.steps]
    for earlier, step, end, tells in zip(before, taper.steps, until, told, strict=False):
        if step.day > extent.days:
            return
        place = {"px": extent.x(step.day), "px2": extent.x(end), "py": extent.y(step.dose), "step": step.number}
        described = f"{_name(line)}: step {step.number}, {tells['dose']} from {tells['when']}."
        yield {"kind": "step", **place, **tells, "description": described}
        if step.held and step is not taper.last:
            yield {"kind": "hold", **place, "px": extent.x(end - step.held)}
        if earlier and taper.plan.passed(earlier.dose, step.dose):
            yield {"kind": "passed", **place}


def _end(extent: Extent, line: Line) -> Iterator[dict[str, Any]]:
    """Yield the mark at the end of a line; one that leaves the panel goes on to its edge."""
    last, beyond = line.taper.last, line.taper.last.day > extent.days
    dose = _dose(line.taper.steps, extent.days) if beyond else last.dose
    place = {"px": extent.x(last.day), "py": extent.y(dose), "step": last.number}
    if beyond:
        yield {"kind": "turn", **place}
    goes_on = beyond or not line.taper.stops
    yield {"kind": "ended", **place, "goes_on": goes_on, "description": _ended(line, extent)}


def _told(extent: Extent, row: Any) -> dict[str, Any]:
    """Return what a tooltip says of a step."""
    below = f"below {' and '.join(row.passes.split(';'))} MME/day" if row.passes else ""
    held = f"kept {row.held} days longer" if row.held else ""
    return {
        "when": f"day {row.day} (week {row.week:g})",
        "date": "–" if pd.isna(row.date) else f"{row.date.day} {row.date:%B %Y}",
        "dose": f"{plain(row.dose)} {extent.unit} a day",
        "mme": "–" if row.mme is None else f"{plain(row.mme)} MME a day",
        "of_starting": "–" if row.of_starting is None else f"{plain(row.of_starting)}%",
        "of_current": "–" if row.of_current is None else f"{plain(row.of_current)}%",
        "says": "; ".join(filter(None, (below, held))) or "–",
    }  # fmt: skip


def _ended(line: Line, extent: Extent) -> str:
    taper = line.taper
    state = "stop" if taper.stops else f"{plain(taper.last.dose, 2)} {extent.unit} a day left"
    open_end = " or more" if line.pace.slow is None else " or less" if line.pace.fast is None else ""
    return f"{_name(line)}: {state} after {_after(taper.last.day)}{open_end}."


def _name(line: Line) -> str:
    return f"{line.pace.guideline.country_name}, {SPEEDS[line.end]}, {line.words}"


def _open(extent: Extent, lines: list[Line]) -> Iterator[dict[str, Any]]:
    """Yield a word beside the line of a pace one of whose ends is open, where there is room and no rule runs through it."""
    pace, steps = lines[0].pace, lines[0].taper.steps
    if pace.slow and pace.fast:
        return
    slower, rules = pace.slow is None, [py for py, _ in _in_sight(extent)]
    free = [py for py in (SLOWER if slower else FASTER) if all(abs(py - rule) >= NEAR for rule in rules)]
    # A dose falls, so a word on the left has to end before the line is as low as the top of its letters.
    clear = 0 if slower else NEAR
    places = [(extent.x(next((s.day for s in steps if extent.y(s.dose) < py + clear), extent.days)), py) for py in free]
    roomy = [place for place in places if (place[0] <= 1 - ROOM if slower else place[0] >= ROOM)]
    word = {"text": "or slower →"} if slower else {"text": "← or faster", "align": "right"}
    yield from ({"kind": "open", "px": px, "py": py, **word} for px, py in roomy[:1])
