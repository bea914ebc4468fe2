"""The knowledge base as the bench asks it, and synthetic guidelines, opened the way that real ones are."""

import pytest

import kb
from bench.growth.synthetic import write
from bench.walk import World


@pytest.fixture(scope="session")
def world(base):
    """The curated data."""
    return World(base)


@pytest.fixture(scope="session")
def grown(tmp_path_factory):
    """A function that returns what a synthetic collection of some size holds; each is made once."""
    made = {}

    def opened(size):
        if size not in made:
            data = tmp_path_factory.mktemp(f"synthetic-{size}")
            write(data, size)
            made[size] = World(kb.load(data))
        return made[size]

    return opened
