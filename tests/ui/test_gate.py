"""Who is let in: our own pages, with addresses that can be read whole."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from ui.gate import MOST_PARTS, TOO_LONG, Gate


async def talk(socket):
    await socket.accept()
    await socket.send_text("hello")
    await socket.close()


@pytest.fixture
def client():
    routes = [Route("/page", lambda request: PlainTextResponse("here")), WebSocketRoute("/talk", talk)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Gate)]), headers={"Host": "guide.example:8501"})


@pytest.mark.parametrize("origin", [None, "http://guide.example:8501", "https://guide.example:8501"])
def test_our_own_pages_are_let_in(client, origin):
    with client.websocket_connect("/talk", headers={"Origin": origin} if origin else {}) as socket:
        assert socket.receive_text() == "hello"


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "http://guide.example", "http://guide.example:85011", "http://guide.example:8501.evil.example",
     "http://guide.example:8501@evil.example", "null", "", "http://[", "guide.example:8501", "http://localhost:8501"],
)  # fmt: skip
def test_pages_of_other_sites_are_not(client, origin):
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        client.websocket_connect("/talk", headers={"Origin": origin}),
    ):
        pass
    assert refused.value.code == 1008


def test_an_address_with_more_parts_than_are_read_is_refused_in_words(client):
    longest = "&".join(["country=AU"] * MOST_PARTS)
    assert client.get(f"/page?{longest}").text == "here"
    answer = client.get(f"/page?{longest}&country=DE")
    assert (answer.status_code, answer.text) == (414, TOO_LONG)
