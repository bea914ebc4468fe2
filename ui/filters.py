"""The filters of a page as a reader sees them: facets with their options, counts and what is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb import labels
from kb.knowledge import KnowledgeBase
from kb.records import Trigger
from kb.selection import Selection
from kb.vocabulary import Phase, Strength, Verb

TITLES = {
    "country": "Country", "topic": "Topic", "strength": "Strength", "phase": "When or how", "verb": "Wording",
    "trigger": "Patient's situation",
}  # fmt: skip
MOST = 40
"""How many options of one facet are listed unasked."""
FOLDED = frozenset({"trigger"})


@dataclass(frozen=True)
class Option:
    """One value of a facet: how it is called, how many it leaves, how deep it stands, whether it is chosen."""

    facet: str
    id: str
    label: str
    count: int
    depth: int
    chosen: bool


@dataclass(frozen=True)
class Section:
    """One facet with its options; `folded` where it opens only on request, `left_out` counts options not listed."""

    name: str
    title: str
    options: tuple[Option, ...]
    folded: bool
    left_out: int = 0


def sections(kb: KnowledgeBase, counts: Mapping[str, Mapping[str, int]], selection: Selection) -> tuple[Section, ...]:
    """Return the facets in the order of `counts`; a trigger that leaves nothing is listed only when chosen.

    Of more than `MOST` options those that leave the most are listed, unless
    the selection asks for `more` of that facet.
    """
    words = words_of(kb)
    return tuple(_section(name, options, words[name], selection) for name, options in counts.items())


def _section(
    name: str, counts: Mapping[str, int], words: Mapping[str, tuple[str, int]], selection: Selection
) -> Section:
    chosen = selection.get(name)
    options = (
        Option(name, value, *words[value][:1], counts[value], words[value][1], value in chosen)
        for value in counts
        if name not in FOLDED or counts[value] or value in chosen
    )
    listed = tuple(options)
    kept = listed if name in selection.get("more") else _most(listed)
    folded = name in FOLDED and not chosen and name not in selection.get("more")
    return Section(name, TITLES[name], kept, folded, len(listed) - len(kept))


def _most(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Return the options that leave the most, in their order; a topic never without the one above it, which leaves more."""
    if len(options) <= MOST:
        return options
    best = sorted(range(len(options)), key=lambda place: (not options[place].chosen, -options[place].count, place))
    return tuple(options[place] for place in sorted(best[:MOST]))


def words_of(kb: KnowledgeBase) -> dict[str, dict[str, tuple[str, int]]]:
    """Return, for each facet, the label and depth of every option."""
    return {
        "country": {g.country: (g.country_name, 0) for g in kb.guidelines},
        "topic": {topic.id: (topic.label, depth) for topic, depth in kb.outline},
        "strength": {s: (labels.STRENGTH[s], 0) for s in Strength},
        "phase": {p: (labels.PHASE[p], 0) for p in Phase},
        "verb": {v: (labels.VERB[v], 0) for v in Verb},
        "trigger": {t.id: (t.label, 0) for t in kb.of(Trigger)},
    }


def chosen(found: tuple[Section, ...]) -> tuple[Option, ...]:
    """Return every option that is chosen, in the order of the facets."""
    return tuple(option for section in found for option in section.options if option.chosen)


def in_words(kb: KnowledgeBase, selection: Selection) -> tuple[str, ...]:
    """Return a line for the words of a selection and for each facet that restricts it; none where nothing does."""
    words = words_of(kb)
    search = (f"Search: “{selection.words}”",) if selection.words else ()
    facets = tuple(
        f"{title}: {', '.join(words[name][value][0] for value in selection.get(name))}"
        for name, title in TITLES.items()
        if selection.get(name)
    )
    return (*search, *facets)
