"""What other sources say about the trials behind effects: facts read elsewhere, and disagreements."""

from collections.abc import Iterable

from kb.records import Discrepancy, Effect, Reading, Reference
from ui.served import base


def on(effects: Iterable[Effect]) -> list[tuple[Reference, list[Reading]]]:
    """Return what was read elsewhere about the trials and reviews behind effects, by reference."""
    cited = dict.fromkeys(reference for effect in effects for reference in effect.references)
    read: dict[str, list[Reading]] = {reference: [] for reference in cited}
    for reading in base().of(Reading):
        if reading.about in read:
            read[reading.about].append(reading)
    return [(base().get(Reference, reference), found) for reference, found in read.items() if found]


def disagreements(effects: Iterable[Effect]) -> list[Discrepancy]:
    """Return where sources disagree on effects, their references or their interventions."""
    touched = {i for e in effects for i in (e.id, e.intervention, *e.references)}
    return [d for d in base().of(Discrepancy) if touched & _concerned(d)]


def _concerned(discrepancy: Discrepancy) -> set[str]:
    return {*(side.record for side in discrepancy.sides), *(link.to for link in discrepancy.about)}
