"""What the hostile tests share: pages run without a browser or a session, their markup read, and hostile text."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import pytest

from kb.library import Library
from kb.plots import svg
from ui.markup import TEMPLATES, page

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
# Stands in hostile text. As text and in what a reader typed it may come back; nowhere else.
MARK = "zqx"
ECHOED = frozenset({"value", "href", "aria-label", "placeholder", "title", "data-label"})

# What plots are made of is not in a template.
DRAWN = Path(svg.__file__).read_text("utf-8")
TAGS = frozenset(re.findall(r'SubElement\(\w+, "(\w+)"', DRAWN)) | frozenset(
    re.findall(r"<([a-z][a-z0-9]*)", "".join(p.read_text("utf-8") for p in TEMPLATES.glob("*.html")))
)
NAMES = frozenset(
    name.lower()
    for path in TEMPLATES.glob("*.html")
    for name in re.findall(r"[\s}]([a-zA-Z][a-zA-Z-]*)(?==\")", path.read_text("utf-8"))
) | {"data-go", "data-copy", "data-announce", "data-open-when-wide", "data-open-when-narrow", "download", *re.findall(r'"([\w-]+)": ', DRAWN.lower()), "x1", "x2", "y1", "y2", "stroke-dasharray"}  # fmt: skip


@dataclass(eq=False)
class Page(HTMLParser):
    """What one run of a page puts on the screen, read as a browser reads it."""

    markup: str
    strange: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.strange.append(f"<{tag}>")
        for name, value in attrs:
            if name not in NAMES or name.startswith("on"):
                self.strange.append(f"{tag} {name}")
            if MARK in (value or "").lower() and name not in ECHOED:
                self.strange.append(f"{name}={value}")
            if name in ("href", "action", "src"):
                self.addresses.append(value or "")
                if not re.match(r"/(?!/)|#|https?://", value or ""):
                    self.strange.append(f"{name}={value}")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.strange.append("comment")

    @property
    def count(self) -> str:
        """The sentence that says how much is shown."""
        return " ".join(re.search(r"data-announce[^>]*>([^<]*)<", self.markup)[1].split())


@pytest.fixture(scope="session")
def shown():
    """What a page shows over a library for the names and values of an address."""
    return _shown


def _shown(lib: Library, name: str, pairs: list[tuple[str, str]]) -> Page:
    """Return what a page shows over a library for the names and values of an address."""
    module = import_module("ui.records" if name == "record" else f"ui.{name}")
    template, parts = module.page(lib, tuple(pairs))
    return Page(page(template, base=lib.base, **parts))
