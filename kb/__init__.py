"""The knowledge base of Concordance: `import kb; base = kb.load()`.

`base.recommendations`, `base.effects` and so on are pandas DataFrames, and
`base.graph` is a networkx.MultiDiGraph. `kb.filters`, `kb.search`,
`kb.comparison`, `kb.effects`, `kb.cases`, `kb.walk`, `kb.charts` and `kb.exports`
ask questions of them. They are imported when they are first named, so that
whoever only reads the data does not wait for the charts.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from kb.knowledge import CURATED, KnowledgeBase, load
from kb.problem import BadData

if TYPE_CHECKING:
    from kb import cases, charts, comparison, effects, exports, filters, search, walk

QUESTIONS = ("cases", "charts", "comparison", "effects", "exports", "filters", "search", "walk")

__all__ = [
    "CURATED",
    "BadData",
    "KnowledgeBase",
    "cases",
    "charts",
    "comparison",
    "effects",
    "exports",
    "filters",
    "load",
    "search",
    "walk",
]


def __getattr__(name: str) -> ModuleType:
    if name in QUESTIONS:
        return import_module(f"kb.{name}")
    raise AttributeError(f"module 'kb' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *QUESTIONS})
