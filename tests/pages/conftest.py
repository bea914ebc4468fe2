"""One visitor's session for the tests of a page."""

from collections.abc import Callable

import pytest

from tests.pages import screen


@pytest.fixture
def shown() -> Callable[..., screen.Screen]:
    """A function that runs a page with a query in a new session, and returns what it shows."""

    def run(page: str, /, **query: object) -> screen.Screen:
        return screen.show(screen.session(), page, **query)

    return run
