"""The ASGI application: the screens under ``ui`` and ``pages``, and plain HTTP routes beside them.

Started by ``streamlit run streamlit_app.py`` or ``uvicorn streamlit_app:app``.
"""

import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

ROOT = Path(__file__).parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from ui.gate import Gate  # noqa: E402
from ui.headers import Headers  # noqa: E402
from ui.routes import ROUTES  # noqa: E402
from ui.served import ready  # noqa: E402

app = st.App(
    ROOT / "ui" / "shell.py", routes=ROUTES, lifespan=ready, middleware=[Middleware(Headers), Middleware(Gate)]
)
