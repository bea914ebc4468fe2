"""Topics and guidelines as sentences name them."""

from collections.abc import Iterable

from kb.knowledge import KnowledgeBase
from kb.prose import inside, listed
from kb.records import Guideline, Topic

# English names of countries that a sentence writes with an article.
WITH_ARTICLE = ("United ", "Netherlands", "Philippines", "Czech Republic", "Dominican Republic", "European ")


def topics(base: KnowledgeBase, ids: Iterable[str]) -> str:
    """Return topics as a list in a sentence."""
    return listed(inside(base.get(Topic, topic).label) for topic in ids)


def country(base: KnowledgeBase, guideline: str) -> str:
    """Return a guideline as a sentence names it: by its country, and by its year where that country has several."""
    of = base.get(Guideline, guideline)
    several = sum(other.country == of.country for other in base.by_country) > 1
    name = f"{'the ' if of.country_name.startswith(WITH_ARTICLE) else ''}{of.country_name}"
    return f"{name} ({of.year})" if several else name


def countries(base: KnowledgeBase, guidelines: Iterable[str]) -> str:
    """Return guidelines as a list in a sentence."""
    return listed(country(base, guideline) for guideline in guidelines)


def counted(count: int) -> str:
    """Return a number of topics in words, such as ``1 topic`` or ``3 topics``."""
    return f"{count} topic{'' if count == 1 else 's'}"
