"""What stands in one cell of topic by guideline: how strongly, for or against, and how many say so."""

from collections import Counter
from dataclasses import dataclass

from kb import labels
from kb.records import Recommendation
from kb.vocabulary import Direction, Strength
from ui.served import base

SHORT = {
    Strength.STRONG: "Strong", Strength.WEAK: "Conditional", Strength.CONSENSUS: "Consensus",
    Strength.NOT_REPORTED: "Not reported",
}  # fmt: skip
DOES = {
    Direction.FOR: "",
    Direction.AGAINST: "against",
    Direction.CONDITION: "sets condition",
    Direction.INFORMATION: "information",
}
"""What a recommendation does to the topic; most are for it, which a mark need not say."""
NO_LABEL = "No label printed"


@dataclass(frozen=True)
class Mark:
    """One kind of statement in a cell: its common strength, the words for it, what it does to the topic, how many."""

    strength: Strength
    words: str
    does: str
    count: int

    @property
    def sign(self) -> str:
        """The mark of the strength."""
        return labels.STRENGTH_MARK[self.strength]


def marks(topic: str, guideline: str, printed: bool) -> tuple[Mark, ...]:
    """Return what a guideline says on a topic, kind by kind, strongest words first as the vocabulary lists them."""
    found = Counter(
        (base().strength(rec), worded(rec, printed), DOES[link.direction])
        for rec in base().said(topic, guideline)
        for link in rec.about
        if link.to == topic
    )
    order = list(Strength)
    return tuple(Mark(*kind, count) for kind, count in sorted(found.items(), key=lambda item: order.index(item[0][0])))


def worded(rec: Recommendation, printed: bool, short: bool = True) -> str:
    """Return the strength of a recommendation in words: as printed, or the common value."""
    if printed:
        return rec.strength or NO_LABEL
    return (SHORT if short else labels.STRENGTH)[base().strength(rec)]


def against(rec: Recommendation, topic: str) -> str:
    """Return what a recommendation does to a topic in words, where it is not for it; else nothing."""
    return next(
        (labels.DIRECTION[link.direction] for link in rec.about if link.to == topic and DOES[link.direction]), ""
    )
