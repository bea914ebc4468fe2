"""Doses that whole tablets of given strengths make."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import gcd

HUNDREDTHS = 100
"""Strengths have at most two decimals, so all of them are whole hundredths."""


def makeable(strengths: Iterable[Decimal], most: Decimal) -> tuple[Decimal, ...]:
    """Return every dose from 0 to `most` that whole tablets make, the lowest first, each tablet as often as needed."""
    sizes = sorted({int(strength * HUNDREDTHS) for strength in strengths})
    unit = gcd(*sizes)
    last = int(most * HUNDREDTHS) // unit
    # Bit n says whether n units can be made. Each turn allows twice as many tablets of a size as the one before.
    made, mask = 1, (1 << last + 1) - 1
    for size in sizes:
        shift = size // unit
        while shift <= last:
            made |= (made << shift) & mask
            shift *= 2
    return tuple(Decimal(n * unit) / HUNDREDTHS for n in range(last + 1) if made >> n & 1)


def nearest(target: Decimal, doses: Sequence[Decimal]) -> Decimal:
    """Return the one of some ascending doses that is nearest to a target; of two as near, the lower."""
    place = bisect_right(doses, target)
    around = doses[max(place - 1, 0) : place + 1]
    return min(around, key=lambda dose: (abs(dose - target), dose))
