"""The address is the state: each widget is seeded from the query of the page, and writes ids back to it.

Streamlit puts every write to `st.query_params` into the browser's history, so
a deep link opens what it names, and Back and Forward undo and redo each
choice. A widget therefore never holds more than the address does.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st

from ui import query as asked
from ui.literal import typed

TRAVELLING = ("country", "topic", "strength", "phase", "verb", "trigger", "intervention")
"""Filters that go with a reader from page to page."""
NAMES = (
    *TRAVELLING, "outcome", "certainty", "source", "view", "q", "id", "to", "show", "panel", "page", "baseline", "verdict", "sort", "all", "printed", "practice",
)  # fmt: skip
"""Every name that some page gives a meaning; on the others it is kept and means nothing."""


def here() -> str:
    """Return the name of the page that is shown."""
    return str(st.session_state["arrived"][0])


def query() -> dict[str, list[str]]:
    """Return the address of this page by name, for a link to another choice of rows: nothing open, at the first of them."""
    return {n: st.query_params.get_all(n) for n in st.query_params if n not in {"open", "page"}}


def pairs() -> tuple[tuple[str, str], ...]:
    """Return the names and values in the query of this page, in its order."""
    return tuple((name, value) for name in st.query_params for value in st.query_params.get_all(name))


def arrive(page: str) -> None:
    """Bring the filters of the page before along, where a reader came by the navigation and the address has none."""
    last, kept = st.session_state.get("arrived", (None, {}))
    if last not in {None, page} and not st.query_params and kept:
        st.query_params.from_dict(kept)
    query = st.query_params
    st.session_state["arrived"] = (page, {name: query.get_all(name) for name in query if name in TRAVELLING})


def read(
    allowed: Mapping[str, Iterable[str]], *, words: bool = False, free: Iterable[str] = ()
) -> tuple[dict[str, tuple[str, ...]], str]:
    """Return what the address chooses, by name, and its words; what it does not know is said on the page.

    `allowed` holds the ids that each name may have; a name without any valid
    value is there with an empty tuple.
    """
    given = pairs()
    known = {**allowed, "present": ("1",), "open": [value for name, value in given if name == "open"]}
    # What belongs to another page is kept in the address for the way back, and means nothing here.
    carried = {name: [v for n, v in given if n == name] for name in NAMES if name not in known}
    chosen, said, problems = asked.read(given, {**carried, **known}, free=tuple(free), words=words)
    if problems:
        st.warning("  \n".join(map(typed, problems)))
    return {name: chosen.get(name, ()) for name in (*allowed, *free)}, said


def write(**values: Iterable[str] | str | None) -> None:
    """Write ids into the address in one step of the browser's history; an empty value takes the name out."""
    query = st.query_params
    now = {name: query.get_all(name) for name in query}
    for name, value in values.items():
        now[name] = [value] if isinstance(value, str) else list(value or ())
    st.query_params.from_dict({name: found for name, found in now.items() if any(found)})


def rows() -> tuple[tuple[str, str], ...]:
    """Return the part of the address that says which rows a page has; the drawer and how it is shown are no part of it."""
    return tuple(pair for pair in pairs() if pair[0] not in {"open", "present"})


def tick(page: str, ids: Iterable[str]) -> None:
    """Remember which rows of a page are ticked, for as long as it shows the same rows."""
    st.session_state["ticked"] = (page, rows(), tuple(ids))


def ticked(page: str) -> tuple[str, ...]:
    """Return the ids of the ticked rows of a page; none where it shows others by now."""
    on, shown, ids = st.session_state.get("ticked", ("", (), ()))
    return ids if (on, shown) == (page, rows()) else ()


def clear(*names: str) -> None:
    """Take names out of the address."""
    write(**dict.fromkeys(names))


def _picked(name: str) -> None:
    value = st.session_state[name]
    # Another choice begins at the first page of results again.
    write(**{name: value, "page": None})


def pills(name: str, label: str, options: Mapping[str, str], chosen: Iterable[str], **more: Any) -> None:
    """Show options as pills, several of which may be chosen; `options` are labels by id."""
    _many(st.pills, name, label, options, chosen, selection_mode="multi", **more)


def multiselect(name: str, label: str, options: Mapping[str, str], chosen: Iterable[str], **more: Any) -> None:
    """Show options in a list that opens, several of which may be chosen; `options` are labels by id."""
    _many(st.multiselect, name, label, options, chosen, **more)


def _many(
    widget: Callable[..., Any], name: str, label: str, options: Mapping[str, str], chosen: Iterable[str], **more: Any
) -> None:
    wanted = [value for value in chosen if value in options]
    seed = _seed(name, wanted, default=wanted)
    found = widget(
        label, list(options), format_func=options.__getitem__, key=name, on_change=_picked, args=(name,), **seed, **more
    )
    if seed and list(found) != wanted:
        _taken_up(name)


def _seed(name: str, value: Any, **first: Any) -> dict[str, Any]:
    """Seed a widget with what the address says; return what it has to be given for that, the first time in a session.

    A browser that lost its server comes to a new session with the widgets as its
    reader left them. A seed would undo the choice that was just made; a default
    lets it through.
    """
    seeded = st.session_state.get("seeded") or set()
    if name not in seeded:
        st.session_state["seeded"] = seeded | {name}
        return first
    st.session_state[name] = value
    return {}


def _taken_up(name: str) -> None:
    """Write what a reader chose before this session began into the address, and show the page for it."""
    _picked(name)
    st.rerun()


def segments(name: str, label: str, options: Mapping[str, str], chosen: Iterable[str], **more: Any) -> str:
    """Show options side by side, exactly one of which is chosen (the first, where the address names none); return its id."""
    value = next(iter(chosen), next(iter(options)))
    st.session_state[name] = value
    st.segmented_control(
        label, list(options), format_func=options.__getitem__, key=name, on_change=_one, args=(name, next(iter(options))),
        required=True, label_visibility="collapsed", **more,
    )  # fmt: skip
    return value


def _one(name: str, usual: str) -> None:
    value = st.session_state[name]
    write(**{name: None if value == usual else value, "page": None})


def choice(
    name: str, label: str, options: Mapping[str, str], chosen: Iterable[str], *, required: bool = False, **more: Any
) -> str | None:
    """Show a list of which one may be chosen, or none unless one is `required`; return its id."""
    value = next(iter(chosen), None)
    st.session_state[name] = value
    st.selectbox(
        label,
        list(options),
        format_func=options.__getitem__,
        key=name,
        on_change=_picked,
        args=(name,),
        index=0 if required else None,
        **more,
    )
    return value


def text(name: str, label: str, words: str, **more: Any) -> None:
    """Show a field for words; they are in the address once entered."""
    st.session_state[name] = words
    st.text_input(label, key=name, on_change=_picked, args=(name,), **more)


def number(name: str, label: str, value: float | None, *, scale: float = 1, **more: Any) -> None:
    """Show a field for a number, empty for None; the address holds it divided by `scale`, once entered."""
    st.session_state[name] = None if value is None else round(float(value) * scale, 6)
    st.number_input(label, value=None, key=name, on_change=_numbered, args=(name, scale), **more)


def _numbered(name: str, scale: float) -> None:
    value = st.session_state[name]
    write(**{name: None if value is None else f"{value / scale:g}"})


def toggle(name: str, label: str, chosen: Iterable[str], **more: Any) -> bool:
    """Show a switch that stands in the address as 1 where it is on; return whether it is."""
    on = bool(tuple(chosen))
    st.session_state[name] = on
    st.toggle(label, key=name, on_change=_switched, args=(name,), **more)
    return on


def _switched(name: str) -> None:
    write(**{name: "1" if st.session_state[name] else None, "page": None})


def page(found: int, each: int, chosen: Iterable[str]) -> int:
    """Return which page of results the address names, from 0; the last where it names none that there is."""
    asked = next(iter(chosen), "1")
    last = max(-(-found // each), 1)
    return min(int(asked), last) - 1 if asked.isdecimal() and int(asked) else 0


def pages(found: int, each: int, number: int) -> None:
    """Show the way to the other pages of results, where there are any."""
    if found > each:
        # A key of its own for each page: a default is read only when a widget is new.
        key = f"page-{number + 1}"
        st.pagination(-(-found // each), key=key, default=number + 1, on_change=_turned, args=(key,))


def _turned(key: str) -> None:
    number = st.session_state[key]
    write(page=str(number) if number > 1 else None)


def presenting() -> bool:
    """Return whether the page is shown in big type without controls."""
    return bool(st.query_params.get_all("present"))


def turn(key: str) -> str:
    """Return a widget's key that is new each time the drawer was closed, so that the same mark can be clicked again."""
    return f"{key}-{st.session_state.get('turn', 0)}"


def opened_anew() -> None:
    """Let what is selected in charts and tables be forgotten."""
    st.session_state["turn"] = st.session_state.get("turn", 0) + 1
