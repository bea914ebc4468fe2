"""What is said to have matched is true: the word stands where it is said to, or the link is there."""

import re

import pytest

from kb.edges import edges_of
from kb.labels import GUIDELINE_STATUS, RESOURCE_STATUS
from kb.records import kind_of
from kb.search import SearchIndex
from kb.search.findings import Hit

STATUS = GUIDELINE_STATUS | RESOURCE_STATUS
QUERIES = (
    "how fast to taper", "ketamine", "cannabis", "constipation", "low mood", "oxycodone", "sleeping tablets", "Schlafmittel",
    "acupuncture", "bupernorphine", "withdraw", "methadon", "on opioids for 7 months", "UK cold turky", "NICE", "naloxone",
    "pain management programs", "second opinion", "Jayawardana", "depresion", "Entzug", "100 MME", "taper", "outdated",
    "oxycodone 7 months no improvement", "taper pharmacist", "Wie schnell soll ich Opioide ausschleichen",
)  # fmt: skip


def texts(value):
    """Yield every text in a record, whatever field it is in."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif hasattr(value, "model_fields_set"):
        for _, part in value:
            yield from texts(part)


def names_of(base, label):
    """Return the names of every concept that has this label."""
    found = [r for r in base.records.values() if getattr(r, "label", None) == label and hasattr(r, "synonyms")]
    assert found, label
    return {r.id: {r.label, *r.synonyms.en, *r.synonyms.de, *filter(None, [r.translations.de])} for r in found}


def near(base, record):
    """Return the ids a record is linked to, with the topics above those."""
    linked = {edge.target for edge in edges_of(record)} | {record.id}
    return linked | {above for one in linked if one in base.topics.index for above in base.above(one)}


def holds(base, hit: Hit, why: str) -> bool:
    """Say by a second way whether a reason is true of a record."""
    record = base.records[hit.id]
    if found := re.fullmatch(r"“(.+)” in the plain words for “(.+)”", why):
        return STATUS[record.status].lower() == found[2]
    if found := re.fullmatch(r"“(.+)”(: its German term is “(.+)”| is its German term)", why):
        return (found[3] or found[1]).lower() == record.translations.de.lower()
    if found := re.fullmatch(r"“(.+)”: linked to (.+) \(German: (.+)\)", why):
        terms = {of: base.records[of].translations.de for of in names_of(base, found[2]) if of in near(base, record)}
        return found[3] in terms.values()
    if found := re.fullmatch(r"“(.+)”: linked to (.+?)(, a part of (.+))?", why):
        return any(of in near(base, record) for of in names_of(base, found[2]))
    if found := re.fullmatch(r"(“.+” as )?“(.+)” in “(.+)”, (?:a name of|the German term for) (.+)", why):
        concepts = names_of(base, found[4])
        called = any(found[3] in names for names in concepts.values())
        return called and found[2].lower() in found[3].lower() and bool(concepts.keys() & near(base, record))
    if found := re.fullmatch(r"(“.+” as )?“(.+)”: not in its own words; .* the trials of (.+)", why):
        return bool(names_of(base, found[3]).keys() & {link.to for link in record.interventions})
    if found := re.fullmatch(r"“(.+)”(: another name of it is “(.+)”| is another name of it| is its name)", why):
        names = {name.lower() for name in names_of(base, record.label)[record.id]}
        return (found[3] or found[1]).lower() in names
    if found := re.fullmatch(r"(“.+” as )?“(.+)” in the .+", why):
        return any(found[2].lower() in text.lower() for text in texts(record))
    if found := re.fullmatch(r"(.+) (meets|does not meet) its threshold: (\d+).*", why):
        return float(found[3]) in {link.at_least or link.at_most for link in record.triggers}
    if found := re.fullmatch(r"“.+”: (.+)", why):
        guideline = base.records[getattr(record, "guideline", record.id)]
        return guideline.country_name == found[1]
    return bool(re.fullmatch(r"“.+” is what it measures", why)) and kind_of(record) in {"topic", "trigger"}


@pytest.mark.parametrize("words", QUERIES)
def test_what_matched_is_true_of_the_record(base, index, words):
    for group in index.everything(words, 100).groups:
        for hit in group.hits:
            assert hit.matched, (words, hit.id)
            for why in hit.matched:
                assert holds(base, hit, why), (words, hit.id, why)


@pytest.mark.parametrize("words", QUERIES)
def test_groups_count_what_they_hold_and_show_no_more_than_asked_for(base, index, words):
    every, few = index.everything(words, 1_000).groups, index.everything(words, 2).groups
    assert [group.kind for group in few] == [group.kind for group in every]
    assert len({group.kind for group in every}) == len(every)
    for whole, part in zip(every, few, strict=True):
        assert whole.total == part.total == len(whole.hits)
        assert whole.whole == part.whole <= whole.total
        assert part.hits == whole.hits[:2]
        assert all(kind_of(base.records[hit.id]) == whole.kind for hit in whole.hits)
        if whole.kind == "recommendation":
            kept = index.find(words, "recommendation").ids
            assert len(kept) == (whole.whole or whole.total)
            assert set(kept) <= {hit.id for hit in whole.hits}


@pytest.mark.parametrize("words", QUERIES)
def test_what_readers_come_for_stands_before_readings(index, words):
    kinds = [group.kind for group in index.everything(words).groups]
    if "reading" in kinds:
        assert kinds[-1] == "reading"
    later = [kinds.index(kind) for kind in ("reference", "discrepancy", "practice-point") if kind in kinds]
    sooner = [kinds.index(kind) for kind in ("topic", "recommendation", "intervention", "effect") if kind in kinds]
    assert not later or not sooner or max(sooner) < min(later)


@pytest.mark.parametrize(
    ("words", "said"),
    [("how fast to taper", "tapering-rate"), ("cannabis", "cannabinoids"), ("on opioids for 7 months", "therapy-duration"),
     ("sleeping tablets", "concomitant-medicines"), ("cold turkey", "abrupt-discontinuation")],
)  # fmt: skip
def test_how_a_phrase_was_read_is_said(base, index, words, said):
    assert any(base.records[said].label in read for read in index.everything(words).understood)


def test_a_typing_error_that_was_set_right_is_said(index):
    assert "“turky” as “turkey”" in index.everything("cold turky").understood
    assert index.everything("cold turkey").understood == ("“cold turkey” as " + label(index, "cold turkey"),)


def label(index: SearchIndex, words: str) -> str:
    (unit,) = index.read(words).units
    return unit.labels[0]


def test_a_concept_called_by_its_first_name_needs_no_explaining(index):
    assert index.everything("ketamine").understood == ()


def test_what_a_recommendation_says_is_shown_whole(base, index):
    for group in index.everything("taper", 100).groups:
        if group.kind == "recommendation":
            assert [hit.line for hit in group.hits] == [base.records[hit.id].statement for hit in group.hits]


def test_recommendations_come_before_the_triggers_by_which_they_are_asked_for(base, index):
    for topic in base.topics.index:
        kinds = [group.kind for group in index.everything(base.records[topic].label).groups if group.whole]
        if {"recommendation", "trigger"} <= set(kinds):
            assert kinds.index("recommendation") < kinds.index("trigger"), topic
