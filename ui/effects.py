"""The card of one effect: how sure it is, its numbers, its sources, and the recommendations linked to it."""

from markupsafe import Markup

from kb.effects import words
from kb.effects.bearing import strong_on_low
from kb.effects.summary import summary
from kb.records import TERMS, Document, Effect, Reference
from kb.walk import neighbours
from ui import discrepancies, estimates, markup, originals, readings, titles
from ui.served import base


def card(effect: Effect, alone: bool = True) -> Markup:
    """Return everything about an effect as markup; one that is not shown `alone` links to its permanent page."""
    found = summary(base(), [effect], {})[0]
    return markup.render(
        "effect.html", base=base(), effect=effect, line=found, estimate=estimates.estimate(effect),
        source=estimates.source(effect), certainty=estimates.certainty(effect), people=words.people(effect),
        without=words.without(found, 100), with_=words.with_intervention(found, 100), units=estimates.units([effect]),
        references=[base().get(Reference, reference) for reference in effect.references],
        linked=base().linked_to(effect.intervention), low={rec.id for rec, e in strong_on_low(base()) if e is effect},
        readings=readings.on([effect]), found=discrepancies.on(discrepancies.behind(effect)), others=_others(effect),
        alone=alone, document=base().get(Document, effect.where.document), out=originals.address,
        title=titles.title,
    )  # fmt: skip


def _others(effect: Effect) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the neighbours that the card does not name by itself, by how they are linked: their ids and names."""
    named = {effect.intervention, effect.comparator, effect.outcome, *effect.references}
    named.add(effect.where.document)
    groups = (
        (g.said, [s.end for s in g.steps if s.end not in named])
        for g in neighbours(base(), effect.id)
        if g.kind not in {*TERMS, "discrepancy"}
    )
    return [(said, [(i, titles.title(base().records[i])) for i in ids]) for said, ids in groups if ids]
