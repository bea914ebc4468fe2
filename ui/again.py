"""Has an open page shown anew once another process answers it: after a restart it would show what was served before.

Streamlit connects by itself after a lost connection, but leaves the page as it
was until the next click, and a page of older data would be beside files of
newer ones. So the page asks `/health` now and then, and whenever it comes into
sight, which process answers.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from ui.served import process

SCRIPT = """
const EVERY = 20_000;
export default function ({ data, parentElement, setTriggerValue }) {
  if (parentElement.asking) return;
  let served = data;
  const ask = async () => {
    if (document.hidden) return;
    const answer = await fetch("/health", { cache: "no-store" }).catch(() => null);
    const now = answer?.ok ? (await answer.json()).process : served;
    if (now !== served) setTriggerValue("again", now);
    served = now;
  };
  parentElement.asking = setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
  return () => {
    clearInterval(parentElement.asking);
    document.removeEventListener("visibilitychange", ask);
    delete parentElement.asking;
  };
}
"""


@cache
def component() -> Callable[..., Any]:
    """Return the component that asks; registered once, whoever visits."""
    return st.components.v2.component("concordance_again", js=SCRIPT)


def watch() -> None:
    """Ask from now on who answers this page; another answer is a run of the page, which shows what is served now."""
    component()(data=process(), key="again", on_again_change=_nothing, height=1)


def _nothing() -> None:
    """The run that follows is all that is wanted."""
