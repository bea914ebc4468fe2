"""What the hostile tests share: how much is tried, hostile text, and what may stand in a page and what may not."""

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, settings

from tests.seen import Seen
from ui.block import SCRIPT
from ui.markup import TEMPLATES

# Stands in hostile text. As text and in what a reader typed it may come back; nowhere else.
MARK = "zqx"
ECHOED = frozenset({"href", "aria-label", "title", "data-head"})
WRITTEN = "".join(path.read_text("utf-8") for path in TEMPLATES.glob("*.html"))
TAGS = frozenset(re.findall(r"<([a-z][a-z0-9]*)", WRITTEN))
NAMES = frozenset(re.findall(r"[\s}]([a-z][a-z-]*)(?==\")", WRITTEN)) | {"data-go", "open", "hidden"}
# What Streamlit's Markdown would make a link, an image, a formula, code, an icon or a colour of.
MEANS = re.compile(r"[\[\]<>`*_$~|]|://|\bwww\.|:[a-z-]+[:\[/]|\w@\w", re.IGNORECASE)


def many(few: int, often: int = 20):
    """Return the sizes of a test that tries things: a few each time, `often` times as many in `make fuzz`."""
    long = pytest.param(few * often, marks=pytest.mark.long, id="long")
    return pytest.mark.parametrize("examples", [pytest.param(few, id="short"), long])


def cases(examples: int) -> settings:
    """Return how hypothesis looks: the same cases each time, for one that fails only now and then tells nobody what to mend."""
    return settings(
        deadline=None, derandomize=True, database=None, max_examples=examples, suppress_health_check=list(HealthCheck)
    )


def strange(seen: Seen) -> list[str]:
    """Return everything in the blocks of a page that no template holds, and what was typed and would be Markdown."""
    found = []
    for block in seen.blocks:
        found += [f"<{tag}>" for tag in block.tags if tag not in TAGS]
        found += [*block.comments, *(f"href={a}" for a in block.values("href", "src", "action") if not _leads_on(a))]
        for tag, name, value in block.attributes:
            if name not in NAMES or name.startswith("on"):
                found.append(f"{tag} {name}")
            if MARK in value.lower() and name not in ECHOED:
                found.append(f"{name}={value}")
    return found + [words for text in markdown(seen) for words in text.split() if MARK in words and _means(words)]


def _leads_on(address: str) -> bool:
    return bool(re.match(r"/(?!/)|#|https?://", address)) and MARK not in urlsplit(address).netloc


def markdown(seen: Seen) -> list[str]:
    """Return every text of a page that Streamlit reads as Markdown."""
    run = seen.run
    said = [*run.markdown, *run.caption, *run.title, *run.header, *run.subheader, *run.warning, *run.info, *run.error]
    labels = [option.content for group in run.get("button_group") for option in group.proto.options]
    return [*(one.value for one in said), *labels]


def _means(words: str) -> bool:
    return bool(MEANS.search(re.sub(r"\\.", "", words)))


assert "innerHTML" in SCRIPT, "a block is made of markup; what is checked here is that no visitor writes any"
