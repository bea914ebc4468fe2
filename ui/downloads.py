"""What each download holds, worked out from the query of the page that links to it: the same rows, the same order."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from kb import comparison as compared
from kb import effects
from kb.comparison import Kind, Order
from kb.effects.absolute import read_percent
from kb.exports import comparison, links, recommendations, record, shows, sources, summary
from kb.exports.chosen import Chosen
from kb.exports.file import File
from kb.records import Effect, Outcome, Recommendation, Reference, Topic
from ui.query import Chosen as Values
from ui.query import Pairs, read
from ui.served import base, facets, index

WHO_IS_KEPT = ("strength", "phase", "verb", "trigger")
"""Filters that choose among recommendations; countries and topics choose columns and rows of a comparison."""
# A Word file is a zip archive, and python-docx stamps its parts with the time; zip counts from here.
EARLIEST = date(1980, 1, 1)


class Refused(Exception):
    """Part of an address means nothing here. Its text says which, in words."""


def asked(
    pairs: Pairs, allowed: Mapping[str, Iterable[str]], free: Iterable[str] = (), words: bool = False
) -> tuple[Values, str]:
    """Return what a query chooses and its words. Raises Refused where it holds anything that is not known."""
    chosen, searched, problems = read(pairs, allowed, tuple(free), words)
    if problems:
        raise Refused("\n".join([*problems, "Correct the address and try again."]))
    return chosen, searched


def _filters() -> dict[str, Iterable[str]]:
    """Return every filter of recommendations and of effects: they travel with a reader from page to page."""
    return {**_of_effects(), **facets().options()}


def _of_effects() -> dict[str, tuple[str, ...]]:
    return {name: tuple(counts) for name, counts in effects.counts(base(), {}).items()}


def _not_used(chosen: Values, used: Iterable[str]) -> tuple[str, ...]:
    """Return a line that names the filters that mean nothing for a file, where any are chosen."""
    names = [title.lower() for name, title in shows.TITLES.items() if chosen.get(name) and name not in used]
    return (f"Not filtered here by {', '.join(names)}",) if names else ()


def _shows(chosen: Values, used: Iterable[str], everything: str, words: str = "") -> tuple[str, ...]:
    kept = tuple(used)
    said = shows.shows(base(), {name: chosen[name] for name in kept if name in chosen}, words)
    return (*(said or (everything,)), *_not_used(chosen, kept))


def _recommendations(pairs: Pairs) -> File:
    every = base().of(Recommendation)
    chosen, words = asked(pairs, {**_filters(), "id": [r.id for r in every], "view": ("cards", "table")}, words=True)
    if ticked := chosen.get("id"):
        said, ids = (f"{len(ticked)} ticked by hand",), ticked
    else:
        hits = index().find(words, "recommendation") if words else None
        said = _shows(chosen, facets().options(), "All recommendations", words)
        ids = tuple(facets().matching(chosen, None if hits is None else hits.ids))
    return recommendations.file(base(), [base().get(Recommendation, i) for i in ids], said, date.today())


def _comparison(pairs: Pairs) -> File:
    of = base()
    allowed = {
        **_filters(), "verdict": tuple(Kind), "view": tuple(comparison.VIEWS), "sort": tuple(Order),
        "show": ("all", "practice"), "id": [r.id for r in (*of.of(Topic), *of.of(Recommendation))],
    }  # fmt: skip
    chosen, _ = asked(pairs, allowed)
    view = (chosen.get("view") or ("matrix",))[-1]
    return comparison.file(of, compared_of(chosen), view)


def compared_of(chosen: Values) -> Chosen:
    """Return the guidelines, topics and recommendations that a query chooses to compare."""
    of = base()
    ids = compared.guidelines_of(of, chosen)
    rows = {row.topic.id: row for row in compared.rows(of, ids, chosen.get("topic", ()))}
    used = ("country", "topic", "verdict", *WHO_IS_KEPT)
    said = _shows(chosen, used, "All topics of all guidelines")
    return Chosen(
        tuple(of.records[guideline] for guideline in ids), tuple(rows[topic] for topic in _topics(chosen, ids, rows)),
        (*said, *_ticked(chosen)), date.today(), _kept(chosen), "practice" in chosen.get("show", ()),
    )  # fmt: skip


def _topics(chosen: Values, guidelines: tuple[str, ...], rows: Mapping[str, compared.Row]) -> tuple[str, ...]:
    named = tuple(i for i in chosen.get("id", ()) if isinstance(base().records[i], Topic))
    if named:
        return tuple(topic for topic in named if topic in rows)
    found = compared.verdicts(base(), guidelines, tuple(rows))
    if order := chosen.get("sort"):
        found = compared.ordered(found, Order(order[-1]))
    if verdicts := chosen.get("verdict"):
        return tuple(found.index[found.verdict.isin(verdicts)])
    every = "all" in chosen.get("show", ())
    return tuple(topic for topic in found.index if every or rows[topic].addressing or rows[topic].is_heading)


def _kept(chosen: Values) -> frozenset[str] | None:
    ticked = frozenset(i for i in chosen.get("id", ()) if isinstance(base().records[i], Recommendation))
    if ticked:
        return ticked
    among = {name: chosen[name] for name in WHO_IS_KEPT if chosen.get(name)}
    return frozenset(facets().matching(among)) if among else None


def _ticked(chosen: Values) -> tuple[str, ...]:
    return (f"{len(chosen['id'])} ticked by hand",) if chosen.get("id") else ()


def _evidence(pairs: Pairs) -> File:
    of = base()
    typed = {f"baseline-{outcome.id}": outcome for outcome in of.of(Outcome)}
    every = of.of(Effect)
    allowed = {**_filters(), "id": [e.id for e in every], "view": VIEWS_OF_EVIDENCE}
    chosen, _ = asked(pairs, allowed, free=typed)
    risks = {typed[name].id: _risk(chosen[name][0]) for name in typed if chosen.get(name)}
    ticked = chosen.get("id")
    found = [of.get(Effect, i) for i in ticked] if ticked else effects.selected(of, chosen)
    said = (f"{len(ticked)} ticked by hand",) if ticked else _shows(chosen, _of_effects(), "All statements of effect")
    at = [f"Baseline risk, {of.get(Outcome, o).label.lower()}: {100 * risk:g}%, as typed" for o, risk in risks.items()]
    return summary.file(of, effects.summary(of, found, risks), (*said, *at), date.today())


def _risk(typed: str) -> float:
    risk = read_percent(typed)
    if risk is None:
        raise Refused(f"“{typed}” is no baseline risk. Give a percentage above 0 and below 100, such as 7.2.")
    return risk


VIEWS_OF_EVIDENCE = ("panels", "plots", "summary", "map", "recommended", "more")


def _sources(pairs: Pairs) -> File:
    chosen, _ = asked(pairs, {**_filters(), "show": tuple(sources.SHOWS), "id": tuple(base().records)})
    show = (chosen.get("show") or ("references",))[-1]
    return sources.file(base(), show, date.today(), chosen.get("id", ()))


def _one(pairs: Pairs) -> str:
    chosen, _ = asked(pairs, {**_filters(), "id": tuple(base().records), "to": tuple(base().records), "view": ()})
    if not chosen.get("id"):
        raise Refused("Name a record: add ?id= and its id to the address.")
    return chosen["id"][-1]


def _record(pairs: Pairs) -> File:
    return record.file(base(), _one(pairs), date.today())


def _graph(pairs: Pairs) -> File:
    return links.file(base(), _one(pairs), date.today())


def references(pairs: Pairs) -> tuple[Reference, ...]:
    """Return every reference, or those whose ids a query names, in the order of the sources."""
    every = base().of(Reference)
    chosen, _ = asked(pairs, {"id": [r.id for r in every]})
    return tuple(r for r in every if not chosen.get("id") or r.id in chosen["id"])


FILES: dict[str, tuple[Callable[[Pairs], File], tuple[str, ...]]] = {
    "recommendations": (_recommendations, ("docx", "xlsx", "csv")),
    "comparison": (_comparison, ("docx", "xlsx", "csv")),
    "evidence": (_evidence, ("docx", "xlsx", "csv")),
    "sources": (_sources, ("docx", "xlsx", "csv")),
    "record": (_record, ("docx", "csv")),
    "graph": (_graph, ("csv",)),
}
"""What makes each file from a query, and the formats that there are of it."""
