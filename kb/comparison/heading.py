"""Topics that only head narrower ones: nothing is said on them themselves, so that no verdict is passed on them."""

from collections.abc import Iterable

from kb.knowledge import KnowledgeBase


def headings(base: KnowledgeBase, guidelines: Iterable[str] | None = None) -> frozenset[str]:
    """Return the ids of the topics that are mere headings over these guidelines (all, where none are named).

    No guideline in the data addresses such a topic itself, and there are
    narrower ones; or none of these guidelines does, and one addresses a
    narrower topic.
    """
    every = tuple(guideline.id for guideline in base.by_country)
    chosen = every if guidelines is None else tuple(guidelines)
    return frozenset(
        topic.id
        for topic, _ in base.outline
        if not any(base.said(topic.id, g) for g in chosen)
        and (
            any(base.below(topic.id, g) for g in chosen)
            or (len(base.narrower(topic.id)) > 1 and not any(base.said(topic.id, g) for g in every))
        )
    )
