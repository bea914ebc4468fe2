"""A page as a reader meets it: what it says, its links and what they open, its tables. Markup is parsed, never matched."""

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parent.parent.parent
VOID = {"br", "img", "hr", "input"}


def _read(markdown: str) -> str:
    """Return Markdown without the strokes that keep a mark from meaning something."""
    return re.sub(r"\\(\W)", r"\1", markdown)


@dataclass
class Link:
    """A link: its words, where it leads, and the records that it opens in the drawer."""

    href: str
    opens: tuple[str, ...]
    words: str = ""


@dataclass
class Block(HTMLParser):
    """One block of made markup, read."""

    markup: str
    links: list[Link] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    words: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.feed(self.markup)
        assert not self.inside, f"never closed: {self.inside}"
        self.words = " ".join(self.words.split())

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self.inside.append(tag)
        if tag == "a":
            self.links.append(Link(given.get("href", ""), tuple(given.get("data-open", "").split())))
        if tag in {"h2", "h3"}:
            self.headings.append("")
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.inside, f"</{tag}> closes nothing"
        assert self.inside.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += f"{data} "
        if "a" in self.inside:
            self.links[-1].words += data
        if {"h2", "h3"} & set(self.inside):
            self.headings[-1] += data
        if {"td", "th"} & set(self.inside):
            self.rows[-1][-1] += data


@dataclass
class Screen:
    """What one run of the app put on the screen."""

    run: AppTest

    @property
    def blocks(self) -> list[Block]:
        """Every block of made markup, in order."""
        return [Block(json.loads(found.proto.json)) for found in self.run.get("bidi_component")]

    @property
    def links(self) -> list[Link]:
        """Every link of the blocks."""
        return [link for block in self.blocks for link in block.links]

    @property
    def words(self) -> str:
        """Everything that is said."""
        said = [*self.run.title, *self.run.markdown, *self.run.caption, *self.run.info, *self.run.warning]
        return " ".join([*(_read(element.value) for element in said), *(block.words for block in self.blocks)])

    def opened(self, words: str) -> tuple[str, ...]:
        """Return what the first link with these words opens."""
        return next(link.opens for link in self.links if link.words == words)


def session() -> AppTest:
    """Return a visitor's session with every page known to it."""
    return AppTest.from_file(str(ROOT / "ui" / "shell.py"), default_timeout=30).run()


def show(visitor: AppTest, page: str, /, **query: object) -> Screen:
    """Return what a page shows for a query; nothing may be raised."""
    visitor.switch_page(f"../pages/{page}.py")
    visitor.query_params.clear()
    for name, value in query.items():
        visitor.query_params[name] = value
    visitor.run()
    assert not visitor.exception, visitor.exception
    return Screen(visitor)
