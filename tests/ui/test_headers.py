"""Headers on every answer, the policy's hashes, and a sentence where the app fails."""

import asyncio
import base64
import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient

from ui import headers
from ui.headers import ALWAYS, FILE_POLICY, SORRY, Headers, inline_scripts, page_policy


def broken(request):
    raise RuntimeError("a secret of ours")


async def begun(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    raise RuntimeError("too late")


async def talk(socket):
    await socket.accept()
    await socket.send_text("hello")
    await socket.close()


@pytest.fixture
def client():
    routes = [
        Route("/page", lambda request: PlainTextResponse("here", headers={"X-Frame-Options": "ALLOWALL"})),
        Route("/download/file.svg", lambda request: PlainTextResponse("<svg/>")),
        Route("/broken", broken),
        WebSocketRoute("/talk", talk),
    ]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Headers)]), raise_server_exceptions=False)


@pytest.mark.parametrize(("path", "status"), [("/page", 200), ("/nothing", 404), ("/broken", 500)])
def test_every_answer_has_every_header_once(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    for name, value in {**ALWAYS, "Content-Security-Policy": page_policy()}.items():
        assert answer.headers.get_list(name) == [value]


def test_a_file_may_neither_run_nor_load_anything(client):
    assert client.get("/download/file.svg").headers["content-security-policy"] == FILE_POLICY
    assert {"default-src 'none'", "sandbox"} <= set(FILE_POLICY.split("; "))


def test_a_failure_is_a_sentence_without_our_insides(client):
    assert client.get("/broken").text == SORRY


def test_a_failure_in_the_middle_of_an_answer_is_not_answered_twice():
    sent = []

    async def send(message):
        sent.append(message["type"])

    # In a thread of its own: one that drives a browser has a loop already.
    with ThreadPoolExecutor(1) as thread, pytest.raises(RuntimeError):
        thread.submit(asyncio.run, Headers(begun)({"type": "http", "path": "/"}, None, send)).result()
    assert sent == ["http.response.start"]


def test_a_websocket_is_left_alone(client):
    with client.websocket_connect("/talk") as socket:
        assert socket.receive_text() == "hello"


def test_the_policy_names_no_script_but_ours_and_the_inline_one_by_its_hash():
    rules = dict(rule.split(" ", 1) for rule in page_policy().split("; "))
    own, digest, *needed = rules["script-src"].split()
    assert (own, needed) == ("'self'", ["'wasm-unsafe-eval'", "blob:"])
    assert digest.startswith("'sha256-")
    assert {rules[name] for name in ("object-src", "base-uri", "frame-ancestors")} == {"'none'"}


def test_the_hash_is_that_of_the_script_with_its_white_space(monkeypatch, tmp_path):
    page = (
        "<script src=a.js></script><p>x</p><script>\n let a = 1 < 2 && '</p>'\n</script><script type=module>b</script>"
    )
    assert inline_scripts(page) == ["\n let a = 1 < 2 && '</p>'\n", "b"]
    static = tmp_path / "static"
    static.mkdir()
    (static / "index.html").write_text("<script>one</script>")
    monkeypatch.setattr(headers, "files", lambda package: tmp_path)
    digest = base64.b64encode(hashlib.sha256(b"one").digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}' 'wasm" in page_policy()
