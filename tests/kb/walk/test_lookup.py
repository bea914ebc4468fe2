"""Finding a record of any kind: by words, and by the beginning of its id."""

from kb.records import KINDS, kind_of
from kb.walk.lookup import MOST, identified, matches


def test_an_id_is_told_from_a_word(lib):
    assert identified(lib.base, "CA-how-2") == "ca-how-2"
    assert identified(lib.base, "safety") == identified(lib.base, "no-such-id") == ""
    assert "safety" in found(lib, "safety")["topic"].ids


def found(lib, words):
    return {one.kind: one for one in matches(lib.base, lib.index, words)}


def test_the_beginning_of_an_id_lists_what_begins_so(lib):
    (listed,) = matches(lib.base, lib.index, "CA-how")
    everything = [i for i in lib.base.records if i.startswith("ca-how")]
    assert list(listed.ids) == everything[:MOST]
    assert listed.more == len(everything) - MOST


def test_words_find_records_of_several_kinds(lib):
    assert {"topic", "recommendation", "finding"} <= set(found(lib, "abrupt stopping"))


def test_where_one_record_has_every_word_those_that_have_some_are_left_out(lib):
    for one in matches(lib.base, lib.index, "dose threshold"):
        assert lib.index.find("dose threshold", one.kind).every_word


def test_a_kind_lists_only_its_own_and_no_more_than_it_may(lib):
    for one in matches(lib.base, lib.index, "opioid"):
        assert {kind_of(lib.base.records[i]) for i in one.ids} == {one.kind}
        assert 0 < len(one.ids) <= MOST
        assert one.kind in KINDS


def test_no_words_and_unknown_words_find_nothing(lib):
    assert matches(lib.base, lib.index, "") == ()
    assert matches(lib.base, lib.index, "zzzzqqqq") == ()
