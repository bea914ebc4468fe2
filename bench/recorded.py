"""What the app showed, as calls of stock elements: what the bare pages show."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qs

import pyarrow as pa
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element

from bench import message
from bench.visitor import Answer, Visitor, plain
from bench.walk import PATHS, Step, key

RECORDED = "BENCH_RECORDED"
"""The variable of the environment that names the file."""
SET = ("country", "topic", "strength", "outcome", "intervention", "show", "q")
"""The widgets that visitors set."""
HEADINGS = {"h1": "title", "h2": "header", "h3": "subheader"}
Run = list[tuple[tuple[int, ...], str, dict[str, Any]]]
"""Where an element stands, the function of Streamlit that shows it, and what it is given."""


async def recorded(address: str, steps: Mapping[str, Iterable[Step]]) -> dict[str, Run]:
    """Return what each page shows when it is opened, and after each of its steps."""
    found = {}
    for page, taken in steps.items():
        async with Visitor(address) as visitor:
            found[key(PATHS[page], {})] = run(await visitor.open(PATHS[page]))
            for step in taken:
                found[step.key] = run(await visitor.take(step))
    return found


def run(answer: Answer) -> Run:
    """Return a run as calls; containers stand before what they hold."""
    return [(path, *call) for path, delta in sorted(answer.deltas.items()) if (call := _call(path, delta))]


def _call(path: tuple[int, ...], delta: Delta) -> tuple[str, dict[str, Any]] | None:
    if delta.WhichOneof("type") == "add_block":
        return _container(delta.add_block)
    element = delta.new_element
    kind = element.WhichOneof("type")
    of = getattr(element, kind)
    if kind in message.FIELDS or kind == "vega_lite_chart":
        # What has no name of its own is told apart by its place.
        return _named(kind, of, message.name(of.id) or f"at{path}")
    return _plain(kind, of, element)


def _container(block: Any) -> tuple[str, dict[str, Any]]:
    match block.WhichOneof("type"):
        case "popover":
            # One with an id is a widget: opening it is a run.
            opens = {"key": message.name(block.popover.id), "on_change": "rerun"} if block.popover.id else {}
            return "popover", {"label": block.popover.label, "help": block.popover.help or None, **opens}
        case "expandable":
            return "expander", {"label": block.expandable.label}
    return "container", {"horizontal": block.flex_container.direction == block.flex_container.HORIZONTAL}


def _named(kind: str, of: Any, name: str) -> tuple[str, dict[str, Any]]:
    given: dict[str, Any] = {"key": name}
    if kind != "vega_lite_chart":
        given |= {"label": of.label, "help": of.help or None}
    match kind:
        case "vega_lite_chart":
            picks = {"on_select": "rerun"} if of.id else {}
            table = pa.ipc.open_stream(of.data.data).read_all()
            return kind, {
                "data": table,
                "spec": json.loads(of.spec),
                "width": "stretch",
                "alt": of.alt,
                **given,
                **picks,
            }
        case "button_group":
            several = of.click_mode == of.MULTI_SELECT
            shown = {plain(option.content): option.content for option in of.options}
            mode = {"selection_mode": "multi" if several else "single", "format_func": shown.get}
            return "pills" if of.style == of.PILLS else "segmented_control", {**given, **mode, "options": list(shown)}
        case "multiselect" | "selectbox":
            shown = {plain(option): option for option in of.options}
            return kind, {**given, "options": list(shown), "format_func": shown.get}
        case "checkbox":
            return "toggle", given
    return kind, given


def _plain(kind: str, of: Any, element: Element) -> tuple[str, dict[str, Any]] | None:
    match kind:
        case "heading":
            return HEADINGS[of.tag], {"body": of.body, "help": of.help or None}
        case "markdown":
            return "caption" if of.element_type == of.CAPTION else "markdown", {"body": of.body}
        case "html":
            return "html", {"body": of.body}
        case "code":
            return "code", {"body": of.code_text, "language": None}
        case "bidi_component":
            return "html", {"body": of.json if of.WhichOneof("data") == "json" else of.bytes.decode()}
        case "link_button":
            return kind, {"label": of.label, "url": of.url}
        case "page_link":
            return kind, {"page": of.page, "label": of.label, "query_params": parse_qs(of.query_string)}
        case "button":
            return kind, {"label": of.label, "key": message.name(of.id) or of.label, "help": of.help or None}
        case "pagination":
            return kind, {"num_pages": of.num_pages}
        case "alert":
            return "info", {"body": of.body}
    return None
