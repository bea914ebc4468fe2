"""The one library that this process serves, opened before the first visitor arrives."""

import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

import streamlit as st

from kb.library import Library, open_library
from kb.problem import BadData


@cache
def opened() -> Library | BadData:
    """Return the library, or what is wrong with the data folder; the same object for everyone."""
    try:
        return open_library()
    except BadData as error:
        return error


def library() -> Library:
    """Return the library. Raises BadData where the data folder breaks a rule."""
    found = opened()
    if isinstance(found, BadData):
        raise found
    return found


@asynccontextmanager
async def ready(app: st.App) -> AsyncIterator[None]:
    """Open the library and make every page once, so that the first visitor does not wait for it."""
    found = opened()
    if isinstance(found, BadData):
        print(*found.problems, f"{found}. The app shows this list and nothing else.", sep="\n", file=sys.stderr)
    else:
        _visited(found)
    # What lives as long as the process need not be looked at by every garbage collection.
    gc.collect()
    gc.freeze()
    yield


def _visited(found: Library) -> None:
    from ui import compare, evidence, graph, overview, recommendations, records, sources
    from ui.markup import page

    for module in (overview, recommendations, compare, evidence, graph, sources, records):
        template, parts = module.page(found, ())
        page(template, kb=found.kb, **parts)
