"""Synthetic guidelines as typed records, from a seed: the same size and seed always give the same records.

How many there are of each thing, and how unevenly they are used, follows the
curated data: few topics and triggers carry most recommendations, guidelines
differ in size, one recommendation in seven prints no strength.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from random import Random

from bench.growth.words import Words
from kb.fingerprint import fingerprint
from kb.records import (
    Comparator,
    Document,
    Effect,
    Guideline,
    Intervention,
    Link,
    Locator,
    Mapping,
    Outcome,
    Package,
    Quantity,
    Recommendation,
    Record,
    Reference,
    Scheme,
    ThresholdLink,
    Topic,
    TopicLink,
    Trigger,
)
from kb.records.concept import BetterWhen, ResultWords, Synonyms
from kb.records.source import Grade, Override
from kb.vocabulary import (
    Basis,
    Better,
    Certainty,
    Direction,
    EffectStatus,
    Favours,
    GuidelineStatus,
    Measure,
    Phase,
    QuantityKind,
    Strength,
    Unit,
    Verb,
)

SEED = 5
UPPER = 7
"""How many topics stand on the upper level."""
LABELS = {"strong": Strength.STRONG, "weak or conditional": Strength.WEAK, "consensus": Strength.CONSENSUS}
_OUTCOMES = (
    (BetterWhen(amount=Better.LOWER, people=Better.HIGHER), ResultWords(people_higher="more people at a lower dose")),
    (BetterWhen(people=Better.HIGHER), ResultWords(people_higher="more people stopping")),
    (BetterWhen(people=Better.HIGHER), ResultWords(people_higher="more people who sleep well")),
)
_CERTAINTIES = (
    (),
    *((level,) for level in Certainty),
    (Certainty.MODERATE, Certainty.LOW),
    (Certainty.LOW, Certainty.VERY_LOW),
)
_QUANTITIES = (
    (QuantityKind.DOSE, Unit.MME_PER_DAY),
    (QuantityKind.TAPER_STEP, Unit.PERCENT_OF_DOSE),
    (QuantityKind.TAPER_INTERVAL, Unit.WEEK),
    (QuantityKind.REVIEW_INTERVAL, Unit.MONTH),
    (QuantityKind.DURATION_OF_THERAPY, Unit.WEEK),
)


def grown(size: int, at_hundred: float, exponent: float) -> int:
    """Return how many there are of something in a collection of `size` recommendations, by a power law."""
    return round(at_hundred * (size / 100) ** exponent)


def counts(size: int) -> dict[str, int]:
    """Return how many records of each kind `size` recommendations come with: 50 guidelines at 100,000."""
    return {
        "guideline": grown(size, 5, 1 / 3),
        "topic": grown(size, 30, 0.375),
        "trigger": grown(size, 25, 0.3),
        "intervention": grown(size, 10, 0.4),
        "effect": grown(size, 30, 2 / 3),
        "reference": grown(size, 50, 0.6),
    }


class Synthetic:
    """One collection being made. Every draw comes from one source of chance, in one order."""

    def __init__(self, size: int, seed: int = SEED) -> None:
        self.size, self.counts, self.chance = size, counts(size), Random(seed)
        self.words = Words(self.chance)
        self.topics = [f"topic-{i}" for i in range(self.counts["topic"])]
        self.triggers = [f"trigger-{i}" for i in range(self.counts["trigger"])]
        self.interventions = [f"intervention-{i}" for i in range(self.counts["intervention"])]
        self.guidelines = [f"guideline-{i}" for i in range(self.counts["guideline"])]
        self.references = [f"reference-{i}" for i in range(self.counts["reference"])]

    def records(self) -> tuple[Record, ...]:
        """Return every record, what others link to first."""
        return (
            *self._sources(), *self._concepts(), *self._recommendations(), *self._effects(),
        )  # fmt: skip

    def _sources(self) -> Iterator[Record]:
        yield _package()
        yield _scheme()
        yield from self._mappings()
        for number, reference in enumerate(self.references, 1):
            yield self._reference(reference, number)
        for i, guideline in enumerate(self.guidelines):
            yield self._document(i)
            yield self._guideline(i, guideline)

    def _document(self, i: int) -> Document:
        title = self.words.sentence(4, 9)
        return Document(
            id=f"document-{i}", short_title=f"Source {i}", title=title, citation=f"{title} 2025.", kind="guideline",
            year=2025, scheme="labels", read="All of it, for it was made up.",
        )  # fmt: skip

    def _guideline(self, i: int, guideline: str) -> Guideline:
        first, second = divmod(i, 26)
        return Guideline(
            id=guideline, country=chr(65 + first) + chr(65 + second), country_name=self.words.rare(i).title(),
            short_title=f"Guideline {i}", title=self.words.sentence(5, 9), issuer=self.words.some(2, 4).title(),
            year=self.chance.randint(2012, 2025), reference=self.references[i], scheme="labels",
            status=self.chance.choice(list(GuidelineStatus)), status_words=self.words.sentence(6, 12), read="All of it.",
        )  # fmt: skip

    def _reference(self, reference: str, number: int) -> Reference:
        title, year = self.words.sentence(6, 14), self.chance.randint(1995, 2025)
        return Reference(
            id=reference, document=f"document-{number % len(self.guidelines)}", number=number,
            citation=f"{title} {year}.", title=title, year=year, kind="trial",
        )  # fmt: skip

    def _mappings(self) -> Iterator[Mapping]:
        about = (Link(to="labels", why="It is about these labels."),)
        readings = {
            "verbs": Override(guideline=self.guidelines[-1], verbs=(Verb.DO, Verb.DO_NOT), to=Strength.STRONG),
            "ungraded": Override(strength=Strength.CONSENSUS, to=Strength.NOT_REPORTED),
            "neighbours": Override(recommendation="r-0-0", to=Strength.WEAK),
        }
        for name, override in readings.items():
            yield Mapping(id=f"mapping-{name}", title=name, why="To test verdicts.", overrides=(override,), about=about)

    def _concepts(self) -> Iterator[Record]:
        for i, topic in enumerate(self.topics):
            yield self._topic(i, topic)
        for i, trigger in enumerate(self.triggers):
            # The rarer ones might be used by nobody, and a record that hangs loose breaks a rule.
            on = self._one(self.topics) if i > UPPER else None
            unit = Unit.MME_PER_DAY if i % 9 == 2 else None
            yield Trigger(**self._concept(trigger, 20_000 + i), measured_in=unit, topic=on)
        for i, intervention in enumerate(self.interventions):
            text = self.words.sentence(3, 9)
            yield Intervention(**self._concept(intervention, 40_000 + i), description=text)
        yield Comparator(**self._concept("usual-care", 60_000))
        for i, (ends, words) in enumerate(_OUTCOMES):
            concept = self._concept(f"outcome-{i}", 60_001 + i)
            yield Outcome(**concept, definition=self.words.sentence(5, 9), better_when=ends, result_words=words)

    def _concept(self, name: str, place: int) -> dict[str, object]:
        synonyms = Synonyms(
            en=tuple(self.words.some(1, 2) for _ in range(self.chance.randint(0, 4))),
            de=tuple(self.words.some(1, 2) for _ in range(self.chance.randint(0, 2))),
        )
        return {"id": name, "label": self.words.rare(place).capitalize(), "synonyms": synonyms}

    def _topic(self, i: int, topic: str) -> Topic:
        # Three levels: some topics, a quarter of them below these, and the rest under any of both.
        middle = UPPER + len(self.topics) // 4
        above = None if i < UPPER else self.topics[self.chance.randrange(UPPER if i < middle else middle)]
        beside = self.topics[UPPER] if above and i % 5 == 0 and i != UPPER else None
        scope = self.words.sentence(6, 14)
        return Topic(**self._concept(topic, i), scope=scope, broader=above, shown_with=beside)

    def _recommendations(self) -> Iterator[Recommendation]:
        sizes = self._sizes()
        for i, guideline in enumerate(self.guidelines):
            items = {1: 0, 2: 0}
            for k in range(sizes[i]):
                table = 1 if self.chance.random() < 0.3 else 2
                items[table] += 1
                where = Locator(document=f"document-{i}", table=table, row=f"Section {k // 20 + 1}", item=items[table])
                yield self._recommendation(f"r-{i}-{k}", guideline, where)

    def _sizes(self) -> list[int]:
        # The largest guideline is a few times the size of the smallest; together they come to the size asked for.
        weights = [1 / (k + 12) for k in range(len(self.guidelines))]
        total = sum(weights)
        sizes = [int(self.size * weight / total) for weight in weights]
        sizes[0] += self.size - sum(sizes)
        return sizes

    def _recommendation(self, name: str, guideline: str, where: Locator) -> Recommendation:
        statement = self.words.sentence(9, 38)
        triggers = self._several(self.triggers, (35, 35, 18, 8, 4))
        return Recommendation(
            id=name, where=where, passage=fingerprint(statement), guideline=guideline,
            phase=Phase.WHEN if where.table == 1 else Phase.HOW, statement=statement,
            verb=self._weighted(list(Verb), (55, 25, 8, 12)), action=self.words.some(2, 6),
            strength=self._weighted([*LABELS, None], (34, 38, 14, 14)),
            conditions=tuple(self.words.some(3, 8) for _ in triggers),
            caveats=(self.words.sentence(5, 15),) if self.chance.random() < 0.25 else (),
            quantities=tuple(self._quantity()) if self.chance.random() < 0.25 else (),
            about=tuple(self._about(topic) for topic in self._several(self.topics, (0, 45, 32, 16, 7))),
            triggers=tuple(self._trigger(trigger) for trigger in triggers),
            unless=tuple(self._trigger(t) for t in self._several(self.triggers, (92, 8))),
            interventions=tuple(self._link(i) for i in self._several(self.interventions, (72, 22, 6))),
        )  # fmt: skip

    def _about(self, topic: str) -> TopicLink:
        return TopicLink(
            to=topic, why=self.words.sentence(5, 11), direction=self._weighted(list(Direction), (78, 12, 10))
        )

    def _trigger(self, trigger: str) -> ThresholdLink:
        if int(trigger.split("-")[1]) % 9 != 2:
            return ThresholdLink(to=trigger, basis=Basis.STATED)
        dose = self.chance.choice((50, 60, 90, 100, 120, 200))
        return ThresholdLink(to=trigger, basis=Basis.STATED, at_least=dose, unit=Unit.MME_PER_DAY)

    def _link(self, to: str) -> Link:
        return Link(to=to, why=self.words.sentence(5, 11))

    def _quantity(self) -> Iterator[Quantity]:
        low = self.chance.choice((2, 4, 5, 10, 12, 25))
        kind, unit = self.chance.choice(_QUANTITIES)
        yield Quantity(kind=kind, low=low, high=low * 2, unit=unit, printed=f"{low} to {low * 2} {unit}")

    def _effects(self) -> Iterator[Effect]:
        for i in range(self.counts["effect"]):
            where = Locator(document=f"document-{i % len(self.guidelines)}", section="Trials")
            # Each intervention has a trial before any has two.
            on = self.interventions[i] if i < len(self.interventions) else self._one(self.interventions)
            yield self._effect(f"effect-{i}", where, on)

    def _effect(self, name: str, where: Locator, intervention: str) -> Effect:
        statement = self.words.sentence(12, 30)
        given = {
            "id": name, "where": where, "passage": fingerprint(statement), "statement": statement,
            "intervention": intervention, "comparator": "usual-care",
            "references": tuple(self._several(self.references, (0, 80, 20))),
        }  # fmt: skip
        if self.chance.random() < 0.4:
            return Effect(**given, status=self.chance.choice((EffectStatus.NO_TRIALS, EffectStatus.NARRATIVE)))
        estimate = round(self.chance.uniform(1.05, 6), 2)
        low, high = round(estimate / 2, 2), round(estimate * 2, 2)
        return Effect(
            **given, status=EffectStatus.ESTIMATE, measure=self.chance.choice((Measure.ODDS_RATIO, Measure.RISK_RATIO)),
            outcome=f"outcome-{self.chance.randrange(len(_OUTCOMES))}", estimate=estimate, ci_low=low, ci_high=high,
            ci_level=95, printed=f"{estimate} ({low} to {high})", favours=Favours.INTERVENTION,
            certainty=self._weighted(_CERTAINTIES, (38, 5, 12, 16, 15, 7, 7)),
            studies=self.chance.randint(1, 12), participants=self.chance.randint(40, 3000),
        )  # fmt: skip

    def _one(self, names: Sequence[str]) -> str:
        return self._several(names, (0, 1))[0]

    def _several(self, names: Sequence[str], how_many: Sequence[int]) -> list[str]:
        # `how_many[k]` is how often there are k of them. The first names are drawn most often, in proportion to 1 / rank.
        wanted = min(self._weighted(range(len(how_many)), how_many), len(names))
        found: dict[str, None] = {}
        while len(found) < wanted:
            found[self.chance.choices(names, cum_weights=_ranks(len(names)))[0]] = None
        return list(found)

    def _weighted(self, values: Sequence, weights: Sequence[int]):
        return self.chance.choices(values, weights)[0]


@cache
def _ranks(count: int) -> list[float]:
    return list(accumulate(1 / (k + 2) for k in range(count)))


def _package() -> Package:
    return Package(
        id="synthetic", title="Synthetic guidelines", headline="Made-up guidelines, side by side",
        subject="What made-up guidelines recommend", evidence_about="Made-up trials.", search_examples="anything",
        version="0.0.1", released="2026-11-22", licence="CC0-1.0", not_for="For measuring only.",
        report_errors="Nobody.", matrix_document="document-0",
    )  # fmt: skip


def _scheme() -> Scheme:
    grades = tuple(
        Grade(label=label, meaning=label, strength=strength, basis=Basis.STATED, why="Made up.")
        for label, strength in LABELS.items()
    )
    return Scheme(id="labels", name="Labels", about="Made up.", grades=grades)
