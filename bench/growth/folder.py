"""A data folder as curators would write it, made from records: what is measured takes the way that real data take."""

import json
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from kb.records import Record, kind_of

A_FILE = 2_500
"""Records in one file; a file of them stays below the 5 MB that reading allows."""


def write(folder: Path, records: Iterable[Record]) -> None:
    """Write records as TOML, in their order; a file holds one kind and no more than `A_FILE` of it."""
    folder.mkdir(parents=True, exist_ok=True)
    for place, part in enumerate(_parts(records)):
        text = "".join(_table(record) for record in part)
        (folder / f"{place:04}-{kind_of(part[0])}.toml").write_text(text, encoding="utf-8")


def _parts(records: Iterable[Record]) -> Iterable[Sequence[Record]]:
    kinds: dict[str, list[Record]] = {}
    for record in records:
        kinds.setdefault(kind_of(record), []).append(record)
    for found in kinds.values():
        rest = iter(found)
        while part := list(islice(rest, A_FILE)):
            yield part


def _table(record: Record) -> str:
    fields = record.model_dump(mode="json", exclude_defaults=True)
    return f"[[{kind_of(record)}]]\n" + "".join(f"{name} = {_value(value)}\n" for name, value in fields.items()) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_value(part)}" for name, part in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_value(part) for part in value) + "]"
    # What JSON writes for a text, a number and a truth is TOML too.
    return json.dumps(value)
