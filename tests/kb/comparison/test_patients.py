"""To whom the recommendations on a topic apply: what a reader is told, and that the frame and the sentences agree."""

from kb.comparison import patients, relations
from kb.knowledge import CURATED, load
from kb.records import Recommendation
from kb.vocabulary import Relatedness
from tests.kb import small
from tests.kb.small import rec, trigger

BASE = load(CURATED)
ALL = tuple(guideline.id for guideline in BASE.by_country)
SMALL = small.base(
    trigger("smoke", "Smoke", cold="narrower"),
    rec("aa-1", ["care"]),
    rec("bb-1", ["care"], triggers=["smoke"]),
    rec("cc-1", ["care"], triggers=["cold"]),
    rec("cc-2", ["care"], triggers=["damp"], unless=["warm"]),
    rec("aa-2", ["halt"]),
    rec("bb-2", ["halt"]),
    rec("aa-3", ["rest"], triggers=["smoke"]),
)
EVERY = ("aa", "bb", "cc")


def test_who_names_no_condition_comes_first_then_how_the_conditions_relate():
    assert [s.text for s in patients(SMALL, "care", EVERY)] == [
        "Arcadia names no condition; narrower: Borduria (smoke); and the United Cities (cold room or damp flour, unless warm oven).",
        "Borduria (smoke) applies to fewer patients than the United Cities (cold room).",
        "No relation was judged between the other conditions; a patient may meet both, one or none of them.",
        "Smoke and cold room: smoke and cold.",
    ]


def test_a_sentence_knows_its_topic_and_the_guidelines_it_names():
    told = patients(SMALL, "care", EVERY)
    assert {sentence.topics for sentence in told} == {("care",)}
    assert [sentence.guidelines for sentence in told] == [("aa",), ("bb", "cc"), (), ()]


def test_whichever_is_narrower_is_named_first_and_numbers_stand_after_a_colon():
    base = small.base(
        rec("aa-1", ["care"], triggers=[("warm", 180, "degree")]),
        rec("bb-1", ["care"], triggers=[("warm", 220, "degree")]),
    )
    (told,) = patients(base, "care", ("aa", "bb"))
    assert told.text == (
        "Borduria (warm oven: 220 degrees or more) applies to fewer patients than Arcadia (warm oven: 180 degrees or more)."
    )
    assert told.guidelines == ("bb", "aa")


def test_the_same_conditions_rest_on_nothing_but_themselves():
    base = small.base(rec("aa-1", ["care"], triggers=["cold"]), rec("bb-1", ["care"], triggers=["cold"]))
    (told,) = patients(base, "care", ("aa", "bb"))
    assert told.text == "Arcadia (cold room) and Borduria (cold room) apply to the same patients."


def test_nothing_is_told_where_nobody_names_a_condition_or_one_guideline_is_alone():
    assert patients(SMALL, "halt", EVERY) == ()
    assert patients(SMALL, "rest", EVERY) == ()
    assert patients(SMALL, "care", ("bb",)) == ()


def test_a_guideline_that_also_recommends_without_a_condition_is_said_to_do_both():
    base = small.base(rec("aa-1", ["care"]), rec("aa-2", ["care"], triggers=["cold"]), rec("bb-1", ["care"]))
    assert patients(base, "care", ("aa", "bb"))[0].text == (
        "Arcadia and Borduria name no condition; narrower: a further recommendation of Arcadia (cold room)."
    )


def test_each_two_recommendations_of_different_guidelines_stand_in_the_frame():
    found = relations(SMALL, "care", EVERY)
    assert list(zip(found["first"], found["second"], found.how, strict=True)) == [
        ("aa-1", "bb-1", "broader"), ("aa-1", "cc-1", "broader"), ("aa-1", "cc-2", "broader"),
        ("bb-1", "cc-1", "narrower"), ("bb-1", "cc-2", "not-comparable"),
    ]  # fmt: skip
    assert found.rests_on[3] == ("Smoke and cold room: smoke and cold.",)
    assert list(found.how.cat.categories) == list(Relatedness)


def test_every_relation_of_the_curated_data_that_says_something_is_told():
    for topic, _ in BASE.outline:
        found = relations(BASE, topic.id, ALL)
        told = {sentence.about for sentence in patients(BASE, topic.id, ALL)}
        limited = [
            how
            for first, second, how in zip(found["first"], found["second"], found.how, strict=True)
            if all(_limits(rec) for rec in (first, second))
        ]
        expected = {"narrower" if how == "broader" else how for how in limited}
        assert expected <= told
        assert told - {"unconditional", "grounds"} == expected


def _limits(rec):
    found = BASE.get(Recommendation, rec)
    return found.triggers or found.unless or found.conditions
