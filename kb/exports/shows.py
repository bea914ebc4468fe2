"""What was chosen, in words, for the cover of a file."""

from collections.abc import Iterator, Mapping

from kb import labels
from kb.knowledge import KnowledgeBase

TITLES = {
    "country": "Country", "topic": "Topic", "strength": "Strength", "phase": "When or how", "verb": "Wording",
    "trigger": "Patient’s situation", "verdict": "Verdict", "intervention": "Intervention", "outcome": "Outcome",
    "certainty": "Certainty", "source": "Read in",
}  # fmt: skip
SOURCES = {"table": "the summary tables", "text": "the text alone"}
CERTAINTY_NOT_REPORTED, OUTCOME_NOT_NAMED = "not-reported", "not-named"


def shows(base: KnowledgeBase, chosen: Mapping[str, tuple[str, ...]], words: str = "") -> tuple[str, ...]:
    """Return a line for the words searched for and one for each filter that restricts; none where nothing does."""
    search = (f"Search: “{words}”",) if words else ()
    return (*search, *_filters(base, chosen))


def _filters(base: KnowledgeBase, chosen: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for name, title in TITLES.items():
        if values := chosen.get(name):
            yield f"{title}: {', '.join(word(base, name, value) for value in values)}"


def word(base: KnowledgeBase, name: str, value: str) -> str:
    """Return one option of a filter in words. Raises KeyError for an option that there is not."""
    match name:
        case "country":
            return next(g.country_name for g in base.by_country if g.country == value)
        case "phase":
            return labels.phase(base, value)
        case "strength" | "verb" | "verdict":
            return {"strength": labels.STRENGTH, "verb": labels.VERB, "verdict": labels.VERDICT}[name][value]
        case "certainty" if value == CERTAINTY_NOT_REPORTED:
            return labels.CERTAINTY_NOT_REPORTED
        case "certainty":
            return labels.CERTAINTY[value]
        case "source":
            return SOURCES[value]
        case "outcome" if value == OUTCOME_NOT_NAMED:
            return "Outcome not named"
    return base.records[value].label
