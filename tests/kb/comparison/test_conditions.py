"""Each trigger across the guidelines loses no recommendation, and stands where a reader looks for it."""

from kb.comparison import conditions
from kb.knowledge import CURATED, load
from kb.records import Recommendation
from kb.vocabulary import Phase
from tests.kb import small
from tests.kb.small import rec

BASE = load(CURATED)
ALL = tuple(guideline.id for guideline in BASE.by_country)
SMALL = small.base(
    rec("aa-1", ["heat"], triggers=["smoke", "cold"]),
    rec("aa-2", ["heat"], triggers=["cold"]),
    rec("bb-1", ["heat"], triggers=["cold"], unless=["damp"]),
    rec("cc-1", ["heat"], triggers=["cold"], unless=["damp"]),
    rec("cc-2", ["heat"], unless=["smoke"]),
    rec("aa-3", ["heat"], triggers=["warm"], phase=Phase.HOW),
)


def said(guidelines, phase=Phase.WHEN):
    return [
        ("+".join(t.id for t in c.triggers), c.lifts, [[r.id for r in cell] for cell in c.cells])
        for c in conditions(SMALL, guidelines, phase)
    ]


def test_more_guidelines_come_first_and_exceptions_last():
    assert said(("aa", "bb", "cc")) == [
        ("cold", False, [["aa-1", "aa-2"], ["bb-1"], ["cc-1"]]),
        ("smoke", False, [["aa-1"], [], []]),
        ("damp", True, [[], ["bb-1"], ["cc-1"]]),
        ("smoke", True, [[], [], ["cc-2"]]),
    ]


def test_a_trigger_named_by_more_guidelines_comes_before_earlier_ones():
    base = small.base(
        rec("aa-1", ["heat"], triggers=["cold", "smoke"], unless=["cold", "damp"]),
        rec("bb-1", ["heat"], triggers=["smoke"], unless=["damp"]),
    )
    found = [("+".join(t.id for t in c.triggers), c.lifts) for c in conditions(base, ("aa", "bb"), Phase.WHEN)]
    assert found == [("smoke", False), ("cold", False), ("damp", True), ("cold", True)]


def test_only_the_guidelines_asked_for_count_in_their_order():
    assert said(("bb", "aa")) == [
        ("cold", False, [["bb-1"], ["aa-1", "aa-2"]]),
        ("smoke", False, [[], ["aa-1"]]),
        ("damp", True, [["bb-1"], []]),
    ]


def test_phases_are_told_apart():
    assert said(("aa",), Phase.HOW) == [("warm", False, [["aa-3"]])]


def test_every_trigger_and_exception_of_a_recommendation_has_its_cell():
    placed = set()
    for phase in Phase:
        for c in conditions(BASE, ALL, phase):
            placed |= {(r.id, "+".join(t.id for t in c.triggers), c.lifts) for recs in c.cells for r in recs}
    held = ((r, [x.to for x in r.triggers]) for r in BASE.of(Recommendation))
    expected = {(r.id, one, False) for r, names in held for one in (["+".join(names)] if r.together else names)}
    expected |= {(r.id, x.to, True) for r in BASE.of(Recommendation) for x in r.unless}
    assert placed == expected
