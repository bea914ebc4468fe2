"""The messages between Streamlit's front end and its server, as the front end makes and reads them."""

from collections.abc import Iterable, Mapping

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

Value = tuple[str, ...] | str | bool
FIELDS = {
    "button_group": "string_array_value", "multiselect": "string_array_value", "selectbox": "string_value",
    "text_input": "string_value", "checkbox": "bool_value",
}  # fmt: skip
"""The widgets that always have a value, and the field in which the front end sends it."""
LONGEST_END = 200
"""Bytes; a message that ends a run is shorter, so longer ones need not be read while they come in."""


def rerun(
    url: str, script: str, query: str, held: Iterable[str], widgets: Iterable[WidgetState], navigated: bool
) -> BackMsg:
    """Return what asks for a run of a page: by its name on a first visit, by its script's hash once that is known."""
    message = BackMsg()
    asked = message.rerun_script
    asked.query_string = query
    asked.widget_states.widgets.extend(widgets)
    if script:
        asked.page_script_hash, asked.is_history_navigation = script, navigated
    else:
        asked.page_name = url.rpartition("/")[2]
    asked.cached_message_hashes.extend(held)
    context = asked.context_info
    context.timezone, context.timezone_offset, context.locale = "UTC", 0, "en-US"
    context.url, context.is_embedded, context.color_scheme = url, False, "light"
    return message


def finished(frame: bytes) -> int | None:
    """Return how a run ended, where this message says that it has; else None."""
    if len(frame) > LONGEST_END:
        return None
    message = ForwardMsg.FromString(frame)
    return message.script_finished if message.HasField("script_finished") else None


def name(widget: str) -> str:
    """Return the key that a script gave a widget; empty where it gave none."""
    return widget.split("-", 2)[-1].replace("None", "")


def values(shown: Iterable[Element], before: Mapping[str, Value]) -> dict[str, Value]:
    """Return the value of every widget on a page by its id: as the server sets it, or as it was before."""
    found: dict[str, Value] = {}
    for element in shown:
        kind = element.WhichOneof("type")
        if kind in FIELDS:
            widget = getattr(element, kind)
            found[widget.id] = (
                _value(kind, widget) if widget.set_value else before.get(widget.id, _default(kind, widget))
            )
    return found


def _value(kind: str, widget: object) -> Value:
    match kind:
        case "button_group" | "multiselect":
            return tuple(widget.raw_values)
        case "selectbox":
            return widget.raw_value
    return widget.value


def _default(kind: str, widget: object) -> Value:
    match kind:
        case "button_group":
            return tuple(widget.options[place].content for place in widget.default)
        case "multiselect":
            return tuple(widget.options[place] for place in widget.default)
        case "selectbox":
            return widget.options[widget.default] if widget.HasField("default") and widget.options else ""
    return widget.default


def states(values_by_id: Mapping[str, Value], kinds: Mapping[str, str]) -> list[WidgetState]:
    """Return the states of widgets as the front end sends them; `kinds` says what each of them is."""
    return [_state(of, value, FIELDS[kinds[of]]) for of, value in values_by_id.items()]


def _state(widget: str, value: Value, field: str) -> WidgetState:
    state = WidgetState(id=widget)
    if isinstance(value, tuple):
        # An array that is empty has to be there all the same.
        state.string_array_value.SetInParent()
        state.string_array_value.data.extend(value)
    else:
        setattr(state, field, value)
    return state
