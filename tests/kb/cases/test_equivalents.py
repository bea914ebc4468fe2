"""Morphine equivalents: every published figure, exact to the last digit, and what cannot be counted is refused."""

from dataclasses import FrozenInstanceError
from decimal import Decimal
from fractions import Fraction
from importlib import import_module

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from kb import cases
from kb.cases import Implausible, entered, equivalents, under_other_sets
from kb.cases.dose import exact
from kb.cases.equivalents import frame, total, total_with, totals, working
from kb.knowledge import CURATED, load
from kb.records import FactorSet, Opioid
from kb.records.opioid import Factor

BASE = load(CURATED)
SETS = BASE.of(FactorSet)
OPIOIDS = BASE.of(Opioid)

# Every factor that was read, typed in again by hand from the addresses; `-` where a set is read to give none.
READ = {
    "cdc-2022": "codeine 0.15, fentanyl-patch 2.4, hydrocodone 1.0, hydromorphone 5.0, methadone 4.7, morphine 1.0, "
    "oxycodone 1.5, oxymorphone 3.0, tapentadol 0.4, tramadol 0.2, buprenorphine-patch -, buprenorphine-buccal-film -, "
    "buprenorphine-sublingual -",
    "cdc-2016": "codeine 0.15, fentanyl-patch 2.4, hydrocodone 1, hydromorphone 4, methadone 4 8 10 12, morphine 1, "
    "oxycodone 1.5, oxymorphone 3, tapentadol 0.4, tramadol -",
    "anzca-2021": "morphine 1, oxycodone 1.5, hydromorphone 5, codeine 0.13, tramadol 0.2, tapentadol 0.3, "
    "buprenorphine-sublingual 40, buprenorphine-patch 2, fentanyl-patch 3, methadone -, hydrocodone -",
    "nih-heal-2025": "tapentadol 0.3, buprenorphine-buccal-film 0.039",
    "uk-bnf-2020": "codeine 0.1, hydromorphone 5, oxycodone 1.5, tapentadol 0.4, tramadol 0.1, fentanyl-patch 2.5 2.4, "
    "buprenorphine-patch 2.4, methadone -",
    "canada-2010": "codeine 0.15, oxycodone 1.5, hydromorphone 5, methadone -, tramadol -, fentanyl-patch -",
}
# Figures that others published: set, what is taken, and what it comes to.
PUBLISHED = [
    ("cdc-2022", [("hydrocodone", "5", "4")], "20"),
    ("cdc-2022", [("oxycodone", "10", "2")], "30"),
    ("cdc-2022", [("oxycodone", "20", "2"), ("oxycodone", "10", "3")], "105"),
    ("cdc-2022", [("oxycodone", "10", "4")], "60"),
    ("cdc-2022", [("oxycodone", "30", "2")], "90"),
    ("cdc-2022", [("fentanyl-patch", "25", "1")], "60"),
    ("cdc-2022", [("fentanyl-patch", "37.5", "1")], "90"),
    ("cdc-2022", [("fentanyl-patch", "75", "1")], "180"),
    ("cdc-2016", [("hydrocodone", "50", "1")], "50"),
    ("cdc-2022", [("tapentadol", "100", "2")], "80"),
    ("uk-bnf-2020", [("fentanyl-patch", "12", "1")], "30"),
    ("uk-bnf-2020", [("fentanyl-patch", "25", "1")], "60"),
    ("uk-bnf-2020", [("fentanyl-patch", "50", "1")], "120"),
    ("uk-bnf-2020", [("fentanyl-patch", "75", "1")], "180"),
    ("uk-bnf-2020", [("fentanyl-patch", "100", "1")], "240"),
    ("canada-2010", [("codeine", "200", "1")], "30"),
    ("canada-2010", [("oxycodone", "20", "1")], "30"),
    ("canada-2010", [("hydromorphone", "6", "1")], "30"),
]


def factors(name):
    return BASE.get(FactorSet, name)


def taken(*medicines):
    return [entered(BASE, *medicine) for medicine in medicines]


def counted(name, *medicines):
    return equivalents(BASE, taken(*medicines), factors(name))


# --- the factors --------------------------------------------------------------------------------------------------


def test_the_factors_are_those_that_were_read_and_no_others():
    found = {}
    for row in BASE.factors.itertuples():
        said = found.setdefault(row.factor_set, {}).setdefault(row.opioid, [])
        said.append("-" if row.factor is None else str(row.factor))
    wanted = {name: {words[0]: words[1:] for words in map(str.split, said.split(", "))} for name, said in READ.items()}
    assert found == wanted


@pytest.mark.parametrize("kept", SETS, ids=lambda kept: kept.id)
def test_everything_a_set_says_has_its_address_and_depth(kept):
    assert str(kept.year) in kept.short_title
    assert kept.citation
    assert kept.read
    for listed in (*kept.factors, *kept.without):
        assert listed.address.startswith("http")
        assert listed.depth
        assert listed.confidence


@pytest.mark.parametrize("kept", SETS, ids=lambda kept: kept.id)
def test_what_is_printed_holds_the_factor(kept):
    for factor in kept.factors:
        printed = factor.printed.replace(",", " ").replace(";", " ").split()
        if factor.factor is not None:
            assert factor.factor in {Decimal(word) for word in printed if word.replace(".", "").isdigit()}
        # A table of patches prints what each strength comes to in place of its factor.
        for band in factor.bands:
            assert {exact(band.low * band.factor), exact(band.high * band.factor)} <= set(printed) or (
                exact(band.factor) in printed
            )


def test_sets_differ_where_they_are_known_to():
    by_set = {kept.id: kept for kept in SETS}
    for opioid, wanted in {
        "tapentadol": {"cdc-2022": "0.4", "nih-heal-2025": "0.3", "anzca-2021": "0.3"},
        "codeine": {"cdc-2022": "0.15", "anzca-2021": "0.13", "uk-bnf-2020": "0.1"},
        "fentanyl-patch": {"cdc-2022": "2.4", "anzca-2021": "3"},
        "tramadol": {"cdc-2022": "0.2", "anzca-2021": "0.2", "uk-bnf-2020": "0.1"},
    }.items():
        assert {name: str(by_set[name].factor(opioid).factor) for name in wanted} == wanted


def factor(**fields):
    return {"opioid": "morphine", "address": "https://example.org", "depth": "primary", "confidence": "high", **fields}


def band(low, high, times):
    return {"low": low, "high": high, "factor": times}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"factor": 0.15}, "write it in quotes"),
        ({"factor": 1}, "write it in quotes"),
        ({"factor": "a lot"}, "a number in digits"),
        ({"factor": "0"}, "greater than 0"),
        ({"factor": "-1"}, "greater than 0"),
        ({"factor": "NaN"}, "finite"),
        ({}, "give `factor` or `bands`"),
        ({"factor": "1", "bands": [band("1", "2", "1")]}, "give `factor` or `bands`"),
        ({"bands": [band("2", "1", "1")]}, "is above `high`"),
        ({"bands": [band("1", "20", "4"), band("20", "40", "8")]}, "has to follow the band"),
        ({"bands": [band("1", "20", "4"), band("21", "40", "2")]}, "count more"),
    ],
)
def test_a_factor_that_cannot_be_meant_is_refused(fields, words):
    with pytest.raises(ValidationError, match=words):
        Factor.model_validate(factor(**fields))


def test_bands_may_touch_without_overlap_and_say_nothing_between():
    kept = Factor.model_validate(factor(bands=[band("1", "20", "4"), band("21", "40", "4")]))
    assert [kept.at(Decimal(dose)) for dose in ("0", "1", "20", "20.5", "21", "40", "41")] == [
        4,
        4,
        4,
        None,
        4,
        4,
        None,
    ]


def test_a_set_says_each_opioid_once():
    kept = factors("nih-heal-2025").model_dump()
    kept["without"] = [factor(opioid="tapentadol", why="Left out.")]
    with pytest.raises(ValidationError, match="tapentadol: say it once"):
        FactorSet.model_validate(kept)


# --- published figures --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "medicines", "expected"), PUBLISHED)
def test_published_figures_come_out_exactly(name, medicines, expected):
    found = counted(name, *medicines)
    assert (found.low, found.high) == (Decimal(expected), Decimal(expected))
    assert not found.refused


def test_each_part_of_a_published_sum_is_a_line():
    found = counted("cdc-2022", ("oxycodone", "20", "2"), ("oxycodone", "10", "3"))
    assert [line.low for line in found.lines] == [60, 45]


def test_a_patch_of_75_is_180_to_the_last_digit():
    found = counted("cdc-2022", ("fentanyl-patch", "75"))
    assert str(found.low) == str(found.high) == "180.0"
    assert total(BASE, found) == "180 MME/day"
    assert working(BASE, found.factor_set, found.lines[0]) == "75 µg/h × 2.4 = 180 MME/day"
    assert found.lines[0].factor is factors("cdc-2022").factor("fentanyl-patch")


@pytest.mark.parametrize(("opioid", "anchor"), [("hydrocodone", 50), ("oxycodone", 33), ("methadone", 12)])
def test_the_anchors_of_50_are_the_most_whole_milligrams_within_it(opioid, anchor):
    below, above = (counted("cdc-2016", (opioid, str(dose))) for dose in (anchor, anchor + 1))
    assert (below.high_with or below.high) <= 50 < (above.high_with or above.high)


def test_a_buprenorphine_film_is_left_out_and_shown_beside():
    found = counted("nih-heal-2025", ("buprenorphine-buccal-film", "50", "2"))
    assert (found.low, found.high) == (0, 0)
    assert (found.low_with, found.high_with) == (Decimal("3.9"), Decimal("3.9"))
    assert total(BASE, found) == "No total: none of these medicines can be counted."
    assert total_with(BASE, found) == "3.9 MME/day, with buprenorphine buccal film"


def test_the_patient_of_the_article_takes_120_to_142_5():
    # The article prints the doses, and no total: 40 mg twice daily, and 5 mg up to three times a day.
    found = counted("cdc-2022", ("oxycodone", "40", "2"), ("oxycodone", "5", "0", "3"))
    assert (found.low, found.high) == (Decimal("120"), Decimal("142.5"))
    assert total(BASE, found) == "120 to 142.5 MME/day"
    assert [working(BASE, found.factor_set, line) for line in found.lines] == [
        "40 mg × 2 × 1.5 = 120 MME/day",
        "5 mg × 0 to 3 × 1.5 = 0 to 22.5 MME/day",
    ]


# --- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("opioid", [opioid for opioid in OPIOIDS if opioid.apart], ids=lambda opioid: opioid.id)
@pytest.mark.parametrize("kept", SETS, ids=lambda kept: kept.id)
def test_buprenorphine_and_methadone_are_in_no_total(kept, opioid):
    alone = equivalents(BASE, taken((opioid.id, "10")), kept)
    assert not alone.lines
    assert alone.refused[0].reason.endswith(".")
    beside = equivalents(BASE, taken((opioid.id, "10"), ("oxycodone", "10")), kept)
    assert beside.high == sum(line.high for line in beside.lines)
    assert opioid.id not in {line.medicine.opioid for line in beside.lines}


def test_methadone_and_buprenorphine_are_those_kept_apart():
    assert {opioid.substance for opioid in OPIOIDS if opioid.apart} == {"methadone", "buprenorphine"}


def test_a_total_is_given_with_and_without_what_is_kept_apart():
    found = counted("cdc-2022", ("methadone", "10", "2"), ("oxycodone", "20", "1", "2"))
    assert (found.low, found.high) == (30, 60)
    assert (found.low_with, found.high_with) == (124, 154)
    assert total(BASE, found) == "30 to 60 MME/day, without methadone"
    assert total_with(BASE, found) == "124 to 154 MME/day, with methadone"
    assert found.uncounted == ()


@pytest.mark.parametrize(
    ("name", "opioid", "reason"),
    [
        ("cdc-2022", "tilidine-naloxone", "No factor for tilidine with naloxone was read in CDC 2022."),
        ("cdc-2016", "tramadol", "Tramadol is not in the table of CDC 2016."),
        ("cdc-2022", "buprenorphine-patch", "CDC 2022 leaves buprenorphine out of its table: it is a partial agonist."),
        ("nih-heal-2025", "oxycodone", "No factor for oxycodone was read in NIH HEAL 2025."),
    ],
)
def test_what_has_no_factor_is_refused_with_the_reason(name, opioid, reason):
    found = counted(name, (opioid, "10"))
    assert [one.reason for one in found.refused] == [reason]
    assert found.refused[0].line is None
    assert found.uncounted == (found.refused[0].medicine,)
    assert (found.low_with, total_with(BASE, found)) == (None, None)


def test_what_is_left_out_of_both_totals_is_named_in_both():
    found = counted("cdc-2022", ("methadone", "10"), ("tilidine-naloxone", "50"), ("morphine", "30"))
    assert total(BASE, found) == "30 MME/day, without methadone and tilidine with naloxone"
    assert total_with(BASE, found) == "77 MME/day, with methadone, without tilidine with naloxone"


@pytest.mark.parametrize(
    ("dose", "expected"),
    [("1", 4), ("20", 80), ("21", 168), ("40", 320), ("41", 410), ("60", 600), ("61", 732), ("80", 960)],
)
def test_methadone_of_2016_is_counted_by_its_band(dose, expected):
    assert counted("cdc-2016", ("methadone", dose)).high_with == expected


@pytest.mark.parametrize("dose", ["0.5", "20.5", "40.5", "60.5", "81"])
def test_between_and_beyond_the_bands_nothing_is_guessed(dose):
    found = counted("cdc-2016", ("methadone", dose))
    assert found.refused[0].reason == f"CDC 2016 gives no factor for {dose} mg of methadone a day."
    assert found.low_with is None


def test_a_band_is_chosen_by_all_that_is_taken_of_the_opioid():
    # 10 mg and 15 mg are 25 mg a day: both count by the band of 21 to 40 mg.
    found = counted("cdc-2016", ("methadone", "10"), ("methadone", "15"))
    assert found.high_with == 200
    ranging = counted("cdc-2016", ("methadone", "10", "1", "3"))
    assert (ranging.low_with, ranging.high_with) == (40, 240)
    assert working(BASE, ranging.factor_set, ranging.apart[0]) == "10 mg × 1 to 3 × 4 to 8 = 40 to 240 MME/day"
    as_needed = counted("cdc-2016", ("methadone", "10", "0", "3"))
    assert (as_needed.low_with, as_needed.high_with) == (0, 240)


def test_a_range_that_ends_between_bands_is_refused():
    found = counted("cdc-2016", ("methadone", "20.5", "0", "1"))
    assert found.refused[0].reason == "CDC 2016 gives no factor for 0 to 20.5 mg of methadone a day."


def test_a_strength_of_patch_that_is_not_printed_is_refused():
    assert counted("uk-bnf-2020", ("fentanyl-patch", "12.5")).uncounted
    assert counted("canada-2010", ("fentanyl-patch", "25")).refused[0].reason.startswith("Canada 2010 gives a range")


# --- other sets ---------------------------------------------------------------------------------------------------


def test_other_sets_are_all_the_others_newest_first():
    others = under_other_sets(BASE, taken(("codeine", "30", "4")), factors("cdc-2022"))
    assert {one.factor_set.id for one in others} == {kept.id for kept in SETS} - {"cdc-2022"}
    years = [one.factor_set.year for one in others]
    assert years == sorted(years, reverse=True)
    assert {one.factor_set.id: total(BASE, one) for one in others} == {
        "anzca-2021": "15.6 MME/day",
        "cdc-2016": "18 MME/day",
        "uk-bnf-2020": "12 MME/day",
        "canada-2010": "18 MME/day",
        "nih-heal-2025": "No total: none of these medicines can be counted.",
    }


def test_totals_are_one_row_a_set():
    medicines = taken(("tapentadol", "100", "2"), ("methadone", "10"))
    rows = totals(BASE, under_other_sets(BASE, medicines, factors("cdc-2022")))
    assert rows.index.name == "factor_set"
    assert rows.loc["canada-2010", ["title", "year"]].tolist() == ["Canada 2010 (NOUGG)", 2010]
    assert rows.loc["anzca-2021", "total"] == "60 MME/day, without methadone"
    assert rows.loc["cdc-2016", ["low", "high", "low_with", "high_with"]].tolist() == [80, 80, 120, 120]
    assert rows.loc["uk-bnf-2020", "low_with"] is None
    assert rows.loc["canada-2010", ["low", "high"]].tolist() == [None, None]
    assert rows["refused"].to_dict() == {
        "nih-heal-2025": 1, "anzca-2021": 1, "uk-bnf-2020": 1, "cdc-2016": 1, "canada-2010": 2,
    }  # fmt: skip
    assert not rows["complete"].any()
    assert totals(BASE, [counted("cdc-2022", ("morphine", "10"))])["complete"].tolist() == [True]


def test_nothing_taken_is_nothing():
    found = equivalents(BASE, [], factors("cdc-2022"))
    assert total(BASE, found) == "0 MME/day"
    assert totals(BASE, [found])["low"].tolist() == [0]
    assert frame(BASE, found).empty


# --- the frame ----------------------------------------------------------------------------------------------------


def test_the_frame_shows_the_working_and_where_each_factor_was_read():
    found = counted("cdc-2022", ("methadone", "10"), ("oxycodone", "5", "0", "3"), ("buprenorphine-patch", "10"))
    rows = frame(BASE, found)
    assert rows["opioid"].tolist() == ["oxycodone", "methadone", "buprenorphine-patch"]
    assert rows["counted"].tolist() == [True, False, False]
    assert rows["working"].tolist()[:2] == ["5 mg × 0 to 3 × 1.5 = 0 to 22.5 MME/day", "10 mg × 1 × 4.7 = 47 MME/day"]
    assert rows["working"].isna().tolist() == [False, False, True]
    assert rows["reason"].isna().tolist() == [True, False, False]
    assert rows["high"].tolist() == [Decimal("22.5"), Decimal("47"), None]
    assert rows["factor_printed"].tolist()[:2] == ["Oxycodone | 1.5", "Methadone | 4.7"]
    assert rows["address"].str.startswith("https://").all()
    assert rows["depth"].tolist() == ["secondary", "secondary", "primary"]
    assert rows["printed"].tolist() == ["5 mg up to 3 times a day", "10 mg once a day", "10 µg/h"]
    assert rows["unit"].tolist() == ["mg", "mg", "µg/h"]
    numbers = rows[["dose", "times_low", "times_high", "factor_low", "factor_high", "low", "high"]]
    assert {type(number) for number in numbers.to_numpy().ravel()} == {Decimal, type(None)}
    assert rows.loc[0, ["dose", "times_low", "times_high", "factor_low", "low"]].tolist() == [
        5,
        0,
        3,
        Decimal("1.5"),
        0,
    ]


def test_what_a_set_does_not_say_has_no_address():
    rows = frame(BASE, counted("cdc-2022", ("pethidine", "50")))
    assert rows[["address", "depth", "factor_printed"]].isna().all(axis=None)


# --- what nobody can mean -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("medicine", "sentence"),
    [
        (("oxycodone", "0"), "A dose has to be more than 0, and 0 mg was entered."),
        (("oxycodone", "-5"), "A dose has to be more than 0, and −5 mg was entered."),
        (("oxycodone", "−5"), "A dose has to be more than 0, and −5 mg was entered."),
        (
            ("oxycodone", "5000"),
            "5000 mg of oxycodone at a time is too much to be meant: check it (at most 1000 mg).",
        ),
        (("oxycodone", "forty"), "A dose has to be a number in digits, such as 2 or 7.5."),
        (("oxycodone", ""), "A dose has to be a number in digits, such as 2 or 7.5."),
        (("oxycodone", "1,000"), "A dose has to be a number in digits, such as 2 or 7.5."),
        (("oxycodone", "1e3"), "A dose has to be a number in digits, such as 2 or 7.5."),
        (("oxycodone", "NaN"), "A dose has to be a number in digits, such as 2 or 7.5."),
        (("oxycodone", "٥"), "A dose has to be a number in digits, such as 2 or 7.5."),
        (("oxycodone", "5", "often"), "How often it is taken a day has to be a number in digits, such as 2 or 7.5."),
        (("oxycodone", "5", "1", "x"), "How often it is taken a day has to be a number in digits, such as 2 or 7.5."),
        (
            ("oxycodone", "5", "0"),
            "How often it is taken a day has to be more than 0, and the first number the smaller one.",
        ),
        (
            ("oxycodone", "5", "3", "2"),
            "How often it is taken a day has to be more than 0, and the first number the smaller one.",
        ),
        (
            ("oxycodone", "5", "-1", "2"),
            "How often it is taken a day has to be more than 0, and the first number the smaller one.",
        ),
        (("oxycodone", "5", "25"), "25 times a day is too often to be meant: check it (at most 24)."),
        (
            ("fentanyl-patch", "25", "0.3333"),
            "The fentanyl patch counts by the hour, however often it is changed: enter once what is worn at one time.",
        ),
        (("heroic-dose", "5"), "This opioid is not in the list. Choose one that is."),
        (("cdc-2022", "5"), "This opioid is not in the list. Choose one that is."),
    ],
)
def test_what_nobody_can_mean_gets_a_sentence(medicine, sentence):
    with pytest.raises(Implausible) as refused:
        entered(BASE, *medicine)
    assert str(refused.value) == sentence
    assert isinstance(refused.value, ValueError)


@pytest.mark.parametrize(
    ("typed", "dose"), [("7.5", "7.5"), ("7,5", "7.5"), (" 10 ", "10"), ("1000", "1000"), ("0.0001", "0.0001")]
)
def test_numbers_are_read_exactly(typed, dose):
    assert entered(BASE, "morphine", typed).dose == Decimal(dose)


def test_what_was_entered_is_kept_as_it_reads():
    medicine = entered(BASE, "oxycodone", "10", "2", "3", form="immediate-release tablet")
    assert (medicine.form, medicine.unit) == ("immediate-release tablet", "mg")
    assert (medicine.times_low, medicine.times_high) == (2, 3)
    assert medicine.printed == "10 mg 2 to 3 times a day"
    assert entered(BASE, "oxycodone", "10").form is None
    assert entered(BASE, "oxycodone", "10", "24").times_high == 24


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"dose": Decimal(5000)}, "too much to be meant"),
        ({"unit": "microgram-per-hour"}, "The dose of oxycodone is given in mg."),
        ({"times_high": Decimal(30)}, "too often to be meant"),
        ({"opioid": "fentanyl-patch", "unit": "microgram-per-hour", "times_high": Decimal(2)}, "by the hour"),
        ({"opioid": "nobody"}, "not in the list"),
    ],
)
def test_medicines_of_a_case_are_held_to_the_same(change, words):
    medicine = entered(BASE, "oxycodone", "5").model_copy(update=change)
    with pytest.raises(Implausible, match=words):
        equivalents(BASE, [medicine], factors("cdc-2022"))
    with pytest.raises(Implausible, match=words):
        under_other_sets(BASE, [medicine], factors("cdc-2022"))


# --- properties ---------------------------------------------------------------------------------------------------


@st.composite
def medicines(draw):
    opioid = draw(st.sampled_from(OPIOIDS))
    most = int(opioid.most)
    dose = draw(st.decimals(Decimal("0.01"), most, places=draw(st.integers(0, 2))))
    assume(dose > 0)
    if opioid.continuous:
        return entered(BASE, opioid.id, str(dose))
    low, high = sorted(draw(st.tuples(st.integers(0, 24), st.integers(1, 24))))
    return entered(BASE, opioid.id, str(dose), str(low), str(high))


several = st.lists(medicines(), max_size=6)
sets = st.sampled_from(SETS)


@given(several.flatmap(lambda given: st.tuples(st.just(given), st.permutations(given))), sets)
def test_the_order_of_lines_never_matters(orders, kept):
    one, other = (equivalents(BASE, order, kept) for order in orders)
    assert (one.low, one.high, one.low_with, one.high_with) == (other.low, other.high, other.low_with, other.high_with)
    assert sorted(map(str, one.lines)) == sorted(map(str, other.lines))
    assert sorted(map(str, one.refused)) == sorted(map(str, other.refused))


@given(several, sets)
def test_every_medicine_is_counted_or_refused_and_totals_are_sums(given, kept):
    found = equivalents(BASE, given, kept)
    assert sorted(map(str, given)) == sorted(
        map(str, [line.medicine for line in found.lines] + [one.medicine for one in found.refused])
    )
    assert found.low == sum(line.low for line in found.lines)
    assert found.high == sum(line.high for line in found.lines)
    assert found.low <= found.high
    assert all(line.low <= line.high for line in (*found.lines, *found.apart))
    assert all(one.reason for one in found.refused)
    if found.apart:
        assert found.low_with == found.low + sum(line.low for line in found.apart)
        assert found.high_with == found.high + sum(line.high for line in found.apart)
        assert found.low_with <= found.high_with


def slow(given, kept):
    """A second way to the total, in fractions, by the table typed in above."""
    table = {words[0]: words[1:] for words in map(str.split, READ[kept.id].split(", "))}
    ends = [Fraction(0), Fraction(0)]
    for medicine in given:
        said = table.get(medicine.opioid, ["-"])
        if len(said) > 1 or said == ["-"] or medicine.opioid.startswith(("methadone", "buprenorphine")):
            continue
        for end, times in enumerate((medicine.times_low, medicine.times_high)):
            ends[end] += Fraction(str(medicine.dose)) * Fraction(str(times)) * Fraction(said[0])
    return tuple(ends)


@given(several, sets)
def test_a_second_slow_way_gives_the_same_total(given, kept):
    plain = [one for one in given if one.opioid != "fentanyl-patch"]
    found = equivalents(BASE, plain, kept)
    assert (Fraction(found.low), Fraction(found.high)) == slow(plain, kept)


@given(medicines(), medicines(), sets)
def test_one_more_medicine_never_lowers_the_total(one, another, kept):
    assume(one.opioid != another.opioid)
    alone, both = equivalents(BASE, [one], kept), equivalents(BASE, [one, another], kept)
    assert alone.low <= both.low
    assert alone.high <= both.high


# --- never a conversion -------------------------------------------------------------------------------------------


def test_nothing_turns_one_opioid_into_another():
    offered = {*dir(cases), *dir(import_module("kb.cases.equivalents")), *dir(import_module("kb.cases.dose"))}
    assert not [name for name in offered if any(word in name.lower() for word in ("convert", "switch", "rotat"))]


def test_what_was_counted_cannot_be_changed():
    found = counted("cdc-2022", ("morphine", "10"))
    with pytest.raises(FrozenInstanceError):
        found.lines = ()
