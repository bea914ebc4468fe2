"""Cells as text, tables as CSV, and which rows of a part stand together."""

import csv
import io

import pandas as pd
import pytest

from kb.exports.cells import csv as written
from kb.exports.cells import flat, lines, texts
from kb.exports.column import Column, Table
from kb.exports.file import Part
from kb.vocabulary import Strength

TEXT, LIST = Column("t", "Text", "a text"), Column("l", "List", "a list", many=True)
NUMBER, DAY = Column("n", "Number", "a number", "number"), Column("d", "Day", "a day", "date")
TABLE = Table("t", "rows", (TEXT, LIST, NUMBER))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ()), (pd.NA, ()), (float("nan"), ()), ((), ()), ([], ()), ("", ("",)), ("a", ("a",)), (0, ("0",)), (12345678, ("12345678",)),
        (("a", None, ("b", "c")), ("a", "b", "c")), (Strength.WEAK, ("weak-or-conditional",)), (True, ("true",)), (False, ("false",)),
        (-1.5, ("-1.5",)), (95.0, ("95",)), (0.0, ("0",)), (999999.0, ("999999",)), (1e6, ("1000000.0",)), (-2345678.5, ("-2345678.5",)),
    ],
)  # fmt: skip
def test_a_cell_is_lines_of_text(value, said):
    assert lines(value) == said


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_text_cannot_become_a_formula(start):
    assert flat(start, TEXT) == f"'{start}"
    assert flat((start, "b"), LIST) == f"'{start};b"
    assert flat(-1.5, NUMBER) == "-1.5"
    assert flat("2031-02-03", DAY) == "2031-02-03"
    assert flat("a=1", TEXT) == "a=1"


def test_a_semicolon_inside_a_list_does_not_make_two_items_and_one_in_a_text_stays():
    assert flat(("a; b", "c"), LIST) == "a, b;c"
    assert flat("a; b", TEXT) == "a; b"
    assert flat((), LIST) == flat(None, TEXT) == ""


def test_a_table_is_headed_with_heads_and_for_programs_with_keys():
    frame = pd.DataFrame({"n": [1.5], "other": ["x"], "l": [("a", "b")], "t": ["one\ntwo, three"]})
    rows = list(csv.reader(io.StringIO(written(frame, TABLE), newline="")))
    assert rows == [["Text", "List", "Number"], ["one\ntwo, three", "a;b", "1.5"]]
    coded = Table("t", "rows", TABLE.columns, coded=True)
    assert written(frame, coded).splitlines()[0] == "t,l,n"
    assert written(frame, coded).endswith("1.5\n")
    assert "\r" not in written(frame, coded)
    assert texts(frame, TABLE).to_dict("list") == {"t": ["one\ntwo, three"], "l": ["a;b"], "n": ["1.5"]}


def test_a_table_knows_its_columns_by_key():
    assert TABLE["l"] is LIST
    assert TABLE.keys == ["t", "l", "n"]
    assert list(TABLE) == [TEXT, LIST, NUMBER]
    assert [c.is_number for c in (TEXT, NUMBER, DAY, Column("i", "I", "i", "integer"))] == [False, True, False, True]
    assert TABLE.schema() == {
        "fields": [
            {"name": "t", "type": "string", "title": "Text", "description": "a text"},
            {"name": "l", "type": "string", "title": "List", "description": "a list"},
            {"name": "n", "type": "number", "title": "Number", "description": "a number"},
        ],
        "missingValues": [""],
    }
    with pytest.raises(KeyError):
        TABLE["none"]


def grouped(rows, headed):
    frame = pd.DataFrame(rows, columns=["a", "b", "c"])
    part = Part("p", TABLE, frame, headed=headed)
    return [(headings, name, list(found.c)) for headings, name, found in part.groups()]


def test_rows_under_one_heading_stand_together_and_a_heading_is_said_once():
    rows = [("A", "A", 1), ("A", "x", 2), ("A", "x", 3), ("B", "y", 4), ("B", "z", 5)]
    assert grouped(rows, ("a", "b")) == [
        ({2: "A"}, "A", [1]), ({3: "x"}, "x", [2, 3]), ({2: "B", 3: "y"}, "y", [4]), ({3: "z"}, "z", [5]),
    ]  # fmt: skip
    assert grouped(rows, ("a",)) == [({2: "A"}, "A", [1, 2, 3]), ({2: "B"}, "B", [4, 5])]
    assert grouped(rows, ()) == [({}, "rows", [1, 2, 3, 4, 5])]


def test_a_heading_whose_rows_are_scattered_is_left_out():
    rows = [("A", "x", 1), ("B", "y", 2), ("A", "z", 3)]
    assert grouped(rows, ("a", "b")) == [({2: "x"}, "x", [1]), ({2: "y"}, "y", [2]), ({2: "z"}, "z", [3])]
    assert grouped(rows, ("a",)) == [({}, "rows", [1, 2, 3])]
