"""The same rows and the same questions in what others use: pandas, DuckDB, SQLite, Datasette, networkx."""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import duckdb
import networkx as nx
import pandas as pd

from bench.growth.questions import texts
from kb.graph import edges
from kb.knowledge import KnowledgeBase
from kb.records import Guideline, Recommendation
from kb.selection import Selection

SINGLE = ("country", "strength", "phase", "verb")
MANY = ("topic", "trigger")
HOST = "127.0.0.1"
Counts = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Answer:
    """How many rows a selection leaves and, by facet, how many each option leaves; options that leave none are left out."""

    total: int
    counts: Counts


@dataclass(frozen=True)
class Rows:
    """Recommendations as flat tables: one value a facet, and pairs where there may be several."""

    kb: KnowledgeBase

    @cached_property
    def recommendations(self) -> pd.DataFrame:
        """One row a recommendation, with its text as search sees it."""
        text = texts(self.kb)
        rows = [
            (n, r.id, self.kb.get(Guideline, r.guideline).country, str(self.kb.strength(r)), str(r.phase), str(r.verb), text[r.id])
            for n, r in enumerate(self.kb.of(Recommendation))
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=["n", "id", *SINGLE, "words"])

    @cached_property
    def topics(self) -> pd.DataFrame:
        """One row for each topic of a recommendation, those above included."""
        return self._pairs(lambda r: {above for link in r.about for above in self.kb.above(link.to)}, "topic")

    @cached_property
    def triggers(self) -> pd.DataFrame:
        """One row for each trigger of a recommendation."""
        return self._pairs(lambda r: {link.to for link in r.triggers}, "trigger")

    def _pairs(self, of, name: str) -> pd.DataFrame:
        pairs = [(n, value) for n, r in enumerate(self.kb.of(Recommendation)) for value in sorted(of(r))]
        return pd.DataFrame(pairs, columns=["n", name])


class Pandas:
    """Masks over plain columns."""

    def __init__(self, rows: Rows) -> None:
        self.single, self.many = rows.recommendations, {"topic": rows.topics, "trigger": rows.triggers}

    def filtered(self, selection: Selection) -> Answer:
        """Return what a selection leaves."""
        masks = {name: self.single[name].isin(selection.get(name)) for name in SINGLE if selection.get(name)}
        for name, pairs in self.many.items():
            if selection.get(name):
                masks[name] = self.single["n"].isin(pairs["n"][pairs[name].isin(selection.get(name))])
        counts = {name: self._kept(masks, name)[name].value_counts().to_dict() for name in SINGLE}
        for name, pairs in self.many.items():
            counts[name] = pairs[name][pairs["n"].isin(self._kept(masks, name)["n"])].value_counts().to_dict()
        return Answer(len(self._kept(masks, "")), counts)

    def _kept(self, masks: Mapping[str, pd.Series], left_out: str) -> pd.DataFrame:
        kept = pd.Series(True, index=self.single.index)
        for name, mask in masks.items():
            kept = kept & mask if name != left_out else kept
        return self.single[kept]

    def found(self, word: str) -> int:
        """Return how many recommendations hold a word."""
        return int(self.single["words"].str.contains(rf"\b{word}\b", regex=True).sum())


class Sql:
    """One query a facet; the same SQL for DuckDB and SQLite."""

    def __init__(self, connection: duckdb.DuckDBPyConnection | sqlite3.Connection) -> None:
        self._connection = connection

    def filtered(self, selection: Selection) -> Answer:
        """Return what a selection leaves."""
        counts = {name: self._counts(selection, name) for name in (*SINGLE, *MANY)}
        where, values = self._where(selection, "")
        total = self._connection.execute(f"SELECT count(*) FROM recommendation r WHERE {where}", values).fetchone()[0]
        return Answer(total, counts)

    def _counts(self, selection: Selection, name: str) -> dict[str, int]:
        where, values = self._where(selection, name)
        source = "recommendation r" if name in SINGLE else f"recommendation r JOIN {name} USING (n)"
        query = f"SELECT {name}, count(*) FROM {source} WHERE {where} GROUP BY {name}"
        return dict(self._connection.execute(query, values).fetchall())

    def _where(self, selection: Selection, left_out: str) -> tuple[str, list[str]]:
        parts, values = ["1 = 1"], []
        for name in (*SINGLE, *MANY):
            if name != left_out and (chosen := selection.get(name)):
                marks = ", ".join("?" * len(chosen))
                inside = f"r.n IN (SELECT n FROM {name} WHERE {name} IN ({marks}))"
                parts.append(f"r.{name} IN ({marks})" if name in SINGLE else inside)
                values += chosen
        return " AND ".join(parts), values


class DuckDb(Sql):
    """DuckDB in memory."""

    def __init__(self, rows: Rows) -> None:
        connection = duckdb.connect()
        for name, table in {
            "recommendation": rows.recommendations,
            "topic": rows.topics,
            "trigger": rows.triggers,
        }.items():
            connection.register("given", table)
            connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM given')
        super().__init__(connection)

    def found(self, word: str) -> int:
        """Return how many recommendations hold a word."""
        query = "SELECT count(*) FROM recommendation WHERE regexp_matches(words, ?)"
        return self._connection.execute(query, [rf"\b{word}\b"]).fetchone()[0]


class Sqlite(Sql):
    """SQLite in a file, with an index on every facet, and FTS5 over the words."""

    def __init__(self, rows: Rows, path: Path) -> None:
        connection = sqlite3.connect(path)
        table = rows.recommendations
        topics = rows.topics.groupby("n")["topic"].agg(list)
        triggers = rows.triggers.groupby("n")["trigger"].agg(list)
        table = table.assign(
            topics=[json.dumps(topics.get(n, [])) for n in table["n"]],
            triggers=[json.dumps(triggers.get(n, [])) for n in table["n"]],
        )
        table.to_sql("recommendation", connection, index=False)
        rows.topics.to_sql("topic", connection, index=False)
        rows.triggers.to_sql("trigger", connection, index=False)
        for name in (*SINGLE, "n"):
            connection.execute(f"CREATE INDEX recommendation_{name} ON recommendation ({name})")
        for name in MANY:
            connection.execute(f'CREATE INDEX {name}_n ON "{name}" (n, {name})')
            connection.execute(f'CREATE INDEX {name}_{name} ON "{name}" ({name}, n)')
        connection.execute('CREATE VIRTUAL TABLE recommendation_fts USING fts5(words, content="recommendation")')
        connection.execute("INSERT INTO recommendation_fts (recommendation_fts) VALUES ('rebuild')")
        connection.execute("ANALYZE")
        connection.commit()
        super().__init__(connection)

    def found(self, word: str) -> int:
        """Return how many recommendations hold a word; all are ranked, as we rank them."""
        query = "SELECT rowid FROM recommendation_fts WHERE recommendation_fts MATCH ? ORDER BY rank"
        return len(self._connection.execute(query, [f'"{word}"']).fetchall())


class Datasette:
    """Datasette over the same SQLite file, asked for JSON over loopback. One topic at a time is all that it filters by."""

    def __init__(self, address: str) -> None:
        self._address = address

    def filtered(self, selection: Selection) -> Answer:
        """Return the rows that a selection leaves, and counts after all filters, a facet's own among them."""
        query = [(f"{name}__in", ",".join(selection.get(name))) for name in SINGLE if selection.get(name)]
        query += [("topics__arraycontains", topic) for topic in selection.get("topic")]
        query += [("_facet", name) for name in SINGLE] + [("_facet_array", f"{name}s") for name in MANY]
        found = self._json([*query, ("_facet_size", "max"), ("_size", "60"), ("_col", "id")])
        counts = {
            name.removesuffix("s") if name in {"topics", "triggers"} else name: {
                option["value"]: option["count"] for option in facet["results"]
            }
            for name, facet in found["facet_results"].items()
        }
        return Answer(found["filtered_table_rows_count"], counts)

    def found(self, word: str) -> int:
        """Return how many recommendations hold a word."""
        return self._json([("_search", f'"{word}"'), ("_size", "60"), ("_col", "id")])["filtered_table_rows_count"]

    def _json(self, query: list[tuple[str, str]]) -> dict:
        with urlopen(f"{self._address}/recommendation.json?{urlencode(query)}", timeout=120) as answer:
            return json.load(answer)


@contextmanager
def served(path: Path, port: int) -> Iterator[Datasette]:
    """Serve a SQLite file with Datasette on loopback while it is asked."""
    settings = {"facet_time_limit_ms": 60_000, "sql_time_limit_ms": 60_000, "max_returned_rows": 2_000}
    options = [part for name, value in settings.items() for part in ("--setting", name, str(value))]
    process = subprocess.Popen(
        [sys.executable, "-m", "datasette", "serve", str(path), "-h", HOST, "-p", str(port), *options],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://{HOST}:{port}"
    try:
        _wait(address)
        yield Datasette(f"{address}/{path.stem}")
    finally:
        process.terminate()
        process.wait(20)


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            urlopen(f"{address}/-/versions.json", timeout=5).close()
            return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise RuntimeError("Datasette did not start.")


class NetworkX:
    """The links in a networkx graph, as a record's neighbours are asked of it."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.graph = nx.MultiDiGraph()
        self.graph.add_nodes_from((record, {"kind": kb.graph.kind(record)}) for record in kb.graph.ids)
        for edge in edges(kb.graph):
            facts = {"basis": edge.basis, "reason": edge.reason}
            self.graph.add_edge(edge.source, edge.target, key=edge.relation, **facts)

    def around(self, record: str) -> dict[str, list[tuple[str, bool]]]:
        """Return, for each neighbour, the relations to it and whether they point there."""
        found: dict[str, list[tuple[str, bool]]] = {}
        for _, other, relation in self.graph.out_edges(record, keys=True):
            found.setdefault(other, []).append((relation, True))
        for other, _, relation in self.graph.in_edges(record, keys=True):
            found.setdefault(other, []).append((relation, False))
        return found
