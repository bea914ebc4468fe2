"""Topics in the order of the outline, parted into groups that fit on a page."""

from collections.abc import Iterable, Mapping

from ui.served import base

WHOLE = 4
"""With so few topics, all stand on one page, whatever group they belong to."""
Groups = Mapping[str, list[str]]


def outlined(topics: Iterable[str]) -> list[str]:
    """Return topics in the order of the outline."""
    known = frozenset(topics)
    return [topic.id for topic, _ in base().outline if topic.id in known]


def groups(topics: list[str]) -> Groups:
    """Return topics by their upper topics; a few of them all together, under no name."""
    if len(topics) <= WHOLE:
        return {"": topics}
    above, found = base().above, {}
    for topic in topics:
        found.setdefault(above(topic)[-1], []).append(topic)
    return found


def place(parts: Groups, asked: str) -> str:
    """Return the name of the part that a topic stands in, or of the first below it; the first where there is none."""
    below = base().narrower(asked) if asked else frozenset()
    holding = [name for name, held in parts.items() if asked == name or asked in held]
    return next(iter([*holding, *(name for name in parts if name in below), *parts]))


def within(topics: list[str], asked: str) -> list[str]:
    """Return the one topic asked for, where it is among those of its group and does not name it; else the group."""
    return [asked] if asked in topics and asked != base().above(asked)[-1] else topics
