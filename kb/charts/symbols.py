"""Marks of certainty and strength, drawn: not every machine has a font with ⊕ ◯ ◧ ▨, and fonts draw them unequally.

Each is a path for Vega's `shape` in a square from -1 to 1. Those of certainty
are stroked and not filled; those of strength are filled and not stroked.
"""

from kb.vocabulary import Certainty, Strength

NOT_REPORTED = "not-reported"
CROSSED = {Certainty.HIGH: 4, Certainty.MODERATE: 3, Certainty.LOW: 2, Certainty.VERY_LOW: 1}
_RADIUS, _EDGE = 0.22, 0.16


def certainty() -> dict[str, str]:
    """Return the path of each certainty: four circles, the first of them crossed; for *not reported* a box with a dash."""
    marks = {
        str(level): "".join(map(_circle, range(4), [True] * n + [False] * (4 - n))) for level, n in CROSSED.items()
    }
    return {**marks, NOT_REPORTED: _dashed_box()}


def strength() -> dict[str, str]:
    """Return the path of each strength: a full, a half-full and a hatched square, and for consensus a diamond."""
    return {
        str(Strength.STRONG): _block(-1, -1, 1, 1),
        str(Strength.WEAK): _frame() + _block(-1, -1, 0, 1),
        str(Strength.CONSENSUS): "M0,-1.2L1.2,0L0,1.2L-1.2,0Z",
        str(Strength.NOT_REPORTED): _frame() + "".join(_stripe(at) for at in (-0.8, 0, 0.8)),
    }


def _circle(place: int, crossed: bool) -> str:
    x, r = -0.75 + 0.5 * place, _RADIUS
    ring = f"M{x - r:.2f},0A{r},{r},0,1,1,{x + r:.2f},0A{r},{r},0,1,1,{x - r:.2f},0Z"
    return ring + (f"M{x - r:.2f},0L{x + r:.2f},0M{x:.2f},{-r}L{x:.2f},{r}" if crossed else "")


def _dashed_box() -> str:
    x, r = -0.75, _RADIUS * 0.9
    return f"M{x - r:.2f},{-r:.2f}L{x + r:.2f},{-r:.2f}L{x + r:.2f},{r:.2f}L{x - r:.2f},{r:.2f}L{x - r:.2f},{-r:.2f}M{x - r / 2:.2f},0L{x + r / 2:.2f},0"


def _block(left: float, top: float, right: float, bottom: float) -> str:
    return f"M{left:g},{top:g}L{right:g},{top:g}L{right:g},{bottom:g}L{left:g},{bottom:g}Z"


def _frame() -> str:
    inner = 1 - _EDGE
    sides = ((-1, -1, 1, -inner), (-1, inner, 1, 1), (-1, -inner, -inner, inner), (inner, -inner, 1, inner))
    return "".join(_block(*side) for side in sides)


def _stripe(at: float) -> str:
    """Return a diagonal stripe: the band around x + y = `at`, as far as it lies in the square."""
    half = _EDGE
    low, high = max(-1, at - 1), min(1, at + 1)
    corners = ((low, at - low - half), (low, at - low + half), (high, at - high + half), (high, at - high - half))
    held = [(x, min(max(y, -1), 1)) for x, y in corners]
    return "M" + "L".join(f"{x:.2f},{y:.2f}" for x, y in held) + "Z"
