"""One visitor at the level of Streamlit's protocol: sends what its front end sends, and keeps what that keeps.

Each run of a page is asked for by a `rerun_script` over the web socket and
answered by messages up to `script_finished`. The server sends a large element
that the visitor still holds as a reference to it; which ones those are, the
visitor says with each request.
"""

import asyncio
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from bench import message
from bench.server import loopback
from bench.walk import Step

PATIENCE_S = 10.0
LONGEST_MESSAGE = 64 * 1024 * 1024
COUNT = re.compile(r" \d+$")


class Lost(Exception):
    """No answer: the connection broke, the page failed, or nothing came in time."""


class WrongPage(Exception):
    """An answer without what the knowledge base says it must hold: nothing measured on it counts."""


@dataclass(frozen=True)
class Answer:
    """What one run sent: the seconds it took, the bytes of its messages, and what stands where on the page."""

    seconds: float
    size: int
    deltas: dict[tuple[int, ...], Delta]

    @property
    def elements(self) -> list[Element]:
        """The elements of the page."""
        return [delta.new_element for delta in self.deltas.values() if delta.WhichOneof("type") == "new_element"]

    def holds(self, text: str) -> bool:
        """Return whether a text, of plain letters and digits, stands anywhere on the page."""
        return any(text.encode() in delta.SerializeToString() for delta in self.deltas.values())


def plain(option: str) -> str:
    """Return the label of an option without the count after it and the dots before it."""
    return COUNT.sub("", option).lstrip("· ")


@dataclass
class Visitor:
    """One visitor with a connection of their own, who sets the widgets of a page or goes to an address."""

    address: str
    patience_s: float = PATIENCE_S
    page: str = ""
    query: str = ""
    shown: Answer | None = None
    values: dict[str, message.Value] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    held: dict[str, tuple[ForwardMsg, int]] = field(default_factory=dict)
    runs: int = 0
    longest_held: int = 2
    socket: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        """Open the connection, as the front end does once the server says that it is well."""
        place = loopback(self.address)
        try:
            self.socket = await connect(
                f"ws://{place}/_stcore/stream", origin=f"http://{place}", subprotocols=["streamlit"],
                compression=None, proxy=None, max_size=LONGEST_MESSAGE, ping_interval=None,
                open_timeout=self.patience_s, close_timeout=1,
            )  # fmt: skip
        except (OSError, WebSocketException, TimeoutError) as error:
            raise Lost(f"no connection: {error}") from error
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the connection."""
        if self.socket:
            await self.socket.close()

    async def open(self, page: str) -> Answer:
        """Open a page as it is at first and return what it shows. Raises Lost."""
        self.values = {}
        return await self._asked(self.request(page))

    async def take(self, step: Step) -> Answer:
        """Take a step from the page that is open and return what it shows then. Raises Lost, or WrongPage."""
        if step.sets:
            self._set(step)
            found = await self._asked(self.request(step.page, self.query))
        else:
            found = await self._asked(self.request(step.page, step.query, navigated=True))
        if broken := [element.exception.message for element in found.elements if element.HasField("exception")]:
            raise WrongPage(f"{step} was answered with an error: {broken[0]}")
        if missing := [text for text in step.shows if not found.holds(text)]:
            raise WrongPage(f"{step} was answered without “{missing[0]}”.")
        return found

    def _set(self, step: Step) -> None:
        """Set the widget that a step names to what it chooses there."""
        for element in self.shown.elements:
            kind = element.WhichOneof("type")
            if kind in message.FIELDS and message.name((widget := getattr(element, kind)).id) == step.sets:
                labels = step.labels.get(step.sets, ())
                self.values[widget.id] = _chosen(kind, widget, labels) if kind != "text_input" else labels[0]
                return
        raise WrongPage(f"{step} has no widget {step.sets} to set.")

    def request(self, page: str, query: str = "", navigated: bool = False) -> BackMsg:
        """Return the message that asks for a page as things stand: what the server named, set widgets, what is held."""
        self.page, self.query = page, query
        kinds = {
            getattr(e, kind).id: kind for e in self._elements() if (kind := e.WhichOneof("type")) in message.FIELDS
        }
        states = message.states(self.values, kinds)
        url = f"{self.address}/{page}"
        return message.rerun(url, self.pages.get(page, ""), query, self.held, states, navigated)

    def _elements(self) -> Iterable[Element]:
        return self.shown.elements if self.shown else ()

    async def _asked(self, request: BackMsg) -> Answer:
        start = time.perf_counter()
        try:
            async with asyncio.timeout(self.patience_s):
                await self.socket.send(request.SerializeToString())
                frames = await self._frames()
        except TimeoutError as error:
            raise Lost(f"no answer within {self.patience_s:.0f} s") from error
        except WebSocketException as error:
            raise Lost(f"connection broke: {error}") from error
        seconds = time.perf_counter() - start
        self.shown = Answer(seconds, sum(map(len, frames)), self._read(frames))
        self.values = message.values(self.shown.elements, self.values)
        return self.shown

    async def _frames(self) -> list[bytes]:
        frames = []
        while True:
            frames.append(await self.socket.recv(decode=False))
            if (ended := message.finished(frames[-1])) is not None:
                if ended == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return frames
                # A script that starts itself anew, as one that goes to another page, is not at its end.
                if ended != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    raise Lost(f"the run ended with {ForwardMsg.ScriptFinishedStatus.Name(ended)}")

    def _read(self, frames: list[bytes]) -> dict[tuple[int, ...], Delta]:
        deltas = {}
        for sent in map(ForwardMsg.FromString, frames):
            match sent.WhichOneof("type"):
                case "new_session":
                    self.longest_held = sent.new_session.config.max_cached_message_age
                    deltas.clear()
                case "navigation":
                    self.pages = {
                        "" if p.is_default else p.url_pathname: p.page_script_hash for p in sent.navigation.app_pages
                    }
                case "page_info_changed":
                    self.query = sent.page_info_changed.query_string
                case "delta" | "ref_hash":
                    whole = self._kept(sent)
                    deltas[tuple(sent.metadata.delta_path or whole.metadata.delta_path)] = whole.delta
        self.runs += 1
        self.held = {name: held for name, held in self.held.items() if self.runs - held[1] <= self.longest_held}
        return deltas

    def _kept(self, sent: ForwardMsg) -> ForwardMsg:
        if not (sent.ref_hash or sent.metadata.cacheable):
            return sent
        name = sent.ref_hash or sent.hash
        if sent.ref_hash and name not in self.held:
            raise Lost("the server refers to a message that this visitor does not hold")
        whole = self.held[name][0] if sent.ref_hash else sent
        self.held[name] = (whole, self.runs)
        return whole


def _chosen(kind: str, widget: object, labels: Iterable[str]) -> message.Value:
    options = {plain(of if isinstance(of, str) else of.content): of for of in widget.options}
    try:
        found = tuple(of if isinstance(of, str) else of.content for of in map(options.__getitem__, labels))
    except KeyError as error:
        raise WrongPage(f"The page does not offer {error}.") from error
    return found[0] if kind == "selectbox" else found
