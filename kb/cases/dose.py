"""Doses as a person enters them: read exactly, and refused with a sentence where nobody can mean them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kb import labels
from kb.records import Opioid
from kb.records.case import Medicine

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase

MOST_TIMES = 24
# A comma before three digits may stand for thousands.
_NUMBER = re.compile(r"[-−]?[0-9]{1,6}(\.[0-9]{1,4}|,[0-9]{1,2})?")


class Implausible(ValueError):
    """A dose or schedule that nobody can mean; its text is a sentence for whoever entered it."""


def entered(
    base: KnowledgeBase, opioid: str, dose: str, times_low: str = "1", times_high: str | None = None, form: str = ""
) -> Medicine:
    """Return a medicine from what was typed: so much at a time, so often a day, in the unit of the opioid.

    Without `times_high` it is taken exactly `times_low` times. Raises Implausible.
    """
    known = _opioid(base, opioid)
    low = _number(times_low, "How often it is taken a day")
    high = low if times_high is None else _number(times_high, "How often it is taken a day")
    amount = _number(dose, "A dose")
    _check(base, known, known.unit, amount, low, high)
    printed = f"{exact(amount)} {labels.unit(base, known.unit)}{'' if known.continuous else _schedule(low, high)}"
    return Medicine(
        opioid=opioid, form=form or None, dose=amount, unit=known.unit, times_low=low, times_high=high, printed=printed
    )


def plausible(base: KnowledgeBase, medicine: Medicine) -> Opioid:
    """Return the opioid of a medicine whose dose and schedule can be meant. Raises Implausible."""
    opioid = _opioid(base, medicine.opioid)
    _check(base, opioid, medicine.unit, medicine.dose, medicine.times_low, medicine.times_high)
    return opioid


def exact(number: Decimal) -> str:
    """Return an exact number as a reader writes it: every digit that counts, and no other."""
    return f"{number.normalize():f}".replace("-", "−")


def span(low: Decimal, high: Decimal) -> str:
    """Return a range of exact numbers, such as ``120 to 142.5``; one number where both ends are the same."""
    return exact(low) if low == high else f"{exact(low)} to {exact(high)}"


def _opioid(base: KnowledgeBase, opioid: str) -> Opioid:
    try:
        return base.get(Opioid, opioid)
    except KeyError:
        raise Implausible("This opioid is not in the list. Choose one that is.") from None


def _number(text: str, what: str) -> Decimal:
    written = str(text).strip()
    if not _NUMBER.fullmatch(written):
        raise Implausible(f"{what} has to be a number in digits, such as 2 or 7.5.")
    return Decimal(written.replace(",", ".").replace("−", "-"))


def _check(base: KnowledgeBase, opioid: Opioid, unit: str, dose: Decimal, low: Decimal, high: Decimal) -> None:
    given = f"{exact(dose)} {labels.unit(base, unit)}"
    if unit != opioid.unit:
        raise Implausible(f"The dose of {opioid.label} is given in {labels.unit(base, opioid.unit)}.")
    if dose <= 0:
        raise Implausible(f"A dose has to be more than 0, and {given} was entered.")
    if dose > opioid.most:
        most = f"{exact(opioid.most)} {labels.unit(base, unit)}"
        raise Implausible(f"{given} of {opioid.label} at a time is too much to be meant: check it (at most {most}).")
    if opioid.continuous and (low, high) != (1, 1):
        raise Implausible(
            f"The {opioid.label} counts by the hour, however often it is changed: enter once what is worn at one time."
        )
    if not 0 <= low <= high or high == 0:
        raise Implausible("How often it is taken a day has to be more than 0, and the first number the smaller one.")
    if high > MOST_TIMES:
        raise Implausible(f"{exact(high)} times a day is too often to be meant: check it (at most {MOST_TIMES}).")


def _schedule(low: Decimal, high: Decimal) -> str:
    if low == high == 1:
        return " once a day"
    return f" up to {exact(high)} times a day" if low == 0 else f" {span(low, high)} times a day"
