"""What a visitor is shown, over any data folder and without a browser: every word that a page sends, and its blocks."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import streamlit as st
from streamlit.testing.v1 import AppTest

from kb import KnowledgeBase
from ui import served

SHELL = Path(__file__).parent.parent / "ui" / "shell.py"
# Elements that have no words for a reader: names of widgets, addresses of pages, and what draws a chart.
UNSEEN = frozenset({"id", "url_path", "page_script_hash", "script_path", "element_id", "form_id", "component_name"})


@contextmanager
def serving(folder: Path) -> Iterator[KnowledgeBase]:
    """Let the app show another data folder, as `KB_DATA` does when it starts; give its knowledge base."""
    before = os.environ.get("KB_DATA")
    os.environ["KB_DATA"] = str(folder)
    _forget()
    try:
        yield served.base()
    finally:
        os.environ.pop("KB_DATA")
        if before is not None:
            os.environ["KB_DATA"] = before
        _forget()


def _forget() -> None:
    st.cache_resource.clear()
    st.cache_data.clear()


@dataclass(eq=False)
class Markup(HTMLParser):
    """A block of made markup as a browser reads it: its tags, the values of its attributes, its words, whose cards it holds."""

    markup: str

    def __post_init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.comments: list[str] = []
        self.cards: list[str] = []
        self.in_card = False
        self.last = ""
        self.feed(self.markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.in_card = tag == "article" or self.in_card
        address = urlsplit(dict(attrs).get("href") or "")
        if self.in_card and address.path == "/record":
            self.last = parse_qs(address.query)["id"][0]

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            # The last link of a card is that to its own record; a card without it is the whole of a page.
            self.cards += [self.last] if self.last else []
            self.in_card, self.last = False, ""

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    handle_decl = unknown_decl = handle_pi = handle_comment

    def values(self, *names: str) -> list[str]:
        """Return the values of attributes of these names, in order."""
        return [value for _, name, value in self.attributes if name in names]


@dataclass(eq=False)
class Seen:
    """What one run of the app put on the screen."""

    run: AppTest

    @property
    def blocks(self) -> list[Markup]:
        """Every block of made markup, read."""
        return [Markup(json.loads(found.proto.json)) for found in self.run.get("bidi_component")]

    @property
    def cards(self) -> list[str]:
        """The id of every record that has a card, in order."""
        return [record for block in self.blocks for record in block.cards]

    @property
    def said(self) -> str:
        """Every word: of texts, labels, options, helps, charts, and blocks with the values of their attributes."""
        told = [text for element in self._elements() for text in _strings(element)]
        made = [text for block in self.blocks for text in (*block.words, *(v for _, _, v in block.attributes))]
        return "\n".join([*told, *made])

    def _elements(self) -> Iterator[object]:
        for part in (self.run.main, self.run.sidebar):
            for element in part:
                if element.type != "bidi_component" and (proto := getattr(element, "proto", None)) is not None:
                    yield proto

    def titles(self) -> list[str]:
        """Return the titles of the page."""
        return [title.value for title in self.run.title]


def _strings(message: object) -> Iterator[str]:
    """Yield every text that a message of Streamlit holds, whatever its kind."""
    for field, value in message.ListFields():
        if field.name in UNSEEN:
            continue
        for one in value if isinstance(value, Iterable) and not isinstance(value, str | bytes) else (value,):
            if isinstance(one, str):
                yield one
            elif isinstance(one, bytes):
                # The rows of a chart or a table: their texts stand in them as they are.
                yield one.decode(errors="replace")
            elif hasattr(one, "ListFields"):
                yield from _strings(one)


def visitor() -> AppTest:
    """Return a visitor who has come to the first page."""
    return AppTest.from_file(str(SHELL), default_timeout=60).run()


def shown(page: str, pairs: Iterable[tuple[str, str]] = (), session: AppTest | None = None) -> Seen:
    """Return what a page shows for the names and values of an address; that it answers is for the test to say."""
    run = session or visitor()
    run.switch_page(f"../pages/{page}.py")
    run.query_params.clear()
    kept: dict[str, list[str]] = {}
    for name, value in pairs:
        kept.setdefault(name, []).append(value)
    for name, values in kept.items():
        run.query_params[name] = values
    return Seen(run.run())
