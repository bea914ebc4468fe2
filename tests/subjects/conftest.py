"""Two more subjects by data files alone: another one, and the curated one with one more guideline."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kb import CURATED, KnowledgeBase
from tests.seen import serving
from ui import routes

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def other() -> Iterator[KnowledgeBase]:
    """The made-up subject of three lands, as long as the app shows it."""
    with serving(HERE / "other") as base:
        yield base


@pytest.fixture(scope="module")
def sixth(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """The curated data with one more guideline laid over them, as long as the app shows them."""
    folder = shutil.copytree(CURATED, tmp_path_factory.mktemp("sixth") / "data", copy_function=shutil.copyfile)
    shutil.copytree(HERE / "sixth", folder, copy_function=shutil.copyfile, dirs_exist_ok=True)
    with serving(folder) as base:
        yield base


@pytest.fixture(scope="session")
def client() -> TestClient:
    """Who asks for files."""
    return TestClient(Starlette(routes=list(routes.ROUTES)))
