"""Headers of every answer: what a browser may run, load, and tell others on the app's account.

The pages run under a policy without ``unsafe-inline`` or ``unsafe-eval`` for
scripts. What it allows beyond our own files is what Streamlit needs: the one
inline script of its first page (by its hash), WebAssembly, and the ``blob:``
address of a component's module.
"""

import base64
import hashlib
from html.parser import HTMLParser
from importlib.resources import files

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FILES = "/download/"
# A file that is opened in a window of its own runs nothing and loads nothing.
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
SORRY = "Something failed here, and nothing was lost. Go back and try again; if it fails again, report the address."
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Headers:
    """Sets the headers on every HTTP answer, and answers in a sentence where the app failed. Leaves websockets alone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.pages = {**ALWAYS, "Content-Security-Policy": page_policy()}
        self.files = {**ALWAYS, "Content-Security-Policy": FILE_POLICY}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and set the headers as its answer begins."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = self.files if scope["path"].startswith(FILES) else self.pages
        begun = False

        async def dressed(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                MutableHeaders(scope=message).update(headers)
            await send(message)

        try:
            await self.app(scope, receive, dressed)
        except Exception:
            if not begun:
                await PlainTextResponse(SORRY, status_code=500)(scope, receive, dressed)
            raise


def page_policy() -> str:
    """Return the content policy of the pages, with the hash of each inline script that Streamlit's first page holds."""
    page = files("streamlit").joinpath("static", "index.html").read_text(encoding="utf-8")
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in inline_scripts(page))
    return "; ".join(
        [
            "default-src 'self'",
            # Streamlit reads its messages with a library that counts in WebAssembly.
            f"script-src 'self' {hashes} 'wasm-unsafe-eval' blob:",
            # Streamlit and Vega set styles on elements as they draw.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def inline_scripts(page: str) -> list[str]:
    """Return the text of every script in a page itself, in their order."""
    found = _Scripts()
    found.feed(page)
    return found.texts


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag == "script" and "src" not in dict(attrs)
        self.texts += [""] * self.inside

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts[-1] += data
