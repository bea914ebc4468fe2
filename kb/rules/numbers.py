"""Rules on numbers: units of thresholds and quantities, signs and bounds of effects."""

import re
from collections.abc import Iterator

from kb.problem import Problem
from kb.records import Effect, Outcome, Recommendation, Trigger, Unit
from kb.rules.shelf import Shelf
from kb.vocabulary import Better, Favours, Role


def thresholds_fit_their_trigger(shelf: Shelf) -> Iterator[Problem]:
    for rec in shelf.of(Recommendation):
        for link in (*rec.triggers, *rec.unless):
            trigger = shelf.by_id.get(link.to)
            if isinstance(trigger, Trigger) and link.unit != trigger.measured_in:
                yield shelf.problem(
                    rec.id,
                    "triggers",
                    f"{link.to} is measured in {trigger.measured_in or 'nothing'}, not in {link.unit or 'nothing'}.",
                    "Use the trigger's unit, or another trigger.",
                    "R08",
                )


def numbers_fit_their_scale(shelf: Shelf) -> Iterator[Problem]:
    for rec in shelf.of(Recommendation):
        for quantity in rec.quantities:
            kind, unit = shelf.by_id.get(quantity.kind), shelf.by_id.get(quantity.unit)
            scale = shelf.by_id.get(getattr(kind, "scale", None) or "")
            to = shelf.by_id.get(getattr(scale, "unit", ""))
            if isinstance(unit, Unit) and isinstance(to, Unit) and not _fits(kind.role, unit, to):
                what = f"{unit.id} cannot be converted to {to.id}, the unit of {scale.id}."
                yield shelf.problem(rec.id, "quantities", what, "Use another unit, or give both their `days`.", "R18")


def _fits(role: Role, unit: Unit, to: Unit) -> bool:
    lasting = to.days is not None and (unit.days is not None or role is Role.STEP)
    return lasting or (role in {Role.AMOUNT, Role.RATE} and unit == to)


def favours_follows_the_estimate(shelf: Shelf) -> Iterator[Problem]:
    for effect in shelf.of(Effect):
        outcome = shelf.by_id.get(effect.outcome or "")
        if effect.favours is None or effect.measure is None or not isinstance(outcome, Outcome):
            continue
        ends = outcome.better_when
        better = ends.people if effect.measure.counts_people else ends.amount
        above = effect.estimate > (1 if effect.measure.is_ratio else 0)
        expected = Favours.INTERVENTION if above == (better is Better.HIGHER) else Favours.COMPARATOR
        if better is not None and effect.favours is not expected:
            yield shelf.problem(
                effect.id,
                "favours",
                f"the estimate {effect.estimate:g} favours the {expected}.",
                "Check the sign and the outcome's better_when.",
                "R12",
            )


def outcomes_name_their_better_end(shelf: Shelf) -> Iterator[Problem]:
    for effect in shelf.of(Effect):
        outcome = shelf.by_id.get(effect.outcome or "")
        if effect.measure is None or not isinstance(outcome, Outcome):
            continue
        end = "people" if effect.measure.counts_people else "amount"
        if getattr(outcome.better_when, end) is None:
            yield shelf.problem(
                effect.id,
                "outcome",
                f"{outcome.id} does not say which end of {end} is better.",
                f"Add better_when.{end} to the outcome.",
                "R13",
            )


def printed_agrees_with_the_numbers(shelf: Shelf) -> Iterator[Problem]:
    for effect in shelf.of(Effect):
        numbers = [n for n in (effect.estimate, effect.ci_low, effect.ci_high, effect.se) if n is not None]
        printed = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", (effect.printed or "").replace("−", "-"))]
        if printed != numbers:
            yield shelf.problem(
                effect.id,
                "printed",
                f"{effect.printed!r} does not hold {numbers}.",
                "Give estimate, interval and error in this order.",
                "R16",
            )
