"""The one knowledge base that this process serves, opened before the first visitor arrives and shared by all."""

import gc
import secrets
import sys
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import streamlit as st

import kb
from kb.filters import Facets
from kb.knowledge import uncollected
from kb.problem import BadData
from kb.search import SearchIndex


@st.cache_resource(show_spinner="Opening the knowledge base")
def opened() -> "kb.KnowledgeBase | BadData":
    """Return the knowledge base, or what is wrong with the data folder; the same object for everyone."""
    try:
        return kb.load()
    except BadData as error:
        return error


def base() -> "kb.KnowledgeBase":
    """Return the knowledge base. Raises BadData where the data folder breaks a rule."""
    found = opened()
    if isinstance(found, BadData):
        raise found
    return found


@st.cache_resource(show_spinner=False)
def process() -> str:
    """Return what tells this process from every other, and from itself before it was started again."""
    return secrets.token_hex(8)


@st.cache_resource(show_spinner=False)
def facets() -> Facets:
    """Return which recommendation has which option of the filters."""
    return kb.filters.facets(base())


@st.cache_resource(show_spinner=False)
def index() -> SearchIndex:
    """Return the search index over every record."""
    return SearchIndex(base())


@asynccontextmanager
async def ready(app: st.App) -> AsyncIterator[None]:
    """Open everything that visitors share, so that the first of them does not wait for it."""
    found = opened()
    if isinstance(found, BadData):
        print(*found.problems, f"{found}. The app shows this list and nothing else.", sep="\n", file=sys.stderr)
    else:
        with uncollected(), ThreadPoolExecutor() as threads:
            list(threads.map(lambda warm: warm(), (facets, index, lambda: found.positions)))
    # What lives as long as the process need not be looked at by every garbage collection.
    gc.collect()
    gc.freeze()
    yield
