"""A list of cards or a reading table as one block of markup, whose links reach Python without a new page load.

The markup comes from `ui.markup`, where everything is escaped. Its links are
real: they can be copied, and opened in a new tab. Followed in place, one with
`data-open` opens the drawer, and one with `data-go` another page of the app.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from markupsafe import Markup

from ui import registry, state

STYLE = Path(__file__).parent / "style.css"
"""The style of all blocks, which a page holds once (`ui.shell`): a component would send it with each block."""
SCRIPT = """
export default function ({ data, parentElement, setTriggerValue }) {
  let block = parentElement.querySelector(".block");
  if (!block) {
    block = document.createElement("div");
    block.className = "block";
    parentElement.appendChild(block);
  }
  block.onclick = (event) => {
    const link = event.target.closest("a[data-open], a[data-go]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
    event.preventDefault();
    if (link.dataset.open) setTriggerValue("open", link.dataset.open);
    else setTriggerValue("go", link.getAttribute("href"));
  };
  if (block.shown !== data) {
    const another = block.shown !== undefined;
    block.innerHTML = data;
    block.shown = data;
    // What is presented one after the other begins at the top each time.
    if (another && block.querySelector("[data-top]")) block.scrollIntoView({ block: "start" });
  }
}
"""


@cache
def component() -> Callable[..., Any]:
    """Return the component that shows a block; registered once, whoever visits."""
    return st.components.v2.component("concordance_block", js=SCRIPT, isolate_styles=False)


def show(markup: Markup, key: str) -> None:
    """Show escaped markup under a key of its own, and do what a link that was followed in it asks for."""
    followed = component()(data=str(markup), key=key, on_open_change=_nothing, on_go_change=_nothing)
    if followed.go:
        registry.follow(followed.go)
    if followed.open:
        state.write(open=followed.open.split(" "))


def _nothing() -> None:
    """A trigger is read where its block is shown; Streamlit wants a callback to know its name."""
