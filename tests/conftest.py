"""What all tests share: the curated knowledge base, and a copy of its data that a test may break."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

import kb
from kb import CURATED, KnowledgeBase

# How long an example takes says more about what else the machine does than about the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# The tests are about the curated data, whatever folder the shell that starts them names.
os.environ.pop("KB_DATA", None)


@pytest.fixture(scope="session")
def base() -> KnowledgeBase:
    """The knowledge base of the curated data."""
    return kb.load(CURATED)


@pytest.fixture
def data_copy(tmp_path: Path) -> Path:
    """A writable copy of the curated data."""
    return shutil.copytree(CURATED, tmp_path / "data", copy_function=shutil.copyfile)
