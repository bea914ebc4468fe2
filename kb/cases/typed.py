"""Numbers that a person types, read exactly, or refused in a sentence that the person can act on."""

import re
from decimal import ROUND_HALF_UP, Decimal

NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,9})?")
PLACES = 2
"""Decimals of a dose: with three, such as 1.000, nobody can tell a decimal point from a mark of thousands."""


class TaperError(ValueError):
    """What was asked for makes no taper. Its text is a sentence for the person who asked."""


def number(value: object, name: str, most: Decimal, places: int = PLACES) -> Decimal:
    """Return a number above 0 and up to `most`, with at most so many decimals, exactly as typed.

    A decimal comma is a decimal point. Raises TaperError, which calls the number
    by `name`, for anything else.
    """
    text = plain(value) if isinstance(value, Decimal) else str(value).strip()
    if isinstance(value, bool) or not NUMBER.fullmatch(text.lstrip("-−")):
        raise TaperError(f"{name} must be a number such as 20 or 2.5, not “{text[:40]}”.")
    if len(text.replace(",", ".").partition(".")[2]) > places:
        raise TaperError(f"{name}: write {text} with at most {places} decimals and without a mark for thousands.")
    read = Decimal(text.replace(",", ".").replace("−", "-"))
    if not 0 < read <= most:
        raise TaperError(f"{name} must be above 0 and at most {plain(most)}, not {text}.")
    return read


def whole(value: object, name: str, least: int, most: int) -> int:
    """Return a whole number from `least` to `most`. Raises TaperError, which calls it by `name`, for anything else."""
    text = str(value).strip()
    if isinstance(value, bool) or not re.fullmatch(r"\d{1,6}", text) or not least <= int(text) <= most:
        raise TaperError(f"{name} must be a whole number from {least} to {most}, not “{text[:40]}”.")
    return int(text)


def plain(value: Decimal, places: int | None = None) -> str:
    """Return a number without an exponent and without trailing zeros.

    Rounded to so many decimals where `places` is given, a half up.
    """
    text = f"{value if places is None else value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal, places: int = PLACES) -> Decimal:
    """Return a number rounded to so many decimals, a half up, without trailing zeros."""
    return Decimal(plain(value, places))
