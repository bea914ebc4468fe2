"""Text that Streamlit's Markdown shows as it is: what a visitor typed, and words of the data."""

import re

_MARKS = re.compile(r"[\\`*_{}\[\]<>#$~|!&:]")
# Addresses, shortcodes and arrows are found in the finished text, where a backslash is gone already.
_FOUND_LATER = re.compile(r"(?<=[:@])|(?<=www)(?=\.)|(?<=-)(?=[->])|(?<=<)(?=-)", re.IGNORECASE)
_JOINER = "\u2060"


def plain(text: str) -> str:
    """Return text of the data for Markdown: every mark that would mean something there is escaped."""
    return _MARKS.sub(r"\\\g<0>", text)


def typed(text: str) -> str:
    """Return what a visitor typed for Markdown: escaped, and with no address in it that would become a link.

    An invisible joiner parts what Streamlit looks for in text that has been read already.
    """
    return plain(_FOUND_LATER.sub(_JOINER, text))
