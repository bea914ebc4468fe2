"""Parts of a recommendation and of a verdict in words, each a line of a cell."""

from collections.abc import Iterable

from kb import labels
from kb.comparison import Verdict, companions, statements
from kb.knowledge import KnowledgeBase
from kb.records import Guideline, Quantity, Reading, Recommendation, Reference, StrengthMapping, ThresholdLink, Topic

NATIVE_GRADE = "native grade"


def grades(base: KnowledgeBase, rec: Recommendation) -> tuple[Reading, ...]:
    """Return the guideline’s own grade of a recommendation, wherever it was read."""
    return tuple(r for r in base.of(Reading) if r.about == rec.id and r.field == NATIVE_GRADE)


def graded(reading: Reading) -> str:
    """Return a guideline’s own grade with what has to be known of it."""
    return f"{reading.value}. {reading.note}" if reading.note else reading.value


def read_in(reading: Reading) -> str:
    """Return the address of a reading, and how close to the primary document it was read."""
    return f"{reading.address} ({reading.depth})"


def numbered(base: KnowledgeBase, quantity: Quantity) -> str:
    """Return a quantity with its note."""
    said = labels.quantity(base, quantity)
    return f"{said} ({quantity.note})" if quantity.note else said


def cited(reference: Reference) -> str:
    """Return a reference with its number and where it is found."""
    found = f"https://doi.org/{reference.doi}" if reference.doi else reference.url or ""
    place = f" {found}" if found not in reference.citation else ""
    return f"{reference.number}. {reference.citation}{place}"


def beside(base: KnowledgeBase, rec: Recommendation) -> tuple[str, ...]:
    """Return what the same guideline says on the topics that have to be shown beside a recommendation's."""
    return tuple(
        line
        for companion in companions(base, rec)
        for line in (
            [_companion(base, companion.topic, other) for other in companion.recommendations]
            or [f"{companion.topic.label}: {labels.NOT_IN_TABLES} for this guideline"]
        )
    )


def beside_all(base: KnowledgeBase, recommendations: Iterable[Recommendation]) -> tuple[str, ...]:
    """Return what has to be read with any of these recommendations, each line once, after the country that says it."""
    lines = (
        f"{base.get(Guideline, rec.guideline).country_name}: {line}"
        for rec in recommendations
        for line in beside(base, rec)
    )
    return tuple(dict.fromkeys(lines))


def _companion(base: KnowledgeBase, topic: Topic, rec: Recommendation) -> str:
    strength = labels.STRENGTH[base.strength(rec)].lower()
    limits = f" Caveat: {', '.join(rec.caveats)}." if rec.caveats else ""
    return f"{topic.label}: {rec.statement} ({strength}, {rec.id}){limits}"


def compared_by(base: KnowledgeBase, topic: str, rec: Recommendation) -> tuple[str, ...]:
    """Return what the verdict on a topic compares of a recommendation besides its strength: direction and conditions."""
    return tuple(
        f"{labels.DIRECTION[said.direction]}; {', '.join(sorted(said.conditions)) or 'no condition on this topic'}"
        for said in statements(base, topic, [rec])
    )


def judged(
    base: KnowledgeBase, found: Verdict, elsewhere: Iterable[tuple[StrengthMapping, Verdict]]
) -> tuple[str, ...]:
    """Return a verdict in words: what it is, what else differs, who does not count, and what would change it."""
    differences = [labels.VERDICT[kind].lower() for kind in found.differences[1:]]
    compared = len({said.guideline for said in found.inputs} - found.neutral) > 1
    return (
        ", also: ".join([labels.VERDICT[found.kind], *differences]),
        *([f"Without a reported strength: {_named(base, found.unrated)}"] if found.unrated and compared else []),
        *([f"Neither for nor against: {_named(base, found.neutral)}"] if found.neutral else []),
        *(f"Would be “{labels.VERDICT[v.kind].lower()}” under another mapping: {m.title}" for m, v in elsewhere),
    )


def _named(base: KnowledgeBase, guidelines: Iterable[str]) -> str:
    return ", ".join(sorted(base.get(Guideline, i).country_name for i in guidelines))


def triggered(base: KnowledgeBase, label: str, link: ThresholdLink) -> str:
    """Return what leads to a recommendation, with the number at which it holds where the source gives one."""
    number = labels.threshold(base, link)
    return f"{label} ({number})" if number else label
