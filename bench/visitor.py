"""One visitor at the level of Streamlit's protocol: sends what its front end sends, and keeps what that keeps.

Each run of a page is asked for by a `rerun_script` over the web socket and
answered by messages up to `script_finished`. The server sends a large element
that the visitor still holds as a reference to it; which ones those are, the
visitor says with each request.
"""

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from bench import message
from bench.server import loopback
from bench.walk import Step

PATIENCE_S = 10.0
LONGEST_MESSAGE = 64 * 1024 * 1024


class Lost(Exception):
    """No answer: the connection broke, the page failed, or nothing came in time."""


class WrongPage(Exception):
    """An answer without what the knowledge base says it must hold: nothing measured on it counts."""


@dataclass(frozen=True)
class Answer:
    """What one run sent: the seconds it took, the bytes of its messages, and the elements of the page."""

    seconds: float
    size: int
    elements: tuple[Element, ...]

    def holds(self, text: str) -> bool:
        """Return whether a text, of plain letters and digits, stands anywhere on the page."""
        return any(text.encode() in element.SerializeToString() for element in self.elements)


@dataclass
class Held:
    """A large message that a visitor holds, and the last run that used it."""

    message: ForwardMsg
    run: int


@dataclass
class Visitor:
    """One visitor with a connection of their own, who follows links or, on a bare page, sets its widgets."""

    address: str
    sets_widgets: bool = False
    shown: Answer | None = None
    pages: dict[str, str] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)
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
                open_timeout=PATIENCE_S, close_timeout=1,
            )  # fmt: skip
        except (OSError, WebSocketException, TimeoutError) as error:
            raise Lost(f"no connection: {error}") from error
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the connection."""
        if self.socket:
            await self.socket.close()

    async def take(self, step: Step) -> Answer:
        """Take a step on the page that is open and return what it shows then. Raises Lost, or WrongPage."""
        if self.sets_widgets and self.shown:
            found = await self._asked(self.request(step.page, "", message.widgets(self.shown.elements, step.chosen)))
        else:
            found = await self._asked(self.request(step.page, step.chosen.query()))
        if not found.holds(step.shows):
            raise WrongPage(f"{step} was not answered with “{step.shows}”.")
        return found

    async def open(self, page: str) -> Answer:
        """Open a page as it is at first ("" is the overview) and return what it shows. Raises Lost."""
        return await self._asked(self.request(page))

    async def _asked(self, request: BackMsg) -> Answer:
        start = time.perf_counter()
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self.socket.send(request.SerializeToString())
                frames = await self._frames()
        except TimeoutError as error:
            raise Lost(f"no answer within {PATIENCE_S:.0f} s") from error
        except WebSocketException as error:
            raise Lost(f"connection broke: {error}") from error
        seconds = time.perf_counter() - start
        self.shown = Answer(seconds, sum(map(len, frames)), self._page(frames))
        return self.shown

    def request(self, page: str, query: str = "", widgets: Iterable[WidgetState] = ()) -> BackMsg:
        """Return the message that asks for a page as things stand: what the server named, and what is held."""
        return message.rerun(self.address, page, self.pages.get(page, ""), query, self.held, widgets)

    async def _frames(self) -> list[bytes]:
        frames = []
        while True:
            frames.append(await self.socket.recv(decode=False))
            if (ended := message.finished(frames[-1])) is not None:
                if ended != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise Lost(f"the run ended with {ForwardMsg.ScriptFinishedStatus.Name(ended)}")
                return frames

    def _page(self, frames: list[bytes]) -> tuple[Element, ...]:
        elements = []
        for sent in map(ForwardMsg.FromString, frames):
            kind = sent.WhichOneof("type")
            if kind == "new_session":
                self.longest_held = sent.new_session.config.max_cached_message_age
            elif kind == "navigation":
                self.pages = {
                    "" if p.is_default else p.url_pathname: p.page_script_hash for p in sent.navigation.app_pages
                }
            elif kind == "ref_hash" or sent.metadata.cacheable:
                sent = self._kept(sent)
            if sent.WhichOneof("type") == "delta" and sent.delta.WhichOneof("type") == "new_element":
                elements.append(sent.delta.new_element)
        self.runs += 1
        self.held = {name: h for name, h in self.held.items() if self.runs - h.run <= self.longest_held}
        return tuple(elements)

    def _kept(self, sent: ForwardMsg) -> ForwardMsg:
        name = sent.ref_hash or sent.hash
        if sent.ref_hash and name not in self.held:
            raise Lost("the server refers to a message that this visitor does not hold")
        held = self.held.setdefault(name, Held(sent, self.runs))
        held.run = self.runs
        return held.message
