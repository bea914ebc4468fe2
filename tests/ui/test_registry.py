"""Pages by name, and their addresses; an address of somebody else's leads nowhere."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.seen import SHELL
from ui import registry


def test_there_is_a_page_for_every_file_and_a_file_for_every_page():
    assert {path.stem for path in registry.FOLDER.glob("*.py")} == set(registry.TITLES)


@pytest.mark.parametrize(
    ("given", "address"),
    [(("overview", {}), "/"), (("compare", {}), "/compare"), (("compare", {"country": ["DE", "CA"], "view": "side"}), "/compare?country=DE&country=CA&view=side"),
     (("search", {"q": "a&b=c #d", "page": None, "show": ()}), "/search?q=a%26b%3Dc+%23d")],
)  # fmt: skip
def test_an_address_holds_what_is_given_and_nothing_absent(given, address):
    name, query = given
    assert registry.address(name, **query) == address


def follow(link: str) -> AppTest:
    """Follow a link in a session of its own."""

    def script(link: str) -> None:
        import streamlit as st

        from ui import registry

        st.navigation(registry.pages(), position="hidden")
        registry.follow(link)
        st.title("stayed")

    return AppTest.from_function(script, args=(link,), default_timeout=30).run()


@pytest.mark.parametrize(
    "link", ["//evil.example/compare", "https://evil.example/compare", "/nothing", "javascript:x", "/compare/../x"]
)
def test_an_address_that_is_not_ours_leads_nowhere(link):
    found = follow(link)
    assert not found.exception
    assert [title.value for title in found.title] == ["stayed"]


def test_the_pages_of_the_navigation_are_those_a_reader_chooses_from():
    app = AppTest.from_file(str(SHELL), default_timeout=30).run()
    assert not app.exception
    hidden = registry.NOT_IN_THE_NAVIGATION
    assert hidden < set(registry.TITLES)
    assert registry.FIRST not in hidden
