"""What a recommendation says on one topic: all its conditions but reasons for another topic alone, and its strength."""

import pytest

from kb.comparison.statement import statements, strength
from kb.knowledge import CURATED, load
from kb.records import Recommendation, StrengthMapping, TopicLink
from kb.records.source import Override
from kb.vocabulary import Direction, Strength, Verb
from tests.kb.small import base, linked, rec

CURATED_BASE = load(CURATED)


def conditions(base, one, topic):
    return next(iter(statements(base, topic, [one]))).conditions


def set_aside(base, one, topic):
    return next(iter(statements(base, topic, [one]))).set_aside


def test_all_conditions_count_where_none_is_a_reason_for_the_topic_itself():
    one = rec("aa-1", ["speed"], triggers=["cold", "damp", "smoke"])
    assert conditions(base(), one, "speed") == {"Cold room", "Damp flour", "Smoke"}
    assert set_aside(base(), one, "speed") == frozenset()


def test_a_reason_for_another_topic_alone_is_set_aside_where_the_topic_has_its_own():
    one = rec("aa-1", ["rest", "dough"], triggers=["cold", "damp", "smoke"])
    assert conditions(base(), one, "rest") == {"Cold room", "Smoke"}
    assert set_aside(base(), one, "rest") == {"Damp flour"}
    assert conditions(base(), one, "dough") == {"Damp flour", "Smoke"}


def test_exceptions_always_count():
    one = rec("aa-1", ["rest"], triggers=["cold"], unless=["damp", ("warm", 30, "degree")])
    assert conditions(base(), one, "rest") == {
        "Cold room", "unless: Damp flour", "unless: Warm oven (30 degrees or more)",
    }  # fmt: skip


def test_a_threshold_is_part_of_the_condition():
    one = rec("aa-1", ["heat"], triggers=[("warm", 30, "degree")])
    assert conditions(base(), one, "heat") == {"Warm oven (30 degrees or more)"}
    assert set_aside(base(), one, "heat") == frozenset()


def test_conditions_as_written_count_where_no_curator_gave_a_trigger():
    one = rec("aa-1", ["rest"], conditions=("if warranted",))
    assert conditions(base(), one, "rest") == {"if warranted"}
    assert conditions(base(), rec("aa-1", ["rest"], conditions=("a",), triggers=["cold"]), "rest") == {"Cold room"}
    assert conditions(base(), rec("aa-1", ["rest"], conditions=("a",), unless=["cold"]), "rest") == {
        "unless: Cold room"
    }


def test_a_statement_holds_everything_that_a_verdict_is_made_of():
    one = rec(
        "aa-1", {"rest": "against", "dough": "for"}, "strong", triggers=["cold", "damp"],
        quantities=[("time", 1, 2, "week")],
    )  # fmt: skip
    (found,) = statements(base(), "rest", [one])
    assert (found.recommendation, found.guideline) == ("aa-1", "aa")
    assert (found.direction, found.strength) == (Direction.AGAINST, Strength.STRONG)
    assert (found.conditions, found.set_aside) == ({"Cold room"}, {"Damp flour"})
    assert found.amounts == {("time", 1, 2)}


def test_a_recommendation_says_something_on_each_link_to_the_topic_and_on_no_other():
    one = rec("aa-1", ["rest"]).model_copy(
        update={"about": tuple(TopicLink(to="rest", direction=d, why="Made up.") for d in ("for", "against"))}
    )
    assert [s.direction for s in statements(base(), "rest", [one])] == [Direction.FOR, Direction.AGAINST]
    assert statements(base(), "dough", [one]) == ()


def mapping(**override):
    return StrengthMapping(id="m", title="M", why="Made up.", overrides=[Override(**override)], about=linked("aa"))


@pytest.mark.parametrize(
    ("override", "expected"),
    [
        ({"to": "consensus"}, Strength.CONSENSUS),
        ({"to": "consensus", "guideline": "aa"}, Strength.CONSENSUS),
        ({"to": "consensus", "guideline": "bb"}, Strength.WEAK),
        ({"to": "consensus", "recommendation": "aa-1"}, Strength.CONSENSUS),
        ({"to": "consensus", "recommendation": "aa-2"}, Strength.WEAK),
        ({"to": "consensus", "strength": "weak-or-conditional"}, Strength.CONSENSUS),
        ({"to": "consensus", "strength": "strong"}, Strength.WEAK),
        ({"to": "consensus", "verbs": ["do", "consider"]}, Strength.CONSENSUS),
        ({"to": "consensus", "verbs": ["do-not"]}, Strength.WEAK),
        ({"to": "consensus", "guideline": "aa", "verbs": ["do-not"]}, Strength.WEAK),
        ({"to": "consensus", "guideline": "bb", "recommendation": "aa-1"}, Strength.WEAK),
    ],
)
def test_another_mapping_reads_only_what_all_its_fields_name(override, expected):
    assert strength(base(), rec("aa-1", ["rest"], "weak", verb=Verb.DO), mapping(**override)) is expected


def test_the_first_override_that_fits_counts():
    two = mapping(to="strong", guideline="aa").model_copy(
        update={"overrides": (Override(to="strong", guideline="aa"), Override(to="consensus"))}
    )
    assert strength(base(), rec("aa-1", ["rest"], "weak"), two) is Strength.STRONG
    assert strength(base(), rec("bb-1", ["rest"], "weak"), two) is Strength.CONSENSUS


def test_without_a_mapping_the_printed_label_counts_and_no_label_is_not_reported():
    assert strength(base(), rec("aa-1", ["rest"], "weak"), None) is Strength.WEAK
    assert strength(base(), rec("aa-1", ["rest"]), None) is Strength.NOT_REPORTED


def test_a_statement_can_be_read_under_another_mapping():
    (found,) = statements(base(), "rest", [rec("aa-1", ["rest"], "weak")], mapping(to="consensus"))
    assert found.strength is Strength.CONSENSUS


@pytest.mark.parametrize(
    ("mapping", "rec", "expected"),
    [
        ("mapping-nice-verbs", "gb-how-2", Strength.STRONG),
        ("mapping-nice-verbs", "gb-how-3", Strength.WEAK),
        ("mapping-nice-verbs", "ca-how-7", Strength.NOT_REPORTED),
        ("mapping-consensus-ungraded", "au-when-1", Strength.NOT_REPORTED),
        ("mapping-neighbouring-labels", "ca-how-7", Strength.WEAK),
    ],
)
def test_the_curated_mappings_read_what_they_say(mapping, rec, expected):
    chosen = CURATED_BASE.get(StrengthMapping, mapping)
    assert strength(CURATED_BASE, CURATED_BASE.get(Recommendation, rec), chosen) is expected


def test_a_curated_recommendation_with_five_reasons_is_compared_by_the_one_that_belongs_to_the_topic():
    of = CURATED_BASE.get(Recommendation, "ca-when-2")
    assert len(conditions(CURATED_BASE, of, "patient-request")) == 1
    assert len(set_aside(CURATED_BASE, of, "patient-request")) == len(of.triggers) - 1
