"""A data folder that is broken in any way: sentences, in seconds, or a knowledge base that holds what the files say."""

import json
import os
import random
import time

import pytest

from kb import CURATED, BadData, load
from kb.edges import edges_of
from kb.exports import package
from kb.reading import LARGEST_FILE
from kb.records import Baseline, Case, Effect, Package, Recommendation, SourceTable, StrengthMapping, kind_of
from tests.abuse.conftest import many, strange
from tests.abuse.test_address import counted
from tests.seen import serving, shown, visitor
from ui import lists
from ui.comparison import asked as compare

SECONDS = 5
CSV = ("reference", "reading")
STARTS = ("ca-when-1", "gb-how-1", "us-how-1", "t3-acupuncture-dose")
HOSTILE = (
    None, True, 0, -1, 1, 2.5, -0.0, 1e308, -1e308, 1e-320, float("nan"), float("inf"), 10**30, "", " ", "x", "x" * 5000, "0",
    "<script>zqx</script>", '" onmouseover="zqx', "{{ zqx }}", "\u202e", "\0", "\x1b[2J", "=1+1", "javascript:zqx", "ca-2017",
    "ca-when-1", "nothing", "safety", "1900-01-01", "MD", "OR", [], [[]], {}, ["x"], [1, "x"], {"to": "ca-when-1"}, [{"to": "nothing"}],
    [{"to": "safety", "why": "x"}] * 3, {"x": {"x": {}}},
)  # fmt: skip


def toml(value):
    """Return a value as TOML spells it."""
    match value:
        case dict():
            return "{ " + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in value.items()) + " }"
        case list():
            return "[" + ", ".join(map(toml, value)) + "]"
        case float():
            return repr(value)
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return json.dumps(value)


def written(kind, fields):
    """Return a record as a part of a TOML file."""
    return (
        f"[[{kind}]]\n"
        + "".join(f"{name} = {toml(value)}\n" for name, value in fields.items() if value is not None)
        + "\n"
    )


@pytest.fixture(scope="module")
def small(base):
    """The fields of some forty records of the curated data, by kind, from which every link leads to another of them."""
    found, waiting = (
        {},
        [
            *STARTS,
            *(r.id for m in (Package, StrengthMapping, Baseline, Case) for r in base.of(m)[:1]),
            *(t.id for t in base.of(SourceTable)),
        ],
    )
    while waiting:
        if (one := waiting.pop()) not in found:
            found[one] = base.records[one]
            waiting += [edge.target for edge in edges_of(base.records[one])]
    numbered = {}
    kept = {}
    for record in found.values():
        fields = record.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
        if isinstance(record, Recommendation):
            place = (record.guideline, record.where.table)
            numbered[place] = fields["where"]["item"] = numbered.get(place, 0) + 1
        kept.setdefault(kind_of(record), []).append(fields)
    return kept


@pytest.fixture
def folder(small, tmp_path):
    """Those records as a data folder, one file a kind."""
    small = dict(small)
    references, readings = ({r["id"] for r in small.pop(kind, ())} for kind in ("reference", "reading"))
    for kind, records in small.items():
        (tmp_path / f"{kind}.toml").write_text("".join(written(kind, r) for r in records), "utf-8")
    for name, ids in (("references.csv", references), ("readings.csv", readings)):
        header, *rows = (CURATED / name).read_text("utf-8").splitlines()
        (tmp_path / name).write_text("\n".join([header, *(r for r in rows if r.split(",")[0] in ids)]) + "\n", "utf-8")
    return tmp_path


def outcome(folder):
    """Return the knowledge base over a folder, or None with sentences, in seconds; anything else is a failure."""
    start = time.monotonic()
    problems = ()
    try:
        found = load(folder)
    except BadData as error:
        found, problems = None, error.problems
        print(*problems, sep="\n")
    assert time.monotonic() - start < SECONDS
    assert found or problems
    for problem in problems:
        assert problem.remedy.endswith("."), problem
        assert "Traceback" not in str(problem)
        assert "\x1b" not in str(problem)
        str(problem).encode()
    return found


VIEWS = [
    ("overview", []), ("overview", [("view", "table")]), ("recommendations", [("view", "table")]), ("sources", []),
    *(("compare", [("view", view)]) for view in compare.VIEWS), *(("sources", [("show", name)]) for name in lists.LISTS),
    *(("evidence", [("view", view)]) for view in ("plots", "summary", "people", "map", "recommended", "more")),
    ("search", [("q", "taper")]), ("search", [("q", "zqx")]),
]  # fmt: skip


def assert_right(folder, views):
    """Pages answer over these data, nothing of them becomes markup, and every count is that of the records."""
    with serving(folder) as base:
        session = visitor()
        for page, pairs in views:
            seen = shown(page, [("all", "1"), *pairs], session)
            assert [error.message for error in seen.run.exception] == [], (page, pairs)
            assert strange(seen) == [], (page, pairs)
        recs, effects = len(base.of(Recommendation)), len(base.of(Effect))
        assert counted(shown("recommendations", [("all", "1")], session)) == (recs, recs)
        said = shown("evidence", [("all", "1")], session).run.main.caption
        assert any(f"{effects} of {effects} effect" in caption.value for caption in said)
        assert package.files(base)["effects.csv"].count(b"\n") >= effects


def test_the_small_folder_is_sound(folder):
    assert_right(folder, [*VIEWS, *(("record", [("id", one)]) for one in load(folder).records)])


WORDED = frozenset({
    "label", "title", "short_title", "statement", "action", "note", "country_name", "issuer", "status_words", "read", "scope", "name",
    "about", "meaning", "headline", "subject", "not_for", "report_errors", "evidence_about", "citation", "description", "definition",
    "handling", "condition", "question", "why", "search_examples", "event", "timepoint", "plural", "conditions", "caveats", "term",
})  # fmt: skip
TRAP = " [zqx](//zqx.example) <b>zqx</b> **zqx** `zqx` $zqx$"


def with_traps(part):
    """Return a part of a record with every text for readers ending in marks that would be Markdown or markup."""
    if isinstance(part, dict):
        # The label of a grade is what recommendations name; it is a text of a table like any other.
        return {
            k: trapped(v) if k in WORDED and not ("meaning" in part and k == "label") else with_traps(v)
            for k, v in part.items()
        }
    return [with_traps(one) for one in part] if isinstance(part, list) else part


def trapped(value):
    if isinstance(value, str):
        return value + TRAP
    return [trapped(v) if isinstance(v, str) else with_traps(v) for v in value] if isinstance(value, list) else value


def test_words_of_the_data_are_shown_as_they_are(folder, small):
    for kind, records in small.items():
        if kind not in CSV:
            (folder / f"{kind}.toml").write_text("".join(written(kind, with_traps(r)) for r in records), "utf-8")
    found = outcome(folder)
    assert found is not None
    one_of_each = {kind_of(record): one for one, record in found.records.items()}
    assert_right(
        folder, [*VIEWS, *((page, [("id", one)]) for one in one_of_each.values() for page in ("record", "graph"))]
    )


@many(200)
def test_no_bytes_make_the_loader_fail_or_serve_what_the_files_do_not_say(folder, small, examples):
    chance = random.Random(5)
    sound = load(folder)
    for case in range(examples):
        path = chance.choice(sorted(folder.iterdir()))
        content = path.read_bytes()
        path.write_bytes(spoiled(content, chance))
        changed = path.read_bytes() != content
        found = outcome(folder)
        if found is not None:
            assert (found.fingerprint != sound.fingerprint) is changed, case
            others = [r for r in sound.records.values() if kind_of(r) != path.stem.removesuffix("s")]
            assert [r for r in found.records.values() if kind_of(r) != path.stem.removesuffix("s")] == others, case
        path.write_bytes(content)


def spoiled(content, chance):
    """Return bytes that were flipped, cut, doubled, filled or moved somewhere."""
    at, size = chance.randrange(len(content)), chance.choice((1, 1, 1, 4, 60))
    other = chance.randrange(len(content))
    return chance.choice(
        (
            content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :],
            content[:at],
            content[at:],
            content[:at] + content[at + size :],
            content[:at] + content[at : at + size] * 3 + content[at:],
            content[:at]
            + chance.choice((b"\0", b'"', b"'''", b"[", b"]]", b"=", b"\xff\xfe", b"\r", b"1", b".", b"-"))
            + content[at:],
            content[:at] + content[other : other + 60] + content[at:],
            content + content,
        )
    )


@many(50)
def test_no_value_of_any_field_makes_anything_fail(folder, small, examples):
    chance = random.Random(7)
    loaded = 0
    for case in range(examples):
        kind = chance.choice(
            [*(k for k in small if k not in CSV), "recommendation", "effect", "topic", "guideline", "scheme"]
        )
        records = json.loads(json.dumps(small[kind]))
        changed = chance.choice(records)
        name = changed["id"]
        change(changed, chance)
        path = folder / f"{kind}.toml"
        before = path.read_bytes()
        path.write_text("".join(written(kind, r) for r in records), "utf-8")
        found = outcome(folder)
        if found is not None:
            loaded += 1
            own = [(page, [("id", name)]) for page in ("record", "graph")]
            # A few views at a time, and in turn all of them.
            assert_right(folder, [*own, *(VIEWS[(4 * case + i) % len(VIEWS)] for i in range(4))])
        path.write_bytes(before)
    assert loaded > examples / 20


def change(part, chance):
    """Set a field of a record, or of a part of it, to something that does not belong there."""
    name = chance.choice(
        [*part, chance.choice(("note", "broader", "strength", "estimate", "ci_low", "synonyms", "unless"))]
    )
    inner = part.get(name)
    if isinstance(inner, list) and inner and isinstance(inner[0], dict) and chance.random() < 0.6:
        inner = chance.choice(inner)
    if isinstance(inner, dict) and inner and chance.random() < 0.7:
        change(inner, chance)
    else:
        part[name] = chance.choice(HOSTILE)


TOPIC = '[[topic]]\nid = "{0}"\nlabel = "{0}"\nscope = "x"\n'
BOMBS = {
    "a key of many parts": b"a." * 20_000 + b"b = 1\n",
    "many keys of many parts": b"".join(b"x%d" % i + b".a" * 195 + b" = 1\n" for i in range(12_000)),
    "many headers of many parts": b"".join(b"[x%d" % i + b".a" * 195 + b"]\n" for i in range(12_000)),
    "parts up to the limit": b"a." * 4400 + b"b = 1\n",
    "many empty records": b"[[topic]]\n" * 499_000,
    "many unknown fields": b"[[topic]]\n" + b"".join(b"k%d = 1\n" % i for i in range(100_000)),
    "a long list": b'[[topic]]\nid = "x"\nlabel = "x"\nscope = "x"\nsynonyms.en = [' + b"1," * 1_000_000 + b"]\n",
    "deep arrays": b"x = " + b"[" * 900_000 + b"]" * 900_000,
    "deep tables": b"x = " + b"{a = " * 90_000 + b"1" + b"}" * 90_000,
    "deep in a record": b"[[topic]]\n" + b"a." * 3000 + b"b = 1\n",
    "a long number": b"[[topic]]\nid = " + b"9" * 1_000_000,
    "a long number in another base": b"[[topic]]\nid = 0x" + b"f" * 1_000_000,
    "a long fraction": b"[[topic]]\nid = 0." + b"9" * 1_000_000,
    "a long text": b'[[topic]]\nid = "' + b"x" * 4_000_000 + b'"\n',
    "one line of 50 MB": b"#" * 50_000_000,
    "NUL": b"\0" * 1_000_000,
    "UTF-16": TOPIC.format("x").encode("utf-16"),
    "UTF-32": TOPIC.format("x").encode("utf-32"),
    "Latin 1": '[[topic]]\nid = "ä"\n'.encode("latin-1"),
    "half a character": '[[topic]]\nid = "ä'.encode()[:-1],
    "a stray surrogate": b'[[topic]]\nid = "\\ud800"\n',
    "the same key twice": b'[[topic]]\nid = "a"\nid = "b"\n',
    "a table made twice": b"[topic]\n[topic]\n",
    "a terminal's commands": b'[[topic]]\nid = "\\u001b[2J"\n',
}
ROWS = {
    "many rows": b"id,a\n" + b"1,2\n" * 1_000_000,
    "many columns": b"," * 4_000_000,
    "two columns of one name": b"id,document,number,number,citation,kind\nref-9,lin-langford-2025,1,2,c,report\n",
    "quotes": b'"' * 4_000_000,
    "a long cell": b"id\n" + b"x" * 200_000,
    "NUL": b"\0" * 1_000_000,
    "a bare return": b"id\rref-1\r",
    "a number with a hidden part": "id,document,number,citation,kind\nref-9,lin-langford-2025,１e3,c,report\n".encode(),
}


@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_a_problem_within_seconds(folder, content):
    (folder / "more.toml").write_bytes(content)
    assert outcome(folder) is None


@pytest.mark.parametrize("content", ROWS.values(), ids=ROWS)
def test_broken_rows_are_a_problem_within_seconds(folder, content):
    (folder / "more").mkdir()
    (folder / "more" / "references.csv").write_bytes(content)
    with pytest.raises(BadData) as error:
        load(folder)
    assert any(problem.file == "more/references.csv" for problem in error.value.problems)


def link(target):
    return lambda path: path.symlink_to(target)


INSTEAD = {
    "a folder": lambda path: path.mkdir(),
    "a pipe": os.mkfifo,
    "a dead link": link("/nowhere/at-all"),
    "a link to itself": lambda path: path.symlink_to(path),
    "a link to a device that never ends": link("/dev/zero"),
    "a link to a folder": link("/tmp"),
    "a file of 50 MB": lambda path: path.write_bytes(b" " * 50_000_000),
}


@pytest.mark.parametrize("file", ["case.toml", "references.csv"])
@pytest.mark.parametrize("make", INSTEAD.values(), ids=INSTEAD)
def test_what_stands_in_place_of_a_file_is_named_and_not_passed_over(folder, make, file):
    (folder / file).unlink()
    make(folder / file)
    start = time.monotonic()
    with pytest.raises(BadData) as error:
        load(folder)
    assert time.monotonic() - start < SECONDS
    assert any(problem.file == file and problem.rule == "R01" for problem in error.value.problems)


def test_links_in_a_circle_are_walked_once(folder, base):
    before = load(folder)
    (folder / "again").symlink_to(folder)
    (folder / "up").mkdir()
    (folder / "up" / "down").symlink_to(folder / "up")
    start = time.monotonic()
    assert load(folder).records == before.records
    assert time.monotonic() - start < SECONDS


def test_a_file_that_may_not_be_read_is_named(folder, monkeypatch):
    opened = type(folder).open

    def refuse(path, *args, **options):
        if path.name == "case.toml":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **options)

    monkeypatch.setattr(type(folder), "open", refuse)
    with pytest.raises(BadData, match=r"1 problem") as error:
        load(folder)
    assert "case.toml: the file cannot be read (Permission denied)" in str(error.value.problems[0])


def test_a_file_name_that_is_no_text_does_no_harm(folder):
    (folder / os.fsdecode(b"\xff\x1b.toml")).write_bytes(b"x = 1\n")
    assert outcome(folder) is None


@pytest.mark.parametrize("length", [1, 2, 3, 50])
@pytest.mark.parametrize("field", ["broader", "shown_with"])
def test_topics_in_a_circle_hang_nothing(folder, field, length):
    ring = [f"ring-{i}" for i in range(length)]
    text = "".join(TOPIC.format(one) + f'{field} = "{ring[i - 1]}"\n' for i, one in enumerate(ring))
    (folder / "ring.toml").write_text(text, "utf-8")
    link_ = '[[practice-kind]]\nid = "advice"\nlabel = "x"\n[[practice-point]]\nid = "joins"\nkind = "advice"\nstatement = "x"\n'
    link_ += 'where = { document = "lin-langford-2025" }\nabout = [{ to = "ring-0", basis = "stated" }]\n'
    (folder / "join.toml").write_text(link_, "utf-8")
    found = outcome(folder)
    assert (found is None) is (field == "broader")
    if found:
        assert_right(folder, [*VIEWS[:4], ("record", [("id", "ring-0")]), ("graph", [("id", "ring-0")])])


@pytest.mark.parametrize("target", ["nothing", "ca-2017", "x" * 81, "SAFETY", "safety ", ""])
def test_links_to_nowhere_or_to_another_kind_are_problems(folder, small, target):
    text = "".join(written("topic", {**record, "broader": target}) for record in small["topic"])
    (folder / "topic.toml").write_text(text, "utf-8")
    assert outcome(folder) is None


def test_the_same_id_twice_is_a_problem_wherever_it_stands(folder, small):
    for kind in [kind for kind in small if kind not in CSV]:
        (folder / "again.toml").write_text(written(kind, small[kind][0]), "utf-8")
        assert outcome(folder) is None, kind


def test_a_limit_is_where_it_is_said_to_be(folder):
    (folder / "more.toml").write_bytes(b"#" * LARGEST_FILE)
    assert outcome(folder) is not None
    (folder / "more.toml").write_bytes(b"#" * (LARGEST_FILE + 1))
    assert outcome(folder) is None
