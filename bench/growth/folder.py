"""A data folder as curators would write it: what is measured takes the way that real data take."""

import json
from collections.abc import Iterable
from pathlib import Path

A_FILE = 2_500
"""Records in one file; a file of them stays below the 5 MB that reading allows."""
Fields = dict[str, object]


def write(folder: Path, records: Iterable[tuple[str, Fields]]) -> None:
    """Write records, each a kind and its fields, as TOML; a file holds one kind and no more than `A_FILE` of it."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds: dict[str, list[Fields]] = {}
    for kind, fields in records:
        kinds.setdefault(kind, []).append(fields)
    for kind, found in kinds.items():
        for start in range(0, len(found), A_FILE):
            text = "".join(_table(kind, fields) for fields in found[start : start + A_FILE])
            (folder / f"{kind}-{start:06}.toml").write_text(text, encoding="utf-8")


def _table(kind: str, fields: Fields) -> str:
    return f"[[{kind}]]\n" + "".join(f"{name} = {_value(value)}\n" for name, value in fields.items()) + "\n"


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_value(part)}" for name, part in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_value(part) for part in value) + "]"
    # What JSON writes for a text, a number and a truth is TOML too.
    return json.dumps(value)
