"""The parts of an author's name, from the name as a reference list prints it."""

import re
from dataclasses import dataclass

_SUFFIXES = {"Jr", "Sr", "II", "III", "IV"}
_INITIALS = re.compile(r"[^\W\d_](-?[^\W\d_]){0,4}")


@dataclass(frozen=True)
class Author:
    """A person's family name, initials such as ``C.-W. C.`` and suffix; or the name of an institute alone."""

    family: str
    given: str = ""
    suffix: str = ""


def author(printed: str) -> Author:
    """Return an author as printed (``Comerci G Jr``) in parts; one that does not end in initials is an institute."""
    *family, last = printed.split()
    suffix = last if last in _SUFFIXES and len(family) > 1 else ""
    if suffix:
        *family, last = family
    if not family or not last.isupper() or not _INITIALS.fullmatch(last):
        return Author(printed)
    given = re.sub(r"(-?)(\w)", r" \1\2.", last).replace(" -", "-").strip()
    return Author(" ".join(family), given, suffix)
