"""Records as pandas DataFrames: one row a record, one documented dtype a column.

The index is `id`, of dtype ``str`` (`edges` is counted). Each table below names
its columns in order, with their dtype:

=============  ==============================================================
`TEXT`         ``str``; absent is missing (`isna`), never an empty text
`WHOLE`        ``Int64``; absent is ``<NA>``
`NUMBER`       ``Float64``; absent is ``<NA>``
`YES_NO`       ``bool``; never absent
`MAYBE`        ``boolean``; absent is ``<NA>``
`MANY`         ``object``: a tuple of ``str``, empty where there is none
`EXACT`        ``object``: a ``decimal.Decimal``; absent is None (`isna`)
`ONE_OF`       unordered ``category`` of the values in the data
terms          unordered ``category`` of all of them, in their order, then of any others in the data
=============  ==============================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from kb import labels
from kb.records import (
    Case,
    Comparator,
    Discrepancy,
    Document,
    Effect,
    FactorSet,
    Finding,
    FindingCategory,
    Guideline,
    Intervention,
    Locator,
    Opioid,
    Outcome,
    Recommendation,
    Record,
    Reference,
    Trigger,
    Unit,
)
from kb.vocabulary import Basis, Certainty, EffectStatus, Favours, Measure, Phase, Relation, Strength, Verb, Weight

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase
    from kb.records.opioid import Listed

TEXT, WHOLE, NUMBER, YES_NO, MAYBE, MANY, ONE_OF = "str", "Int64", "Float64", "bool", "boolean", "many", "category"
EXACT = "exact"
NOT_REPORTED = "not-reported"
CERTAINTY = (*Certainty, NOT_REPORTED)
Dtype = str | type[StrEnum] | tuple[str, ...]
Columns = Mapping[str, tuple[Dtype, Callable[["KnowledgeBase", Any], object]]]


def shared(make: Callable[[Any], pd.DataFrame]) -> property:
    """Return a property that builds a frame once and hands out a copy-on-write copy of it each time.

    What one caller changes in a copy, no other sees.
    """
    kept = f"_{make.__name__}"

    def get(owner: object) -> pd.DataFrame:
        if kept not in owner.__dict__:
            owner.__dict__[kept] = make(owner)
        given = owner.__dict__[kept].copy(deep=False)
        # A shallow copy shares the object that holds the index, and with it the name that somebody may change.
        given.index, given.columns = given.index.view(), given.columns.view()
        return given

    return property(get, doc=make.__doc__)


def frame(base: KnowledgeBase, records: Iterable[Record], columns: Columns) -> pd.DataFrame:
    """Return one row for each record, by id, in the order given."""
    rows = tuple(records)
    data = {name: column([value(base, row) for row in rows], dtype) for name, (dtype, value) in columns.items()}
    return pd.DataFrame(data, index=pd.Index([row.id for row in rows], name="id", dtype=TEXT))


def column(values: list[Any], dtype: Dtype) -> pd.api.extensions.ExtensionArray | np.ndarray:
    """Return values, None where absent, as a column of one of this module's dtypes."""
    if dtype == MANY:
        return np.fromiter((tuple(map(str, many)) for many in values), dtype=object, count=len(values))
    if dtype == EXACT:
        return np.fromiter(values, dtype=object, count=len(values))
    if dtype in {WHOLE, NUMBER, YES_NO, MAYBE}:
        return pd.array(values, dtype=dtype)
    texts = [None if value is None else str(value) for value in values]
    if dtype == TEXT:
        return pd.array(texts, dtype=TEXT)
    terms = () if dtype == ONE_OF else map(str, dtype)
    every = dict.fromkeys([*terms, *(text for text in texts if text is not None)])
    return pd.Categorical(texts, categories=pd.Index(list(every), dtype=TEXT))


def _where(base: KnowledgeBase, where: Locator) -> str:
    return labels.locator(where, base.get(Document, where.document).short_title)


def _certainty(_: KnowledgeBase, effect: Effect) -> str:
    return ";".join(effect.certainty) or NOT_REPORTED


def _better(base: KnowledgeBase, effect: Effect) -> str | None:
    if effect.measure is None or effect.outcome is None:
        return None
    ends = base.get(Outcome, effect.outcome).better_when
    return ends.people if effect.measure.counts_people else ends.amount


def _label(base: KnowledgeBase, model: type[Any], record: str | None) -> str | None:
    return None if record is None else base.get(model, record).label


def _measured(base: KnowledgeBase, case: Case) -> list[str]:
    return [
        f"{value.to}: {labels.measured(value.low, value.high, base.get(Unit, value.unit))}" for value in case.values
    ]


def _ends(links: Iterable[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(link.to for link in links))


SOURCE: Columns = {
    "source": (ONE_OF, lambda _, r: r.where.document),
    "table": (WHOLE, lambda _, r: r.where.table),
    "item": (WHOLE, lambda _, r: r.where.item),
    "locator": (TEXT, lambda b, r: _where(b, r.where)),
    "passage_length": (WHOLE, lambda _, r: r.passage and r.passage.length),
    "passage_sha256": (TEXT, lambda _, r: r.passage and r.passage.sha256),
}
NOTE: Columns = {"note": (TEXT, lambda _, r: r.note)}
LABEL: Columns = {"label": (TEXT, lambda _, r: r.label)}
SYNONYMS: Columns = {
    "label_de": (TEXT, lambda _, r: r.translations.de),
    "synonyms_en": (MANY, lambda _, r: r.synonyms.en),
    "synonyms_de": (MANY, lambda _, r: r.synonyms.de),
}

RECOMMENDATIONS: Columns = {
    "guideline": (ONE_OF, lambda _, r: r.guideline),
    "country": (ONE_OF, lambda b, r: b.get(Guideline, r.guideline).country),
    "country_name": (ONE_OF, lambda b, r: b.get(Guideline, r.guideline).country_name),
    "source": SOURCE["source"],
    "table": SOURCE["table"],
    "item": SOURCE["item"],
    "phase": (Phase, lambda _, r: r.phase),
    "verb": (Verb, lambda _, r: r.verb),
    "strength": (Strength, lambda b, r: b.strength(r)),
    "printed_strength": (TEXT, lambda _, r: r.strength),
    "statement": (TEXT, lambda _, r: r.statement),
    "action": (TEXT, lambda _, r: r.action),
    "conditions": (MANY, lambda _, r: r.conditions),
    "caveats": (MANY, lambda _, r: r.caveats),
    "quantities": (MANY, lambda b, r: [labels.quantity(b, q) for q in r.quantities]),
    "topics": (MANY, lambda _, r: _ends(r.about)),
    "triggers": (MANY, lambda _, r: _ends(r.triggers)),
    "unless": (MANY, lambda _, r: _ends(r.unless)),
    "together": (YES_NO, lambda _, r: r.together),
    "interventions": (MANY, lambda _, r: _ends(r.interventions)),
    "reference": (TEXT, lambda b, r: b.get(Guideline, r.guideline).reference),
    "locator": SOURCE["locator"],
    "passage_length": SOURCE["passage_length"],
    "passage_sha256": SOURCE["passage_sha256"],
    **NOTE,
}

EFFECTS: Columns = {
    "intervention": (ONE_OF, lambda _, e: e.intervention),
    "intervention_label": (TEXT, lambda b, e: _label(b, Intervention, e.intervention)),
    "comparator": (TEXT, lambda _, e: e.comparator),
    "comparator_label": (TEXT, lambda b, e: _label(b, Comparator, e.comparator)),
    "outcome": (ONE_OF, lambda _, e: e.outcome),
    "outcome_label": (TEXT, lambda b, e: _label(b, Outcome, e.outcome)),
    "measure": (Measure, lambda _, e: e.measure),
    "estimate": (NUMBER, lambda _, e: e.estimate),
    "ci_low": (NUMBER, lambda _, e: e.ci_low),
    "ci_high": (NUMBER, lambda _, e: e.ci_high),
    "ci_level": (NUMBER, lambda _, e: e.ci_level),
    "se": (NUMBER, lambda _, e: e.se),
    "unit": (TEXT, lambda b, e: labels.unit(b, e.unit) or None),
    "timepoint": (TEXT, lambda _, e: e.timepoint),
    "studies": (WHOLE, lambda _, e: e.studies),
    "participants": (WHOLE, lambda _, e: e.participants),
    "participants_note": (TEXT, lambda _, e: e.participants_note),
    "certainty": (CERTAINTY, _certainty),
    "favours": (Favours, lambda _, e: e.favours),
    "status": (EffectStatus, lambda _, e: e.status),
    "event": (TEXT, lambda _, e: e.event),
    "pooled": (YES_NO, lambda _, e: e.pooled),
    "better": (ONE_OF, _better),
    "printed": (TEXT, lambda _, e: e.printed),
    "statement": (TEXT, lambda _, e: e.statement),
    "source": SOURCE["source"],
    "table": SOURCE["table"],
    "item": SOURCE["item"],
    "locator": SOURCE["locator"],
    "reference": (MANY, lambda _, e: e.references),
    "passage_length": SOURCE["passage_length"],
    "passage_sha256": SOURCE["passage_sha256"],
    **NOTE,
}

GUIDELINES: Columns = {
    "country": (TEXT, lambda _, g: g.country),
    "country_name": (TEXT, lambda _, g: g.country_name),
    "short_title": (TEXT, lambda _, g: g.short_title),
    "title": (TEXT, lambda _, g: g.title),
    "issuer": (TEXT, lambda _, g: g.issuer),
    "year": (WHOLE, lambda _, g: g.year),
    "reference": (TEXT, lambda _, g: g.reference),
    "scheme": (TEXT, lambda _, g: g.scheme),
    "status": (ONE_OF, lambda _, g: g.status),
    "status_words": (TEXT, lambda _, g: g.status_words),
    "read": (TEXT, lambda _, g: g.read),
    **NOTE,
}

TOPICS: Columns = {
    **LABEL,
    "broader": (TEXT, lambda _, t: t.broader),
    "depth": (WHOLE, lambda b, t: len(b.above(t.id)) - 1),
    "scope": (TEXT, lambda _, t: t.scope),
    **SYNONYMS,
    "shown_with": (TEXT, lambda _, t: t.shown_with),
    **NOTE,
}

TRIGGERS: Columns = {
    **LABEL,
    "measured_in": (TEXT, lambda b, t: labels.unit(b, t.measured_in) or None),
    "topic": (TEXT, lambda _, t: t.topic),
    **SYNONYMS,
    **NOTE,
}

INTERVENTIONS: Columns = {
    **LABEL,
    "description": (TEXT, lambda _, i: i.description),
    "components": (MANY, lambda _, i: i.components),
    **SYNONYMS,
    **NOTE,
}

OUTCOMES: Columns = {
    **LABEL,
    "definition": (TEXT, lambda _, o: o.definition),
    "better_amount": (ONE_OF, lambda _, o: o.better_when.amount),
    "better_people": (ONE_OF, lambda _, o: o.better_when.people),
    **SYNONYMS,
    **NOTE,
}

FINDINGS: Columns = {
    "category": (ONE_OF, lambda b, f: b.get(FindingCategory, f.category).code),
    "statement": (TEXT, lambda _, f: f.statement),
    "design": (TEXT, lambda _, f: f.design),
    "direction": (ONE_OF, lambda _, f: f.direction),
    "about": (MANY, lambda _, f: _ends(f.about)),
    "balanced_by": (MANY, lambda _, f: _ends(f.balanced_by)),
    "source": SOURCE["source"],
    "locator": SOURCE["locator"],
    "reference": (MANY, lambda _, f: f.references),
    "passage_length": SOURCE["passage_length"],
    "passage_sha256": SOURCE["passage_sha256"],
    **NOTE,
}

CASES: Columns = {
    "title": (TEXT, lambda _, c: c.title),
    "fictional": (YES_NO, lambda _, c: c.fictional),
    "learning_point": (TEXT, lambda _, c: c.learning_point),
    "age": (WHOLE, lambda _, c: c.age),
    "sex": (TEXT, lambda _, c: c.sex),
    "condition": (TEXT, lambda _, c: c.condition),
    "medicines": (MANY, lambda _, c: [medicine.printed for medicine in c.medicines]),
    "holds": (MANY, lambda _, c: _ends(c.holds)),
    "fails": (MANY, lambda _, c: _ends(c.fails)),
    "measured": (MANY, _measured),
    "unknown": (MANY, lambda _, c: c.unknown),
    "question": (TEXT, lambda _, c: c.question),
    "locator": (TEXT, lambda b, c: c.where and _where(b, c.where)),
    **NOTE,
}

REFERENCES: Columns = {
    "document": (ONE_OF, lambda _, r: r.document),
    "number": (WHOLE, lambda _, r: r.number),
    "citation": (TEXT, lambda _, r: r.citation),
    "form": (ONE_OF, lambda _, r: r.form),
    "authors": (MANY, lambda _, r: r.authors),
    "authors_complete": (MAYBE, lambda _, r: r.authors_complete),
    "title": (TEXT, lambda _, r: r.title),
    "container": (TEXT, lambda _, r: r.container),
    "place": (TEXT, lambda _, r: r.place),
    "volume": (TEXT, lambda _, r: r.volume),
    "issue": (TEXT, lambda _, r: r.issue),
    "pages": (TEXT, lambda _, r: r.pages),
    "year": (WHOLE, lambda _, r: r.year),
    "date": (TEXT, lambda _, r: r.date),
    "publication_status": (TEXT, lambda _, r: r.publication_status),
    "doi": (TEXT, lambda _, r: r.doi),
    "url": (TEXT, lambda _, r: r.url),
    "kind": (TEXT, lambda _, r: r.kind),
    "identifier_read": (TEXT, lambda _, r: r.identifier_read),
    **NOTE,
}

DISCREPANCIES: Columns = {
    "title": (TEXT, lambda _, d: d.title),
    "weight": (Weight, lambda _, d: d.weight),
    "records": (MANY, lambda _, d: [side.record for side in d.sides]),
    "says": (MANY, lambda _, d: [side.says for side in d.sides]),
    "handling": (TEXT, lambda _, d: d.handling),
    "about": (MANY, lambda _, d: _ends(d.about)),
    **NOTE,
}

OPIOIDS: Columns = {
    **LABEL,
    "substance": (ONE_OF, lambda _, o: o.substance),
    "route": (ONE_OF, lambda _, o: o.route),
    "unit": (ONE_OF, lambda b, o: labels.unit(b, o.unit)),
    "continuous": (YES_NO, lambda _, o: o.continuous),
    "most": (EXACT, lambda _, o: o.most),
    "apart": (TEXT, lambda _, o: o.apart),
    **SYNONYMS,
    **NOTE,
}

FACTORS: dict[str, Dtype] = {
    "factor_set": TEXT, "title": TEXT, "year": WHOLE, "opioid": TEXT, "label": TEXT, "unit": TEXT, "factor": EXACT,
    "daily_low": EXACT, "daily_high": EXACT, "why_none": TEXT, "printed": TEXT, "address": TEXT, "depth": ONE_OF,
    "confidence": ONE_OF, "note": TEXT,
}  # fmt: skip


def recommendations(base: KnowledgeBase) -> pd.DataFrame:
    """Return every recommendation, in the order of the files; columns as in `RECOMMENDATIONS`."""
    return frame(base, base.of(Recommendation), RECOMMENDATIONS)


def effects(base: KnowledgeBase) -> pd.DataFrame:
    """Return every statement of effect, in the order of the files; columns as in `EFFECTS`.

    Differences are intervention minus comparator, ratios intervention over
    comparator; `better` is the end of the row's own measure that is better for
    the patient.
    """
    return frame(base, base.of(Effect), EFFECTS)


def guidelines(base: KnowledgeBase) -> pd.DataFrame:
    """Return every guideline, by the name of its country; columns as in `GUIDELINES`."""
    return frame(base, base.by_country, GUIDELINES)


def topics(base: KnowledgeBase) -> pd.DataFrame:
    """Return every topic, each followed by its narrower ones; columns as in `TOPICS` and, counted from 0, `order`."""
    found = frame(base, (topic for topic, _ in base.outline), TOPICS)
    return found.assign(order=pd.array(range(len(found)), dtype=WHOLE))


def triggers(base: KnowledgeBase) -> pd.DataFrame:
    """Return every trigger; columns as in `TRIGGERS`."""
    return frame(base, base.of(Trigger), TRIGGERS)


def interventions(base: KnowledgeBase) -> pd.DataFrame:
    """Return every intervention; columns as in `INTERVENTIONS`."""
    return frame(base, base.of(Intervention), INTERVENTIONS)


def outcomes(base: KnowledgeBase) -> pd.DataFrame:
    """Return every outcome; columns as in `OUTCOMES`."""
    return frame(base, base.of(Outcome), OUTCOMES)


def findings(base: KnowledgeBase) -> pd.DataFrame:
    """Return every finding; columns as in `FINDINGS`."""
    return frame(base, base.of(Finding), FINDINGS)


def references(base: KnowledgeBase) -> pd.DataFrame:
    """Return every reference; columns as in `REFERENCES`."""
    return frame(base, base.of(Reference), REFERENCES)


def discrepancies(base: KnowledgeBase) -> pd.DataFrame:
    """Return every discrepancy; columns as in `DISCREPANCIES`, `says` in the order of `records`."""
    return frame(base, base.of(Discrepancy), DISCREPANCIES)


def cases(base: KnowledgeBase) -> pd.DataFrame:
    """Return every case, in the order of the files; columns as in `CASES`."""
    return frame(base, base.of(Case), CASES)


def opioids(base: KnowledgeBase) -> pd.DataFrame:
    """Return every opioid by its route, in the order of the files; columns as in `OPIOIDS`."""
    return frame(base, base.of(Opioid), OPIOIDS)


def factors(base: KnowledgeBase) -> pd.DataFrame:
    """Return what each set of factors says of each opioid, counted from 0; columns as in `FACTORS`.

    One row a factor, of daily doses from `daily_low` to `daily_high` in `unit`
    where it depends on them; `factor` is missing and `why_none` given where the
    set has none.
    """
    rows = [(kept, *row) for kept in base.of(FactorSet) for row in _listed(kept)]
    data = {
        "factor_set": [kept.id for kept, *_ in rows],
        "title": [kept.short_title for kept, *_ in rows],
        "year": [kept.year for kept, *_ in rows],
        "label": [base.get(Opioid, listed.opioid).label for _, listed, *_ in rows],
        "unit": [labels.unit(base, base.get(Opioid, listed.opioid).unit) for _, listed, *_ in rows],
        "factor": [factor for _, _, factor, *_ in rows],
        "daily_low": [low for *_, low, _ in rows],
        "daily_high": [high for *_, high in rows],
        "why_none": [getattr(listed, "why", None) for _, listed, *_ in rows],
    }
    given = {name: [getattr(listed, name) for _, listed, *_ in rows] for name in FACTORS if name not in data}
    return pd.DataFrame({name: column((data | given)[name], dtype) for name, dtype in FACTORS.items()})


def _listed(kept: FactorSet) -> Iterator[tuple[Listed, Decimal | None, Decimal | None, Decimal | None]]:
    """Yield what a set says of each opioid, with a factor and the daily doses it is for."""
    for listed in kept.factors:
        if listed.factor is not None:
            yield listed, listed.factor, None, None
        yield from ((listed, band.factor, band.low, band.high) for band in listed.bands)
    yield from ((omission, None, None, None) for omission in kept.without)


def edges(base: KnowledgeBase) -> pd.DataFrame:
    """Return every link of the graph: `source`, `target`, `reason` as text, `relation` and `basis` as categories."""
    links = list(base.graph.edges(keys=True, data=True))
    return pd.DataFrame(
        {
            "source": column([source for source, *_ in links], TEXT),
            "relation": column([relation for _, _, relation, _ in links], Relation),
            "target": column([target for _, target, *_ in links], TEXT),
            "basis": column([data["basis"] for *_, data in links], Basis),
            "reason": column([data["reason"] or None for *_, data in links], TEXT),
        }
    )
