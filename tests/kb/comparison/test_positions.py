"""Positions worked out once give the verdicts that the records give, under every mapping."""

import itertools

import pytest

from kb.comparison import among, under_other_mappings
from kb.comparison.statement import statements
from kb.comparison.verdict import verdict
from kb.knowledge import CURATED, load
from kb.records import Recommendation, StrengthMapping, Topic

BASE = load(CURATED)
ALL = tuple(guideline.id for guideline in BASE.by_country)
TOPICS = [topic.id for topic in BASE.of(Topic)]
MAPPINGS = [None, *BASE.of(StrengthMapping)]


def obviously(topic, guidelines, mapping):
    recs = [rec for rec in BASE.of(Recommendation) if rec.guideline in guidelines]
    return verdict(statements(BASE, topic, recs, mapping))


@pytest.mark.parametrize("mapping", MAPPINGS, ids=lambda m: m.id if m else "printed")
def test_a_verdict_is_that_of_the_records(mapping):
    for size in (1, 2, len(ALL)):
        for guidelines in itertools.combinations(ALL, size):
            for topic in TOPICS:
                assert among(BASE, topic, guidelines, mapping) == obviously(topic, guidelines, mapping)


def test_each_other_mapping_under_which_a_verdict_changes_is_named_with_what_it_gives():
    for guidelines in [ALL, *itertools.combinations(ALL, 2)]:
        for topic in TOPICS:
            plain = obviously(topic, guidelines, None).kind
            changed = {m.id: v for m in MAPPINGS[1:] if (v := obviously(topic, guidelines, m)).kind is not plain}
            found = under_other_mappings(BASE, topic, iter(guidelines))
            assert {mapping.id: said for mapping, said in found} == changed


def test_some_verdict_changes_and_some_does_not():
    changed = {m.id: v.kind for m, v in under_other_mappings(BASE, "patient-request", ALL)}
    assert changed == {"mapping-nice-verbs": "differ-in-strength"}
    assert under_other_mappings(BASE, "care-setting", ALL) == ()
