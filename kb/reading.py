"""From a data folder to typed records: every file is read, every problem gathered, before anything stops.

TOML files hold arrays of tables named by kind (``[[recommendation]]``); a CSV
file holds one kind and is named for it (``references.csv``). Other files are
left alone.
"""

import csv
import hashlib
import io
import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import rtoml
from pydantic import ValidationError

from kb.problem import Problem
from kb.records import ID_PATTERN, KINDS, Record

LARGEST_FILE = 5_000_000
LARGEST_RECORD = 100_000
MOST_PROBLEMS = 1000
# The parser's time for a dotted key grows with the square of its parts. Twenty million take it about a second.
MOST_DOTS_SQUARED = 20_000_000
READINGS = 5
ENCODER = json.JSONEncoder(default=str)
KIND_OF_CSV = {f"{kind}s": kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Entry:
    """A record and the file that it was read from."""

    record: Record
    file: str


@dataclass(frozen=True)
class Reading:
    """What a folder holds: its records, what was wrong with the rest, and a fingerprint of the files.

    `given_up` where there were so many problems that not everything was read.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    fingerprint: str
    given_up: bool = False


def read_folder(folder: Path) -> Reading:
    """Return everything that can be read from `folder`, with a problem for each thing that cannot.

    Raises nothing for bad data: a missing folder is a problem like any other.
    Gives up where nobody would read on: at a thousand problems.
    """
    entries: list[Entry] = []
    contents, problems = _settled(folder)
    digest = hashlib.sha256()
    for name, content in contents.items():
        digest.update(name.encode() + b"\0" + content + b"\0")
        read = _read_csv if name.rstrip("'").endswith(".csv") else _read_toml
        entries.extend(read(content, name, problems))
    if given_up := _full(problems):
        what = f"there are {MOST_PROBLEMS} problems or more; not all of them are listed."
        problems.append(_problem(str(folder), what, "Correct these and check again.", "R01"))
    return Reading(tuple(entries), tuple(problems), digest.hexdigest(), given_up)


def _full(problems: list[Problem]) -> bool:
    return len(problems) >= MOST_PROBLEMS


def _settled(folder: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the files of a folder, old or new and never a mixture, when it is replaced in one step meanwhile.

    Two readings in a row that agree are of one state: the step can fall into one of them at most.
    """
    last = _contents(folder)
    for _ in range(READINGS - 1):
        before, last = last, _contents(folder)
        if before == last:
            return last
    unsettled = _problem(str(folder), "files change while they are read.", "Wait until nobody writes here.", "R01")
    return {}, [unsettled]


def _contents(folder: Path) -> tuple[dict[str, bytes], list[Problem]]:
    problems: list[Problem] = []
    found = {_name(path, folder): path for path in _data_files(folder, problems)}
    return {name: _content(path, name, problems) for name, path in found.items()}, problems


def _name(path: Path, folder: Path) -> str:
    name = path.relative_to(folder).as_posix()
    return name if name.isprintable() else ascii(name)


def _data_files(folder: Path, problems: list[Problem]) -> list[Path]:
    try:
        found = sorted(p for p in folder.rglob("*") if p.suffix in {".toml", ".csv"})
    except OSError:
        found = []
    if not found:
        problems.append(
            _problem(str(folder), "no data files can be read here.", "Name a folder with .toml files.", "R01")
        )
    return found


def _content(path: Path, name: str, problems: list[Problem]) -> bytes:
    """Return what a file holds. Whatever bears the name of one and is none is a problem, so that nothing is left out."""
    try:
        # A pipe would be waited for, and a device may never end.
        if path.exists() and not path.is_file():
            problems.append(_problem(name, "this is no file.", "Remove it or rename it.", "R01"))
            return b""
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        problems.append(_problem(name, f"the file cannot be read ({error.strerror}).", "Check its permissions.", "R01"))
        return b""
    if len(content) > LARGEST_FILE:
        problems.append(_problem(name, "the file is larger than 5 MB.", "Split it.", "R01"))
        return b""
    return content


def _decoded(content: bytes, name: str, problems: list[Problem]) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(_problem(name, f"byte {error.start} is not UTF-8.", "Save the file as UTF-8.", "R02"))
        return ""


def _read_toml(content: bytes, name: str, problems: list[Problem]) -> Iterator[Entry]:
    if sum(line.count(b".") ** 2 for line in content.splitlines()) > MOST_DOTS_SQUARED:
        problems.append(
            _problem(name, "its keys have too many dots to be read.", "Write tables in their place.", "R02")
        )
        return
    try:
        document = _toml(_decoded(content, name, problems).replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        problems.append(_problem(name, f"this is not valid TOML: {error}.", "Correct the line it names.", "R02"))
        return
    for kind, items in document.items():
        if _full(problems):
            return
        if kind not in KINDS:
            problems.append(
                _problem(name, f"unknown kind of record: {kind[:80]}.", f"Use one of {', '.join(KINDS)}.", "R02")
            )
        elif not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            problems.append(_problem(name, f"{kind} is no list of records.", f"Begin each with [[{kind}]].", "R02"))
        else:
            for position, item in enumerate(items, 1):
                if _full(problems):
                    return
                yield from _record(kind, item, name, position, problems)


def _toml(text: str) -> dict[str, object]:
    try:
        return rtoml.loads(text)
    except rtoml.TomlParsingError:
        # The slower parser refuses it too, and names line and column; where it does not, it is the one to believe.
        return tomllib.loads(text)


def _read_csv(content: bytes, name: str, problems: list[Problem]) -> Iterator[Entry]:
    kind = KIND_OF_CSV.get(Path(name).stem)
    if kind is None:
        problems.append(
            _problem(name, "no kind of record has this name.", f"Use one of {', '.join(KIND_OF_CSV)}.", "R02")
        )
        return
    try:
        rows = list(csv.reader(io.StringIO(_decoded(content, name, problems), newline=""), strict=True))
    except csv.Error as error:
        problems.append(_problem(name, f"this is not valid CSV: {error}.", "Correct the line it names.", "R02"))
        return
    header = rows[0] if rows else []
    if len(set(header)) < len(header):
        twice = next(field for field, times in Counter(header).items() if times > 1)
        problems.append(_problem(name, f"two columns are named {twice[:80]!r}.", "Keep one.", "R02"))
        return
    for number, row in enumerate(rows[1:], 2):
        if _full(problems):
            return
        if len(row) != len(header):
            problems.append(
                _problem(
                    name, f"row {number} has {len(row)} cells, the header {len(header)}.", "Correct the row.", "R02"
                )
            )
            continue
        item = {field: cell for field, cell in zip(header, row, strict=True) if cell != ""}
        yield from _record(kind, item, name, number, problems, from_csv=True)


def _record(
    kind: str, item: dict[str, object], name: str, position: int, problems: list[Problem], from_csv: bool = False
) -> Iterator[Entry]:
    model = KINDS[kind]
    try:
        written = ENCODER.encode(item)
        if len(written) > LARGEST_RECORD:
            raise ValueError("it is larger than 100 kB")
        if from_csv:
            yield Entry(model.model_validate_strings(item), name)
        else:
            # JSON mode is strict about types and still turns TOML's lists into tuples.
            yield Entry(model.model_validate_json(written, strict=True), name)
    except ValidationError as error:
        label = _label(item.get("id"), f"{kind} number {position}")
        problems.extend(_schema_problem(detail, name, label, model) for detail in error.errors()[:MOST_PROBLEMS])
    except (RecursionError, ValueError) as error:
        problems.append(
            Problem(name, f"{kind} number {position}", "", f"cannot be read: {error}.", "Correct it.", "R03")
        )


def _label(id_: object, otherwise: str) -> str:
    return id_[:80] if isinstance(id_, str) and id_.isprintable() else otherwise


def _schema_problem(detail: dict, name: str, label: str, model: type[Record]) -> Problem:
    field = ".".join(str(part) for part in detail["loc"])[:120]
    context = detail.get("ctx", {})
    given = repr(detail.get("input"))
    given = given if len(given) <= 60 else given[:57] + "…"
    match detail["type"]:
        case "extra_forbidden":
            what, remedy = "unknown field.", f"Remove it, or use one of {', '.join(model.model_fields)}."
        case "missing":
            what, remedy = "is missing.", "Add it."
        case "enum" | "literal_error":
            what, remedy = f"{given} is not in the vocabulary.", f"Use {context.get('expected')}."
        case "string_pattern_mismatch" if context.get("pattern") == ID_PATTERN:
            what = f"{given} is no id."
            remedy = "Use the id of a record: lower-case letters and digits, with single hyphens between them."
        case "value_error":
            what, remedy = f"{context.get('error')}.", "Correct the record."
        case _:
            what, remedy = f"{given}: {detail['msg']}.", "Correct the value."
    return Problem(name, label, field, what, remedy, "R03")


def _problem(file: str, what: str, remedy: str, rule: str) -> Problem:
    return Problem(file, "", "", what, remedy, rule)
