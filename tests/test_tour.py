"""The tour in a notebook runs from its first cell to its last, and shows what it says."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

TOUR = Path(__file__).parent.parent / "docs" / "tour.ipynb"


@pytest.fixture(scope="module")
def cells():
    """The cells of the tour after they were run, in a kernel of their own."""
    notebook = nbformat.read(TOUR, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": TOUR.parent}}).execute()
    return {cell.source: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}


def shown(cells, part):
    """Return as text what the cell that holds `part` shows."""
    (outputs,) = [outputs for source, outputs in cells.items() if part in source]
    return " ".join(o.get("text", "") or o["data"].get("text/plain", "") for o in outputs)


def test_it_filters_and_tabulates_what_the_knowledge_base_holds(cells, base):
    counts = base.recommendations["country_name"].value_counts()
    assert all(country in shown(cells, "pd.crosstab") for country in counts.index)
    strong = base.recommendations.query("strength == 'strong'")["country"].value_counts()
    assert all(f"'{country}': {count}" in shown(cells, "facets.counts") for country, count in strong.items())


def test_it_draws_one_measure_and_is_refused_two(cells):
    (outputs,) = [outputs for source, outputs in cells.items() if "forest(reached)" in source]
    assert any("vega" in text for output in outputs for text in map(str, output["data"].values()))
    assert shown(cells, "except ValueError")


def test_it_reads_a_path_out_and_exports(cells):
    assert "Canada" in shown(cells, "walk.sentence")
    assert "recommendations.parquet" in shown(cells, "package.write")


def test_it_is_kept_without_outputs():
    notebook = nbformat.read(TOUR, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells)
