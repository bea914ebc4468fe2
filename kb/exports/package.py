"""The data package: every table as CSV and as Parquet, described by a Frictionless ``datapackage.json``."""

import hashlib
import io
import json
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pyarrow as pa

from kb.exports.cells import csv, lines
from kb.exports.column import Column, Table
from kb.exports.contract import FRAMES
from kb.knowledge import KnowledgeBase

MOMENT = (1980, 1, 1, 0, 0, 0)
ARROW = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.string(),
}
PANDAS = {"integer": "Int64", "number": "Float64", "boolean": "boolean"}


def files(base: KnowledgeBase) -> dict[str, bytes]:
    """Return the content of every file of the package by its name; the same data always give the same bytes."""
    resources: list[dict[str, Any]] = []
    written: dict[str, bytes] = {}
    for name, (table, made) in FRAMES.items():
        frame = made(base)
        for form, content in (("csv", csv(frame, table).encode()), ("parquet", parquet(frame, table))):
            written[f"{name}.{form}"] = content
            resources.append(_resource(table, form, content))
    return {**written, "datapackage.json": _descriptor(base, resources)}


def parquet(frame: pd.DataFrame, table: Table) -> bytes:
    """Return a table as Parquet: numbers are numbers, a list is a list of texts, absent is null."""
    typed = {c.key: _typed(frame[c.key], c) for c in table}
    schema = pa.schema([(c.key, pa.list_(pa.string()) if c.many else ARROW[c.type]) for c in table])
    return pd.DataFrame(typed, columns=table.keys).to_parquet(index=False, engine="pyarrow", schema=schema)


def _typed(cells: pd.Series, column: Column) -> pd.Series:
    said = [lines(value) for value in cells.astype(object)]
    if column.many:
        return pd.Series([list(many) for many in said], dtype=object)
    if column.type in PANDAS:
        return pd.Series(pd.array(cells.array, dtype=PANDAS[column.type]))
    return pd.Series([one[0] if one else None for one in said], dtype="str")


def _resource(table: Table, form: str, content: bytes) -> dict[str, Any]:
    about = {"description": table.holds, "bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    if form == "csv":
        return {
            "name": table.name, "path": f"{table.name}.csv", **about, "type": "table", "profile": "tabular-data-resource",
            "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "schema": table.schema(),
        }  # fmt: skip
    return {
        "name": f"{table.name}-parquet", "path": f"{table.name}.parquet", **about, "type": "file", "profile": "data-resource",
        "format": "parquet", "mediatype": "application/vnd.apache.parquet",
    }  # fmt: skip


def _descriptor(base: KnowledgeBase, resources: list[dict[str, Any]]) -> bytes:
    package = base.package
    described = {
        "name": package.id, "title": package.title, "description": f"{package.subject}. {package.not_for}",
        "version": base.version, "created": f"{package.released}T00:00:00Z", "profile": "data-package",
        "licenses": [{"name": package.licence}], "resources": resources,
    }  # fmt: skip
    return (json.dumps(described, indent=2, ensure_ascii=False) + "\n").encode()


def write(base: KnowledgeBase, folder: Path) -> tuple[Path, ...]:
    """Write the package into `folder`, made if it is missing; return the paths.

    Raises OSError where it cannot. Every file is there whole or not at all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = files(base)
    with TemporaryDirectory(prefix=".unfinished-", dir=folder) as unfinished:
        for name, content in written.items():
            (Path(unfinished) / name).write_bytes(content)
        return tuple((Path(unfinished) / name).replace(folder / name) for name in written)


def zipped(base: KnowledgeBase) -> bytes:
    """Return the package as a zip archive; the same data always give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files(base).items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
