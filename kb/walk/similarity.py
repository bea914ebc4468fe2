"""How alike two guidelines are: which topics and which triggers both name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import networkx as nx
import pandas as pd

from kb.knowledge import KnowledgeBase
from kb.records import Guideline, Recommendation

FIELDS = {"topics": "about", "triggers": "triggers"}
"""Where a recommendation names what is compared."""


@dataclass(frozen=True)
class Overlap:
    """Ids that both guidelines have, and those that only one has, in the order of the files.

    `jaccard` is shared ids divided by all ids of either, from 0 to 1; None
    where neither has any (Jaccard 1901).
    """

    both: tuple[str, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    jaccard: float | None

    @property
    def either(self) -> int:
        """How many ids at least one of the two has."""
        return len(self.both) + len(self.only_first) + len(self.only_second)


@dataclass(frozen=True)
class Similarity:
    """Two guidelines and what their recommendations share; it says what they speak of, not whether they agree."""

    first: str
    second: str
    topics: Overlap
    triggers: Overlap


def named(base: KnowledgeBase, field: str) -> nx.Graph:
    """Return the bipartite graph of guidelines and what their recommendations name in a field.

    A topic counts where a recommendation is about it itself, not about a
    broader or narrower one. A trigger counts whatever its threshold; an
    exception (*unless*) is no trigger.
    """
    graph = nx.Graph()
    graph.add_nodes_from(guideline.id for guideline in base.by_country)
    graph.add_edges_from((rec.guideline, link.to) for rec in base.of(Recommendation) for link in getattr(rec, field))
    return graph


def similarity(base: KnowledgeBase, first: str, second: str) -> Similarity:
    """Return the topics and triggers that two guidelines share. Raises KeyError for an id of no guideline."""
    for guideline in (first, second):
        base.get(Guideline, guideline)
    shared = (_overlap(base, named(base, field), first, second) for field in FIELDS.values())
    return Similarity(first, second, *shared)


def similarities(base: KnowledgeBase) -> pd.DataFrame:
    """Return one row for each pair of guidelines, by country, with how alike they are.

    `first`, `second` (ids); for `topics` and for `triggers` the Jaccard index
    from 0 to 1 (Float64, absent where neither names any), and how many ids both
    (`topics_both`) and at least one of them name (`topics_either`), as Int64.
    """
    pairs = list(combinations([guideline.id for guideline in base.by_country], 2))
    columns: dict[str, object] = {
        "first": pd.array([first for first, _ in pairs], dtype="str"),
        "second": pd.array([second for _, second in pairs], dtype="str"),
    }
    for name, field in FIELDS.items():
        columns |= dict(_counted(name, named(base, field), pairs))
    return pd.DataFrame(columns)


def _counted(name: str, graph: nx.Graph, pairs: list[tuple[str, str]]) -> Iterator[tuple[str, object]]:
    both = [len(graph[first].keys() & graph[second].keys()) for first, second in pairs]
    either = [len(graph[first].keys() | graph[second].keys()) for first, second in pairs]
    yield name, pd.array([_jaccard(graph, *pair) for pair in pairs], dtype="Float64")
    yield f"{name}_both", pd.array(both, dtype="Int64")
    yield f"{name}_either", pd.array(either, dtype="Int64")


def _jaccard(graph: nx.Graph, first: str, second: str) -> float | None:
    if not graph[first] and not graph[second]:
        return None
    ((_, _, share),) = nx.jaccard_coefficient(graph, [(first, second)])
    return share


def _overlap(base: KnowledgeBase, graph: nx.Graph, first: str, second: str) -> Overlap:
    def ordered(ids: Iterable[str]) -> tuple[str, ...]:
        wanted = set(ids)
        return tuple(record for record in base.records if record in wanted)

    one, other = graph[first].keys(), graph[second].keys()
    return Overlap(ordered(one & other), ordered(one - other), ordered(other - one), _jaccard(graph, first, second))
