"""Text as BibTeX and LaTeX read it: accents and special characters escaped, capitals protected."""

from functools import cache

from pylatexenc.latexencode import RULE_DICT, UnicodeToLatexConversionRule, UnicodeToLatexEncoder

from kb.exports.authors import Author

# BibTeX counts every brace, an escaped one too, so braces are named instead.
_BRACES = {ord("{"): r"\textbraceleft", ord("}"): r"\textbraceright"}


@cache
def _encoder() -> UnicodeToLatexEncoder:
    rules = [UnicodeToLatexConversionRule(RULE_DICT, _BRACES), "defaults"]
    return UnicodeToLatexEncoder(conversion_rules=rules, replacement_latex_protection="braces-all")


def escaped(text: str) -> str:
    """Return `text` in plain ASCII, such as ``H{\\"a}user {\\&} 5{\\%}``."""
    return _encoder().unicode_to_latex(text)


def protected(title: str) -> str:
    """Return a title, escaped, whose capitals no bibliography style can lower; its first letter needs no help."""
    first, *words = title.split(" ")
    spared = f"{{{escaped(first)}}}" if first[1:] != first[1:].lower() else escaped(first)
    return " ".join([spared, *(escaped(word) if word == word.lower() else f"{{{escaped(word)}}}" for word in words)])


def verbatim(address: str) -> str:
    """Return an address or DOI as it is, for LaTeX reads it letter by letter; only braces become percent codes."""
    return address.replace("{", "%7B").replace("}", "%7D")


def named(author: Author) -> str:
    """Return an author as BibTeX takes names apart: ``Comerci, Jr, G.``; an institute stays whole, in braces."""
    if not author.given:
        return f"{{{escaped(author.family)}}}"
    return ", ".join(escaped(part) for part in (author.family, author.suffix, author.given) if part)
