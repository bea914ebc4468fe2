"""A page as one block of markup, whose links change the address without loading the page anew.

Links marked ``data-go`` are real links: they can be copied, opened in a new
tab, and reached by keyboard. Followed in place, they push their address to the
browser's history and let Streamlit run the page for it, so that Back and
Forward work and the address is always the state of the page.

What a page shows depends on the data and on its address alone. So each page is
made once for an address and kept, and a room that follows one link costs one
page.
"""

from collections.abc import Callable, Mapping
from functools import cache
from threading import Lock
from typing import Any

import streamlit as st
from cachetools import LRUCache, cached

from kb.library import Library
from ui import address, markup
from ui.address import Pairs
from ui.served import library

BYTES_KEPT = 48_000_000
Made = tuple[str, Mapping[str, Any]]

SCRIPT = """
const styled = (address) => {
  let link = document.getElementById("cc-style");
  // Another style, of a newer release, has another address.
  if (link?.getAttribute("href") !== address) {
    link?.remove();
    link = Object.assign(document.createElement("link"), { id: "cc-style", rel: "stylesheet", href: address });
    link.ready = new Promise((ready) => { link.onload = link.onerror = ready; });
    document.head.appendChild(link);
  }
  return link.ready;
};
const prepared = (parentElement) => {
  const root = document.createElement("div");
  root.className = "cc";
  parentElement.appendChild(root);
  const status = document.createElement("div");
  status.className = "cc-unseen";
  status.setAttribute("role", "status");
  parentElement.appendChild(status);
  root.said = status;
  // After a lost connection Streamlit leaves the page as it was. The address may have changed, or the data:
  // the page is run again for the address that is there by then.
  const app = document.querySelector('[data-testid="stApp"]');
  if (app && !app.watched) {
    app.watched = new MutationObserver(() => {
      const connected = app.getAttribute("data-test-connection-state") === "CONNECTED";
      if (connected) window.dispatchEvent(new PopStateEvent("popstate"));
    });
    app.watched.observe(app, { attributeFilter: ["data-test-connection-state"] });
  }
  const go = (address) => {
    history.pushState({}, "", address);
    window.dispatchEvent(new PopStateEvent("popstate"));
  };
  root.addEventListener("click", (event) => {
    const copy = event.target.closest("button[data-copy]");
    if (copy) {
      const say = (words) => { copy.textContent = words; };
      const failed = () => say("Copy it from the address bar");
      if (navigator.clipboard) navigator.clipboard.writeText(location.href).then(() => say("Link copied"), failed);
      else failed();
      return;
    }
    const link = event.target.closest("a[data-go]");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);
    if (link && plain) {
      event.preventDefault();
      go(link.getAttribute("href"));
    }
  });
  root.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-go]");
    if (form) {
      event.preventDefault();
      const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
      go(form.getAttribute("action") + (query.size ? "?" + query : ""));
    }
  });
  return root;
};
const fill = (root, markup) => {
  const focused = root.contains(document.activeElement) ? document.activeElement.id : "";
  const folds = new Map([...root.querySelectorAll("details[id]")].map((fold) => [fold.id, fold.open]));
  root.innerHTML = markup;
  for (const fold of root.querySelectorAll("details[id]")) {
    if (folds.has(fold.id)) fold.open = folds.get(fold.id);
    else if (fold.hasAttribute("data-open-when-wide")) fold.open = window.innerWidth >= 900;
    else if (fold.hasAttribute("data-open-when-narrow")) fold.open = window.innerWidth < 900;
  }
  if (focused) document.getElementById(focused)?.focus();
  root.said.textContent = root.querySelector("[data-announce]")?.textContent ?? "";
  if (location.hash) {
    const target = root.querySelector("#" + CSS.escape(location.hash.slice(1)));
    if (target && target.id !== root.jumped) {
      root.jumped = target.id;
      target.scrollIntoView();
    }
  }
};
export default async function ({ data, parentElement }) {
  const root = parentElement.querySelector(":scope > .cc") ?? prepared(parentElement);
  const markup = new TextDecoder().decode(data);
  if (root.shown === markup) return;
  root.shown = markup;
  await styled("STYLE");
  if (root.shown === markup) fill(root, markup);
}
"""


@cache
def component() -> Callable[..., Any]:
    """Return the component that shows markup; registered once, whoever visits."""
    script = SCRIPT.replace("STYLE", markup.style_address())
    return st.components.v2.component("concordance_page", js=script, isolate_styles=False)


def show(page: Callable[[Library, Pairs], Made]) -> None:
    """Show a page: `page` returns its template and what fills it, for a library and the pairs of an address."""
    component()(data=_kept(page, library(), address.pairs()), key="page")


def _key(page: Callable[[Library, Pairs], Made], lib: Library, pairs: Pairs) -> tuple[Any, ...]:
    return page, lib.kb.fingerprint, pairs


@cached(LRUCache(BYTES_KEPT, getsizeof=len), key=_key, lock=Lock())
def _kept(page: Callable[[Library, Pairs], Made], lib: Library, pairs: Pairs) -> bytes:
    template, parts = page(lib, pairs)
    return markup.page(template, kb=lib.kb, **parts).encode()


def show_problems(problems: tuple[Any, ...]) -> None:
    """Show what is wrong with the data folder, in place of any page."""
    component()(data=markup.render("bad_data.html", problems=problems).encode(), key="page")
