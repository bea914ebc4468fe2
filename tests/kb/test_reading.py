"""Reading gathers every problem, whatever is in the folder, and never raises for bad data."""

import json
import tomllib
from datetime import date

import pytest
import rtoml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb import reading
from kb.reading import read_folder

TOPIC = '[[topic]]\nid = "pain"\nlabel = "Pain"\nscope = "Pain."\n'


def problems(folder):
    return [str(p) for p in read_folder(folder).problems]


def test_a_missing_folder_is_a_problem(tmp_path):
    assert "no data files" in problems(tmp_path / "nowhere")[0]


def test_records_are_typed_and_remember_their_file(tmp_path):
    (tmp_path / "topics.toml").write_text(TOPIC)
    (entry,) = read_folder(tmp_path).entries
    assert (entry.record.id, entry.record.label, entry.file) == ("pain", "Pain", "topics.toml")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("[[topic]\n", "not valid TOML"),
        ("x = " + "[" * 3000, "not valid TOML"),
        ('[[recipe]]\nid = "a"\n', "unknown kind of record: recipe"),
        ('[topic]\nid = "a"\n', "Begin each with [[topic]]"),
        (TOPIC + 'colour = "red"\n', "record pain, field colour: unknown field"),
        ('[[topic]]\nid = "pain"\nlabel = 3\nscope = "x"\n', "record pain, field label: 3"),
        ('[[topic]]\nid = "Pain Topic"\nlabel = "a"\nscope = "x"\n', "field id"),
        ('[[topic]]\nid = "pain"\nlabel = "a"\n', "record pain, field scope: is missing"),
        ('[[topic]]\nlabel = "a"\nscope = "x"\n', "record topic number 1, field id: is missing"),
        ('[[outcome]]\nid="o"\nlabel="a"\ndefinition="d"\nbetter_when={amount="up"}\n', "Use 'lower' or 'higher'"),
    ],
)
def test_a_broken_toml_file_is_named_with_what_to_do(tmp_path, content, expected):
    (tmp_path / "broken.toml").write_text(content)
    (problem,) = problems(tmp_path)
    assert problem.startswith("broken.toml")
    assert expected in problem


@pytest.mark.parametrize(
    "content", ["[[topic]\n", "a = 1\na = 2\n", 'a = "\\q"\n', "a = 01\n", "[a]\nb = {c = 1, c = 2}\n"]
)
def test_what_is_wrong_with_a_toml_file_is_said_with_line_and_column(tmp_path, content):
    (tmp_path / "broken.toml").write_text(content)
    with pytest.raises(tomllib.TOMLDecodeError) as error:
        tomllib.loads(content)
    assert problems(tmp_path) == [
        f"broken.toml: this is not valid TOML: {error.value}. Correct the line it names. [R02]"
    ]


@given(st.dictionaries(st.text("abc-é", min_size=1), st.one_of(st.text(), st.integers(), st.booleans(), st.floats(allow_nan=False), st.dates(), st.lists(st.text())), max_size=4))  # fmt: skip
def test_what_a_toml_file_says_does_not_depend_on_the_parser(values):
    text = "\n".join(f"{json.dumps(name, ensure_ascii=False)} = {written(value)}" for name, value in values.items())
    assert rtoml.loads(text) == tomllib.loads(text) == values


def written(value):
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, float):
        return {"inf": "inf", "-inf": "-inf"}.get(str(value)) or f"{value:.17e}"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def test_a_number_that_only_one_parser_reads_is_read(tmp_path):
    (tmp_path / "a.toml").write_text(TOPIC + "size = 1e400\n")
    (problem,) = problems(tmp_path)
    assert "field size: unknown field" in problem


def test_every_problem_of_every_file_is_listed_at_once(tmp_path):
    (tmp_path / "a.toml").write_text("[[topic]\n")
    (tmp_path / "b.toml").write_text(TOPIC + 'colour = "red"\nsize = 3\n')
    (tmp_path / "wrong.csv").write_text("id\n1\n")
    assert len(problems(tmp_path)) == 4


def test_bytes_that_are_not_utf8_are_a_problem(tmp_path):
    (tmp_path / "a.toml").write_bytes(b'[[topic]]\nid = "\xff"\n')
    assert any("not UTF-8" in p for p in problems(tmp_path))


def test_a_huge_file_is_refused_without_being_read(tmp_path):
    (tmp_path / "a.toml").write_bytes(b"#" * 5_000_001)
    assert any("larger than 5 MB" in p for p in problems(tmp_path))


def test_an_unreadable_file_is_a_problem(tmp_path):
    (tmp_path / "a.toml").symlink_to(tmp_path / "gone.toml")
    assert "a.toml: the file cannot be read (No such file" in problems(tmp_path)[0]


def test_csv_rows_are_records_of_the_kind_the_file_is_named_for(tmp_path):
    (tmp_path / "references.csv").write_text('id,document,number,citation,kind\nref-1,d,1,"A, b. 2020.",report\n')
    (entry,) = read_folder(tmp_path).entries
    assert (entry.record.number, entry.record.citation, entry.record.doi) == (1, "A, b. 2020.", None)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("ref-1,d,one,c,report", "record ref-1, field number"),
        ("ref-1,d,1,c", "row 2 has 4 cells, the header 5"),
        ('ref-1,d,1,"c,report', "not valid CSV"),
    ],
)
def test_a_broken_csv_row_is_named(tmp_path, rows, expected):
    (tmp_path / "references.csv").write_text(f"id,document,number,citation,kind\n{rows}\n")
    assert any(expected in p for p in problems(tmp_path))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400), name=st.sampled_from(["a.toml", "references.csv", "readings.csv"]))
def test_no_bytes_make_reading_raise(tmp_path, content, name):
    for old in tmp_path.iterdir():
        old.unlink()
    (tmp_path / name).write_bytes(content)
    read_folder(tmp_path)


# --- while somebody replaces the folder ---------------------------------------------------------------------------


def folders(tmp_path):
    """An old folder in its place and a new one beside it: the same files, other words, and one more."""
    old, new = tmp_path / "data", tmp_path / "next"
    for folder, word in ((old, "Old"), (new, "New")):
        folder.mkdir()
        for name in "abcd":
            (folder / f"{name}.toml").write_text(TOPIC.replace("pain", f"pain-{name}").replace("Pain", word))
    (new / "e.toml").write_text(TOPIC)
    return old, new


def swapped_after(monkeypatch, count, swap):
    """Let `swap` happen once `count` files have been read."""
    reads, content = [], reading._content

    def reading_on(*arguments):
        if len(reads) == count:
            swap()
        reads.append(arguments)
        return content(*arguments)

    monkeypatch.setattr(reading, "_content", reading_on)


@pytest.mark.parametrize("count", range(12))
def test_a_folder_replaced_while_it_is_read_is_the_old_or_the_new_one(tmp_path, monkeypatch, count):
    old, new = folders(tmp_path)
    states = [read_folder(old), read_folder(new)]

    def swap():
        old.rename(tmp_path / "gone")
        new.rename(old)

    swapped_after(monkeypatch, count, swap)
    found = read_folder(old)
    assert found in states
    assert found == states[0 if count >= 8 else 1]


def test_a_link_set_to_another_folder_while_it_is_read_is_the_old_or_the_new_one(tmp_path, monkeypatch):
    old, new = folders(tmp_path)
    link = tmp_path / "link"
    link.symlink_to(old)

    def swap():
        (tmp_path / "other").symlink_to(new)
        (tmp_path / "other").replace(link)

    swapped_after(monkeypatch, 2, swap)
    assert read_folder(link) == read_folder(new)


def test_a_folder_that_does_not_keep_still_is_refused(tmp_path, monkeypatch):
    old, _ = folders(tmp_path)
    content = reading._content

    def never_still(path, name, problems):
        path.write_text(path.read_text() + "#")
        return content(path, name, problems)

    monkeypatch.setattr(reading, "_content", never_still)
    found = read_folder(old)
    assert found.entries == ()
    assert [problem.what for problem in found.problems] == ["files change while they are read."]
