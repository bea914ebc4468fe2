"""The messages between Streamlit's front end and its server, as the front end makes and reads them."""

from collections.abc import Iterable

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from kb.selection import Selection

WIDGETS = ("multiselect", "button_group", "selectbox")
LONGEST_END = 200
"""Bytes; a message that ends a run is shorter, so longer ones need not be read while they come in."""


def rerun(
    address: str, page: str, script: str, query: str, held: Iterable[str], widgets: Iterable[WidgetState]
) -> BackMsg:
    """Return what asks for a run of a page: by its name on a first visit, by its script's hash once that is known."""
    message = BackMsg()
    asked = message.rerun_script
    asked.query_string = query
    asked.widget_states.widgets.extend(widgets)
    if script:
        asked.page_script_hash = script
        asked.is_history_navigation = not asked.widget_states.widgets
    else:
        asked.page_name = page
    asked.cached_message_hashes.extend(held)
    context = asked.context_info
    context.timezone, context.timezone_offset, context.locale = "UTC", 0, "en-US"
    context.url, context.is_embedded, context.color_scheme = f"{address}/{page}", False, "light"
    return message


def finished(frame: bytes) -> int | None:
    """Return how a run ended, where this message says that it has; else None."""
    if len(frame) > LONGEST_END:
        return None
    message = ForwardMsg.FromString(frame)
    return message.script_finished if message.HasField("script_finished") else None


def widgets(shown: Iterable[Element], chosen: Selection) -> list[WidgetState]:
    """Return the states that the front end sends for the filters of a page: those chosen, and nothing for the rest."""
    return [state for element in shown if (state := _state(element, chosen))]


def _state(element: Element, chosen: Selection) -> WidgetState | None:
    kind = element.WhichOneof("type")
    if kind not in WIDGETS:
        return None
    state = WidgetState(id=getattr(element, kind).id)
    values = chosen.get(state.id.rsplit("-", 1)[-1])
    if kind == "selectbox":
        state.string_value = "".join(values)
    else:
        state.string_array_value.data.extend(values)
    return state
