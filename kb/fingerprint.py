"""The fingerprint of a source passage, which lets a reader with a lawful copy check us without our storing its words."""

import hashlib

from kb.records import Passage


def reduced(text: str) -> str:
    """Return the letters and digits of `text`, lower-cased: it survives line breaks, hyphens and gaps."""
    return "".join(character for character in text if character.isalnum()).lower()


def fingerprint(text: str) -> Passage:
    """Return length and SHA-256 of the letters and digits of a passage. Raises ValueError where it has none."""
    letters = reduced(text)
    if not letters:
        raise ValueError("the passage holds no letter and no digit")
    return Passage(length=len(letters), sha256=hashlib.sha256(letters.encode()).hexdigest())
