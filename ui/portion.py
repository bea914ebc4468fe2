"""A page of results at a time: which of many are shown, read from what the address says."""

from dataclasses import dataclass

from kb.selection import shortened

A_PAGE = 60
ON_ONE = 600
"""How many results may be asked for on one page, to print them; more than that is what the files are for."""
ALL = "all"


@dataclass(frozen=True)
class Portion:
    """Results `start` to `end` of a list, counted as Python counts; page `number` of `last`, from 1."""

    number: int
    last: int
    start: int
    end: int
    whole: bool = False


def portion(asked: str, total: int, a_page: int | None = None) -> tuple[Portion, tuple[str, ...]]:
    """Return which of `total` results the page asked for shows, and a sentence where that is not what was asked."""
    size = a_page or A_PAGE
    last = max(1, -(-total // size))
    if asked == ALL and total <= ON_ONE:
        return Portion(1, 1, 0, total, whole=last > 1), ()
    number = int(asked) if asked.isascii() and asked.isdigit() else 0
    shown = min(max(number, 1), last)
    wrong = () if number == shown or not asked else (_wrong(asked, number, last, total),)
    return Portion(shown, last, (shown - 1) * size, min(shown * size, total)), wrong


def _wrong(asked: str, number: int, last: int, total: int) -> str:
    if asked == ALL:
        return f"{total} results are too many for one page, so the first {A_PAGE} are shown; a file holds them all."
    if number:
        return f"There is no page {number}, so page {last} is shown, which is the last."
    return f"“{shortened(asked)}” is no number of a page, so page 1 is shown."
