"""A block of a page: markup from a template, whose links change the address without loading the page anew.

Links marked ``data-go`` are real links: they can be copied, opened in a new
tab, and reached by keyboard. Followed in place, they push their address to the
browser's history and let Streamlit run the page for it, so that Back and
Forward work and the address is always the state of the page.
"""

from typing import Any

import streamlit as st

from ui.markup import render

SCRIPT = """
export default function ({ data, parentElement }) {
  let root = parentElement.querySelector(":scope > .cc");
  if (!root) {
    root = document.createElement("div");
    root.className = "cc";
    parentElement.appendChild(root);
    const status = document.createElement("div");
    status.className = "cc-unseen";
    status.setAttribute("role", "status");
    parentElement.appendChild(status);
    root.said = status;
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
  }
  if (root.shown === data.markup) return;
  const focused = root.contains(document.activeElement) ? document.activeElement.id : "";
  const folds = new Map([...root.querySelectorAll("details[id]")].map((fold) => [fold.id, fold.open]));
  root.innerHTML = data.markup;
  root.shown = data.markup;
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
}
"""


def show(template: str, key: str, **parts: Any) -> None:
    """Show a template as a block of the page. `key` names the block, so that it is updated in place."""
    component = st.components.v2.component("concordance_block", js=SCRIPT, isolate_styles=False)
    component(data={"markup": render(template, **parts)}, key=key)
