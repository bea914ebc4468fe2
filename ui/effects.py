"""The card of one effect: how sure it is, its numbers, its sources, and the recommendations linked to it."""

from markupsafe import Markup

from kb.effects import words
from kb.effects.bearing import strong_on_low
from kb.effects.summary import summary
from kb.names import name
from kb.records import Discrepancy, Effect, Reference
from kb.walk import neighbours
from ui import estimates, markup, readings
from ui.served import base


def card(effect: Effect) -> Markup:
    """Return everything about an effect as markup."""
    found = summary(base(), [effect], {})[0]
    disagreements = readings.disagreements([effect])
    return markup.render(
        "effect.html", base=base(), effect=effect, line=found, estimate=estimates.estimate(effect),
        source=estimates.source(effect), certainty=estimates.certainty(effect), people=words.people(effect),
        without=words.without(found), with_=words.with_intervention(found), units=estimates.units([effect]),
        references=[base().get(Reference, reference) for reference in effect.references],
        linked=base().linked_to(effect.intervention), low={rec.id for rec, e in strong_on_low(base()) if e is effect},
        readings=readings.on([effect]), disagreements=disagreements, others=_others(effect, disagreements),
    )  # fmt: skip


def _others(effect: Effect, disagreements: list[Discrepancy]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the neighbours that the card does not name by itself, by how they are linked: their ids and names."""
    named = {effect.intervention, effect.comparator, effect.outcome, *effect.references}
    named |= {discrepancy.id for discrepancy in disagreements}
    groups = ((g.said, [step.end for step in g.steps if step.end not in named]) for g in neighbours(base(), effect.id))
    return [(said, [(i, name(base(), base().records[i])) for i in ids]) for said, ids in groups if ids]
