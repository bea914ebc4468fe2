"""The one place where markup is made: autoescaped templates, filled with records and the words for them."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from cachetools import LRUCache, cached
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kb import labels
from kb.comparison import matrix
from kb.effects import panel, words
from kb.effects.bearing import bearing_on
from kb.exports.tables import where
from kb.exports.wording import grades
from kb.knowledge import KnowledgeBase
from kb.records import Recommendation, kind_of
from ui import address, naming, plots

TEMPLATES = Path(__file__).parent / "templates"
LETTERS_KEPT = 16_000_000
STYLE = Path(__file__).parent / "style.css"


@cache
def environment() -> Environment:
    """Return the template environment: everything is escaped, and an unknown name is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    known: Mapping[str, Any] = {
        "labels": labels, "to": address.to, "where": where, "kind_of": kind_of, "name_of": naming.name_of,
        "companions": matrix.companions, "interval": panel.interval, "effect_words": words, "bearing_on": bearing_on,
        "no_ranking": panel.NO_RANKING, "grades": grades, "piece": piece, "of_panel": plots.of_panel,
        "of_amounts": plots.of_amounts,
    }  # fmt: skip
    made.globals.update(known)
    return made


def _piece_key(macro: str, kb: KnowledgeBase, rec: Recommendation, *more: bool) -> tuple[str | bool, ...]:
    return macro, kb.fingerprint, rec.id, *more


@cached(LRUCache(LETTERS_KEPT, getsizeof=len), key=_piece_key, lock=Lock())
def piece(macro: str, kb: KnowledgeBase, rec: Recommendation, *more: bool) -> Markup:
    """Return what a macro of `parts.html` makes of a recommendation; the same on every page, so made once and kept."""
    return Markup(getattr(environment().get_template("parts.html").module, macro)(kb, rec, *more))


def render(template: str, **parts: Any) -> str:
    """Return the markup of a template filled with `parts`."""
    return environment().get_template(template).render(**parts)


def page(template: str, **parts: Any) -> str:
    """Return the markup of a whole page: its template and the footer."""
    return render(template, **parts) + render("footer.html", **parts)


@cache
def style() -> bytes:
    """Return the style sheet."""
    return STYLE.read_bytes()


def style_address() -> str:
    """Return the address of the style sheet; another style has another address, so that it can be kept for ever."""
    return f"/style.css?{hashlib.sha256(style()).hexdigest()[:12]}"
