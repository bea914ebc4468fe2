"""The lists of the sources: every record is in one, is found by words, and says where it was read."""

import itertools

import pytest

from kb import labels
from kb.records import Discrepancy, Reading, Reference
from kb.vocabulary import Weight
from ui import discrepancies, lists


@pytest.mark.parametrize("show", lists.LISTS)
def test_a_list_holds_each_record_of_its_kind_once(show, base):
    found = lists.found(show, "")
    assert sorted(found) == sorted(record.id for record in base.of(lists.LISTS[show].model))


@pytest.mark.parametrize("show", lists.LISTS)
def test_a_page_says_how_many_there_are_and_shows_a_page_of_them(show, shown):
    screen = shown("sources", show=show, **({"view": "every"} if show == lists.WEIGHED else {}))
    of = lists.LISTS[show]
    assert f"{of.title}: {len(lists.records(show))}." in screen.words
    assert any(block.rows for block in screen.blocks)


@pytest.mark.parametrize("show", lists.LISTS)
def test_a_row_leads_to_its_record(show, base):
    first = lists.records(show)[0]
    cells = lists.LISTS[show].row(first)
    if not lists.LISTS[show].apart:
        assert first.id in str(cells[0])
    assert lists.table(show, (first.id,))


def test_every_word_has_to_stand_in_the_row_and_case_means_nothing():
    both = lists.found("references", "SYSTEMATIC cochrane")
    assert set(both) == set(lists.found("references", "systematic")) & set(lists.found("references", "cochrane"))
    assert lists.found("references", "xyzzy") == ()


def test_words_are_found_in_all_that_a_record_holds_also_where_its_row_shows_less(base):
    reference = next(r for r in base.of(Reference) if r.authors and r.form and r.form not in r.citation)
    assert reference.form not in str(lists.LISTS["references"].row(reference))
    assert reference.id in lists.found("references", reference.form)
    guideline = base.by_country[0]
    assert guideline.id in lists.found("guidelines", guideline.issuer)
    assert not lists.found("references", base.of(Discrepancy)[0].title)


def test_the_headline_discrepancies_are_shown_and_a_click_shows_the_others(shown, base):
    by = {weight: [d.id for d in base.of(Discrepancy) if d.weight is weight] for weight in Weight}
    screen = shown("sources", show="discrepancies")
    opened = [link.opens[0] for link in screen.links if link.opens]
    assert [i for i in opened if i in by[Weight.HEADLINE]] == by[Weight.HEADLINE][: lists.LISTS["discrepancies"].each]
    assert not {*opened} & {*by[Weight.RECORD], *by[Weight.MINOR]}
    (button,) = [b for b in screen.run.button if b.label.startswith("Show ")]
    assert button.label == f"Show {len(by[Weight.RECORD])} on the record and {len(by[Weight.MINOR])} minor"
    button.click().run()
    assert "every" in screen.run.query_params["view"]
    assert f"Discrepancies: {len(base.of(Discrepancy))}." in screen.words


@pytest.mark.parametrize("weight", Weight)
def test_the_address_names_the_weight_of_the_discrepancies_shown(weight, shown, base):
    wanted = [d.id for d in base.of(Discrepancy) if d.weight is weight]
    assert list(lists.found("discrepancies", "", weight)) == wanted
    screen = shown("sources", show="discrepancies", view=str(weight))
    assert f"{len(wanted)} of {len(base.of(Discrepancy))}" in screen.words
    assert (
        discrepancies.counted(base.get(Discrepancy, d) for d in wanted)
        == f"{len(wanted)} {labels.WEIGHT[weight].lower()}"
    )


def test_a_supplementary_fact_is_found_by_the_name_of_what_it_is_about(base):
    found = lists.found("supplementary", "germany")
    about = {reading.id for reading in base.of(Reading) if reading.about == "de-2020"}
    assert about
    assert about <= set(found)


def test_facts_about_one_record_stand_together(base):
    about = [reading.about for reading in lists.records("supplementary")]
    runs = 1 + sum(one != other for one, other in itertools.pairwise(about))
    assert runs == len(set(about))


def test_a_filtered_list_says_how_many_of_how_many_are_left(shown, base):
    screen = shown("sources", show="supplementary", q="germany")
    left = len(lists.found("supplementary", "germany"))
    assert f"{left} of {len(base.of(Reading))}" in screen.words


def test_a_list_without_any_row_for_the_words_says_so(shown):
    assert "No record of this list has all of these words" in shown("sources", show="references", q="xyzzy").words


def test_pages_of_a_long_list_hold_every_record_once(shown):
    each, ids = lists.LISTS["supplementary"].each, lists.found("supplementary", "")
    pages = -(-len(ids) // each)
    opened = [
        link.opens[0]
        for page in range(1, pages + 1)
        for link in shown("sources", show="supplementary", page=str(page)).blocks[0].links
        if link.opens and link.opens[0] in set(ids)
    ]
    assert opened == list(ids)


def test_the_status_of_each_guideline_is_said_also_where_it_is_not_established(shown, base):
    rows = shown("sources").blocks[0].rows
    for guideline in base.by_country:
        (row,) = [row for row in rows if row[0].startswith(guideline.country_name)]
        assert labels.GUIDELINE_STATUS[guideline.status] in row[2]
        assert guideline.short_title in row[1]
        record = shown("record", id=guideline.id)
        assert guideline.status_words in record.words
        assert guideline.read in record.words


def test_each_guideline_leads_to_its_original_where_an_address_is_known(shown, base):
    hrefs = {link.href for link in shown("sources").blocks[0].links}
    for guideline in base.by_country:
        reference = base.records[guideline.reference]
        if reference.doi or reference.url:
            assert {f"https://doi.org/{reference.doi}", reference.url} & hrefs


def test_a_grade_says_its_common_value_and_who_says_so(base):
    for scheme in lists.records("schemes"):
        for grade, row in zip(scheme.grades, lists.LISTS["schemes"].row(scheme), strict=True):
            assert row[2] == {"strength": grade.strength}
            assert labels.BASIS[grade.basis] in str(row[3])
            assert grade.why in row[3]


def test_both_sides_of_a_discrepancy_stand_beside_how_it_is_handled(base):
    for discrepancy in lists.records("discrepancies"):
        text = str(lists.LISTS["discrepancies"].row(discrepancy))
        assert all(side.record in text for side in discrepancy.sides)
        assert discrepancy.handling in lists.LISTS["discrepancies"].row(discrepancy)


def test_the_references_shown_can_be_taken_to_a_reference_manager(shown):
    assert "/download/references.ris)" in shown("sources", show="references").words
    found = lists.found("references", "cochrane")
    words = shown("sources", show="references", q="cochrane").words
    assert all(f"id={reference}" in words for reference in found)


def test_the_case_is_told_whole(shown, base):
    words = shown("sources", show="case").words
    for case in lists.records("case"):
        for part in (case.title, case.condition, case.question, *case.symptoms, *case.history, *case.unknown):
            assert part in words
        assert all(medicine.printed in words for medicine in (*case.medicines, *case.other_medicines))
    assert words.count("Fictional") >= sum(case.fictional for case in lists.records("case"))


def test_an_unknown_list_is_said_and_the_guidelines_are_shown(shown, base):
    screen = shown("sources", show="everything")
    assert "is not known under show" in screen.words
    assert f"Guidelines: {len(base.by_country)}." in screen.words


def test_the_version_and_day_of_the_data_are_said(shown, base):
    words = shown("sources").words
    assert base.version in words
    assert base.package.released in words
