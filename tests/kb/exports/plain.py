"""The rows of the export contract a second time: slow, obvious, straight from the records, without frames."""

from kb import labels
from kb.comparison import among
from kb.records import (
    Comparator,
    Discrepancy,
    Document,
    Effect,
    Finding,
    Guideline,
    Intervention,
    Recommendation,
    Reference,
    Term,
    Topic,
    Trigger,
    Unit,
)


def where(base, locator):
    return labels.locator(locator, base.get(Document, locator.document).short_title)


def ends(links):
    return [link.to for link in links]


def passage(record):
    found = record.passage
    return {"passage_length": found.length if found else None, "passage_sha256": found.sha256 if found else None}


def code(base, unit):
    return base.get(Unit, unit).code if unit else None


def recommendation(base, r):
    guideline = base.get(Guideline, r.guideline)
    return {
        "id": r.id, "guideline": guideline.id, "country": guideline.country, "source": r.where.document,
        "table": r.where.table, "item": r.where.item, "strength": base.strength(r).value, "strength_printed": r.strength,
        "statement": r.statement, "action": r.action, "verb": r.verb.value, "phase": r.phase.value,
        "conditions": list(r.conditions), "caveats": list(r.caveats),
        "quantities": [labels.quantity(base, q) for q in r.quantities], "topics": ends(r.about), "triggers": ends(r.triggers),
        "together": r.together,
        "exceptions": ends(r.unless), "interventions": ends(r.interventions), "reference": guideline.reference,
        "locator": where(base, r.where), **passage(r), "note": r.note,
    }  # fmt: skip


def effect(base, e):
    return {
        "id": e.id, "intervention": e.intervention, "intervention_label": base.get(Intervention, e.intervention).label,
        "comparator": e.comparator, "comparator_label": base.get(Comparator, e.comparator).label if e.comparator else None,
        "outcome": e.outcome, "event": e.event, "measure": e.measure.value if e.measure else None, "estimate": e.estimate,
        "ci_low": e.ci_low, "ci_high": e.ci_high, "ci_level": e.ci_level, "se": e.se, "printed": e.printed,
        "unit": code(base, e.unit), "timepoint": e.timepoint, "studies": e.studies, "participants": e.participants,
        "participants_note": e.participants_note,
        "certainty": ";".join(c.value for c in e.certainty) or "not-reported", "favours": e.favours.value if e.favours else None,
        "status": e.status.value, "statement": e.statement, "source": e.where.document, "table": e.where.table,
        "locator": where(base, e.where), "reference": list(e.references), **passage(e), "note": e.note,
    }  # fmt: skip


def guideline(_, g):
    return {
        "id": g.id, "country": g.country, "country_name": g.country_name, "title": g.title, "issuer": g.issuer, "year": g.year,
        "reference": g.reference, "scheme": g.scheme, "status": g.status.value, "status_words": g.status_words, "read": g.read,
        "note": g.note,
    }  # fmt: skip


def topic(_, t):
    return {
        "id": t.id, "label": t.label, "broader": t.broader, "scope": t.scope, "label_de": t.translations.de, "synonyms_en": list(t.synonyms.en),
        "synonyms_de": list(t.synonyms.de), "shown_with": t.shown_with, "note": t.note,
    }  # fmt: skip


def trigger(base, t):
    return {
        "id": t.id, "label": t.label, "measured_in": code(base, t.measured_in), "label_de": t.translations.de, "synonyms_en": list(t.synonyms.en),
        "synonyms_de": list(t.synonyms.de), "note": t.note,
    }  # fmt: skip


def reference(_, r):
    return {
        "id": r.id, "document": r.document, "number": r.number, "citation": r.citation, "form": r.form.value if r.form else None,
        "authors": list(r.authors), "authors_complete": r.authors_complete, "title": r.title, "container": r.container,
        "place": r.place, "volume": r.volume, "issue": r.issue, "pages": r.pages, "year": r.year, "date": r.date,
        "publication_status": r.publication_status, "doi": r.doi, "url": r.url, "kind": r.kind,
        "identifier_read": r.identifier_read, "note": r.note,
    }  # fmt: skip


def finding(base, f):
    return {
        "id": f.id, "category": base.get(Term, f.category).code, "statement": f.statement, "design": f.design,
        "direction": f.direction.value if f.direction else None, "about": ends(f.about), "balanced_by": ends(f.balanced_by), "source": f.where.document,
        "locator": where(base, f.where), "reference": list(f.references), **passage(f), "note": f.note,
    }  # fmt: skip


def discrepancy(_, d):
    return {
        "id": d.id, "title": d.title, "weight": d.weight.value, "records": [s.record for s in d.sides], "says": [s.says for s in d.sides],
        "handling": d.handling, "about": ends(d.about), "note": d.note,
    }  # fmt: skip


def verdict(base, t):
    found = among(base, t.id, [g.id for g in base.by_country])
    return {
        "topic": t.id, "verdict": found.kind.value, "guidelines": len({s.guideline for s in found.inputs}),
        "agreed": found.agreed.value if found.agreed else None,
        "differences": [kind.value for kind in found.differences], "unrated": sorted(found.unrated),
        "inputs": [s.recommendation for s in found.inputs],
    }  # fmt: skip


def rows(base, name):
    """Return the rows of a table, every value as the record holds it: None where absent, a list for many."""
    if name == "edges":
        return [
            {
                "source": source,
                "relation": str(relation),
                "target": target,
                "basis": str(link["basis"]),
                "reason": link["reason"] or None,
            }
            for source, target, relation, link in base.graph.edges(keys=True, data=True)
        ]
    of = {
        "recommendations": (recommendation, base.of(Recommendation)), "effects": (effect, base.of(Effect)),
        "guidelines": (guideline, base.by_country), "topics": (topic, base.of(Topic)), "triggers": (trigger, base.of(Trigger)),
        "references": (reference, base.of(Reference)), "findings": (finding, base.of(Finding)),
        "discrepancies": (discrepancy, base.of(Discrepancy)), "verdicts": (verdict, [t for t, _ in base.outline]),
    }  # fmt: skip
    row, records = of[name]
    return [row(base, record) for record in records]


def flat(value):
    """Return a value as a CSV file spells it."""
    if value is None:
        return ""
    if isinstance(value, list):
        text = ";".join(part.replace(";", ",") for part in value)
    elif isinstance(value, bool):
        return "true" if value else "false"
    elif isinstance(value, float):
        return repr(int(value)) if value == int(value) else repr(value)
    elif isinstance(value, int):
        return str(value)
    else:
        text = value
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
