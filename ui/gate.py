"""What is turned away before Streamlit sees it: pages of other sites that listen in, and queries too long to be read."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

# Streamlit drops a query with more parts than this whole and in silence, and shows the page as if nothing were chosen.
MOST_PARTS = 1000
TOO_LONG = f"This address holds more than {MOST_PARTS} parts after the question mark. Take some away and try again."
POLICY_VIOLATION = 1008


class Gate:
    """Refuses a websocket that a page of another site opens, and an address with too many parts."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may come in."""
        if scope["type"] == "websocket" and is_foreign(Headers(scope=scope)):
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        elif scope["type"] == "http" and scope["query_string"].count(b"&") >= MOST_PARTS:
            await PlainTextResponse(TOO_LONG, status_code=414)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def is_foreign(headers: Headers) -> bool:
    """Return whether a page of another site sent this: its origin is not the host that it asks.

    Streamlit would refuse it as well, but first asks a third party for the
    address of this machine, and lets everyone wait for up to two seconds.
    """
    origin = headers.get("origin")
    try:
        return origin is not None and urlsplit(origin).netloc != headers.get("host")
    except ValueError:
        return True
