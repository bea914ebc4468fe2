"""The messages that the bench sends are those that Streamlit's front end sends."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from bench.visitor import Visitor
from bench.walk import Step
from kb.selection import Selection

pytestmark = pytest.mark.browser
ONE, TWO = Selection({"country": ("DE",)}), Selection({"country": ("DE", "US")})


def test_a_browser_sends_the_same_messages(visitor, visit, server):
    sent = []
    visitor.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(read(frame))))
    visit(visitor.page, f"/recommendations?{ONE.query()}")
    visitor.page.locator("#country-US").click()
    visitor.page.wait_for_function("document.querySelector('#country-US.chosen')")
    with ThreadPoolExecutor(1) as thread:
        assert sent == thread.submit(asyncio.run, requests(server)).result()


def read(frame) -> BackMsg:
    return BackMsg.FromString(frame)


async def requests(server) -> list[BackMsg]:
    async with Visitor(server) as visitor:
        first = visitor.request("recommendations", ONE.query())
        await visitor.take(Step("recommendations", ONE, "recommendations"))
        return [first, visitor.request("recommendations", TWO.query())]
