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
from kb.records import Effect, Guideline, Recommendation, Scheme, StrengthMapping, Topic, Trigger, kind_of
from kb.selection import Selection
from kb.vocabulary import Direction, Phase
from kb.walk.neighbourhood import around
from kb.walk.step import between
from ui import records


@pytest.fixture(scope="module")
def base(library):
    return library.base


@pytest.fixture(scope="module")
def five(base):
    return [guideline.id for guideline in base.by_country][:5]


def line(base, topic):
    """The topic and every topic above it."""
    found = []
    while topic is not None:
        found.append(topic)
        topic = base.get(Topic, topic).broader
    return found


def about(base, topic, guideline):
    return [r for r in base.of(Recommendation) if r.guideline == guideline and topic in {x.to for x in r.about}]


def holds(base, rec, facet):
    """Every option of a facet that a recommendation has."""
    match facet:
        case "country":
            return {base.get(Guideline, rec.guideline).country}
        case "topic":
            return {above for link in rec.about for above in line(base, link.to)}
        case "trigger":
            return {link.to for link in rec.triggers}
        case "strength":
            return {base.strength(rec)}
        case "phase" | "verb":
            return {getattr(rec, facet)}


def test_filters_and_counts(library, base):
    chance, options = Random(3), library.facets.options()
    held = {rec.id: {facet: holds(base, rec, facet) for facet in options} for rec in base.of(Recommendation)}
    for _ in range(25):
        chosen = {name: tuple(chance.sample(of, min(len(of), chance.randint(0, 3)))) for name, of in options.items()}
        left = {
            out: [i for i, has in held.items() if all(not c or set(c) & has[f] for f, c in chosen.items() if f != out)]
            for out in (*options, None)
        }
        assert list(library.facets.matching(Selection(chosen))) == left[None]
        expected = {name: {o: sum(o in held[i][name] for i in left[name]) for o in of} for name, of in options.items()}
        assert library.facets.counts(Selection(chosen)) == expected


def test_words_and_filters_together_keep_the_order_of_the_hits(library, base):
    used = Counter(word for rec in base.of(Recommendation) for word in rec.statement.lower().split())
    word = used.most_common()[0][0]
    selection = Selection({"verb": ("do",)}, word)
    hits = library.index.find(word, "recommendation")
    assert len(hits.ids) > 3
    expected = [i for i in hits.ids if base.records[i].verb == "do"]
    assert [rec.id for rec in library.recommendations(selection)] == expected
    counted = library.facets.counts(selection, hits.numbers)["phase"]
    assert counted == {phase: sum(base.records[i].phase is phase for i in expected) for phase in Phase}


def test_strengths_come_from_the_scheme_of_the_document(base):
    for rec in base.of(Recommendation):
        scheme = base.get(Scheme, base.get(SourceDocument, rec.where.document).scheme)
        found = [grade.strength for grade in scheme.grades if grade.label == rec.strength]
        assert base.strength(rec) == (found[0] if rec.strength else "not-reported")


def test_what_lies_below_a_topic(base):
    for topic in base.of(Topic):
        assert base.narrower(topic.id) == {other.id for other in base.of(Topic) if topic.id in line(base, other.id)}


def test_the_matrix(base, five):
    for row in matrix(base, five):
        for cell, guideline in zip(row.cells, five, strict=True):
            assert list(cell.recommendations) == about(base, row.topic.id, guideline)
            narrower = base.narrower(row.topic.id) - {row.topic.id}
            assert cell.below == len({rec.id for topic in narrower for rec in about(base, topic, guideline)})


def test_verdicts_under_every_mapping(base, five):
    changed = 0
    for found in judged(base, five, (), Order.TOPIC):
        topic = found.row.topic.id
        held = [rec for guideline in five for rec in about(base, topic, guideline)]
        assert found.verdict == verdict(statements(base, topic, held))
        others = [(m, verdict(statements(base, topic, held, m))) for m in base.of(StrengthMapping)]
        expected = [(m.id, other) for m, other in others if other.kind is not found.verdict.kind]
        assert [(m.id, other) for m, other in found.elsewhere] == expected
        changed += len(expected)
    assert changed


def test_verdicts_do_not_depend_on_what_was_asked_before(opened, five):
    base = opened(400).base
    one, other = five[:3], [five[2], five[0]]
    before = judged(base, one, (), Order.DIVERGENCE)
    judged(base, other, (), Order.DIVERGENCE)
    assert judged(base, one, (), Order.DIVERGENCE) == before
    base.worked_out.clear()
    assert judged(base, one, (), Order.DIVERGENCE) == before


def test_what_has_to_stand_beside(base):
    safety = {topic.shown_with for topic in base.of(Topic)}
    shown = 0
    for rec in base.of(Recommendation):
        topics = [base.get(Topic, link.to) for link in rec.about]
        wanted = [t.shown_with or t.id for t in topics if t.shown_with or t.id in safety]
        sides = {link.to for link in rec.about if link.direction is not Direction.NEITHER}
        expected = {t: [r for r in about(base, t, rec.guideline) if r is not rec] for t in wanted if t not in sides}
        assert {c.topic.id: list(c.recommendations) for c in companions(base, rec)} == expected
        shown += len(expected)
    assert shown


def test_conditions(base, five):
    for phase in Phase:
        found = conditions(base, five, phase)
        for lifts in (False, True):
            for trigger in base.of(Trigger):
                cells = [
                    [r for r in base.of(Recommendation)
                     if r.guideline == g and r.phase is phase
                     and trigger.id in {x.to for x in (r.unless if lifts else r.triggers)}]
                    for g in five
                ]  # fmt: skip
                told = [list(map(list, c.cells)) for c in found if c.trigger is trigger and c.lifts is lifts]
                assert told == ([cells] if any(cells) else [])


def test_who_speaks_on_a_topic_and_below(base):
    for found in gaps.coverage(base):
        inside = base.narrower(found.row.topic.id)
        said = [(rec.guideline, link) for rec in base.of(Recommendation) for link in rec.about if link.to in inside]
        assert found.speaking == {guideline for guideline, _ in said}
        assert found.taking_a_side == {g for g, link in said if link.direction is not Direction.NEITHER}


def test_strong_recommendations_on_uncertain_trials(base):
    expected = [
        (rec.id, effect.id)
        for rec in base.of(Recommendation)
        for link in rec.interventions
        for effect in base.of(Effect)
        if base.strength(rec) == "strong" and effect.intervention == link.to and effect.certainty
        and {str(level) for level in effect.certainty} <= {"low", "very-low"}
    ]  # fmt: skip
    assert expected
    assert [(rec.id, effect.id) for rec, effect in strong_on_low(base)] == expected


@pytest.fixture(scope="module")
def known(base):
    """The same links in a graph of networkx."""
    made = nx.MultiDiGraph()
    made.add_nodes_from((record.id, {"kind": kind_of(record)}) for record in base.records.values())
    for record in base.records.values():
        for edge in edges_of(record):
            made.add_edge(edge.source, edge.target, key=edge.relation, basis=edge.basis, reason=edge.reason)
    return made


def test_links_are_those_of_networkx_in_the_same_order(base, known):
    told = [(e.source, e.target, e.relation, e.basis, e.reason) for e in graph.edges(base.graph)]
    assert told == [(s, t, r, facts["basis"], facts["reason"]) for s, t, r, facts in known.edges(keys=True, data=True)]
    for record in base.records:
        assert list(base.graph.successors(record)) == list(known.successors(record))
        assert list(base.graph.predecessors(record)) == list(known.predecessors(record))
        assert base.graph.degree(record) == known.degree(record)
        assert base.graph.kind(record) == known.nodes[record]["kind"]
        into = [(e.source, e.relation) for e in base.graph.edges_to(record)]
        assert into == [(source, relation) for source, _, relation in known.in_edges(record, keys=True)]


def test_what_is_out_of_reach_is_what_networkx_finds(base, known):
    kept = [edge for edge in graph.edges(base.graph) if edge.relation not in {"read_in", "listed_in"}]
    torn = graph.joined({record: base.graph.kind(record) for record in base.graph.ids}, kept)
    known = nx.Graph((edge.source, edge.target) for edge in kept)
    known.add_nodes_from(base.graph.ids)
    documents = {record for record in base.graph.ids if base.graph.kind(record) == "document"}
    parts = nx.connected_components(known)
    expected = {record for part in parts if not part & documents for record in part}
    assert expected
    assert graph.unreachable(torn) == expected


def test_neighbours_stand_in_the_group_of_the_first_link(base, known):
    chance = Random(4)
    hubs = sorted(base.records, key=base.graph.degree)[-5:]
    for middle in [*chance.sample(sorted(base.records), 60), *hubs]:
        found = around(base, middle)
        beside = list(dict.fromkeys((*known.successors(middle), *known.predecessors(middle))))
        first = {}
        for other in beside:
            steps = between(base, middle, other)
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
            last = around(base, middle, group.key, group.parts)
            rest = [one.id for g in last.groups for one in g.neighbours]
            assert rest == members[24 * (group.parts - 1) :]


def _place(step):
    return list(type(step.relation)).index(step.relation)


def test_a_record_s_page_counts_every_link(base, known, monkeypatch):
    monkeypatch.setattr(records, "MOST", 7)
    for record in sorted(base.records, key=base.graph.degree)[-5:]:
        ties = records.view(base, record).ties
        assert sum(part.total for part in ties) == known.degree(record)
        assert all(len(part.shown) == min(7, part.total) for part in ties)
