"""Why guidelines get a verdict: which way they point, what was compared, and what of it is or is not the same."""

from collections.abc import Collection, Sequence

from kb import labels
from kb.comparison.verdict import Kind, Statement, Verdict, amounts_differ, conditions_differ
from kb.vocabulary import Strength

Said = Sequence[Collection[Statement]]
"""The statements that are compared, guideline by guideline."""
ALONE = "Fewer than two recommend for or against it, so that only conditions and numbers are compared"


def reason(found: Verdict, reason_for: str | None = None) -> str:
    """Return in a sentence why guidelines get a verdict; it claims nothing of conditions or numbers that none states.

    `reason_for` says of a topic that is a reason to act what for (`Topic.reason_for`).
    """
    pointing = len(found.guidelines - found.neutral) > 1
    said = compared(found)
    way = _way(said, bool(found.neutral), reason_for) if pointing else ALONE
    if found.kind is Kind.AGREE:
        return f"{way}, with the same strength{_same(said)}."
    if found.kind is Kind.NOT_COMPARABLE:
        return f"{way}{_same(said)}{_rated(said)}." if pointing else f"{way}{_same(said)}."
    if found.kind is Kind.DIFFER_IN_APPLICABILITY:
        return f"{way}{_rated(said)}; {_differ(said)}." if pointing else f"{way}; {_differ(said)}."
    if found.kind is Kind.DIFFER_IN_STRENGTH:
        return f"{way}; the strengths that are reported are not the same.{_consensus(said)}"
    return labels.VERDICT_RULE[found.kind]


def _way(said: Said, some_neither: bool, reason_for: str | None) -> str:
    """Return which way guidelines point that point the same way."""
    ways = {s.direction for statements in said for s in statements}
    every = "both" if len(said) == 2 else "all" if some_neither else f"all {len(said)}"
    who = f"The {len(said)} that recommend for or against it {every}" if some_neither else every.capitalize()
    return f"{who} {labels.does(ways.pop() if len(ways) == 1 else 'both', reason_for, several=True)}"


def _consensus(said: Said) -> str:
    """Return how consensus counts, where it is beside a grade."""
    strengths = {s.strength for statements in said for s in statements} - {Strength.NOT_REPORTED}
    return f" {labels.CONSENSUS}" if Strength.CONSENSUS in strengths and len(strengths) > 1 else ""


def compared(found: Verdict) -> Said:
    """Return the statements that a verdict compares: those for or against, or all where fewer than two guidelines have such."""
    pointing = found.guidelines - found.neutral
    return [
        [s for s in found.inputs if s.guideline == guideline and (len(pointing) < 2 or s.direction.takes_side)]
        for guideline in sorted(pointing if len(pointing) > 1 else found.guidelines)
    ]


def states_nothing(found: Verdict) -> bool:
    """Return whether none of the statements that are compared states a condition or a number."""
    return not any(s.conditions or s.amounts for statements in compared(found) for s in statements)


def _same(said: Said) -> str:
    """Return in words what of conditions and numbers is the same, and what is not there to be compared."""
    conditions = any(s.conditions for statements in said for s in statements)
    scales = [{scale for s in statements for scale, _, _ in s.amounts} for statements in said]
    shared = any(sum(scale in own for own in scales) > 1 for scale in set().union(*scales))
    none = "neither" if len(said) == 2 else "none of them"
    if not conditions and not any(scales):
        return f"; {none} states a condition or a number"
    parts = [", under the same conditions" if conditions else f"; {none} states a condition"]
    if shared:
        return "".join([*parts, ", with the same numbers" if conditions else "; the numbers are the same"])
    return "".join([*parts, "; no two give a number of the same kind" if any(scales) else f"; {none} gives a number"])


def _rated(said: Said) -> str:
    rated = sum(any(s.strength is not Strength.NOT_REPORTED for s in statements) for statements in said)
    if rated < 2:
        return "; there are no two reported strengths to compare"
    return ", with the same strength" if rated == len(said) else "; the strengths that are reported are the same"


def _differ(said: Said) -> str:
    words = [*(["conditions"] if conditions_differ(said) else []), *(["numbers"] if amounts_differ(said) else [])]
    return f"their {' and '.join(words)} are not the same"
