"""The data package: every table as CSV, described by a Frictionless ``datapackage.json``."""

import io
import json
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from kb import graph
from kb.exports import tables
from kb.knowledge import KnowledgeBase
from kb.records import Discrepancy, Effect, Finding, Recommendation, Reference, Topic, Trigger

MOMENT = (1980, 1, 1, 0, 0, 0)


def files(base: KnowledgeBase) -> dict[str, str]:
    """Return the text of every file of the package by its name."""
    contents = [
        (tables.recommendations(base), base.of(Recommendation)),
        (tables.effects(base), base.of(Effect)),
        (tables.GUIDELINES, base.guidelines),
        (tables.TOPICS, base.of(Topic)),
        (tables.TRIGGERS, base.of(Trigger)),
        (tables.REFERENCES, base.of(Reference)),
        (tables.findings(base), base.of(Finding)),
        (tables.DISCREPANCIES, base.of(Discrepancy)),
        (tables.EDGES, graph.edges(base.graph)),
    ]
    resources = [
        {
            "name": table.name, "path": f"{table.name}.csv", "description": table.holds, "type": "table",
            "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
            "schema": table.schema(),
        }
        for table, _ in contents
    ]  # fmt: skip
    descriptor = {
        "name": base.package.id, "title": base.package.title, "description": f"{base.package.subject}. {base.package.not_for}",
        "version": base.version, "created": f"{base.package.released}T00:00:00Z", "profile": "tabular-data-package",
        "licenses": [{"name": base.package.licence}], "resources": resources,
    }  # fmt: skip
    written = {f"{table.name}.csv": table.csv(records) for table, records in contents}
    return {**written, "datapackage.json": json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n"}


def write(base: KnowledgeBase, folder: Path) -> tuple[Path, ...]:
    """Write the package into `folder`, made if it is missing; return the paths.

    Raises OSError where it cannot. Every file is there whole or not at all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = files(base)
    with TemporaryDirectory(prefix=".unfinished-", dir=folder) as unfinished:
        for name, text in written.items():
            (Path(unfinished) / name).write_text(text, encoding="utf-8", newline="")
        return tuple((Path(unfinished) / name).replace(folder / name) for name in written)


def zipped(base: KnowledgeBase) -> bytes:
    """Return the package as a zip archive; the same data always give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files(base).items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()
