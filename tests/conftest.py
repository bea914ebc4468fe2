"""What all tests share: the curated knowledge base, and a copy of its files to break."""

import shutil

import pytest

from kb.knowledge import CURATED
from kb.library import open_library


@pytest.fixture(scope="session")
def lib():
    return open_library(CURATED)


@pytest.fixture(scope="session")
def kb(lib):
    return lib.kb


@pytest.fixture
def data_copy(tmp_path):
    return shutil.copytree(CURATED, tmp_path / "data")
