"""Safety stands beside every dose reduction."""

from kb.comparison import companions
from kb.knowledge import CURATED, load
from kb.records import Recommendation, Topic
from tests.kb import small
from tests.kb.small import rec

BASE = load(CURATED)
PACE = rec("aa-1", ["speed"])
STOP = rec("aa-2", {"halt": "against"})
TELLS = rec("aa-3", {"halt": "condition"})
SMALL = small.base(PACE, STOP, TELLS, rec("bb-1", ["speed"]), rec("cc-1", ["heat"]))


def beside(name, base=SMALL):
    return [(c.topic.id, [r.id for r in c.recommendations]) for c in companions(base, base.get(Recommendation, name))]


def test_what_the_same_guideline_says_on_the_other_topic_stands_beside():
    assert beside("aa-1") == [("halt", ["aa-2", "aa-3"])]


def test_what_a_guideline_does_not_say_is_said_to_be_missing():
    assert beside("bb-1") == [("halt", [])]


def test_what_recommends_for_or_against_there_needs_nothing_beside():
    assert beside("aa-2") == []


def test_what_does_neither_there_has_the_others_beside_and_not_itself():
    assert beside("aa-3") == [("halt", ["aa-2"])]


def test_other_topics_need_nothing_beside():
    assert beside("cc-1") == []


def test_a_topic_that_stands_beside_several_stands_once():
    two = small.base(small.topic("turn", "Turning", "how", shown_with="halt"), rec("aa-1", ["speed", "turn"]), STOP)
    assert beside("aa-1", two) == [("halt", ["aa-2"])]


def test_a_dose_reduction_is_never_shown_without_abrupt_stopping():
    for one in BASE.of(Recommendation):
        reduces = any(BASE.get(Topic, link.to).shown_with for link in one.about)
        points = any(link.to == "abrupt-discontinuation" and link.direction.takes_side for link in one.about)
        on_it = any(link.to == "abrupt-discontinuation" for link in one.about)
        assert bool(companions(BASE, one)) == ((reduces or on_it) and not points), one.id
