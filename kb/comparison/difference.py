"""In what guidelines differ on one topic, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kb import labels
from kb.comparison import mention
from kb.comparison.reason import compared
from kb.comparison.statement import UNLESS
from kb.comparison.verdict import Statement
from kb.knowledge import KnowledgeBase
from kb.prose import inside
from kb.vocabulary import Direction, Strength

NO_CONDITION = "no condition"
_STRENGTHS = list(Strength)


def strength(base: KnowledgeBase, topic: str, guidelines: Iterable[str]) -> str:
    """Return the strengths of what guidelines recommend for or against a topic, such as ``strong in Germany; weak …``."""
    return _grouped(base, topic, guidelines, _strength)


def direction(base: KnowledgeBase, topic: str, guidelines: Iterable[str]) -> str:
    """Return which way guidelines point on a topic, such as ``for in Canada; against in Germany``."""
    return _grouped(base, topic, guidelines, _direction)


def conditions(base: KnowledgeBase, topic: str, guidelines: Iterable[str]) -> str:
    """Return the conditions that the verdict on a topic compares, such as ``Germany: …; Canada: no condition``."""
    named = tuple(guidelines)
    by = {of[0].guideline: tuple(of) for of in compared(base.positions.among(topic, named))}
    said = ((guideline, by.get(guideline, ())) for guideline in named)
    return "; ".join(f"{mention.country(base, guideline)}: {conditions_of(of)}" for guideline, of in said if of)


def _grouped(
    base: KnowledgeBase, topic: str, guidelines: Iterable[str], word: Callable[[tuple[Statement, ...]], str]
) -> str:
    by: dict[str, list[str]] = {}
    for guideline in guidelines:
        pointing = tuple(s for s in _statements(base, topic, guideline) if s.direction.takes_side)
        if pointing:
            by.setdefault(word(pointing), []).append(guideline)
    return "; ".join(f"{said} in {mention.countries(base, named)}" for said, named in by.items())


def _statements(base: KnowledgeBase, topic: str, guideline: str) -> tuple[Statement, ...]:
    position = base.positions.printed.get((topic, guideline))
    return position.statements if position else ()


def _strength(pointing: tuple[Statement, ...]) -> str:
    found = sorted({s.strength for s in pointing}, key=_STRENGTHS.index)
    return _partly([inside(labels.STRENGTH[one]) for one in found])


def _direction(pointing: tuple[Statement, ...]) -> str:
    found = [one for one in Direction if one in {s.direction for s in pointing}]
    return _partly([labels.DIRECTION[one] for one in found])


def _partly(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"partly {', partly '.join(words)}"


def conditions_of(of: tuple[Statement, ...]) -> str:
    """Return the conditions of statements, reasons before exceptions, separated by commas."""
    found = {condition for statement in of for condition in statement.conditions}
    exceptions = sorted(c.removeprefix(UNLESS) for c in found if c.startswith(UNLESS))
    reasons = sorted(c for c in found if not c.startswith(UNLESS))
    words = [*map(inside, reasons), *(f"unless {inside(exception)}" for exception in exceptions)]
    some_unlimited = bool(words) and not all(statement.conditions for statement in of)
    return ", ".join([*words, *([f"in part {NO_CONDITION}"] if some_unlimited else [])]) or NO_CONDITION
