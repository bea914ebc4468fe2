"""In what guidelines differ, in words."""

import pytest

from kb.comparison import difference, mention
from tests.kb import small
from tests.kb.small import rec

ALL = ("aa", "bb", "cc")
SMALL = small.base(
    rec("aa-1", ["heat"], "strong"),
    rec("bb-1", ["heat"], "strong"),
    rec("cc-1", {"heat": "against"}),
    rec("cc-2", ["heat"], "weak"),
    rec("aa-2", {"rest": "condition"}, "strong", triggers=["smoke", "cold"], unless=["damp", "smoke"]),
    rec("bb-2", ["rest"], "consensus"),
)


def test_strengths_are_grouped_in_the_order_of_the_guidelines():
    assert difference.strength(SMALL, "heat", ALL) == (
        "strong in Arcadia and Borduria; partly weak or conditional, partly strength not reported in the United Cities"
    )
    assert difference.strength(SMALL, "heat", ("cc", "aa")) == (
        "partly weak or conditional, partly strength not reported in the United Cities; strong in Arcadia"
    )


def test_what_does_neither_has_no_strength_or_direction_to_name():
    assert difference.strength(SMALL, "rest", ALL) == "consensus in Borduria"
    assert difference.direction(SMALL, "rest", ALL) == "for in Borduria"


def test_directions_are_grouped_too():
    assert (
        difference.direction(SMALL, "heat", ALL)
        == "for in Arcadia and Borduria; partly for, partly against in the United Cities"
    )


def test_conditions_name_reasons_before_exceptions_and_none():
    assert difference.conditions(SMALL, "rest", ALL) == (
        "Arcadia: cold room, smoke, unless damp flour, unless smoke; Borduria: no condition"
    )
    assert difference.conditions(SMALL, "dough", ALL) == ""


def test_conditions_are_those_of_the_statements_that_the_verdict_compares():
    base = small.base(
        rec("aa-1", ["care"], triggers=["smoke"]),
        rec("aa-2", {"care": "condition"}, triggers=["cold"]),
        rec("bb-1", ["care"]),
        rec("bb-2", ["care"], unless=["damp"]),
    )
    assert difference.conditions(base, "care", ("bb", "aa")) == (
        "Borduria: unless damp flour, in part no condition; Arcadia: smoke"
    )


def test_conditions_stand_in_the_order_of_the_alphabet():
    names = [f"x{n}" for n in range(9, 0, -1)]
    base = small.base(
        *(small.trigger(n, n.upper()) for n in names), rec("aa-1", ["heat"], triggers=names, unless=names)
    )
    reasons = [f"x{n}" for n in range(1, 10)]
    assert difference.conditions(base, "heat", ["aa"]) == (
        f"Arcadia: {', '.join([*reasons, *(f'unless {reason}' for reason in reasons)])}"
    )


@pytest.mark.parametrize(
    "name", ["United Cities", "Netherlands", "Philippines", "Czech Republic", "Dominican Republic", "European Union"]
)
def test_some_countries_take_an_article(name):
    assert mention.country(small.base(small.guideline("dd", "DD", name)), "dd") == f"the {name}"


def test_topics_and_guidelines_as_sentences_name_them():
    assert mention.topics(SMALL, ["heat", "dough", "speed"]) == "heat of the oven, RYE dough and speed of kneading"
    assert mention.topics(SMALL, ["heat", "rest"]) == "heat of the oven; and rest, and proving"
    assert mention.countries(SMALL, ["cc", "aa"]) == "the United Cities and Arcadia"
    assert (mention.counted(0), mention.counted(1), mention.counted(2)) == ("0 topics", "1 topic", "2 topics")


def test_two_guidelines_of_a_country_are_told_apart_by_their_years():
    two = small.base(small.guideline("dd", "CC", "United Cities", 2024))
    assert mention.country(two, "dd") == "the United Cities (2024)"
    assert mention.country(two, "cc") == "the United Cities (2022)"
    assert mention.country(two, "aa") == "Arcadia"
