"""Every answer that was made fast, on synthetic guidelines, beside a slow and obvious second way to it."""

from collections import Counter
from random import Random

import networkx as nx
import pytest

from kb import graph
from kb.comparison import gaps
from kb.comparison.judgement import Order, conditions, judged
from kb.comparison.matrix import companions, matrix
from kb.comparison.verdict import statements, verdict
from kb.edges import edges_of
from kb.effects.bearing import strong_on_low
from kb.records import Document as SourceDocument
from kb.records import Effect, Guideline, Mapping, Recommendation, Scheme, Topic, Trigger, kind_of
from kb.selection import Selection
from kb.vocabulary import Direction, Phase
from kb.walk.neighbourhood import around
from kb.walk.step import between
from ui import records


@pytest.fixture(scope="module")
def kb(library):
    return library.kb


@pytest.fixture(scope="module")
def five(kb):
    return [guideline.id for guideline in kb.guidelines][:5]


def line(kb, topic):
    """The topic and every topic above it."""
    found = []
    while topic is not None:
        found.append(topic)
        topic = kb.get(Topic, topic).broader
    return found


def about(kb, topic, guideline):
    return [r for r in kb.of(Recommendation) if r.guideline == guideline and topic in {x.to for x in r.about}]


def holds(kb, rec, facet):
    """Every option of a facet that a recommendation has."""
    match facet:
        case "country":
            return {kb.get(Guideline, rec.guideline).country}
        case "topic":
            return {above for link in rec.about for above in line(kb, link.to)}
        case "trigger":
            return {link.to for link in rec.triggers}
        case "strength":
            return {kb.strength(rec)}
        case "phase" | "verb":
            return {getattr(rec, facet)}


def test_filters_and_counts(library, kb):
    chance, options = Random(3), library.facets.options()
    held = {rec.id: {facet: holds(kb, rec, facet) for facet in options} for rec in kb.of(Recommendation)}
    for _ in range(25):
        chosen = {name: tuple(chance.sample(of, min(len(of), chance.randint(0, 3)))) for name, of in options.items()}
        left = {
            out: [i for i, has in held.items() if all(not c or set(c) & has[f] for f, c in chosen.items() if f != out)]
            for out in (*options, None)
        }
        assert list(library.facets.matching(Selection(chosen))) == left[None]
        expected = {name: {o: sum(o in held[i][name] for i in left[name]) for o in of} for name, of in options.items()}
        assert library.facets.counts(Selection(chosen)) == expected


def test_words_and_filters_together_keep_the_order_of_the_hits(library, kb):
    used = Counter(word for rec in kb.of(Recommendation) for word in rec.statement.lower().split())
    word = used.most_common()[0][0]
    selection = Selection({"verb": ("do",)}, word)
    hits = library.index.find(word, "recommendation")
    assert len(hits.ids) > 3
    expected = [i for i in hits.ids if kb.records[i].verb == "do"]
    assert [rec.id for rec in library.recommendations(selection)] == expected
    counted = library.facets.counts(selection, hits.numbers)["phase"]
    assert counted == {phase: sum(kb.records[i].phase is phase for i in expected) for phase in Phase}


def test_strengths_come_from_the_scheme_of_the_document(kb):
    for rec in kb.of(Recommendation):
        scheme = kb.get(Scheme, kb.get(SourceDocument, rec.where.document).scheme)
        found = [grade.strength for grade in scheme.grades if grade.label == rec.strength]
        assert kb.strength(rec) == (found[0] if rec.strength else "not-reported")


def test_what_lies_below_a_topic(kb):
    for topic in kb.of(Topic):
        assert kb.narrower(topic.id) == {other.id for other in kb.of(Topic) if topic.id in line(kb, other.id)}


def test_the_matrix(kb, five):
    for row in matrix(kb, five):
        for cell, guideline in zip(row.cells, five, strict=True):
            assert list(cell.recommendations) == about(kb, row.topic.id, guideline)
            narrower = kb.narrower(row.topic.id) - {row.topic.id}
            assert cell.below == len({rec.id for topic in narrower for rec in about(kb, topic, guideline)})


def test_verdicts_under_every_mapping(kb, five):
    changed = 0
    for found in judged(kb, five, (), Order.TOPIC):
        topic = found.row.topic.id
        held = [rec for guideline in five for rec in about(kb, topic, guideline)]
        assert found.verdict == verdict(statements(kb, topic, held))
        others = [(m, verdict(statements(kb, topic, held, m))) for m in kb.of(Mapping)]
        expected = [(m.id, other) for m, other in others if other.kind is not found.verdict.kind]
        assert [(m.id, other) for m, other in found.elsewhere] == expected
        changed += len(expected)
    assert changed


def test_verdicts_do_not_depend_on_what_was_asked_before(opened, five):
    kb = opened(400).kb
    one, other = five[:3], [five[2], five[0]]
    before = judged(kb, one, (), Order.DIVERGENCE)
    judged(kb, other, (), Order.DIVERGENCE)
    assert judged(kb, one, (), Order.DIVERGENCE) == before
    kb.worked_out.clear()
    assert judged(kb, one, (), Order.DIVERGENCE) == before


def test_what_has_to_stand_beside(kb):
    safety = {topic.shown_with for topic in kb.of(Topic)}
    shown = 0
    for rec in kb.of(Recommendation):
        topics = [kb.get(Topic, link.to) for link in rec.about]
        wanted = [t.shown_with or t.id for t in topics if t.shown_with or t.id in safety]
        sides = {link.to for link in rec.about if link.direction is not Direction.NEITHER}
        expected = {t: [r for r in about(kb, t, rec.guideline) if r is not rec] for t in wanted if t not in sides}
        assert {c.topic.id: list(c.recommendations) for c in companions(kb, rec)} == expected
        shown += len(expected)
    assert shown


def test_conditions(kb, five):
    for phase in Phase:
        found = conditions(kb, five, phase)
        for lifts in (False, True):
            for trigger in kb.of(Trigger):
                cells = [
                    [r for r in kb.of(Recommendation)
                     if r.guideline == g and r.phase is phase
                     and trigger.id in {x.to for x in (r.unless if lifts else r.triggers)}]
                    for g in five
                ]  # fmt: skip
                told = [list(map(list, c.cells)) for c in found if c.trigger is trigger and c.lifts is lifts]
                assert told == ([cells] if any(cells) else [])


def test_who_speaks_on_a_topic_and_below(kb):
    for found in gaps.coverage(kb):
        inside = kb.narrower(found.row.topic.id)
        said = [(rec.guideline, link) for rec in kb.of(Recommendation) for link in rec.about if link.to in inside]
        assert found.speaking == {guideline for guideline, _ in said}
        assert found.taking_a_side == {g for g, link in said if link.direction is not Direction.NEITHER}


def test_strong_recommendations_on_uncertain_trials(kb):
    expected = [
        (rec.id, effect.id)
        for rec in kb.of(Recommendation)
        for link in rec.interventions
        for effect in kb.of(Effect)
        if kb.strength(rec) == "strong" and effect.intervention == link.to and effect.certainty
        and {str(level) for level in effect.certainty} <= {"low", "very-low"}
    ]  # fmt: skip
    assert expected
    assert [(rec.id, effect.id) for rec, effect in strong_on_low(kb)] == expected


@pytest.fixture(scope="module")
def known(kb):
    """The same links in a graph of networkx."""
    made = nx.MultiDiGraph()
    made.add_nodes_from((record.id, {"kind": kind_of(record)}) for record in kb.records.values())
    for record in kb.records.values():
        for edge in edges_of(record):
            made.add_edge(edge.source, edge.target, key=edge.relation, basis=edge.basis, reason=edge.reason)
    return made


def test_links_are_those_of_networkx_in_the_same_order(kb, known):
    told = [(e.source, e.target, e.relation, e.basis, e.reason) for e in graph.edges(kb.graph)]
    assert told == [(s, t, r, facts["basis"], facts["reason"]) for s, t, r, facts in known.edges(keys=True, data=True)]
    for record in kb.records:
        assert list(kb.graph.successors(record)) == list(known.successors(record))
        assert list(kb.graph.predecessors(record)) == list(known.predecessors(record))
        assert kb.graph.degree(record) == known.degree(record)
        assert kb.graph.kind(record) == known.nodes[record]["kind"]
        into = [(e.source, e.relation) for e in kb.graph.edges_to(record)]
        assert into == [(source, relation) for source, _, relation in known.in_edges(record, keys=True)]


def test_what_is_out_of_reach_is_what_networkx_finds(kb, known):
    kept = [edge for edge in graph.edges(kb.graph) if edge.relation not in {"read_in", "listed_in"}]
    torn = graph.joined({record: kb.graph.kind(record) for record in kb.graph.ids}, kept)
    known = nx.Graph((edge.source, edge.target) for edge in kept)
    known.add_nodes_from(kb.graph.ids)
    documents = {record for record in kb.graph.ids if kb.graph.kind(record) == "document"}
    parts = nx.connected_components(known)
    expected = {record for part in parts if not part & documents for record in part}
    assert expected
    assert graph.unreachable(torn) == expected


def test_neighbours_stand_in_the_group_of_the_first_link(kb, known):
    chance = Random(4)
    hubs = sorted(kb.records, key=kb.graph.degree)[-5:]
    for middle in [*chance.sample(sorted(kb.records), 60), *hubs]:
        found = around(kb, middle)
        beside = list(dict.fromkeys((*known.successors(middle), *known.predecessors(middle))))
        first = {}
        for other in beside:
            steps = between(kb, middle, other)
            best = min(
                steps, key=lambda s: (s.relation in {"read_in", "listed_in", "graded_by"}, not s.forwards, _place(s))
            )
            first.setdefault((best.said, known.nodes[other]["kind"]), []).append(other)
        assert {(group.said, group.kind): group.total for group in found.groups} == {
            n: len(m) for n, m in first.items()
        }
        for group in found.groups:
            members = first[group.said, group.kind]
            assert [one.id for one in group.neighbours] == members[: len(group.neighbours)]
            last = around(kb, middle, group.key, group.parts)
            rest = [one.id for g in last.groups for one in g.neighbours]
            assert rest == members[24 * (group.parts - 1) :]


def _place(step):
    return list(type(step.relation)).index(step.relation)


def test_a_record_s_page_counts_every_link(kb, known, monkeypatch):
    monkeypatch.setattr(records, "MOST", 7)
    for record in sorted(kb.records, key=kb.graph.degree)[-5:]:
        ties = records.view(kb, record).ties
        assert sum(part.total for part in ties) == known.degree(record)
        assert all(len(part.shown) == min(7, part.total) for part in ties)
