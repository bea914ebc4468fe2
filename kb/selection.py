"""What a reader has chosen: facets and words, parsed from a query string and written back to one."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

LONGEST_VALUE = 200
MOST_WORDS = 12
MOST_VALUES = 50
LONGEST_FREE = 12


@dataclass(frozen=True)
class Selection:
    """Chosen values by name, plus free words. Empty means no restriction."""

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.words or any(self.chosen.values()))

    def get(self, name: str) -> tuple[str, ...]:
        """Return the values chosen under `name`, in the order of the URL."""
        return self.chosen.get(name, ())

    def toggled(self, name: str, value: str) -> "Selection":
        """Return this selection with one value added, or taken away if it was there."""
        values = self.get(name)
        kept = tuple(v for v in values if v != value) if value in values else (*values, value)
        return Selection({**self.chosen, name: kept}, self.words)

    def without(self, name: str) -> "Selection":
        """Return this selection with nothing chosen under `name`."""
        return Selection({n: v for n, v in self.chosen.items() if n != name}, self.words)

    def only(self, name: str, value: str) -> "Selection":
        """Return this selection with one value chosen under `name`, in place of any other."""
        return Selection({**self.chosen, name: (value,)}, self.words)

    def worded(self, words: str) -> "Selection":
        """Return this selection with other free words."""
        return Selection(self.chosen, words)

    def only_words(self) -> "Selection":
        """Return the free words of this selection without its facets."""
        return Selection({}, self.words)

    def query(self) -> str:
        """Return the query string that `parsed` reads back, without the question mark."""
        pairs = [(name, value) for name, values in self.chosen.items() for value in values]
        return urlencode([("q", self.words)] * bool(self.words) + pairs)


def parsed(
    pairs: Iterable[tuple[str, str]],
    allowed: Mapping[str, Iterable[str]],
    with_words: bool = True,
    free: Collection[str] = (),
) -> tuple[Selection, tuple[str, ...]]:
    """Return the selection that name-value pairs of a URL make, and a sentence for each that was left out.

    Only the names and values in `allowed` count; repeats count once; nothing of
    what a visitor sends is ever more than compared with these. Names in `free`
    keep the last short text that was typed; who asks for them has to read it.
    """
    chosen: dict[str, tuple[str, ...]] = {}
    words, ignored = "", []
    known = {name: frozenset(values) for name, values in allowed.items()}
    for name, value in pairs:
        if with_words and name == "q":
            words, cut = _searched(value)
            ignored += cut
        elif name in free:
            typed = shortened(value, LONGEST_FREE)
            chosen[name] = (typed,) if typed else ()
        elif name not in known:
            ignored.append(f"“{shortened(name)}” is no filter of this page, so it was left out.")
        elif value not in known[name]:
            ignored.append(f"“{shortened(value)}” is not known under {name}, so it was left out.")
        elif value not in chosen.get(name, ()):
            chosen[name] = (*chosen.get(name, ()), value)
    said = tuple(dict.fromkeys(ignored))
    more = (f"Left out as well: {len(said) - MOST_VALUES} more.",) if len(said) > MOST_VALUES else ()
    return Selection(chosen, words), (*said[:MOST_VALUES], *more)


def _searched(value: str) -> tuple[str, list[str]]:
    found = legible(value).split()
    words = " ".join(found[:MOST_WORDS])[:LONGEST_VALUE].strip()
    cut = [] if words == " ".join(found) else [f"Only “{shortened(words)}” was searched for; the rest was too long."]
    return words, cut


def shortened(text: str, longest: int = 40) -> str:
    """Return `text` on one line, legible, cut with an ellipsis after `longest` characters."""
    text = " ".join(legible(text).split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


def legible(text: str) -> str:
    """Return `text` with blanks for control characters and for halves of characters, and with no mark that turns text.

    Such a mark would let a visitor's words turn round the words that stand after them.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if unicodedata.category(character) in {"Cc", "Cs"}:
        return " "
    return "" if unicodedata.bidirectional(character) in _TURNING else character


_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
