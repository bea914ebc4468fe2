"""The same rows and the same questions in what others use: pandas as people write it, DuckDB, SQLite, Datasette.

Each says how many rows a selection leaves with the count of every option, how
many recommendations hold a word, and how many each guideline has on each topic.
"""

import asyncio
import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from kb import KnowledgeBase

SINGLE, MANY = ("country", "strength", "phase", "verb"), ("topic", "trigger")
Chosen = Mapping[str, tuple[str, ...]]
Filtered = tuple[int, dict[str, dict[str, int]]]
"""How many rows a selection leaves and, by facet, how many each option leaves; options that leave none are left out."""
Cells = dict[tuple[str, str], int]


def tables(base: KnowledgeBase, texts: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    """Return the recommendations as flat tables: one value a facet, and pairs where there may be several.

    `topic` holds the topics above as well, `about` only what a recommendation itself names.
    """
    recs = base.recommendations
    flat = recs[[*SINGLE, "guideline"]].astype(str).assign(words=pd.Series(texts)).reset_index(drop=True)
    flat.insert(0, "n", range(len(flat)))
    above = pd.Series([sorted({up for t in topics for up in base.above(t)}) for topics in recs["topics"]])
    pairs = {"topic": above, "trigger": recs["triggers"], "about": recs["topics"]}
    found = {"recommendation": flat}
    for name, values in pairs.items():
        table = pd.DataFrame({"n": flat["n"], name: list(values)}).explode(name).dropna()
        found[name] = table.astype({name: str}).drop_duplicates().reset_index(drop=True)
    return found


class Pandas:
    """Masks over plain columns."""

    def __init__(self, given: Mapping[str, pd.DataFrame]) -> None:
        self.recs, self.given = given["recommendation"], given

    def filtered(self, chosen: Chosen) -> Filtered:
        """Return what a selection leaves."""
        masks = {name: self.recs[name].isin(chosen[name]) for name in SINGLE if name in chosen}
        for name in MANY:
            if name in chosen:
                pairs = self.given[name]
                masks[name] = self.recs["n"].isin(pairs["n"][pairs[name].isin(chosen[name])])
        counts = {name: self._kept(masks, name)[name].value_counts().to_dict() for name in SINGLE}
        for name in MANY:
            pairs = self.given[name]
            counts[name] = pairs[pairs["n"].isin(self._kept(masks, name)["n"])][name].value_counts().to_dict()
        return len(self._kept(masks, "")), counts

    def _kept(self, masks: Mapping[str, pd.Series], left_out: str) -> pd.DataFrame:
        kept = pd.Series(True, index=self.recs.index)
        for name, mask in masks.items():
            kept = kept & mask if name != left_out else kept
        return self.recs[kept]

    def found(self, word: str) -> int:
        """Return how many recommendations hold a word."""
        return int(self.recs["words"].str.contains(rf"\b{word}\b", regex=True).sum())

    def cells(self, countries: tuple[str, ...]) -> Cells:
        """Return how many recommendations each country has on each topic."""
        rows = self.recs[self.recs["country"].isin(countries)].merge(self.given["about"], on="n")
        return rows.groupby(["about", "country"]).size().to_dict()


class Sql:
    """One query a facet; the same SQL for DuckDB and SQLite."""

    def __init__(self, connection: Any) -> None:
        self._ask = lambda query, values=(): connection.execute(query, list(values)).fetchall()

    def filtered(self, chosen: Chosen) -> Filtered:
        """Return what a selection leaves."""
        where, values = _where(chosen, "")
        total = self._ask(f"SELECT count(*) FROM recommendation r WHERE {where}", values)[0][0]
        return total, {name: self._counts(chosen, name) for name in (*SINGLE, *MANY)}

    def _counts(self, chosen: Chosen, name: str) -> dict[str, int]:
        where, values = _where(chosen, name)
        source = "recommendation r" if name in SINGLE else f"recommendation r JOIN {name} USING (n)"
        return dict(self._ask(f"SELECT {name}, count(*) FROM {source} WHERE {where} GROUP BY {name}", values))

    def cells(self, countries: tuple[str, ...]) -> Cells:
        """Return how many recommendations each country has on each topic."""
        where, values = _where({"country": countries}, "")
        query = f"SELECT about, country, count(*) FROM recommendation r JOIN about USING (n) WHERE {where} GROUP BY about, country"
        return {(topic, country): count for topic, country, count in self._ask(query, values)}


def _where(chosen: Chosen, left_out: str) -> tuple[str, list[str]]:
    parts, values = ["1 = 1"], []
    for name in (*SINGLE, *MANY):
        if name != left_out and chosen.get(name):
            marks = ", ".join("?" * len(chosen[name]))
            inside = f"r.n IN (SELECT n FROM {name} WHERE {name} IN ({marks}))"
            parts.append(f"r.{name} IN ({marks})" if name in SINGLE else inside)
            values += chosen[name]
    return " AND ".join(parts), values


class DuckDb(Sql):
    """DuckDB in memory."""

    def __init__(self, given: Mapping[str, pd.DataFrame]) -> None:
        # Installed for `make bench` only.
        import duckdb

        connection = duckdb.connect()
        for name, table in given.items():
            connection.register("given", table)
            connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM given')
        super().__init__(connection)

    def found(self, word: str) -> int:
        """Return how many recommendations hold a word."""
        return self._ask("SELECT count(*) FROM recommendation WHERE regexp_matches(words, ?)", [rf"\b{word}\b"])[0][0]


class Sqlite(Sql):
    """SQLite in a file, with an index on every facet, and FTS5 over the words."""

    def __init__(self, given: Mapping[str, pd.DataFrame], path: Path) -> None:
        connection = sqlite3.connect(path)
        lists = {f"{name}s": given[name].groupby("n")[name].agg(lambda of: json.dumps(list(of))) for name in MANY}
        recs = given["recommendation"].assign(**{name: given["recommendation"]["n"].map(of).fillna("[]") for name, of in lists.items()})  # fmt: skip
        for name, table in {**given, "recommendation": recs}.items():
            table.to_sql(name, connection, index=False)
            for column in table.columns.drop("words", errors="ignore"):
                connection.execute(f'CREATE INDEX {name}_{column} ON "{name}" ({column}, n)')
        connection.executescript(
            'CREATE VIRTUAL TABLE recommendation_fts USING fts5(words, content="recommendation");'
            "INSERT INTO recommendation_fts (recommendation_fts) VALUES ('rebuild'); ANALYZE;"
        )
        connection.commit()
        super().__init__(connection)

    def found(self, word: str) -> int:
        """Return how many recommendations hold a word; all are ranked, as we rank them."""
        query = "SELECT rowid FROM recommendation_fts WHERE recommendation_fts MATCH ? ORDER BY rank"
        return len(self._ask(query, [f'"{word}"']))


class Datasette:
    """Datasette over the same SQLite file, asked for JSON by its own client, in this process.

    It counts a facet after its own filter too, so that only the total and the
    counts under which nothing is chosen can be compared with ours.
    """

    def __init__(self, path: Path) -> None:
        # Installed for `make bench` only.
        from datasette.app import Datasette as Application

        settings = {"facet_time_limit_ms": 60_000, "sql_time_limit_ms": 60_000, "max_returned_rows": 2_000}
        self._client, self._loop = Application([str(path)], settings=settings).client, asyncio.Runner()
        self._address = f"/{path.stem}/recommendation.json"

    def filtered(self, chosen: Chosen) -> Filtered:
        """Return what a selection leaves."""
        query = [(f"{name}__in", ",".join(chosen[name])) for name in SINGLE if name in chosen]
        query += [("topics__arraycontains", topic) for topic in chosen.get("topic", ())]
        query += [("_facet", name) for name in SINGLE] + [("_facet_array", f"{name}s") for name in MANY]
        found = self._json([*query, ("_facet_size", "max")])
        counts = {
            name: {option["value"]: option["count"] for option in facet["results"]}
            for name, facet in found["facet_results"].items()
        }
        open_facets = [name for name in (*SINGLE, *MANY) if name not in chosen]
        return found["filtered_table_rows_count"], {n: counts[n if n in counts else f"{n}s"] for n in open_facets}

    def found(self, word: str) -> int:
        """Return how many recommendations hold a word."""
        return self._json([("_search", f'"{word}"')])["filtered_table_rows_count"]

    def _json(self, query: list[tuple[str, str]]) -> dict[str, Any]:
        asked = urlencode([*query, ("_size", "60"), ("_col", "n")])
        return self._loop.run(self._client.get(f"{self._address}?{asked}")).json()
