"""What supplementary sources say about the trials and reviews behind effects."""

from collections.abc import Iterable

from kb.records import Effect, Reading, Reference
from ui.served import base


def on(effects: Iterable[Effect]) -> list[tuple[Reference, list[Reading]]]:
    """Return the supplementary facts on the trials and reviews behind effects, by reference."""
    cited = dict.fromkeys(reference for effect in effects for reference in effect.references)
    read: dict[str, list[Reading]] = {reference: [] for reference in cited}
    for reading in base().of(Reading):
        if reading.about in read:
            read[reading.about].append(reading)
    return [(base().get(Reference, reference), found) for reference, found in read.items() if found]
