"""The index of the curated knowledge base, made once."""

import pytest

from kb.search import SearchIndex


@pytest.fixture(scope="session")
def index(base):
    return SearchIndex(base)


@pytest.fixture(scope="session")
def recommendations(index):
    """Return what gives the ids of recommendations that words find, best first."""
    return lambda words: index.find(words, "recommendation").ids


@pytest.fixture(scope="session")
def group(index):
    """Return what gives the ids of one kind that words find among everything, best first."""

    def found(words, kind):
        return [hit.id for one in index.everything(words, 50).groups if one.kind == kind for hit in one.hits]

    return found
