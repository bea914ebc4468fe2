"""Synthetic guidelines as records of a data folder, from a seed: the same size and seed always give the same.

How many there are of each thing, and how unevenly they are used, follows the
curated data: few topics and triggers carry most recommendations, guidelines
differ in size, one recommendation in seven prints no strength.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from itertools import accumulate
from random import Random

from bench.growth.folder import Fields
from bench.growth.words import Words

SEED, UPPER, OUTCOMES = 5, 7, 3
"""`UPPER` topics stand on the upper level."""
LABELS = {"strong": "strong", "weak or conditional": "weak-or-conditional", "consensus": "consensus"}
UNITS = {
    "mme-per-day": {"equivalent": True}, "percent-of-dose": {"percent": True}, "week": {"days": 7.0},
    "month": {"days": 30.436875}, "percent-of-dose-per-4-weeks": {"percent": True, "days": 28.0},
}  # fmt: skip
SCALES = {"scale-dose": "mme-per-day", "scale-taper": "percent-of-dose-per-4-weeks", "scale-review": "week"}
KINDS = {
    "dose": ("scale-dose", "amount", "mme-per-day"), "taper-step": ("scale-taper", "step", "percent-of-dose"),
    "taper-interval": ("scale-taper", "interval", "week"), "review-interval": ("scale-review", "amount", "month"),
}  # fmt: skip
CERTAINTIES = ([], ["high"], ["moderate"], ["low"], ["very-low"], ["moderate", "low"], ["low", "very-low"])
PACKAGE = {
    "id": "synthetic", "title": "Synthetic guidelines", "headline": "Made-up guidelines, side by side",
    "subject": "What made-up guidelines recommend", "evidence_about": "Made-up trials.", "search_examples": "anything",
    "version": "0.0.1", "released": "2026-11-22", "licence": "CC0-1.0", "not_for": "For measuring only.",
    "report_errors": "Nobody.", "matrix_document": "document-0",
}  # fmt: skip
Made = Iterator[tuple[str, Fields]]


def counts(size: int) -> dict[str, int]:
    """Return how many records of each kind `size` recommendations come with: 50 guidelines at 100,000."""
    powers = {
        "guideline": (5, 1 / 3), "topic": (30, 0.375), "trigger": (25, 0.3), "intervention": (10, 0.4),
        "effect": (30, 2 / 3), "reference": (50, 0.6),
    }  # fmt: skip
    return {kind: round(at_hundred * (size / 100) ** exponent) for kind, (at_hundred, exponent) in powers.items()}


class Synthetic:
    """One collection being made. Every draw comes from one source of chance, in one order."""

    def __init__(self, size: int, seed: int = SEED) -> None:
        self.size, self.chance, self.many = size, Random(seed), counts(size)
        self.words = Words(self.chance)
        self.ids = {kind: [f"{kind}-{n}" for n in range(many)] for kind, many in self.many.items()}

    def records(self) -> Made:
        """Yield every record as its kind and its fields."""
        yield "package", PACKAGE
        yield from self._vocabulary()
        yield from self._sources()
        yield from self._concepts()
        yield from self._recommendations()
        yield from (("effect", self._effect(n)) for n in range(self.many["effect"]))

    def _vocabulary(self) -> Made:
        for unit, fields in UNITS.items():
            yield "unit", {"id": unit, "label": unit.replace("-", " "), **fields}
        for scale, unit in SCALES.items():
            yield "scale", {"id": scale, "label": scale.replace("-", " "), "unit": unit}
        for kind, (scale, role, _) in KINDS.items():
            yield "quantity-kind", {"id": kind, "label": kind.replace("-", " "), "scale": scale, "role": role}
        grades = [
            {"label": label, "meaning": label, "strength": strength, "basis": "stated", "why": "Made up."}
            for label, strength in LABELS.items()
        ]
        yield "scheme", {"id": "labels", "name": "Labels", "about": "Made up.", "grades": grades}
        overrides = {
            "verbs": {"guideline": self.ids["guideline"][-1], "verbs": ["do", "do-not"], "to": "strong"},
            "ungraded": {"strength": "consensus", "to": "not-reported"},
        }
        for name, override in overrides.items():
            about = [{"to": "labels", "why": "It is about these labels."}]
            yield "mapping", {"id": f"mapping-{name}", "title": name, "why": "To test verdicts.", "overrides": [override], "about": about}  # fmt: skip

    def _sources(self) -> Made:
        for n, guideline in enumerate(self.ids["guideline"]):
            document, title = f"document-{n}", self.words.sentence(4, 9)
            yield "document", {
                "id": document, "short_title": f"Source {n}", "title": title, "citation": f"{title} 2025.",
                "kind": "guideline", "year": 2025, "scheme": "labels", "read": "All of it, for it was made up.",
            }  # fmt: skip
            for number in (1, 2):
                table = {"document": document, "number": number, "label": f"Table {number}"}
                yield "source-table", {"id": f"{document}-table-{number}", **table}
            yield "guideline", {
                "id": guideline, "country": chr(65 + n // 26) + chr(65 + n % 26), "country_name": self.words.rare(n).title(),
                "short_title": f"Guideline {n}", "title": self.words.sentence(5, 9), "issuer": self.words.some(2, 4).title(),
                "year": self.chance.randint(2012, 2025), "reference": f"reference-{n}", "scheme": "labels",
                "status": "current", "status_words": self.words.sentence(6, 12), "read": "All of it.",
            }  # fmt: skip
        for n, reference in enumerate(self.ids["reference"]):
            title, year = self.words.sentence(6, 14), self.chance.randint(1995, 2025)
            yield "reference", {
                "id": reference, "document": f"document-{n % self.many['guideline']}", "number": n + 1,
                "citation": f"{title} {year}.", "title": title, "year": year, "kind": "trial",
            }  # fmt: skip

    def _concepts(self) -> Made:
        for n, topic in enumerate(self.ids["topic"]):
            # Three levels: some topics, a quarter of them below these, and the rest under any of both.
            middle = UPPER + self.many["topic"] // 4
            above = {"broader": f"topic-{self.chance.randrange(UPPER if n < middle else middle)}"} if n >= UPPER else {}
            beside = {"shown_with": f"topic-{UPPER}"} if above and n % 5 == 0 and n != UPPER else {}
            yield "topic", {**self._concept(topic, n), "scope": self.words.sentence(6, 14), **above, **beside}
        for n, trigger in enumerate(self.ids["trigger"]):
            # The rarer ones might be used by nobody, and a record that hangs loose breaks a rule.
            on = {"topic": self._one("topic")} if n > UPPER else {}
            unit = {"measured_in": "mme-per-day"} if _measured(trigger) else {}
            yield "trigger", {**self._concept(trigger, 20_000 + n), **unit, **on}
        for n, intervention in enumerate(self.ids["intervention"]):
            yield "intervention", {**self._concept(intervention, 40_000 + n), "description": self.words.sentence(3, 9)}
        yield "comparator", self._concept("usual-care", 60_000)
        for n in range(OUTCOMES):
            words = {"people_higher": "more people who are well"}
            better = {
                "definition": self.words.sentence(5, 9),
                "better_when": {"people": "higher"},
                "result_words": words,
            }
            yield "outcome", {**self._concept(f"outcome-{n}", 60_001 + n), **better}

    def _concept(self, name: str, place: int) -> Fields:
        most = {"en": 4, "de": 2}
        synonyms = {of: [self.words.some(1, 2) for _ in range(self.chance.randint(0, n))] for of, n in most.items()}
        return {"id": name, "label": self.words.rare(place).capitalize(), "synonyms": synonyms}

    def _recommendations(self) -> Made:
        # The largest guideline is a few times the size of the smallest; together they come to the size asked for.
        weights = [1 / (k + 12) for k in range(self.many["guideline"])]
        sizes = [int(self.size * weight / sum(weights)) for weight in weights]
        sizes[0] += self.size - sum(sizes)
        for n, size in enumerate(sizes):
            items = [0, 0]
            for k in range(size):
                part = int(self.chance.random() > 0.3)
                items[part] += 1
                where = {
                    "document": f"document-{n}",
                    "table": part + 1,
                    "row": f"Section {k // 20 + 1}",
                    "item": items[part],
                }
                yield (
                    "recommendation",
                    self._recommendation(f"r-{n}-{k}", f"guideline-{n}", ("when", "how")[part], where),
                )

    def _recommendation(self, name: str, guideline: str, phase: str, where: Fields) -> Fields:
        triggers, label = self._several("trigger", (35, 35, 18, 8, 4)), self._weighted([*LABELS, ""], (34, 38, 14, 14))
        statement = self.words.sentence(9, 38)
        return {
            "id": name, "where": where, "passage": _passage(statement), "guideline": guideline, "phase": phase,
            "statement": statement, "verb": self._weighted(("do", "consider", "do-not", "information"), (55, 25, 8, 12)),
            "action": self.words.some(2, 6), **({"strength": label} if label else {}),
            "conditions": [self.words.some(3, 8) for _ in triggers],
            "caveats": [self.words.sentence(5, 15)] if self.chance.random() < 0.25 else [],
            "quantities": [self._quantity()] if self.chance.random() < 0.25 else [],
            "about": [
                {"to": topic, "why": self.words.sentence(5, 11), "direction": self._weighted(("for", "against", "neither"), (78, 12, 10))}
                for topic in self._several("topic", (0, 45, 32, 16, 7))
            ],
            "triggers": [self._trigger(trigger) for trigger in triggers],
            "unless": [self._trigger(trigger) for trigger in self._several("trigger", (92, 8))],
            "interventions": [
                {"to": to, "why": self.words.sentence(5, 11)} for to in self._several("intervention", (72, 22, 6))
            ],
        }  # fmt: skip

    def _trigger(self, trigger: str) -> Fields:
        dose = {"at_least": self.chance.choice((50, 60, 90, 100, 120, 200)), "unit": "mme-per-day"}
        return {"to": trigger, "basis": "stated", **(dose if _measured(trigger) else {})}

    def _quantity(self) -> Fields:
        low, kind = self.chance.choice((2, 4, 5, 10, 12, 25)), self.chance.choice(list(KINDS))
        unit = KINDS[kind][2]
        return {"kind": kind, "low": low, "high": low * 2, "unit": unit, "printed": f"{low} to {low * 2} {unit}"}

    def _effect(self, n: int) -> Fields:
        statement = self.words.sentence(12, 30)
        given = {
            "id": f"effect-{n}", "where": {"document": f"document-{n % self.many['guideline']}", "section": "Trials"},
            "passage": _passage(statement), "statement": statement, "comparator": "usual-care",
            # Each intervention has a trial before any has two.
            "intervention": f"intervention-{n}" if n < self.many["intervention"] else self._one("intervention"),
            "references": self._several("reference", (0, 80, 20)),
        }  # fmt: skip
        if self.chance.random() < 0.4:
            return {**given, "status": self.chance.choice(("no-trials", "narrative"))}
        estimate = round(self.chance.uniform(1.05, 6), 2)
        low, high = round(estimate / 2, 2), round(estimate * 2, 2)
        return {
            **given, "status": "estimate", "measure": self.chance.choice(("OR", "RR")), "estimate": estimate,
            "outcome": f"outcome-{self.chance.randrange(OUTCOMES)}", "ci_low": low, "ci_high": high, "ci_level": 95,
            "printed": f"{estimate} ({low} to {high})", "favours": "intervention",
            "certainty": self._weighted(CERTAINTIES, (38, 5, 12, 16, 15, 7, 7)),
            "studies": self.chance.randint(1, 12), "participants": self.chance.randint(40, 3000),
        }  # fmt: skip

    def _one(self, kind: str) -> str:
        return self._several(kind, (0, 1))[0]

    def _several(self, kind: str, how_many: Sequence[int]) -> list[str]:
        # `how_many[k]` is how often there are k of them. The first are drawn most often, in proportion to 1 / rank.
        wanted = min(self._weighted(range(len(how_many)), how_many), self.many[kind])
        found: dict[str, None] = {}
        while len(found) < wanted:
            found[self.chance.choices(self.ids[kind], cum_weights=_ranks(self.many[kind]))[0]] = None
        return list(found)

    def _weighted(self, values: Sequence, weights: Sequence[int]):
        return self.chance.choices(values, weights)[0]


def _measured(trigger: str) -> bool:
    return int(trigger.rpartition("-")[2]) % 9 == 2


def _passage(text: str) -> Fields:
    return {"length": len(text), "sha256": sha256(text.encode()).hexdigest()}


@cache
def _ranks(count: int) -> list[float]:
    return list(accumulate(1 / (k + 2) for k in range(count)))
