"""What each download holds, from the query of the page that links to it: the same rows in the same order."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from kb import comparison as compared
from kb import effects
from kb.effects.absolute import read_percent
from kb.effects.summary import summary as summarised
from kb.exports import comparison, links, recommendations, record, shows, sources, summary
from kb.exports.chosen import Chosen
from kb.exports.file import File
from kb.records import Effect, Outcome, Recommendation, Reference, Topic
from ui import lists
from ui.comparison import asked as compare
from ui.query import Chosen as Values
from ui.query import Pairs, read
from ui.served import base, facets, index

MEANS_NOTHING = frozenset(
    {"all", "open", "page", "panel", "practice", "present", "printed", "q", "show", "sort", "to", "via", "view"}
)
"""What a page's address may hold that changes no row of a file, unless the file itself knows the name."""


class Refused(Exception):
    """Part of an address means nothing here. Its text says which, in words."""


def asked(
    pairs: Pairs, allowed: Mapping[str, Iterable[str]], free: Iterable[str] = (), words: bool = False
) -> tuple[Values, str]:
    """Return what a query chooses and its words. Raises Refused where it holds anything that is not known."""
    # Filters travel with a reader from page to page, and so come to files in which they have no part.
    known = {**effects.options(base()), **facets().options(), "verdict": tuple(compared.Kind), **allowed}
    expected = {*known, *free, *(["q"] if words else [])}
    told = ((name, value) for name, value in pairs if name in expected or not _means_nothing(name))
    chosen, searched, problems = read(told, known, tuple(free), words)
    if problems:
        raise Refused("\n".join([*problems, "Correct the address and try again."]))
    return chosen, searched


def _means_nothing(name: str) -> bool:
    return name in MEANS_NOTHING or name.startswith("baseline")


def _shows(chosen: Values, used: Iterable[str], everything: str, words: str = "") -> tuple[str, ...]:
    """Return what was chosen in words, and which filters of other pages have no part in it."""
    kept = tuple(used)
    said = shows.shows(base(), {name: chosen[name] for name in kept if name in chosen}, words)
    others = [title.lower() for name, title in shows.TITLES.items() if chosen.get(name) and name not in kept]
    return (*(said or (everything,)), *([f"Not filtered here by {', '.join(others)}"] if others else []))


def _ticked(count: int) -> str:
    return f"{count} {'row' if count == 1 else 'rows'} ticked by hand"


def _recommendations(pairs: Pairs) -> File:
    chosen, words = asked(pairs, {"id": [r.id for r in base().of(Recommendation)]}, words=True)
    ids: Iterable[str] = chosen.get("id", ())
    said: tuple[str, ...] = (_ticked(len(chosen.get("id", ()))),)
    if not ids:
        hits = index().find(words, "recommendation") if words else None
        ids = facets().matching(chosen, None if hits is None else hits.ids)
        said = _shows(chosen, facets().options(), "All recommendations", words)
    return recommendations.file(base(), [base().get(Recommendation, i) for i in ids], said, date.today())


def _comparison(pairs: Pairs) -> File:
    either = [record.id for record in (*base().of(Topic), *base().of(Recommendation))]
    allowed = {**compare.options(), "view": (*comparison.VIEWS, *compare.VIEWS), "id": either}
    # Which of its long rows a page has opened changes no file.
    del allowed["show"]
    chosen, _ = asked(pairs, allowed)
    view = (chosen.get("view") or ("matrix",))[-1]
    return comparison.file(base(), _compared(chosen), "matrix" if view == "summary" else view)


def _compared(chosen: Values) -> Chosen:
    """Return what the Compare page shows for these choices; of ticked rows, exactly those."""
    found = compare.asked(chosen)
    ids = chosen.get("id", ())
    topics = [i for i in ids if isinstance(base().records[i], Topic)]
    ticked = frozenset(ids) - set(topics)
    narrowed = any(chosen.get(name) for name in compare.FACETS if name not in {"country", "topic"})
    kept = ticked or (frozenset(found.kept) if narrowed else None)
    rows = {row.topic.id: row for row in compared.rows(base(), found.guidelines)}
    used = (*compare.FACETS, "verdict")
    said = [*_shows(chosen, used, "All topics"), *([_ticked(len(ids))] if ids else []), *_switches(chosen, found)]
    guidelines = tuple(base().records[guideline] for guideline in found.guidelines)
    shown = tuple(rows[topic] for topic in topics or found.topics)
    return Chosen(guidelines, shown, tuple(said), date.today(), kept, found.practice)


def _switches(chosen: Values, found: compare.Asked) -> Iterable[str]:
    countries = [base().records[guideline].country_name for guideline in found.guidelines]
    yield f"Guidelines: {', '.join(countries)}"
    if found.several > len(countries):
        yield f"The first {len(countries)} of {found.several} guidelines"
    if chosen.get("all"):
        yield "Only topics that all of these guidelines address"
    if order := chosen.get("sort"):
        yield f"Order: {compare.ORDERS[order[-1]].lower()}"


def risks() -> dict[str, Outcome]:
    """Return the names under which a reader may type a baseline risk, each with its outcome."""
    return {f"baseline-{outcome.id}": outcome for outcome in base().of(Outcome)}


def _evidence(pairs: Pairs) -> File:
    if ("view", "more") in pairs:
        return sources.file(base(), "findings", date.today())
    typed = risks()
    chosen, _ = asked(pairs, {"id": [effect.id for effect in base().of(Effect)]}, free=typed)
    at_risk = {outcome: risk(chosen[name][0]) for name, outcome in typed.items() if chosen.get(name)}
    ids = chosen.get("id", ())
    found = [base().get(Effect, i) for i in ids] if ids else effects.selected(base(), chosen)
    said = (_ticked(len(ids)),) if ids else _shows(chosen, effects.options(base()), "All statements of effect")
    at = (f"Baseline risk, {outcome.label.lower()}: {100 * share:g}%, as typed" for outcome, share in at_risk.items())
    lines = summarised(base(), found, {outcome.id: share for outcome, share in at_risk.items()})
    return summary.file(base(), lines, (*said, *at), date.today())


def risk(typed: str) -> float:
    """Return a baseline risk as typed in percent, as a share. Raises Refused where it is none."""
    share = read_percent(typed)
    if share is None:
        raise Refused(f"“{typed}” is no baseline risk. Enter a percentage above 0 and below 100, such as 7.2.")
    return share


def _sources(pairs: Pairs) -> File:
    allowed = {"show": tuple(sources.SHOWS), "id": tuple(base().records), "view": tuple(lists.WEIGHTS)}
    # A view of another page means nothing here.
    known = ((name, value) for name, value in pairs if name != "view" or value in lists.WEIGHTS)
    chosen, words = asked(known, allowed, words=True)
    show = (chosen.get("show") or ("guidelines",))[-1]
    if ids := chosen.get("id"):
        return sources.file(base(), show, date.today(), ids, _ticked(len(ids)))
    weight = (chosen.get("view") or (lists.HEADLINE,))[-1] if show == lists.WEIGHED else lists.EVERY
    if show in lists.LISTS and (words or weight != lists.EVERY):
        only = [] if weight == lists.EVERY else [f"Weight: {lists.WEIGHTS[weight].lower()}"]
        said = "; ".join([*only, *shows.shows(base(), {}, words)])
        return sources.file(base(), show, date.today(), lists.found(show, words, weight), said)
    return sources.file(base(), show, date.today())


def _one(pairs: Pairs) -> str:
    chosen, _ = asked(pairs, {"id": tuple(base().records)}, words=True)
    if not chosen.get("id"):
        raise Refused("Name a record: add ?id= and its id to the address.")
    return chosen["id"][-1]


def _record(pairs: Pairs) -> File:
    return record.file(base(), _one(pairs), date.today())


def _graph(pairs: Pairs) -> File:
    return links.file(base(), _one(pairs), date.today())


def references(pairs: Pairs) -> tuple[Reference, ...]:
    """Return every reference, or those whose ids a query names, in the order of the sources. Raises Refused."""
    every = base().of(Reference)
    ids = asked(pairs, {"id": [reference.id for reference in every]})[0].get("id")
    return tuple(reference for reference in every if not ids or reference.id in ids)


FILES: dict[str, tuple[Callable[[Pairs], File], tuple[str, ...]]] = {
    "recommendations": (_recommendations, ("docx", "xlsx", "csv")),
    "comparison": (_comparison, ("docx", "xlsx", "csv")),
    "evidence": (_evidence, ("docx", "xlsx", "csv")),
    "sources": (_sources, ("docx", "xlsx", "csv")),
    "record": (_record, ("docx", "csv")),
    "graph": (_graph, ("csv",)),
}
"""What makes each file from a query, and the formats that there are of it."""
