"""Doses of opioids counted as doses of morphine, line by line, by one named set of factors.

A line is dose × times a day × factor; a total is the sum of the lines. All of it
is decimal and exact. A schedule with a range makes a range. What a set gives no
factor for, and what is kept apart, is refused with the reason. A total says how
much is taken; nothing here says what another opioid's dose would be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from kb import labels
from kb.cases.dose import exact, plausible, span
from kb.frames import EXACT, TEXT, WHOLE, YES_NO, column
from kb.records import FactorSet, Opioid
from kb.records.case import Medicine
from kb.records.opioid import Factor

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Line:
    """A medicine counted: from `low` to `high` in the unit of the set.

    `by_low` and `by_high` are the factors at both ends: they differ only where
    the factor depends on the daily dose.
    """

    medicine: Medicine
    factor: Factor
    by_low: Decimal
    by_high: Decimal

    @property
    def low(self) -> Decimal:
        """What the least that is taken a day comes to."""
        return self.medicine.dose * self.medicine.times_low * self.by_low

    @property
    def high(self) -> Decimal:
        """What the most that is taken a day comes to."""
        return self.medicine.dose * self.medicine.times_high * self.by_high


@dataclass(frozen=True, slots=True)
class Refused:
    """A medicine that the total leaves out, and why; with its `line` where the set has a factor nevertheless."""

    medicine: Medicine
    reason: str
    line: Line | None


@dataclass(frozen=True, slots=True)
class Equivalents:
    """What medicines come to by one set of factors.

    `low` and `high` are the sum of `lines`. Where something is `refused`, they
    are not all that is taken: 0 may then mean that nothing could be counted.
    """

    factor_set: FactorSet
    lines: tuple[Line, ...]
    refused: tuple[Refused, ...]

    @property
    def low(self) -> Decimal:
        """The sum of the lines at the least that is taken."""
        return sum((line.low for line in self.lines), NOTHING)

    @property
    def high(self) -> Decimal:
        """The sum of the lines at the most that is taken."""
        return sum((line.high for line in self.lines), NOTHING)

    @property
    def apart(self) -> tuple[Line, ...]:
        """The lines of what is refused although the set has a factor."""
        return tuple(refused.line for refused in self.refused if refused.line)

    @property
    def low_with(self) -> Decimal | None:
        """The total at the least with what is kept apart; None where the set has no factor for any of it."""
        return sum((line.low for line in self.apart), self.low) if self.apart else None

    @property
    def high_with(self) -> Decimal | None:
        """The total at the most with what is kept apart; None where the set has no factor for any of it."""
        return sum((line.high for line in self.apart), self.high) if self.apart else None

    @property
    def uncounted(self) -> tuple[Medicine, ...]:
        """The medicines for which the set has no factor, so that no total holds them."""
        return tuple(refused.medicine for refused in self.refused if refused.line is None)


def equivalents(base: KnowledgeBase, medicines: Sequence[Medicine], factor_set: FactorSet) -> Equivalents:
    """Return what medicines come to by a set of factors, in the order given.

    Raises `Implausible` for a dose or schedule that nobody can mean.
    """
    lines, refused = [], []
    for medicine in medicines:
        opioid = plausible(base, medicine)
        line = _line(medicine, medicines, factor_set)
        reason = opioid.apart if line else _lacking(base, opioid, medicines, factor_set)
        if reason:
            refused.append(Refused(medicine, reason, line))
        elif line:
            lines.append(line)
    return Equivalents(factor_set, tuple(lines), tuple(refused))


def under_other_sets(
    base: KnowledgeBase, medicines: Sequence[Medicine], factor_set: FactorSet
) -> tuple[Equivalents, ...]:
    """Return what the same medicines come to by every other set, the newest first. Raises `Implausible`."""
    others = [other for other in base.of(FactorSet) if other.id != factor_set.id]
    newest = sorted(others, key=lambda other: -other.year)
    return tuple(equivalents(base, medicines, other) for other in newest)


def _daily(opioid: str, medicines: Iterable[Medicine]) -> tuple[Decimal, Decimal]:
    """Return the least and the most of an opioid that is taken a day, of all its medicines together."""
    own = [medicine for medicine in medicines if medicine.opioid == opioid]
    low = sum(medicine.dose * medicine.times_low for medicine in own)
    return low, sum(medicine.dose * medicine.times_high for medicine in own)


def _line(medicine: Medicine, medicines: Iterable[Medicine], factor_set: FactorSet) -> Line | None:
    factor = factor_set.factor(medicine.opioid)
    if factor is None:
        return None
    by_low, by_high = (factor.at(daily) for daily in _daily(medicine.opioid, medicines))
    return None if by_low is None or by_high is None else Line(medicine, factor, by_low, by_high)


def _lacking(base: KnowledgeBase, opioid: Opioid, medicines: Iterable[Medicine], factor_set: FactorSet) -> str:
    """Return why a set has no factor for what is taken of an opioid."""
    if omission := factor_set.omission(opioid.id):
        return omission.why
    if factor_set.factor(opioid.id) is None:
        return f"No factor for {opioid.label} was read in {factor_set.short_title}."
    daily = f"{span(*_daily(opioid.id, medicines))} {labels.unit(base, opioid.unit)}"
    return f"{factor_set.short_title} gives no factor for {daily} of {opioid.label} a day."


def working(base: KnowledgeBase, factor_set: FactorSet, line: Line) -> str:
    """Return the arithmetic of a line as a reader would write it: ``5 mg × 0 to 3 × 1.5 = 0 to 22.5 MME/day``."""
    medicine = line.medicine
    times = [] if base.get(Opioid, medicine.opioid).continuous else [span(medicine.times_low, medicine.times_high)]
    parts = [f"{exact(medicine.dose)} {labels.unit(base, medicine.unit)}", *times, span(line.by_low, line.by_high)]
    return f"{' × '.join(parts)} = {span(line.low, line.high)} {labels.unit(base, factor_set.unit)}"


def total(base: KnowledgeBase, found: Equivalents) -> str:
    """Return the total in words and what it leaves out, such as ``120 to 142.5 MME/day, without methadone``."""
    if found.refused and not found.lines:
        return "No total: none of these medicines can be counted."
    return _sum(base, found, found.low, found.high) + _named(base, "without", (one.medicine for one in found.refused))


def total_with(base: KnowledgeBase, found: Equivalents) -> str | None:
    """Return the total with what is kept apart, in words; None where the set has no factor for any of it."""
    if not found.apart:
        return None
    whole = _sum(base, found, found.low_with, found.high_with)
    added = _named(base, "with", (line.medicine for line in found.apart))
    return whole + added + _named(base, "without", found.uncounted)


def _sum(base: KnowledgeBase, found: Equivalents, low: Decimal, high: Decimal) -> str:
    return f"{span(low, high)} {labels.unit(base, found.factor_set.unit)}"


def _named(base: KnowledgeBase, word: str, medicines: Iterable[Medicine]) -> str:
    names = dict.fromkeys(base.get(Opioid, medicine.opioid).label for medicine in medicines)
    return f", {word} {' and '.join(names)}" if names else ""


def frame(base: KnowledgeBase, found: Equivalents) -> pd.DataFrame:
    """Return one row a medicine, what is counted first, then what is refused.

    `opioid`, `label`, `printed`, `unit`, `working`, `reason`, `address`, `depth`
    and `factor_printed` are text, `counted` is a bool, and the numbers (`dose`,
    `times_low`, `times_high`, `factor_low`, `factor_high`, `low`, `high`) are
    Decimal objects; what a set does not give is missing.
    """
    counted = [(line.medicine, line, None) for line in found.lines]
    refused = [(one.medicine, one.line, one.reason) for one in found.refused]
    rows = [_row(base, found.factor_set, *row) for row in (*counted, *refused)]
    return pd.DataFrame({name: column([row[name] for row in rows], dtype) for name, dtype in _COLUMNS.items()})


_COLUMNS = {
    "opioid": TEXT, "label": TEXT, "printed": TEXT, "dose": EXACT, "unit": TEXT, "times_low": EXACT,
    "times_high": EXACT, "factor_low": EXACT, "factor_high": EXACT, "low": EXACT, "high": EXACT, "counted": YES_NO,
    "working": TEXT, "reason": TEXT, "factor_printed": TEXT, "address": TEXT, "depth": TEXT,
}  # fmt: skip


def _row(base: KnowledgeBase, factor_set: FactorSet, medicine: Medicine, line: Line | None, reason: str | None) -> dict:
    listed = factor_set.factor(medicine.opioid) or factor_set.omission(medicine.opioid)
    return {
        "opioid": medicine.opioid,
        "label": base.get(Opioid, medicine.opioid).label,
        "printed": medicine.printed,
        "dose": medicine.dose,
        "unit": labels.unit(base, medicine.unit),
        "times_low": medicine.times_low,
        "times_high": medicine.times_high,
        "factor_low": line and line.by_low,
        "factor_high": line and line.by_high,
        "low": line and line.low,
        "high": line and line.high,
        "counted": reason is None,
        "working": line and working(base, factor_set, line),
        "reason": reason,
        "factor_printed": listed and listed.printed,
        "address": listed and listed.address,
        "depth": listed and listed.depth,
    }


def totals(base: KnowledgeBase, found: Iterable[Equivalents]) -> pd.DataFrame:
    """Return one row a set, by its id: `title` and `total` (text), `year` (Int64), `low`, `high`, `low_with` and
    `high_with` (Decimal objects, missing where there is none), `refused` (Int64: how many medicines) and
    `complete` (bool: nothing is refused).
    """
    rows = tuple(found)
    values = {
        "title": (TEXT, lambda one: one.factor_set.short_title),
        "year": (WHOLE, lambda one: one.factor_set.year),
        "low": (EXACT, lambda one: one.low if one.lines or not one.refused else None),
        "high": (EXACT, lambda one: one.high if one.lines or not one.refused else None),
        "low_with": (EXACT, lambda one: one.low_with),
        "high_with": (EXACT, lambda one: one.high_with),
        "refused": (WHOLE, lambda one: len(one.refused)),
        "complete": (YES_NO, lambda one: not one.refused),
        "total": (TEXT, lambda one: total(base, one)),
    }
    data = {name: column([value(one) for one in rows], dtype) for name, (dtype, value) in values.items()}
    return pd.DataFrame(data, index=pd.Index([one.factor_set.id for one in rows], name="factor_set", dtype=TEXT))
