"""Finding the passages that records were read from in a reader's own copy of a source."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kb.fingerprint import reduced
from kb.records import Sourced


@dataclass(frozen=True)
class Finding:
    """Where a record's passage stands in a text; `passage` is None where it was not found."""

    record: Sourced
    passage: str | None


def audit(records: Iterable[Sourced], text: str) -> tuple[Finding, ...]:
    """Return, for each record with a fingerprint, the passage of `text` that has it, or that none has.

    Slides a window of each fingerprint's length over the letters and digits of
    the text and compares digests.
    """
    marked = [record for record in records if record.passage]
    wanted: dict[int, dict[bytes, list[Sourced]]] = defaultdict(lambda: defaultdict(list))
    for record in marked:
        wanted[record.passage.length][bytes.fromhex(record.passage.sha256)].append(record)
    letters, positions = _letters(text)
    found: dict[str, str] = {}
    for length, digests in wanted.items():
        for start, digest in _matches(letters, length, digests):
            passage = text[positions[start] : positions[start + length - 1] + 1]
            found.update({record.id: " ".join(passage.split()) for record in digests[digest]})
    return tuple(Finding(record, found.get(record.id)) for record in marked)


def _matches(letters: bytes, length: int, digests: dict[bytes, list[Sourced]]) -> Iterable[tuple[int, bytes]]:
    missing = set(digests)
    for start in range(len(letters) // 4 - length + 1):
        digest = hashlib.sha256(letters[4 * start : 4 * (start + length)].decode("utf-32-le").encode()).digest()
        if digest in missing:
            yield start, digest
            missing.discard(digest)
            if not missing:
                return


def _letters(text: str) -> tuple[bytes, list[int]]:
    pairs = [(letter, at) for at, character in enumerate(text) for letter in reduced(character)]
    return "".join(letter for letter, _ in pairs).encode("utf-32-le"), [at for _, at in pairs]
