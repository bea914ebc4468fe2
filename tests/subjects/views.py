"""Every page in every view, and every file, of whatever the data are about."""

from collections.abc import Iterator

from kb import KnowledgeBase, effects
from kb.records import Effect, Scale, Topic, kind_of
from kb.search.groups import KINDS
from ui import lists
from ui.comparison import asked as compare
from ui.routes import ROUTES

EVIDENCE = ("plots", "summary", "people", "map", "recommended", "more")
Pairs = list[tuple[str, str]]


def pages(base: KnowledgeBase) -> Iterator[tuple[str, Pairs]]:
    """Yield the name of every page with a query for each of its views."""
    first, second, *_ = base.by_country
    topic = base.of(Topic)[0].label
    yield from (("overview", pairs) for pairs in ([], [("view", "table")]))
    yield from (("recommendations", [("view", view)]) for view in ("cards", "table"))
    yield from (("recommendations", [("q", word)]) for word in (topic, first.country_name))
    yield from (("compare", [("view", view)]) for view in compare.VIEWS)
    yield from (("compare", [("country", first.country), ("country", second.country), *more]) for more in _two())
    yield from (("evidence", [("view", view)]) for view in EVIDENCE)
    yield from (("sources", [("show", name)]) for name in lists.LISTS)
    yield from (("search", [("q", words)]) for words in (topic, f"{topic} {second.country_name}", "zqx"))
    yield from (("search", [("q", topic), ("show", kind)]) for kind in KINDS)
    yield from (("graph", pairs) for pairs in ([], [("id", first.id), ("to", second.id)]))
    for record in one_of_each_kind(base):
        yield from ((page, [("id", record)]) for page in ("graph", "record"))
        yield "recommendations", [("open", record)]
    yield from ((page, [("present", "1")]) for page in ("overview", "compare", "evidence", "recommendations"))


def _two() -> Iterator[Pairs]:
    yield []
    yield [("view", "side")]


def one_of_each_kind(base: KnowledgeBase) -> list[str]:
    """Return the id of one record of each kind."""
    return list({kind_of(record): record.id for record in base.records.values()}.values())


def files(base: KnowledgeBase) -> Iterator[str]:
    """Yield the address of every file, of each view that makes another one.

    Lists and records are made once and written in each format by the same code:
    in the costly formats one of them stands for all.
    """
    for path in (route.path for route in ROUTES if route.path.startswith("/download/") and "{" not in route.path):
        kind, _, form = path.removeprefix("/download/").rpartition(".")
        queries = _queries(base, kind)
        yield from (
            f"{path}{query}" for query in (queries if form in {"csv", "svg"} or kind == "comparison" else queries[:1])
        )


def _queries(base: KnowledgeBase, kind: str) -> list[str]:
    match kind:
        case "comparison":
            return [f"?view={view}" for view in compare.VIEWS]
        case "sources":
            return [f"?show={name}" for name in lists.LISTS]
        case "record" | "graph":
            return [f"?id={one}" for one in one_of_each_kind(base)]
        case "figure":
            return figures(base, base.recommendations.index[0])
        case "evidence":
            return ["", "?view=more"]
        case _:
            return [""]


def figures(base: KnowledgeBase, rec: str) -> list[str]:
    """Return the query of every chart that there is a picture of."""
    panels = [panel.name for panel in effects.panels(base, base.of(Effect)) if panel.plotted]
    return [
        *(f"?chart=forest&panel={panel}" for panel in panels),
        *(f"?chart=numbers&panel={scale.code}" for scale in base.of(Scale)),
        "?chart=matrix", "?chart=evidence-map", f"?chart=neighbourhood&id={rec}",
    ]  # fmt: skip
