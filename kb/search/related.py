"""Triggers that are related: who asks for one is told of the others, and how their patients relate."""

from collections.abc import Iterable, Iterator, Mapping

from kb.records import Record, Trigger
from kb.search.findings import Other, Related
from kb.vocabulary import Relatedness

TURNED = {Relatedness.NARROWER: Relatedness.BROADER, Relatedness.BROADER: Relatedness.NARROWER}
"""How the second of two relates to the first, where the first relates to it by the key; all else is the same both ways."""
HOW: Mapping[Relatedness, str] = {
    Relatedness.SAME: "nearly the same",
    Relatedness.NARROWER: "narrower",
    Relatedness.BROADER: "broader",
    Relatedness.OVERLAPPING: "overlaps",
}
"""What is said of a trigger beside the one that was asked for, nearest first. One that excludes it is no answer to who asks."""


def related(records: Mapping[str, Record], asked: Iterable[str]) -> tuple[Related, ...]:
    """Return the triggers that share patients with each one asked for (ids), nearest first; those without any are left out.

    A relation that is said on one of two triggers holds for both. What is asked
    for itself is not said again.
    """
    asked = tuple(dict.fromkeys(of for of in asked if isinstance(records.get(of), Trigger)))
    if not asked:
        return ()
    links = [(of, other) for of, other in _links(records) if other.how in HOW and other.trigger not in asked]
    links.sort(key=lambda link: tuple(HOW).index(link[1].how))
    each = (Related(of, tuple(other for one, other in links if one == of)) for of in asked)
    return tuple(one for one in each if one.others)


def _links(records: Mapping[str, Record]) -> Iterator[tuple[str, Other]]:
    """Yield each trigger with one that it is related to, both ways. On a trigger stands how it relates to the other."""
    for record in records.values():
        if isinstance(record, Trigger):
            for link in record.related:
                yield link.to, Other(record.id, link.how, link.why or "")
                yield record.id, Other(link.to, TURNED.get(link.how, link.how), link.why or "")
