"""The messages that the bench sends are those that Streamlit's front end sends."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from bench.visitor import Visitor
from bench.walk import Step

pytestmark = pytest.mark.browser
TWO = Step("recommendations", {"country": ("DE",)}, "country", {"country": ("Germany", "Canada")})


def test_a_browser_sends_the_same_messages(visitor, visit, server):
    sent = []
    visitor.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(read(frame))))
    visit(visitor.page, "/recommendations?country=DE")
    visitor.page.get_by_test_id("stSidebar").get_by_role("button", name="Canada").click()
    visitor.page.wait_for_url("**country=CA*")
    with ThreadPoolExecutor(1) as thread:
        assert sent == thread.submit(asyncio.run, requests(server)).result()


def read(frame) -> BackMsg:
    return sorted_(BackMsg.FromString(frame))


def sorted_(message: BackMsg) -> BackMsg:
    """Return a message with its widgets and hashes in one order; the front end has none."""
    asked = message.rerun_script
    widgets = sorted(asked.widget_states.widgets, key=lambda widget: widget.id)
    hashes = sorted(asked.cached_message_hashes)
    del asked.widget_states.widgets[:], asked.cached_message_hashes[:]
    asked.widget_states.widgets.extend(widgets)
    asked.cached_message_hashes.extend(hashes)
    return message


async def requests(server) -> list[BackMsg]:
    """Return what the bench sends for the same: a first visit, and one more country."""
    sent = []
    async with Visitor(server) as visitor:
        send = visitor.socket.send
        visitor.socket.send = lambda frame: (sent.append(read(frame)), send(frame))[1]
        await visitor.take(Step("recommendations", {"country": ("DE",)}))
        await visitor.take(TWO)
    return sent
