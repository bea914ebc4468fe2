"""A small made-up knowledge base, so that a test can say what is in it. It passes no rules; questions need none."""

from types import MappingProxyType

from kb.graph import build
from kb.knowledge import KnowledgeBase
from kb.records import (
    Baseline,
    Comparator,
    Document,
    Effect,
    Guideline,
    Intervention,
    Link,
    Locator,
    Outcome,
    Quantity,
    QuantityKind,
    Reading,
    Recommendation,
    Scale,
    Scheme,
    ThresholdLink,
    Topic,
    TopicLink,
    Trigger,
    Unit,
)
from kb.records.concept import BetterWhen, Closeness, ResultWords
from kb.records.source import Grade
from kb.vocabulary import Basis, Direction, Phase, Role, Strength, Verb

LABELS = {"strong": Strength.STRONG, "weak": Strength.WEAK, "consensus": Strength.CONSENSUS}


def topic(name, label, broader=None, **fields):
    return Topic(id=name, label=label, scope="Made up.", broader=broader, **fields)


def trigger(name, label, of=None, measured_in=None, **related):
    """A trigger; `related` says how each other one relates to it."""
    links = [Closeness(to=to, how=how, why=f"{name} and {to}.") for to, how in related.items()]
    return Trigger(id=name, label=label, topic=of, measured_in=measured_in, related=links)


def guideline(name, country, country_name, year=2020):
    return Guideline(
        id=name, country=country, country_name=country_name, short_title=name, title=name, issuer="Nobody", year=year,
        reference="reference", scheme="scheme", status="current", status_words="Current.", read="All of it.",
    )  # fmt: skip


def rec(name, about, strength=None, triggers=(), unless=(), quantities=(), verb=Verb.DO, phase=Phase.WHEN, **fields):
    """A recommendation of the guideline that its id begins with, on topics with the direction of each."""
    links = {topic: about[topic] for topic in about} if isinstance(about, dict) else dict.fromkeys(about, "for")
    return Recommendation(
        id=name, guideline=name.split("-")[0], phase=phase, statement=f"Statement of {name}.", verb=verb, action=name,
        strength=strength, where=Locator(document="document", table=1, item=1),
        about=[TopicLink(to=to, direction=Direction(way), why="Made up.") for to, way in links.items()],
        triggers=[_threshold(t) for t in triggers], unless=[_threshold(t) for t in unless],
        quantities=[Quantity(kind=kind, low=low, high=high, unit=unit, printed=f"{kind} as printed") for kind, low, high, unit in quantities],
        **fields,
    )  # fmt: skip


def _threshold(given):
    to, at_least, unit = given if isinstance(given, tuple) else (given, None, None)
    return ThresholdLink(to=to, basis=Basis.STATED, at_least=at_least, unit=unit)


def linked(*interventions):
    return tuple(Link(to=to, why="Made up.") for to in interventions)


def effect(name, outcome="loaves", status="estimate", table=None, **fields):
    """An effect of the intervention that its id begins with; with a `measure` and an `estimate`, an estimate."""
    return Effect(
        id=name, intervention=name.split("-")[0], outcome=outcome, status=status, statement=f"Statement of {name}.",
        where=Locator(document="document", table=table), **fields,
    )  # fmt: skip


def baseline(of, outcome, read_in="document", **fields):
    return Baseline(
        id=f"baseline-{of}", label=f"Control of {of}", outcome=outcome, control_of=of, read_in=read_in, **fields
    )


def reading(name, about, value):
    return Reading(
        id=name, about=about, field="count", value=value, address="https://example.org", depth="abstract", confidence="high"
    )  # fmt: skip


COMMON = (
    Document(id="document", short_title="Book", title="Book", citation="Book.", kind="book", scheme="scheme", read="All."),
    Scheme(
        id="scheme", name="Labels", about="Made up.",
        grades=[Grade(label=label, meaning=label, strength=s, basis="stated", why="Made up.") for label, s in LABELS.items()],
    ),
    topic("when", "When to bake"),
    topic("heat", "Heat of the oven", "when"),
    topic("dough", "RYE dough", "when"),
    topic("how", "How to bake"),
    topic("speed", "Speed of kneading", "how", shown_with="halt"),
    topic("rest", "Rest, and proving", "how"),
    topic("care", "Care"),
    topic("halt", "Halting at once", "care"),
    trigger("cold", "Cold room", "rest"),
    trigger("damp", "Damp flour", "dough"),
    trigger("warm", "Warm oven", "heat", "degree"),
    trigger("smoke", "Smoke"),
    Unit(id="degree", label="degree", plural="degrees"),
    Unit(id="day", label="day", plural="days", days=1),
    Unit(id="week", label="week", plural="weeks", days=7),
    Unit(id="percent", label="% of dough", percent=True),
    Unit(id="percent-a-day", label="% of dough/day", percent=True, days=1),
    Unit(id="percent-a-week", label="% of dough/week", percent=True, days=7),
    Unit(id="loaf", label="loaf", plural="loaves"),
    Scale(id="scale-pace", label="Pace", symbol="pace", unit="percent-a-week"),
    Scale(id="scale-time", label="Time of proving", symbol="time", unit="week"),
    Scale(id="scale-heat", label="Heat", symbol="heat", unit="degree"),
    QuantityKind(id="step", label="step", scale="scale-pace", role=Role.STEP),
    QuantityKind(id="gap", label="gap", scale="scale-pace", role=Role.INTERVAL),
    QuantityKind(id="pace", label="pace", scale="scale-pace", role=Role.RATE),
    QuantityKind(id="time", label="time", scale="scale-time"),
    QuantityKind(id="heat-of-oven", label="heat", scale="scale-heat"),
    QuantityKind(id="number", label="number"),
    Outcome(
        id="loaves", label="Number of loaves", definition="Made up.", better_when=BetterWhen(amount="higher", people="higher"),
        result_words=ResultWords(amount_lower="fewer loaves", amount_higher="more loaves", people_higher="more people baking"),
    ),
    Outcome(id="burns", label="Burns", definition="Made up.", better_when=BetterWhen(people="lower")),
    Outcome(id="smell", label="RYE smell", definition="Made up.", better_when=BetterWhen(amount="lower")),
    Intervention(id="yeast", label="Yeast", description="Made up."),
    Intervention(id="salt", label="Salt in water", description="Made up.", in_a_sentence="salted water"),
    Intervention(id="egg", label="Egg", description="Made up."),
    Intervention(id="tray", label="Tray", description="Made up."),
    Comparator(id="nothing", label="Nothing; water"),
    Comparator(id="usual", label="Usual care"),
    guideline("bb", "BB", "Borduria", 2021),
    guideline("aa", "AA", "Arcadia"),
    guideline("cc", "CC", "United Cities", 2022),
)  # fmt: skip


def base(*records):
    """The common records with others."""
    every = {record.id: record for record in (*COMMON, *records)}
    return KnowledgeBase(MappingProxyType(every), build(()), "0" * 64)
