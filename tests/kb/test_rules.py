"""Each numbered rule: the curated data keep it, and a folder that breaks it is told where and what to do."""

import re

import pytest

from kb import rules
from kb.knowledge import CURATED, load
from kb.problem import BadData
from kb.records import Finding
from kb.vocabulary import FindingDirection

# One way to break each rule: the file, what stands there, what is put in its place, and what the problem says.
BREAKS = {
    "R04": ("vocabulary/topics.toml", 'id = "withdrawal"', 'id = "safety"', "have this id"),
    "R05": ("recommendations/au.toml", 'guideline = "au-2023"', 'guideline = "nz-2023"', "no record has the id nz-2023"),
    "R06": ("package.toml", None, "", "describes itself 0 times"),
    "R07": ("vocabulary/topics.toml", 'label = "Withdrawal"', 'label = "Withdrawal"\nbroader = "withdrawal"', "its own broader topic"),
    "R08": ("recommendations/ca.toml", 'at_least = 90, unit = "mme-per-day"', 'at_least = 90, unit = "week"', "measured in mme-per-day, not in week"),
    "R09": ("recommendations/de.toml", 'strength = "strong"', 'strength = "very strong"', "is not in the document's scheme"),
    "R10": ("recommendations/de.toml", "table = 1, row = \"Germany\", item = 2", "table = 1, row = \"Germany\", item = 3", "Number them 1 to 4"),
    "R11": ("recommendations/de.toml", r"passage = \{[^\n]*\}", "", "fingerprint"),
    "R12": ("effects_table3.toml", 'favours = "intervention"', 'favours = "comparator"', "favours the intervention"),
    "R13": ("vocabulary/outcomes.toml", 'better_when = { amount = "lower", people = "higher" }', 'better_when = { people = "higher" }', "which end of amount is better"),
    "R14": ("vocabulary/topics.toml", None, '[[topic]]\nid = "loose"\nlabel = "Loose"\nscope = "x"\n', "no chain of links"),
    "R15": ("vocabulary/topics.toml", 'label = "Withdrawal"', 'label = "safety"', "has the same label"),
    "R16": ("effects_table3.toml", 'printed = "5.55', 'printed = "5.56', "does not hold"),
    "R17": ("vocabulary/tables.toml", "number = 2", "number = 1", "table 2 of lin-langford-2025 has no name"),
    "R18": ("recommendations/us.toml", 'kind = "review-interval", high = 1, unit = "month"', 'kind = "review-interval", high = 1, unit = "medicine"', "medicine cannot be converted to week"),
    "R19": ("findings.toml", '{ to = "weighing-benefit-and-risk", why = "Bears on the harms of discontinuing." },', "", "f-stopping-and-termination-of-care balances it, but is not about weighing-benefit-and-risk"),
}  # fmt: skip


def broken(folder):
    with pytest.raises(BadData) as error:
        load(folder)
    return error.value.problems


def change(folder, file, old, new):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    if old is None:
        text = text + "\n" + new if new else ""
    else:
        text, count = re.subn(old if old.startswith("passage") else re.escape(old), lambda _: new, text, count=1)
        assert count == 1, old
    path.write_text(text, encoding="utf-8")


def test_every_rule_has_a_case_that_breaks_it():
    assert set(BREAKS) == set(rules.RULES)


@pytest.mark.parametrize("rule", BREAKS)
def test_a_folder_that_breaks_a_rule_is_told_so(data_copy, rule):
    file, old, new, expected = BREAKS[rule]
    change(data_copy, file, old, new)
    found = [p for p in broken(data_copy) if p.rule == rule]
    assert found, f"{rule} was not reported"
    assert any(expected in str(p) for p in found)
    assert all(p.remedy for p in found)


def test_all_problems_are_listed_at_once_with_their_places(data_copy):
    change(data_copy, "recommendations/de.toml", 'strength = "strong"', 'strength = "very strong"')
    change(data_copy, "effects_table3.toml", 'printed = "5.55', 'printed = "5.56')
    change(data_copy, "recommendations/au.toml", 'verb = "do"', 'verb = "maybe"')
    found = {(p.file, p.record, p.field) for p in broken(data_copy)}
    assert found == {
        ("recommendations/de.toml", "de-when-1", "strength"),
        ("effects_table3.toml", "t3-patient-multicomponent-stop", "printed"),
        ("recommendations/au.toml", "au-when-1", "verb"),
    }


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('unit = "week"', 'unit = "fortnight"', "no record has the id fortnight. Use one of mme-per-day, "),
        ('unit = "week"', 'unit = "MME/day"', "'MME/day' is no id. Use the id of a record"),
        ('kind = "taper-step"', 'kind = "taper-size"', "no record has the id taper-size. Use one of dose, "),
        ('kind = "taper-step"', 'kind = "week"', "week is a unit. Name a quantity-kind."),
    ],
)
def test_a_term_that_the_data_do_not_define_is_told_with_those_they_do(data_copy, old, new, expected):
    change(data_copy, "recommendations/ca.toml", old, new)
    assert any(
        str(p).startswith("recommendations/ca.toml, record ca-how-2") and expected in str(p) for p in broken(data_copy)
    )


def test_a_table_has_one_name(data_copy):
    change(data_copy, "vocabulary/tables.toml", "number = 2", "number = 1")
    assert any("table 1 has several names" in p.what and p.record.endswith("table-2") for p in broken(data_copy))


def test_a_record_that_cannot_be_read_does_not_flood_the_list_with_its_links(data_copy):
    change(data_copy, "vocabulary/topics.toml", 'id = "gradual-tapering"', 'id = "gradual-tapering"\ncolour = "red"')
    assert [(p.record, p.rule) for p in broken(data_copy)] == [("gradual-tapering", "R03")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("ci_low = 2.80", "ci_low = 6.80", "does not hold the estimate"),
        ("ci_low = 2.80", "ci_low = -2.80", "a ratio and its interval are above 0"),
        ('measure = "OR"', 'measure = "XR"', "is not in the vocabulary"),
        ("participants = 433", "participants = -433", "greater than or equal to 1"),
        ("ci_high = 10.99", "ci_high = nan", "finite"),
        ('status = "estimate"', 'status = "no-trials"', "exactly when"),
        ("ci_level = 95", "ci_level = 950", "less than 100"),
    ],
)
def test_a_number_outside_its_bounds_is_refused(data_copy, old, new, expected):
    path = data_copy / "effects_table3.toml"
    head, tail = path.read_text(encoding="utf-8").split('id = "t3-patient-multicomponent-stop"')
    assert old in tail
    path.write_text(head + 'id = "t3-patient-multicomponent-stop"' + tail.replace(old, new, 1), encoding="utf-8")
    assert any(expected in str(p) and p.record == "t3-patient-multicomponent-stop" for p in broken(data_copy))


BASE = load(CURATED)
BENEFITS = [
    f for f in BASE.of(Finding) if f.direction is FindingDirection.BENEFIT or f.category == "benefit-of-deprescribing"
]


@pytest.mark.parametrize("finding", BENEFITS, ids=lambda f: f.id)
def test_a_benefit_names_the_harm_that_its_source_sets_beside_it(finding):
    beside = [BASE.get(Finding, link.to) for link in finding.balanced_by]
    assert any(f.category.startswith("harm-") for f in beside), f"name in balanced_by what {finding.id} is set against"
    assert {f.where.document for f in beside} == {finding.where.document}


def test_a_harm_that_balances_is_met_wherever_the_benefit_is(data_copy):
    change(
        data_copy,
        "findings.toml",
        '{ to = "discontinuation", why = "Says what trials of deprescribing found',
        '{ to = "opioid-use", why = "Says what trials of deprescribing found',
    )
    assert {(p.record, p.field, p.rule) for p in broken(data_copy)} == {
        ("f-programmes-in-words", "balanced_by", "R19"),
        ("f-clinician-multicomponent-in-words", "balanced_by", "R19"),
        ("f-patient-multicomponent-in-words", "balanced_by", "R19"),
    }
