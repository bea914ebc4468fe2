"""What a query string asks for: chosen values by name, free words, and a sentence for each part that means nothing."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping

WORDS = "q"
LONGEST_WORDS = 200
MOST_WORDS = 12
MOST_SENTENCES = 50
LONGEST_TYPED = 12
_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})

Pairs = Iterable[tuple[str, str]]
Chosen = dict[str, tuple[str, ...]]


def read(
    pairs: Pairs, allowed: Mapping[str, Iterable[str]], free: Collection[str] = (), words: bool = True
) -> tuple[Chosen, str, tuple[str, ...]]:
    """Return what the name-value pairs of a URL choose, the words searched for, and a sentence for each pair left out.

    Only the names and values in `allowed` count; repeats count once; nothing of
    what a visitor sends is ever more than compared with these. With `words`, the
    last `q` is what was searched for. Names in `free` hold the last short text
    that was typed, which whoever asks for it has to read.
    """
    known = {name: frozenset(values) for name, values in allowed.items()}
    chosen: Chosen = {}
    searched, problems = "", []
    for name, value in pairs:
        if words and name == WORDS:
            searched, cut = _searched(value)
            problems += cut
        elif name in free:
            typed = shortened(value, LONGEST_TYPED)
            chosen[name] = (typed,) if typed else ()
        elif wrong := _wrong(name, value, known):
            problems.append(wrong)
        elif value not in chosen.get(name, ()):
            chosen[name] = (*chosen.get(name, ()), value)
    return chosen, searched, _few(tuple(dict.fromkeys(problems)))


def _wrong(name: str, value: str, known: Mapping[str, frozenset[str]]) -> str:
    if name not in known:
        return f"“{shortened(name)}” is no filter of this page, so it was left out."
    if value not in known[name]:
        return f"“{shortened(value)}” is not known under {name}, so it was left out."
    return ""


def _few(sentences: tuple[str, ...]) -> tuple[str, ...]:
    more = len(sentences) - MOST_SENTENCES
    return sentences if more <= 0 else (*sentences[:MOST_SENTENCES], f"Left out as well: {more} more.")


def _searched(value: str) -> tuple[str, list[str]]:
    found = legible(value).split()
    words = " ".join(found[:MOST_WORDS])[:LONGEST_WORDS].strip()
    cut = [] if words == " ".join(found) else [f"Only “{shortened(words)}” was searched for; the rest was too long."]
    return words, cut


def shortened(text: str, longest: int = 40) -> str:
    """Return `text` on one line, legible, cut with an ellipsis after `longest` characters."""
    text = " ".join(legible(text).split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


def legible(text: str) -> str:
    """Return `text` with blanks for control characters and for halves of characters, and with no mark that turns text.

    Such a mark would reverse the words after a visitor's own.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if unicodedata.category(character) in {"Cc", "Cs"}:
        return " "
    return "" if unicodedata.bidirectional(character) in _TURNING else character
