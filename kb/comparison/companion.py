"""What has to stand beside a recommendation wherever it is shown."""

from dataclasses import dataclass

from kb.knowledge import KnowledgeBase
from kb.records import Recommendation, Topic


@dataclass(frozen=True)
class Companion:
    """What one guideline says on a topic that has to stand beside another; nothing means not in the tables."""

    topic: Topic
    recommendations: tuple[Recommendation, ...]


def companions(base: KnowledgeBase, rec: Recommendation) -> tuple[Companion, ...]:
    """Return what the same guideline says on the topics that must stand beside this recommendation's.

    Wherever a dose reduction is shown, so is what that guideline says about
    stopping abruptly; which topics these are is data (`shown_with`). Empty
    where the recommendation itself is for or against something on that topic.
    """
    points_at = {link.to for link in rec.about if link.direction.takes_side}
    beside = {link.to: base.get(Topic, link.to).shown_with for link in rec.about}
    wanted = dict.fromkeys(other or own for own, other in beside.items() if other or own in base.shown_beside)
    return tuple(
        Companion(base.get(Topic, topic), tuple(r for r in base.said(topic, rec.guideline) if r is not rec))
        for topic in wanted
        if topic not in points_at
    )
