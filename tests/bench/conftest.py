"""Synthetic guidelines, opened the way that real ones are."""

import pytest

from bench.growth import folder
from bench.growth.synthetic import Synthetic
from kb.library import open_library


@pytest.fixture(scope="session")
def opened(tmp_path_factory):
    """A function that returns the library over a synthetic collection of some size, made once."""
    made = {}

    def library(size):
        if size not in made:
            data = tmp_path_factory.mktemp(f"synthetic-{size}")
            folder.write(data, Synthetic(size).records())
            made[size] = open_library(data)
        return made[size]

    return library


@pytest.fixture(scope="session")
def library(opened):
    """The library over 400 recommendations of eight guidelines."""
    return opened(400)
