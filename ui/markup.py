"""The one place where markup is made: autoescaped templates, filled with records and the words for them."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kb import labels
from kb.names import action, name
from kb.prose import unsaid
from ui.registry import address

TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    """Return the template environment: everything is escaped, and an unknown name is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.globals.update(labels=labels, address=address, name=name, action=action, unsaid=unsaid)
    return made


def render(template: str, **parts: Any) -> Markup:
    """Return the markup of a template filled with `parts`, all of them escaped."""
    return Markup(environment().get_template(template).render(**parts))
